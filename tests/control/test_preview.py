"""`POST /__admin/scenarios/{name}/preview`: rows over time for each provider, or why it cannot play the scenario."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from mockserver.providers import PROVIDERS
from mockserver.simulation.clock import Mode
from tests.api_client import AppClient, WebhookClient

TWICE = "/__admin/scenarios/busy-twice-then-human/preview"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def by_provider(client: AppClient, scenario: str, body: object = None) -> dict[str, Any]:
    reply = client.post(f"/__admin/scenarios/{scenario}/preview", body)
    assert reply.status == 200, reply.json
    return {row["provider"]: row for row in reply.json["previews"]}


def test_a_preview_has_rows_dials_and_the_reason_for_the_end(client: AppClient) -> None:
    reply = client.post(TWICE)
    assert {key: reply.json[key] for key in ("scenario", "to", "seed", "now")} == {
        "scenario": "busy-twice-then-human",
        "to": "+12125550142",
        "seed": "0",
        "now": "2026-01-05T15:00:00Z",
    }
    assert reply.json["summary"].startswith("The line is busy")
    revox = next(row for row in reply.json["previews"] if row["provider"] == "revox")
    assert [revox[key] for key in ("error", "phase", "status", "reason")] == [None, "ended", "completed", "hang_up"]
    assert [(dial["number"], dial["dialled_after"], dial["reason"]) for dial in revox["attempts"]][:2] == [
        (0, 1.0, "busy"),
        (1, 7207.0, "busy"),
    ]
    assert revox["attempts"][2]["answered_by"] == "human"
    assert revox["attempts"][2]["answered_after"] < revox["attempts"][2]["ended_after"]
    assert {
        "after": 7.0,
        "status": "scheduled",
        "event": "held",
        "facts": {"until": "2026-01-05T17:00:07Z", "why": "retry"},
        "description": "waits until 2026-01-05T17:00:07Z (retry)",
    } in revox["timeline"]


@pytest.mark.parametrize("mode", Mode)
def test_a_preview_begins_at_the_time_of_the_world(mode: Mode) -> None:
    with AppClient(mode=mode, rate=1000.0) as client:
        client.advance("1h")
        reply = client.post(TWICE, {"provider": "revox"})
    assert (reply.json["now"] == "2026-01-05T16:00:00Z") is (mode != "real")
    held = next(row for row in reply.json["previews"][0]["timeline"] if row["event"] == "held")
    until, now = datetime.fromisoformat(held["facts"]["until"]), datetime.fromisoformat(reply.json["now"])
    assert until - now == timedelta(hours=2, seconds=7)


def test_every_provider_is_previewed_unless_one_is_chosen(client: AppClient) -> None:
    assert list(by_provider(client, "busy")) == list(PROVIDERS)
    assert list(by_provider(client, "busy", {"provider": "ringyo"})) == ["ringyo"]


def test_only_the_served_provider_is_previewed() -> None:
    with AppClient(only="ringyo") as client:
        assert list(by_provider(client, "busy")) == ["ringyo"]


def test_a_provider_that_cannot_play_the_scenario_says_why(client: AppClient) -> None:
    rows = by_provider(client, "regressing-status-ringyo")
    assert "is for calls of ringyo, and this is a call of revox" in rows["revox"]["error"]
    assert (rows["revox"]["timeline"], rows["revox"]["phase"]) == ([], None)
    assert (rows["ringyo"]["error"], rows["ringyo"]["phase"]) == (None, "ended")


def test_a_refusal_of_the_provider_is_its_error(client: AppClient) -> None:
    client.patch("/__admin/settings", {"real_numbers": "refuse"})
    rows = by_provider(client, "busy", {"to": "+14152007986"})
    assert all("+14152007986" in row["error"] for row in rows.values())
    assert all(row["error"] is None for row in by_provider(client, "busy").values())


def test_a_call_that_never_ends_has_another_last_phase(client: AppClient) -> None:
    row = by_provider(client, "stuck-ringing")["ringyo"]
    assert (row["phase"], row["reason"], row["attempts"][0]["ended_after"]) == ("ringing", None, None)


def test_the_number_is_the_scenarios_variable(client: AppClient) -> None:
    client.post("/__admin/scenarios", 'version: 1\nname: echo\nattempts: [{talk: [{agent: "You are ${to}."}]}]\n')
    rows = by_provider(client, "echo", {"to": "+12125550199"})
    for row in rows.values():
        assert "agent: You are +12125550199." in [entry["description"] for entry in row["timeline"]]


def test_other_calls_and_profiles_do_not_matter(client: AppClient) -> None:
    before = by_provider(client, "answered")
    client.patch("/__admin/settings", {"profile": "strict"})
    client.app.exchange.worlds["default"].limit_lines({"ringyo": 1, "revox": 1, "revring": 1})
    assert by_provider(client, "answered") == before


def test_nothing_is_sent_recorded_or_created() -> None:
    with WebhookClient() as client:
        url = "http://receiver.test/hook"
        client.post("/ringyo/v1/webhooks", {"url": url, "events": ["call.completed"]})
        worlds, journal = client.get("/__admin/worlds").json, client.get("/__admin/requests").json
        by_provider(client, "answered")
        assert client.get("/__admin/worlds").json == worlds
        assert client.get("/__admin/requests").json == journal
        assert client.get("/__admin/webhooks").json["webhooks"] == []
        assert client.get("/__admin/calls").json["calls"] == []
        assert client.received == []


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("bsuy", {}, 404, "There is no scenario 'bsuy'. Did you mean 'busy'"),
        ("busy", {"provider": "revx"}, 404, "Did you mean 'revox'"),
        ("busy", {"to": "4155550142"}, 400, "to is '4155550142'; expected an E.164 number such as +14155550142."),
        ("busy", {"sed": "1"}, 400, "sed"),
        ("busy", {"seed": 1}, 400, "seed"),
        ("busy", [], 400, "object"),
    ],
)
def test_wrong_requests_are_refused(client: AppClient, path: str, body: object, status: int, words: str) -> None:
    reply = client.post(f"/__admin/scenarios/{path}/preview", body)
    assert (reply.status, words in reply.error["message"]) == (status, True), reply.error
