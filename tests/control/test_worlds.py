"""Health, worlds, reset, settings, snapshots, journal and schemas in the control API."""

from collections.abc import Iterator

import pytest

from mockserver import __version__
from tests.api_client import AppClient


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def test_health_and_version_need_no_token() -> None:
    with AppClient(open_admin=False) as client:
        health = client.get("/__admin/health").json
        assert (health["status"], health["version"]) == ("ok", __version__)
        assert health["providers"] == ["revring", "ringyo", "revox"]
        assert client.get("/__admin/version").json["version"] == __version__


def test_health_is_the_same_before_and_after_the_rest_is_imported(client: AppClient) -> None:
    before = client.get("/__admin/health")
    assert client.request("HEAD", "/__admin/health") == before  # Starlette responds; a server omits the body
    assert client.post("/__admin/health").json["error"]["code"] == "method_not_allowed"
    assert client.get("/__admin/health") == before


def test_the_root_lists_all_urls(client: AppClient) -> None:
    text = client.get("/").body.decode()
    for part in ("/revring/v1", "/ringyo/v1", "/revox/api", "/__admin/health", "/__admin/ "):
        assert f"http://mock.test:4010{part}" in text


def test_the_root_lists_only_the_single_provider() -> None:
    with AppClient(only="ringyo") as client:
        text = client.get("/").body.decode()
        assert "http://mock.test:4010/v1" in text
        assert "evox" not in text


def test_worlds_are_created_on_first_use_listed_and_deleted(client: AppClient) -> None:
    client.place_revox_call(x_mockserver_world="mine")
    rows = client.get("/__admin/worlds").json["worlds"]
    dropped = {"journal_bodies": 0, "journal_records": 0, "sink_requests": 0}
    facts = {"name": "mine", "now": "2026-01-05T15:00:00Z", "mode": "manual", "calls": 1}
    assert rows == [{**facts, "dropped": dropped}]
    assert client.delete("/__admin/worlds/mine").json == {"forgotten": "mine"}
    gone = client.delete("/__admin/worlds/mine")
    assert (gone.status, gone.json["error"]["code"]) == (404, "not_found")


def test_a_bad_name_of_a_world_is_refused(client: AppClient) -> None:
    reply = client.get("/__admin/clock?world=a%20b")
    assert reply.status == 400
    assert "1 to 64 of A-Z a-z 0-9 . _ -" in reply.json["error"]["message"]
    reply = client.get("/revox/api/auth-status", x_mockserver_world="a b")
    assert (reply.status, reply.json["error"]["code"]) == (400, "bad_world")


def test_reset_starts_a_new_world(client: AppClient) -> None:
    first = client.place_revox_call()
    client.post("/__admin/scenarios", "version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    client.post("/__admin/clock/advance", {"by": "1h"})
    assert client.post("/__admin/reset").json == {"world": "default", "now": "2026-01-05T15:00:00Z"}
    assert client.get("/__admin/calls").json == {"calls": []}
    assert client.get("/__admin/scenarios/mine").status == 404
    assert client.get("/__admin/requests").json["requests"] == []
    assert client.place_revox_call() == first


def test_reset_keeps_the_requested_parts(client: AppClient) -> None:
    client.place_revox_call()
    client.post("/__admin/scenarios", "version: 1\nname: mine\nattempts: [{fails: busy}]\n")
    client.patch("/__admin/settings", {"seed": "7"})
    client.post("/__admin/clock/advance", {"by": "1h"})
    client.post("/__admin/reset", {"keep": ["scenarios", "settings", "clock", "journal"]})
    assert client.get("/__admin/scenarios/mine").status == 200
    assert client.get("/__admin/settings").json["seed"] == "7"
    assert client.get("/__admin/clock").json["now"] == "2026-01-05T16:00:00Z"
    assert client.get("/__admin/requests").json["count"] == 1
    assert client.get("/__admin/calls").json == {"calls": []}
    refused = client.post("/__admin/reset", {"keep": ["everything"]})
    assert "expected any of scenarios, settings, clock, journal" in refused.json["error"]["message"]


def test_a_snapshot_continues_identically_in_another_server(client: AppClient) -> None:
    client.patch("/__admin/settings", {"revox": {"concurrency": 1}, "seed": "7"})
    client.post("/__admin/scenarios", "version: 1\nname: mine\nattempts: [{ringing: 1s..9s, fails: busy}]\n")
    client.post("/__admin/scenarios/next", {"names": ["mine", "mine", "answered"]})
    for _ in range(2):
        client.place_revox_call("+442079460000")
    client.post("/__admin/clock/advance", {"by": "3s"})
    state = client.get("/__admin/snapshot").body
    with AppClient() as other:
        assert other.put("/__admin/snapshot", state).json["calls"] == 2
        assert other.get("/__admin/snapshot").body == state
        for each in (client, other):
            each.place_revox_call("+442079460000")
            each.post("/__admin/clock/advance", {"until": "settled"})
        shots = [each.get("/__admin/snapshot?journal=true").json for each in (client, other)]
        assert [len(shot.pop("journal")) for shot in shots] == [3, 1]  # its durations are real time
        assert [shot.pop("requests") for shot in shots] == [3, 1]
        assert shots[0] == shots[1]
        assert other.get("/__admin/calls").json == client.get("/__admin/calls").json


@pytest.mark.parametrize("body", ["{}", "nonsense", '{"version": 99}'])
def test_a_body_that_is_not_a_snapshot_is_refused_and_nothing_is_lost(client: AppClient, body: str) -> None:
    call = client.place_revox_call()
    reply = client.put("/__admin/snapshot", body)
    assert reply.status == 400
    assert client.get(f"/__admin/calls/{call}").status == 200


def test_a_snapshot_of_another_version_is_refused(client: AppClient) -> None:
    call = client.place_revox_call()
    state = {**client.get("/__admin/snapshot").json, "version": 99}
    reply = client.put("/__admin/snapshot", state)
    assert reply.status == 400
    assert "version 99" in reply.json["error"]["message"]
    assert client.get(f"/__admin/calls/{call}").status == 200


def test_the_token_guards_the_control_api() -> None:
    with AppClient(admin_token="secret") as client:
        assert client.get("/__admin/clock", authorization="").status == 401
        assert client.get("/__admin/clock", authorization="Bearer wrong").status == 401
        assert client.get("/__admin/clock", authorization="Bearer secret").status == 200
        assert client.get("/__admin/clock", x_mockserver_token="secret").status == 200


def test_a_protected_control_api_names_the_option() -> None:
    with AppClient(open_admin=False) as client:
        reply = client.get("/__admin/clock")
        assert (reply.status, reply.json["error"]["code"]) == (401, "unauthorized")
        assert "--admin-token" in reply.json["error"]["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/__admin/nothing", 404), ("POST", "/__admin/health", 405)]
)
def test_unknown_control_routes_are_refused_as_json(client: AppClient, method: str, path: str, status: int) -> None:
    reply = client.request(method, path)
    assert reply.status == status
    assert set(reply.json["error"]) == {"code", "message", "details"}


