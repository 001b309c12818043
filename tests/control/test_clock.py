"""The clock in the control API: mode, rate, time, advances."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.providers import PROVIDERS
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples
from tests.api_client import AppClient

STILL = {"next": None, "waits": None}  #: nothing is planned, and nothing holds time


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def test_the_clock_is_shown(client: AppClient) -> None:
    shown = client.get("/__admin/clock").json
    assert shown == {**STILL, "mode": "manual", "rate": 1.0, "now": "2026-01-05T15:00:00Z"}


def test_an_advance_by_a_duration_returns_its_events(client: AppClient) -> None:
    call = client.place_revox_call()
    got = client.post("/__admin/clock/advance", {"by": "2h"}).json
    assert got["now"] == "2026-01-05T17:00:00Z"
    assert got["event_count"] == len(got["events"])
    assert got["events"][-1]["event"] == "closed"
    assert "answered by human" in [event["description"] for event in got["events"]]
    assert {event["call"] for event in got["events"]} == {call}
    assert (got["delivery_count"], got["deliveries"]) == (0, [])


def test_an_advance_returns_the_calls_that_it_touched_as_they_are_now(client: AppClient) -> None:
    idle = client.place_revox_call(x_mockserver_scenario="stuck-ringing")
    client.post("/__admin/clock/advance", {"by": "1h"})
    bad = client.place_revox_call("+15005551000", x_mockserver_scenario="number-non-attributed")
    placed = client.post("/__admin/clock/advance", {"by": "1s"}).json["calls"]
    facts = {"provider": "revox", "to": "+15005551000", "scenario": "number-non-attributed"}
    state = {"phase": "dialling", "status": "calling", "reason": None, "ended_by": None}
    assert placed == [{"id": bad, **facts, **state, "next_at": "2026-01-05T16:00:02Z"}]
    (ended,) = client.post("/__admin/clock/advance", {"by": "1h"}).json["calls"]
    assert (ended["id"], ended["status"], ended["reason"], ended["next_at"]) == (
        bad,
        "errored",
        "number_non_attributed",
        None,
    )
    client.post(f"/__admin/calls/{idle}/answer", {})
    client.post("/__admin/clock/advance", {"by": "1s"})
    client.post(f"/__admin/calls/{idle}/hangup", {"by": "agent"})
    (hung_up,) = client.post("/__admin/clock/advance", {"by": "1h"}).json["calls"]
    assert (hung_up["id"], hung_up["reason"], hung_up["ended_by"]) == (idle, "hang_up", "agent")
    assert client.post("/__admin/clock/advance", {"by": "1h"}).json["calls"] == []


def test_an_advance_goes_to_an_instant_to_the_next_event_or_to_the_end(client: AppClient) -> None:
    client.place_revox_call()
    assert client.post("/__admin/clock/advance", {"until": "next"}).json["now"] == "2026-01-05T15:00:01Z"
    assert client.post("/__admin/clock/advance", {"to": "2026-01-05T15:00:02Z"}).json["event_count"] == 1
    assert client.post("/__admin/clock/advance", {"until": "settled"}).json["events"][-1]["event"] == "closed"
    nothing = client.post("/__admin/clock/advance", {"until": "next"}).json
    assert nothing["event_count"] == 0


def test_a_number_means_seconds_and_zero_is_allowed(client: AppClient) -> None:
    assert client.post("/__admin/clock/advance", {"by": 90}).json["now"] == "2026-01-05T15:01:30Z"
    assert client.post("/__admin/clock/advance", {"by": "0s"}).status == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "Give exactly one of"),
        ({"by": "1s", "to": "2026-01-06"}, "Give exactly one of"),
        ({"by": "soon"}, "by: 'soon' is not a duration"),
        ({"by": "-5s"}, "by: '-5s'"),
        ({"to": "soon"}, "to: 'soon' is not an ISO 8601 instant"),
        ({"until": "lunch"}, "expected 'next' or 'settled'"),
        ({"bye": "1s"}, "Did you mean 'by'?"),
        ("[]", "expected an object"),
        ("{", "not valid JSON"),
    ],
)
def test_a_bad_advance_says_what_is_wrong(client: AppClient, body: object, words: str) -> None:
    reply = client.post("/__admin/clock/advance", body)
    assert (reply.status, reply.json["error"]["code"]) == (400, "bad_setting")
    assert words in reply.json["error"]["message"]


def test_time_never_goes_back(client: AppClient) -> None:
    reply = client.post("/__admin/clock/advance", {"to": "2026-01-05T14:00:00Z"})
    assert (reply.status, reply.json["error"]["code"]) == (409, "conflict")
    assert "time never goes back" in reply.json["error"]["message"]


def test_settling_a_call_that_never_ends_is_refused_with_its_id(client: AppClient) -> None:
    call = client.place_revox_call(x_mockserver_scenario="hangs-for-ever")
    client.post("/__admin/clock/advance", {"by": "1h"})
    reply = client.post("/__admin/clock/advance", {"until": "settled"})
    assert (reply.status, reply.json["error"]["code"]) == (409, "never_settles")
    assert reply.json["error"]["details"] == {"calls": [call]}


def test_mode_rate_and_time_can_be_changed(client: AppClient) -> None:
    changed = client.patch("/__admin/clock", {"mode": "step", "rate": 60, "now": "2026-01-06T00:00:00Z"})
    assert changed.json == {**STILL, "mode": "step", "rate": 60.0, "now": "2026-01-06T00:00:00Z"}
    assert client.app.exchange.worlds.open("default").clock.mode is Mode.STEP


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"mode": "fast"}, "expected one of real, manual, step, auto"),
        ({"rate": -1}, "must be between 0 and 1,000,000"),
        ({"rate": 1e300}, "must be between 0 and 1,000,000"),
        ({"mode": "real", "now": "9999-12-31T23:59:50Z"}, "from 0001-01-03T00:00:00Z to 9999-12-30T00:00:00Z"),
        ({"mode": "real", "now": "0001-01-01T00:00:00Z"}, "from 0001-01-03T00:00:00Z to 9999-12-30T00:00:00Z"),
        ({"now": "x"}, "now: 'x'"),
        ({"rate": "quick"}, "rate: expected"),
    ],
)
def test_a_bad_change_says_what_is_wrong(client: AppClient, body: object, words: str) -> None:
    reply = client.patch("/__admin/clock", body)
    assert reply.status == 400
    assert words in reply.json["error"]["message"]
    assert client.get("/__admin/clock").json["mode"] == "manual"


def test_each_world_has_its_own_clock(client: AppClient) -> None:
    client.post("/__admin/clock/advance?world=a", {"by": "1h"})
    assert client.get("/__admin/clock?world=b").json["now"] == "2026-01-05T15:00:00Z"
    assert client.get("/__admin/clock", x_mockserver_world="a").json["now"] == "2026-01-05T16:00:00Z"


def test_a_world_in_which_nothing_has_happened_takes_any_time(client: AppClient) -> None:
    for now in ("1999-01-01T00:00:00Z", "0001-01-03T00:00:00Z", "2026-02-01T00:00:00Z"):
        client.get("/ringyo/v1/calls")  # reading does not count
        assert client.patch("/__admin/clock", {"now": now}).json["now"] == now
    call = client.place_revox_call()
    assert client.get(f"/revox/api/call/{call}").json["call"]["created_at"] == "2026-02-01T00:00:00.000Z"
    refused = client.patch("/__admin/clock", {"mode": "step", "now": "2026-01-31T00:00:00Z"})
    assert refused.status == 409
    assert "never goes back" in refused.json["error"]["message"]
    assert client.get("/__admin/clock").json["mode"] == "manual"


@pytest.mark.parametrize("examples", list(Examples))
@pytest.mark.parametrize("now", ["1999-01-01T00:00:00Z", "2040-01-01T00:00:00Z"])
def test_a_world_that_is_set_to_an_instant_is_as_if_it_had_begun_there(examples: Examples, now: str) -> None:
    with AppClient(mode=Mode.MANUAL, examples=examples) as moved, AppClient(mode=Mode.MANUAL, examples=examples) as new:
        read_everything(moved)
        assert moved.patch("/__admin/clock", {"now": now}).json["now"] == now
        assert new.post("/__admin/reset", {"now": now}).json["now"] == now
        assert read_everything(moved) == read_everything(new)
        assert moved.get("/__admin/snapshot").json == new.get("/__admin/snapshot").json


def read_everything(client: AppClient) -> list[Any]:
    """Return the responses of all providers to reads without an id."""
    paths = [
        f"/{name}{provider.prefix}{operation.template}"
        for name, provider in PROVIDERS.items()
        for operation in provider.operations
        if operation.method == "GET" and "{" not in operation.template
    ]
    return [client.get(path).json for path in paths]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/ringyo/v1/nothing", None),
        ("POST", "/ringyo/v1/calls", {"agent_id": "a"}),
        ("POST", "/revring/v1/calls", {"agentId": "a"}),
        ("POST", "/revox/api/call", {"phone_number": "nobody"}),
        ("PATCH", "/__admin/settings", {"examples": "none"}),
        ("PUT", "/__admin/scenarios/default", {"name": "voicemail"}),
        ("POST", "/__admin/clock/advance", {"by": "1h"}),
    ],
)
def test_refused_requests_and_settings_do_not_fix_the_time(method: str, path: str, body: object) -> None:
    with AppClient(mode=Mode.MANUAL, examples=Examples.DOCUMENTED) as client:
        client.request(method, path, body)
        assert client.patch("/__admin/clock", {"now": "1999-01-01T00:00:00Z"}).status == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/ringyo/v1/agents/agent_abc123", {"name": "Mine"}),
        ("DELETE", "/ringyo/v1/webhooks/wh_abc123", None),
        ("POST", "/revox/api/call/id/cancel", None),
    ],
)
def test_time_does_not_go_back_behind_a_change_of_a_sample(method: str, path: str, body: object) -> None:
    with AppClient(mode=Mode.MANUAL, examples=Examples.DOCUMENTED) as client:
        assert client.request(method, path, body).status < 300
        assert client.patch("/__admin/clock", {"now": "1999-01-01T00:00:00Z"}).status == 409


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/ringyo/v1/agents", {"name": "A", "system_prompt": "B", "voice_id": "sarah-professional"}),
        ("/revox/api/campaigns", {"name": "Spring", "assistant_id": "a", "contacts": []}),
        ("/revring/v1/knowledge-bases", {"name": "Base"}),
    ],
)
def test_time_does_not_go_back_behind_what_a_client_has_made(client: AppClient, path: str, body: object) -> None:
    assert client.post(path, body).status < 300
    assert client.patch("/__admin/clock", {"now": "1999-01-01T00:00:00Z"}).status == 409


@pytest.mark.parametrize(
    "body",
    [{"by": "36500d"}, {"to": "9999-12-31T00:00:00Z"}, {"by": 3.0e9}],
)
def test_time_is_not_moved_behind_the_last_instant(client: AppClient, body: object) -> None:
    client.patch("/__admin/clock", {"now": "9999-12-29T23:00:00Z"})
    refused = client.post("/__admin/clock/advance", body)
    assert (refused.status, "9999-12-30T00:00:00Z" in refused.json["error"]["message"]) == (400, True)
    moved = client.post("/__admin/clock/advance", {"by": "1h"}).json
    assert moved["now"] == "9999-12-30T00:00:00Z"
    assert client.post("/__admin/clock/advance", {"by": "1ms"}).status == 400


@pytest.mark.parametrize("now", ["1999-01-01T00:00:00Z", "2030-01-01T00:00:00Z"])
def test_a_reset_that_keeps_the_clock_keeps_its_time(client: AppClient, now: str) -> None:
    client.patch("/__admin/clock", {"mode": "auto", "now": now})
    client.place_revox_call()
    assert client.post("/__admin/reset", {"keep": ["clock"]}).json["now"] >= now
    state = client.get("/__admin/clock").json
    assert (state["mode"], state["now"][:4]) == ("auto", now[:4])


def test_a_reset_says_when_the_world_begins(client: AppClient) -> None:
    client.patch("/__admin/clock", {"mode": "step", "rate": 5})
    client.place_revox_call()
    for now in ("1999-01-01T00:00:00Z", "2030-01-01T00:00:00Z"):
        reset = client.post("/__admin/reset", {"now": now, "keep": ["clock"]})
        assert (reset.status, reset.json["now"]) == (200, now)
        assert client.get("/__admin/clock").json == {**STILL, "mode": "step", "rate": 5.0, "now": now}
    for bad in ("9999-12-31T00:00:00Z", "soon"):
        assert client.post("/__admin/reset", {"now": bad}).status == 400
    assert client.get("/__admin/clock").json["now"] == "2030-01-01T00:00:00Z"
    assert client.post("/__admin/reset", {"now": "2031-01-01T00:00:00Z"}).json["now"] == "2031-01-01T00:00:00Z"
    assert client.get("/__admin/clock").json["mode"] == "manual"
