"""What the messages of the event stream say, for everything that happens in worlds."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.control.event_ring import StreamBounds, Wanted
from mockserver.control.event_stream import EventStream
from mockserver.testing.api_client import AppClient, WebhookClient
from mockserver.world.observer import Changes
from mockserver.world.world import KEPT_EVENTS, World
from tests.control.test_event_ring import blocks


class Watched:
    """A client of a server, and the event stream of that server."""

    def __init__(self, client: AppClient) -> None:
        self.client = client
        self.stream = EventStream(client.exchange.observe(), StreamBounds())
        self._reader = self.stream.ring.subscribe(Wanted())

    def place(self, to: str = "+15005550100", **more: Any) -> str:
        """Place a call and return its id."""
        body = {"phone_number": to, "assistant": {"name": "a", "prompt": "b"}, **more}
        response = self.client.post("/revox/api/call", body)
        assert response.status == 200, response.json
        return str(response.json["call"]["id"])

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """Return the new events of these kinds, each with its kind under `_kind`."""
        found = []
        while text := self._reader.take():
            found += [{**block.data, "_kind": block.event} for block in blocks(text)]
        return [event for event in found if not kinds or event["_kind"] in kinds]


@pytest.fixture
def watched() -> Iterator[Watched]:
    with WebhookClient() as client:
        yield Watched(client)


def test_an_event_of_a_call_has_the_status_that_the_timeline_has(watched: Watched) -> None:
    call = watched.place("+15005551120")
    for _ in range(5):
        watched.client.advance("20s")
    watched.client.settle()
    events = watched.events("call")
    timeline = watched.client.get(f"/__admin/calls/{call}").json["timeline"]
    own = ("at", "event", "status", "planned", "description")
    expected = [
        (row["at"], row["event"], row["status"], {name: fact for name, fact in row.items() if name not in own})
        for row in timeline
        if row["event"] != "webhook"
    ]
    assert [(row["at"], row["event"], row["status"], row["facts"]) for row in events] == expected
    told = [row["description"] for row in events]
    assert told == [row["description"] for row in timeline if row["event"] != "webhook"]
    assert told[:3] == ["placed", "the next dial is due", "dial 1"]
    assert len({row["status"] for row in events}) > 2
    assert [row["number"] for row in events] == list(range(1, len(events) + 1))
    assert {(row["world"], row["call"], row["provider"], row["scenario"]) for row in events} == {
        ("default", call, "revox", "magic-1120")
    }


def test_events_of_several_calls_and_commands_have_their_own_statuses(watched: Watched) -> None:
    calls = [watched.place(f"+1500555{digits}") for digits in ("0000", "1000", "3000")]
    watched.client.advance("10s")
    watched.client.post(f"/revox/api/call/{calls[0]}/cancel")
    watched.client.settle()
    events = watched.events("call")
    for call in calls:
        timeline = watched.client.get(f"/__admin/calls/{call}").json["timeline"]
        seen = [(row["event"], row["status"]) for row in events if row["call"] == call]
        assert seen == [(row["event"], row["status"]) for row in timeline]


def test_a_request_and_the_fault_that_acted_on_it(watched: Watched) -> None:
    watched.client.get("/revox/api/nothing")
    watched.client.get("/revox/api/call?key=secret", x_mockserver_fault="error;status=503")
    [missing, failed] = watched.events("request", "world")[1:]
    assert (missing["operation"], missing["status"], missing["fault"]) == (None, 404, None)
    assert missing["path"] == "/nothing"
    assert (failed["number"], failed["provider"], failed["method"]) == (2, "revox", "GET")
    assert (failed["status"], failed["fault"]) == (503, "header error")
    assert "secret" not in str(failed)


def test_a_fired_fault_names_rule_and_request(watched: Watched) -> None:
    rule = {"fault": "error", "operation": "call.list", "nth": 2}
    watched.client.post("/__admin/faults", rule)
    watched.client.get("/revox/api/call")
    assert watched.events("fault") == []
    watched.client.get("/revox/api/call")
    [fault] = watched.events("fault")
    assert (fault["rule"], fault["fault"], fault["request"]) == ("fault-1", "error", 2)
    assert (fault["provider"], fault["operation"], fault["call"]) == ("revox", "call.list", None)


def test_a_delivery_shows_its_outcome_so_far(watched: Watched) -> None:
    assert isinstance(watched.client, WebhookClient)
    watched.client.answer = lambda _webhook: 500
    body = {"url": "https://localhost/hook", "events": ["call.completed"]}
    assert watched.client.post("/ringyo/v1/webhooks", body).status == 201
    made = watched.client.post("/ringyo/v1/calls", {"to": "+15005550100", "agent_id": "agent_x"})
    assert made.status in (200, 201), made.json
    watched.client.settle()
    rows = watched.events("delivery")
    last = rows[-1]
    assert {row["id"] for row in rows} == {1}
    assert (last["outcome"], last["event"], last["status"], last["error"]) == ("failed", "call.completed", 500, None)
    log = watched.client.get("/__admin/webhooks").json["webhooks"][0]
    assert last["attempts"] == len(log["attempts"]) > 1
    assert (last["at"], last["call"], last["next_at"]) == (log["attempts"][-1]["at"], log["call"], None)
    assert "pending" in {row["outcome"] for row in rows}


def test_changes_of_the_clock(watched: Watched) -> None:
    watched.client.patch("/__admin/clock", {"mode": "step"})
    watched.client.post("/__admin/clock/advance", {"by": "1h"})
    rows = watched.events("clock")
    assert [(row["mode"], row["now"]) for row in rows] == [
        ("step", "2026-01-05T15:00:00Z"),
        ("step", "2026-01-05T16:00:00Z"),
    ]


def test_worlds_are_created_reset_and_forgotten(watched: Watched) -> None:
    watched.client.get("/revox/api/call", x_mockserver_world="mine")
    watched.client.post("/__admin/reset?world=mine")
    snapshot = watched.client.get("/__admin/snapshot?world=mine").body
    watched.client.put("/__admin/snapshot?world=mine", snapshot)
    watched.client.delete("/__admin/worlds/mine")
    watched.client.get("/revox/api/call", x_mockserver_world="mine")
    rows = watched.events()
    assert [(row["world"], row.get("change", row["_kind"])) for row in rows] == [
        ("mine", "created"),
        ("mine", "request"),
        ("mine", "reset"),
        ("mine", "reset"),
        ("mine", "forgotten"),
        ("mine", "created"),
        ("mine", "request"),
    ]


def test_a_reset_that_keeps_the_journal_repeats_no_request(watched: Watched) -> None:
    watched.client.get("/revox/api/call")
    watched.client.post("/__admin/reset", {"keep": ["journal"]})
    watched.client.get("/revox/api/call")
    watched.client.delete("/__admin/requests")
    watched.client.get("/revox/api/call")
    assert [row["number"] for row in watched.events("request")] == [1, 2, 1]


def test_a_change_of_a_replaced_world_is_not_reported(watched: Watched) -> None:
    old = watched.client.world
    watched.client.post("/__admin/reset")
    watched.events()
    old.clock.change(rate=2.0)
    watched.client.exchange.on_change(old)
    assert watched.events() == []


def test_a_long_advance_is_reported_on_the_way(watched: Watched) -> None:
    watched.client.set_options("revox", concurrency=None)
    for _ in range(KEPT_EVENTS // 5):
        watched.place()
    watched.client.settle()
    rows = watched.events("call", "gap")
    assert [row["number"] for row in rows] == list(range(1, watched.client.world.event_count + 1))
    assert len(rows) > KEPT_EVENTS


def test_events_that_came_too_fast_are_a_gap(watched: Watched) -> None:
    world = watched.client.world
    watched.client.set_options("revox", concurrency=None)
    for _ in range(KEPT_EVENTS // 5):
        watched.place()
    watched.events()
    before = world.event_count
    world.settle()  # without the pauses of an advance by the control API
    watched.client.exchange.on_change(world)
    gap, *rest = watched.events("call", "gap")
    assert (gap["_kind"], gap["kinds"], gap["world"]) == ("gap", ["call"], "default")
    assert gap["missing"] == world.event_count - before - KEPT_EVENTS
    assert len(rest) == KEPT_EVENTS


class Failing:
    """A listener with a bug."""

    def changed(self, _world: World, _changes: Changes) -> None:
        raise ArithmeticError("changed")

    def swapped(self, _world: World, _what: str) -> None:
        raise ArithmeticError("swapped")


def test_a_failing_listener_disturbs_neither_requests_nor_others(caplog: pytest.LogCaptureFixture) -> None:
    with AppClient() as client:
        client.exchange.observe().listeners.append(Failing())
        watched = Watched(client)
        with caplog.at_level(logging.ERROR):
            assert client.get("/revox/api/call").status == 200
        assert [row["_kind"] for row in watched.events()] == ["world", "request"]
    assert [record.getMessage() for record in caplog.records] == 2 * ["Failing failed, so it misses a change."]
