"""The journal in the control API: pages, limits, no secrets. Also where the control API is served, and sinks."""

from collections.abc import Iterator

import pytest

from mockserver.world.settings import Limits
from tests.api_client import AppClient


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def poll(client: AppClient, times: int) -> None:
    for _ in range(times):
        client.get("/revox/call")


def test_requests_are_read_page_by_page(client: AppClient) -> None:
    poll(client, 5)
    first = client.get("/__admin/requests?limit=2").json
    assert ([row["id"] for row in first["requests"]], first["next"]) == ([1, 2], 2)
    second = client.get(f"/__admin/requests?limit=2&cursor={first['next']}").json
    last = client.get(f"/__admin/requests?limit=2&cursor={second['next']}").json
    assert ([row["id"] for row in last["requests"]], last["next"]) == ([5], None)
    assert (last["count"], last["forgotten"], last["bodies_dropped"]) == (5, 0, 0)


def test_a_page_has_a_thousand_requests_by_default(client: AppClient) -> None:
    poll(client, 1001)
    page = client.get("/__admin/requests").json
    assert (len(page["requests"]), page["next"]) == (1000, 1000)
    assert client.get("/__admin/requests?limit=5000").json["next"] is None


def test_a_page_of_large_requests_is_shorter(client: AppClient) -> None:
    for _ in range(100):
        client.post("/revox/call", {"phone_number": "x" * 65_000})
    page = client.get("/__admin/requests").json
    assert 50 < len(page["requests"]) < 100
    rest = client.get(f"/__admin/requests?cursor={page['next']}").json
    assert len(page["requests"]) + len(rest["requests"]) == 100


def test_pages_and_filters_can_be_combined(client: AppClient) -> None:
    for _ in range(3):
        client.get("/revox/call")
        client.get("/revox/nothing")
    page = client.get("/__admin/requests?status=404&limit=2").json
    assert [row["id"] for row in page["requests"]] == [2, 4]
    assert client.get(f"/__admin/requests?status=404&cursor={page['next']}").json["requests"][0]["id"] == 6
    unmatched = client.get("/__admin/requests/unmatched?limit=1&cursor=2").json
    assert ([row["id"] for row in unmatched["requests"]], unmatched["next"]) == ([4], 4)


@pytest.mark.parametrize(
    ("query", "word"), [("limit=0", "at least 1"), ("limit=x", "limit is 'x'"), ("cursor=-1", "at least 0")]
)
def test_a_bad_limit_or_cursor_is_refused(client: AppClient, query: str, word: str) -> None:
    reply = client.get(f"/__admin/requests?{query}")
    assert (reply.status, word in reply.json["error"]["message"]) == (400, True)


def test_dropped_data_is_counted_per_world_and_for_the_server() -> None:
    with AppClient(limits=Limits(journal_bytes=20_000, sink_bytes=2000)) as client:
        for number in range(10):
            client.post("/revox/call", {"phone_number": "x" * 5000})
            client.post("/__admin/sink/mine", {"number": number, "pad": "x" * 500})
        (world,) = client.get("/__admin/worlds").json["worlds"]
        health = client.get("/__admin/health").json
        assert world["dropped"]["journal_bodies"] > 0
        assert world["dropped"]["sink_requests"] > 0
        assert health["dropped"] == {**world["dropped"], "worlds": 0}
        rows = client.get("/__admin/requests").json["requests"]
        assert [row["bodies_dropped"] for row in rows] == sorted((row["bodies_dropped"] for row in rows), reverse=True)
        assert len(client.get("/__admin/sink/mine").json["requests"]) == 10 - world["dropped"]["sink_requests"]


def test_deleting_a_world_frees_journal_bytes_for_others() -> None:
    with AppClient(limits=Limits(journal_bytes=20_000)) as client:
        for world in ("a", "b", "c", "d"):
            client.post("/revox/call", {"phone_number": "x" * 3000}, x_mockserver_world=world)
            assert client.get("/__admin/requests", x_mockserver_world=world).json["bodies_dropped"] == 0
            client.delete(f"/__admin/worlds/{world}")
        client.post("/revox/call", {"phone_number": "x" * 3000})
        client.post("/__admin/reset", {"keep": ["journal"]})
        client.post("/revox/call", {"phone_number": "x" * 3000})
        journal = client.get("/__admin/requests").json
        assert (journal["count"], journal["bodies_dropped"]) == (2, 0)


# -- where the control API is served ------------------------------------------------------------------


def test_the_control_api_of_a_world_is_below_its_prefix(client: AppClient) -> None:
    client.place_revox_call(x_mockserver_world="mine")
    for path in ("/w/mine/__admin/calls", "/w/other/__admin/calls?world=mine"):
        assert len(client.get(path).json["calls"]) == 1
    assert len(client.get("/w/other/__admin/calls", x_mockserver_world="mine").json["calls"]) == 1
    assert client.get("/w/other/__admin/calls").json["calls"] == []
    assert client.post("/w/mine/__admin/clock/advance", {"by": "1h"}).json["now"] == "2026-01-05T16:00:00Z"
    assert client.get("/w/b%20d/__admin/calls").status == 400


def test_webhooks_reach_a_sink_below_the_prefix_of_a_world(client: AppClient) -> None:
    hook = "http://mock.test:4010/w/mine/__admin/sink/hooks"
    order = {"phone_number": "+15005550000", "assistant": {"prompt": "Hi.", "webhook_url": hook}}
    client.post("/w/mine/revox/api/call", order)
    client.post("/w/mine/__admin/clock/advance", {"until": "settled"})
    assert client.get("/w/mine/__admin/sink/hooks").json["requests"]


@pytest.mark.parametrize("status", [204, 205, 304])
def test_a_sink_sends_no_body_with_statuses_that_have_none(client: AppClient, status: int) -> None:
    reply = client.post(f"/__admin/sink/mine?status={status}", {})
    assert (reply.status, reply.body) == (status, b"")
    assert reply.headers.get("content-length", "0") == "0"


def test_reading_a_body_stops_at_the_limit(client: AppClient) -> None:
    reply = client.post("/__admin/sink/mine", b"x" * 11_000_000)
    assert (reply.status, reply.json["error"]["code"], reply.headers["connection"]) == (413, "too_large", "close")
    assert client.unread_pieces > 0
    assert client.get("/__admin/sink/mine").json["requests"] == []