def test_the_size_of_a_control_body_is_limited(client: AppClient) -> None:
    reply = client.post("/__admin/reset", b" " * (10 * 1024 * 1024 + 1))
    assert (reply.status, reply.headers["connection"]) == (413, "close")
    assert "more than 10,485,760 bytes" in reply.json["error"]["message"]


def test_the_journal_is_listed_and_filtered_without_secrets(client: AppClient) -> None:
    call = client.place_revox_call()
    client.get(f"/revox/api/call/{call}")
    client.post("/__admin/clock/advance", {"by": "1h"})
    client.get("/revox/api/call/nope", authorization="Bearer my-very-secret-key")
    everything = client.get("/__admin/requests").json
    assert [row["operation"] for row in everything["requests"]] == ["call.create", "call.retrieve", "call.retrieve"]
    assert [row["status"] for row in everything["requests"]] == [200, 200, 404]
    assert "my-very-secret-key" not in client.get("/__admin/requests").body.decode()
    assert everything["requests"][0]["call"] == call

    def count(query: str) -> int:
        return len(client.get(f"/__admin/requests?{query}").json["requests"])

    assert count("operation=call.create") == 1
    assert count("status=404") == 1
    assert count(f"call={call}&method=GET") == 1
    assert count("since=2026-01-05T15:30:00Z") == 1
    assert count("provider=ringyo") == 0
    assert client.get("/__admin/requests?since=noon").status == 400
    assert client.delete("/__admin/requests").json == {"forgotten": 3}
    assert count("") == 0


def test_the_journal_stores_only_the_beginning_of_large_bodies(client: AppClient) -> None:
    body = b'{"phone_number": "+15005550100"' + b" " * 200_000 + b"}"
    client.post("/revox/api/call", body)
    (row,) = client.get("/__admin/requests").json["requests"]
    assert len(row["body"]) < 66_000
    assert row["body"].endswith("… (200,032 bytes)")
    assert row["status"] == 200


def test_unmatched_requests_are_listed_and_name_the_nearest_operations(client: AppClient) -> None:
    client.place_revox_call()
    wrong = client.get("/revox/api/calls/abc")
    assert wrong.status == 404
    assert "GET /revox/api/call/{id}" in wrong.headers["x-mockserver-unmatched"]
    elsewhere = client.get("/somewhere/else")
    assert (elsewhere.status, elsewhere.json["error"]["code"]) == (404, "not_found")
    rows = client.get("/__admin/requests/unmatched").json["requests"]
    assert [row["path"] for row in rows] == ["/calls/abc", "/somewhere/else"]


def test_the_schema_of_scenarios_is_served(client: AppClient) -> None:
    assert client.get("/__admin/schemas/scenario.json").json["$schema"].startswith("https://json-schema.org/")
