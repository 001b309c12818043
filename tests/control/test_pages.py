"""Pages of the journal and of webhooks in both orders: complete, without repetitions, and unshifted by new rows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from mockserver.webhooks.messages import WebhookMessage
from tests.api_client import AppClient

ROWS = 7
Fill = Callable[[AppClient, int], None]


def request_often(client: AppClient, times: int) -> None:
    for _ in range(times):
        client.get("/revox/nothing")


def post_often(client: AppClient, times: int) -> None:
    for _ in range(times):
        client.world.outbox.post(webhook(), client.world.now)


def webhook(**facts: Any) -> WebhookMessage:
    """Return a webhook that is not due before the test ends."""
    given = {"provider": "ringyo", "event": "call.completed", "url": "http://receiver.test/hook", **facts}
    return WebhookMessage(after=timedelta(hours=1), **given)


LISTS: list[tuple[str, str, Fill]] = [
    ("requests", "requests", request_often),
    ("requests/unmatched", "requests", request_often),
    ("webhooks", "webhooks", post_often),
]
each_list = pytest.mark.parametrize(("path", "key", "fill"), LISTS, ids=[path for path, _, _ in LISTS])


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def page(client: AppClient, path: str, query: str) -> Any:
    reply = client.get(f"/__admin/{path}?wait=0&{query}" if path == "webhooks" else f"/__admin/{path}?{query}")
    assert reply.status == 200, reply.json
    return reply.json


def ids(found: Any, key: str) -> list[int]:
    return [row["id"] for row in found[key]]


def read_all(client: AppClient, path: str, key: str, query: str) -> list[int]:
    """Read page by page, at most as many pages as there can be."""
    found: list[int] = []
    cursor: int | None = 0
    for _ in range(ROWS + 1):
        if cursor is None:
            break
        got = page(client, path, f"{query}&cursor={cursor}")
        found += ids(got, key)
        cursor = got["next"]
    return found


@each_list
@pytest.mark.parametrize("limit", [1, 2, 3, ROWS - 1, ROWS, 1000])
def test_pages_in_both_orders_have_every_row_once(
    client: AppClient, path: str, key: str, fill: Fill, limit: int
) -> None:
    fill(client, ROWS)
    forwards = list(range(1, ROWS + 1))
    assert read_all(client, path, key, f"limit={limit}") == forwards
    assert read_all(client, path, key, f"limit={limit}&order=oldest") == forwards
    assert read_all(client, path, key, f"limit={limit}&order=newest") == forwards[::-1]


@each_list
def test_new_rows_do_not_shift_pages_backwards(client: AppClient, path: str, key: str, fill: Fill) -> None:
    fill(client, 5)
    first = page(client, path, "order=newest&limit=2")
    assert (ids(first, key), first["next"], first["count"]) == ([5, 4], 4, 5)
    fill(client, 3)
    second = page(client, path, f"order=newest&limit=2&cursor={first['next']}")
    assert (ids(second, key), second["next"], second["count"]) == ([3, 2], 2, 8)


@each_list
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("order=newst", "order is 'newst'; expected one of oldest, newest. Did you mean 'newest'?"),
        ("order=", "order is ''; expected one of oldest, newest."),
        ("limit=0", "limit is '0'; expected an integer"),
        ("cursor=-1", "cursor is '-1'; expected an integer of at least 0."),
    ],
)
def test_wrong_words_are_refused(client: AppClient, path: str, key: str, fill: Fill, query: str, message: str) -> None:
    reply = client.get(f"/__admin/{path}?{query}")
    assert (reply.status, message in reply.error["message"]) == (400, True), reply.error


def test_a_page_of_webhooks_has_at_most_a_thousand(client: AppClient) -> None:
    reply = client.get("/__admin/webhooks?limit=1001")
    assert (reply.status, reply.error["message"]) == (
        400,
        "limit is '1001'; expected an integer from 1 to 1,000.",
    )


def test_without_a_limit_all_webhooks_are_listed(client: AppClient) -> None:
    post_often(client, 1200)
    everything = page(client, "webhooks", "order=newest")
    assert (ids(everything, "webhooks"), everything["next"]) == (list(range(1200, 0, -1)), None)


def test_filters_apply_before_the_limit(client: AppClient) -> None:
    for number in range(6):
        client.world.outbox.post(webhook(call="even" if number % 2 else "odd"), client.world.now)
    found = page(client, "webhooks", "order=newest&limit=2&call=odd")
    assert (ids(found, "webhooks"), found["next"]) == ([5, 3], 3)
    found = page(client, "webhooks", "order=newest&limit=2&call=odd&cursor=3")
    assert (ids(found, "webhooks"), found["next"]) == ([1], None)


def test_an_archive_of_the_newest_requests(client: AppClient) -> None:
    request_often(client, 4)
    entries = client.get("/__admin/requests.har?order=newest&limit=2").json["log"]["entries"]
    assert [entry["_id"] for entry in entries] == [4, 3]


# -- the search in webhooks -------------------------------------------------------------------------


@pytest.fixture
def searched(client: AppClient) -> AppClient:
    """Three deliveries: 1 about a call, 2 with a body, 3 with a secret in its URL, which a planned fault loses."""
    client.patch("/__admin/webhooks/plan", {"plan": [{"fault": "lose", "events": "x"}]})
    given: list[dict[str, Any]] = [
        {"url": "http://receiver.test/hook", "call": "call_abc"},
        {"event": "agent.created", "url": "http://other.test/hook", "body": 'Zürich "quoted"'.encode()},
        {"event": "x", "url": "http://third.test/?api_key=topsecret1"},
    ]
    for facts in given:
        client.world.outbox.post(webhook(**facts), client.world.now)
    return client


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CALL_ABC", [1]),
        ("agent.cr", [2]),
        ("other.test", [2]),
        ("zÜrich", [2]),
        ("fault 'lose'", [3]),
        ("topsecret1", []),
        ("api_key", [3]),
        ("/hook", [1, 2]),
        ("nowhere", []),
        ("", [1, 2, 3]),
    ],
)
def test_a_text_is_found_in_whatever_a_webhook_shows(searched: AppClient, text: str, found: list[int]) -> None:
    assert ids(page(searched, "webhooks", urlencode({"q": text})), "webhooks") == found


# -- sinks ------------------------------------------------------------------------------------------


def test_sinks_are_listed_with_their_last_request(client: AppClient) -> None:
    assert client.get("/__admin/sink").json == {"sinks": []}
    client.post("/__admin/sink/b", {})
    client.advance("1m")
    for name in ("a", "b"):
        client.post(f"/__admin/sink/{name}", {})
    assert client.get("/__admin/sink").json == {
        "sinks": [
            {"name": "a", "count": 1, "last_at": "2026-01-05T15:01:00Z"},
            {"name": "b", "count": 2, "last_at": "2026-01-05T15:01:00Z"},
        ]
    }
    client.delete("/__admin/sink/b")
    assert [row["name"] for row in client.get("/__admin/sink").json["sinks"]] == ["a"]
    assert client.get("/__admin/sink", x_mockserver_world="other").json == {"sinks": []}


def test_the_list_of_sinks_needs_the_token() -> None:
    with AppClient(open_admin=False) as client:
        assert client.post("/__admin/sink/a", {}).status == 200
        assert client.get("/__admin/sink").status == 401
