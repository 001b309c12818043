"""`GET /__admin/calls/{id}?forecast=true`: what will happen to a call by itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.providers import PROVIDERS
from tests.api_client import AppClient, WebhookClient

NAMES = sorted(PROVIDERS)
TO = "+14155550100"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def shown(client: AppClient, call: str, query: str = "") -> dict[str, Any]:
    reply = client.get(f"/__admin/calls/{call}?{query}")
    assert reply.status == 200, reply.json
    return dict(reply.json)


def foretold(client: AppClient, call: str) -> dict[str, Any]:
    return shown(client, call, "forecast=true")


def facts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a timeline without what tells past from planned."""
    return [{key: value for key, value in row.items() if key != "planned"} for row in rows]


@pytest.mark.parametrize("elapsed", ["0s", "3s", "3h", "1d"])
def test_retries_are_foretold_as_they_come(client: AppClient, elapsed: str) -> None:
    call = client.place_revox_call("+15005551120", x_mockserver_scenario="busy-twice-then-human")
    client.advance(elapsed)
    now, forecast = shown(client, call), foretold(client, call)
    end = forecast.pop("forecast")
    timeline = forecast.pop("timeline")
    past = [row for row in now["timeline"] if not row["planned"]]
    assert timeline[: len(past)] == past
    assert all(row["planned"] for row in timeline[len(past) :])
    assert forecast == {key: value for key, value in now.items() if key != "timeline"}
    client.settle()
    later = shown(client, call)
    assert facts(timeline) == facts(later["timeline"])
    assert end == {"ends_at": later["timeline"][-1]["at"], "status": later["status"], "phase": "ended"}


@pytest.mark.parametrize("provider", NAMES)
@pytest.mark.parametrize("scenario", ["busy", "answered", "voicemail"])
def test_a_forecast_comes_true_at_each_provider(client: AppClient, provider: str, scenario: str) -> None:
    call = client.place_inbound_call(provider, TO, scenario)["id"]
    forecast = foretold(client, call)
    client.settle()
    later = shown(client, call)
    assert facts(forecast["timeline"]) == facts(later["timeline"])
    assert (forecast["forecast"]["status"], forecast["status"] == later["status"]) == (later["status"], False)


def test_a_forecast_changes_nothing_and_sends_nothing() -> None:
    with WebhookClient() as client:
        client.post("/ringyo/v1/webhooks", {"url": "https://app.test/x", "events": ["*"]})
        call = client.place_inbound_call("ringyo", TO)["id"]
        before, received = client.get("/__admin/snapshot?journal=true").json, len(client.received)
        first = foretold(client, call)
        assert foretold(client, call) == first
        assert client.get("/__admin/snapshot?journal=true").json == before
        assert len(client.received) == received


def test_other_calls_hold_no_lines(client: AppClient) -> None:
    client.set_options("revox", concurrency=1)
    client.place_revox_call(x_mockserver_scenario="stuck-ringing")
    waiting = client.place_revox_call("+15005550101", x_mockserver_scenario="answered")
    client.advance("5s")
    forecast = foretold(client, waiting)
    events = [row["event"] for row in forecast["timeline"]]
    assert (forecast["phase"], forecast["forecast"]["phase"]) == ("waiting", "ended")
    assert events[:5] == ["placed", "due", "waiting", "dialled", "ringing"]
    assert forecast["timeline"][3]["at"] == "2026-01-05T15:00:05Z"
    assert shown(client, waiting)["phase"] == "waiting"


def test_a_running_dial_keeps_its_line(client: AppClient) -> None:
    client.set_options("revox", concurrency=1)
    call = client.place_revox_call(x_mockserver_scenario="busy-twice-then-human")
    client.advance("3s")
    forecast = foretold(client, call)
    assert [row["event"] for row in forecast["timeline"]].count("dialled") == 3
    assert "waiting" not in [row["event"] for row in forecast["timeline"]]


def test_a_call_that_never_ends_has_no_end(client: AppClient) -> None:
    call = client.place_revox_call(x_mockserver_scenario="stuck-ringing")
    end = foretold(client, call)["forecast"]
    assert end == {"ends_at": None, "status": "calling", "phase": "ringing"}


def test_an_ended_call_has_the_instant_of_its_end(client: AppClient) -> None:
    call = client.place_revox_call(x_mockserver_scenario="answered")
    client.settle()
    now, forecast = shown(client, call), foretold(client, call)
    assert forecast.pop("forecast") == {
        "ends_at": now["timeline"][-1]["at"],
        "status": now["status"],
        "phase": "ended",
    }
    assert forecast == now


def test_a_forecast_has_what_is_planned_and_at_most_a_thousand_events_more(client: AppClient) -> None:
    turns = [{"agent": "Hello", "after": "1s"}] * 1200
    talk = {"ringing": "1s", "answered_by": "voicemail", "talk": turns, "lasts": "2h"}
    call = client.place_revox_call(x_mockserver_scenario=client.add_scenario("long", attempts=[talk]))
    known = shown(client, call)["timeline"]
    forecast = foretold(client, call)
    assert len(forecast["timeline"]) == len(known) + 1000
    assert forecast["forecast"] == {"ends_at": None, "status": "calling", "phase": "talking"}
    client.advance("10s")
    (ended,) = [row for row in shown(client, call)["timeline"] if row["event"] == "ended"]
    assert ended in foretold(client, call)["timeline"]


def test_without_it_nothing_changes(client: AppClient) -> None:
    call = client.place_revox_call()
    assert "forecast" not in shown(client, call)
    assert shown(client, call, "forecast=false") == shown(client, call)
    reply = client.get(f"/__admin/calls/{call}?forecast=yes")
    assert (reply.status, reply.error["message"]) == (400, "forecast is 'yes'; expected true or false.")
