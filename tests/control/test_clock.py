"""The clock by control API."""

from collections.abc import Iterator

import pytest

from mockserver.clock import Mode
from tests.asgi import Client


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as client:
        yield client


def test_the_clock_is_shown(client: Client) -> None:
    shown = client.get("/__admin/clock").json
    assert shown == {"mode": "manual", "rate": 1.0, "now": "2026-01-05T15:00:00Z"}


def test_it_advances_by_a_duration_and_tells_what_happened(client: Client) -> None:
    call = client.revox_call()
    got = client.post("/__admin/clock/advance", {"by": "2h"}).json
    assert got["now"] == "2026-01-05T17:00:00Z"
    assert got["event_count"] == len(got["events"])
    assert got["events"][-1]["event"] == "closed"
    assert {event["call"] for event in got["events"]} == {call}
    assert (got["delivery_count"], got["deliveries"]) == (0, [])


def test_it_advances_to_an_instant_to_the_next_event_and_until_nothing_is_left(client: Client) -> None:
    client.revox_call()
    assert client.post("/__admin/clock/advance", {"until": "next"}).json["now"] == "2026-01-05T15:00:01Z"
    assert client.post("/__admin/clock/advance", {"to": "2026-01-05T15:00:02Z"}).json["event_count"] == 1
    assert client.post("/__admin/clock/advance", {"until": "settled"}).json["events"][-1]["event"] == "closed"
    nothing = client.post("/__admin/clock/advance", {"until": "next"}).json
    assert nothing["event_count"] == 0


def test_a_bare_number_counts_seconds_and_nothing_is_allowed(client: Client) -> None:
    assert client.post("/__admin/clock/advance", {"by": 90}).json["now"] == "2026-01-05T15:01:30Z"
    assert client.post("/__admin/clock/advance", {"by": "0s"}).status == 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "Say how far"),
        ({"by": "1s", "to": "2026-01-06"}, "Say how far"),
        ({"by": "soon"}, "by: 'soon' is not a duration"),
        ({"by": "-5s"}, "by: '-5s'"),
        ({"to": "soon"}, "to: 'soon' is not an ISO 8601 instant"),
        ({"until": "lunch"}, "expected 'next' or 'settled'"),
        ({"bye": "1s"}, "Did you mean 'by'?"),
        ("[]", "expected an object"),
        ("{", "not valid JSON"),
    ],
)
def test_a_bad_advance_says_what_is_wrong(client: Client, body: object, words: str) -> None:
    reply = client.post("/__admin/clock/advance", body)
    assert (reply.status, reply.json["error"]["code"]) == (400, "bad_setting")
    assert words in reply.json["error"]["message"]


def test_time_never_goes_back(client: Client) -> None:
    reply = client.post("/__admin/clock/advance", {"to": "2026-01-05T14:00:00Z"})
    assert (reply.status, reply.json["error"]["code"]) == (409, "conflict")
    assert "time never goes back" in reply.json["error"]["message"]


def test_settling_what_never_ends_is_refused_with_the_calls(client: Client) -> None:
    call = client.revox_call(x_mockserver_scenario="hangs-for-ever")
    client.post("/__admin/clock/advance", {"by": "1h"})
    reply = client.post("/__admin/clock/advance", {"until": "settled"})
    assert (reply.status, reply.json["error"]["code"]) == (409, "never_settles")
    assert reply.json["error"]["details"] == {"calls": [call]}


def test_mode_rate_and_time_can_be_changed(client: Client) -> None:
    changed = client.request("PATCH", "/__admin/clock", {"mode": "step", "rate": 60, "now": "2026-01-06T00:00:00Z"})
    assert changed.json == {"mode": "step", "rate": 60.0, "now": "2026-01-06T00:00:00Z"}
    assert client.app.exchange.world("default").clock.mode is Mode.STEP


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"mode": "fast"}, "expected one of real, manual, step, auto"),
        ({"rate": -1}, "must be 0 or more"),
        ({"now": "x"}, "now: 'x'"),
        ({"rate": "quick"}, "rate: expected"),
    ],
)
def test_a_bad_change_says_what_is_wrong(client: Client, body: object, words: str) -> None:
    reply = client.request("PATCH", "/__admin/clock", body)
    assert reply.status == 400
    assert words in reply.json["error"]["message"]
    assert client.get("/__admin/clock").json["mode"] == "manual"


def test_each_world_has_its_own_clock(client: Client) -> None:
    client.post("/__admin/clock/advance?world=a", {"by": "1h"})
    assert client.get("/__admin/clock?world=b").json["now"] == "2026-01-05T15:00:00Z"
    assert client.get("/__admin/clock", x_mockserver_world="a").json["now"] == "2026-01-05T16:00:00Z"
