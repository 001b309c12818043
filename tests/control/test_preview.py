"""`POST /__admin/scenarios/{name}/preview`: rows over time for each provider, or why it cannot play the scenario; also
for a text that is not stored."""

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


# -- of a text --------------------------------------------------------------------------------------

TEXT = "/__admin/scenarios/preview"
TWO = """\
version: 1
name: first
summary: The line is busy.
attempts: [{fails: busy}]
---
version: 1
name: second
extends: answered
"""


def test_the_first_scenario_of_a_text_or_the_named_one_is_previewed(client: AppClient) -> None:
    first = client.post(TEXT, {"text": TWO}).json
    assert (first["scenario"], first["summary"]) == ("first", "The line is busy.")
    assert [row["reason"] for row in first["previews"]] == 3 * ["busy"]
    second = client.post(TEXT, {"text": TWO, "name": "second", "provider": "revox", "seed": "7"}).json
    stored = client.post("/__admin/scenarios/answered/preview", {"provider": "revox", "seed": "7"}).json
    assert (second["scenario"], second["seed"], second["previews"]) == ("second", "7", stored["previews"])


def test_a_text_is_previewed_as_if_it_were_stored(client: AppClient) -> None:
    text = "version: 1\nname: mine\nattempts: [{ringing: 1s..60s, talk: [{agent: 'You are ${to}.'}]}]\n"
    order = {"to": "+12125550199", "seed": "5"}
    unstored = client.post(TEXT, {"text": text, **order})
    assert client.get("/__admin/scenarios/mine").status == 404
    client.post("/__admin/scenarios", text)
    assert unstored.json == client.post("/__admin/scenarios/mine/preview", order).json


def test_a_new_version_of_a_stored_scenario_is_previewed(client: AppClient) -> None:
    text = "version: 1\nname: busy\nattempts: [{fails: no_answer}]\n"
    before = client.get("/__admin/scenarios").json
    assert {row["reason"] for row in client.post(TEXT, {"text": text}).json["previews"]} == {"no_answer"}
    assert client.get("/__admin/scenarios").json == before
    assert {row["reason"] for row in by_provider(client, "busy").values()} == {"busy"}


@pytest.mark.parametrize(
    "text",
    ["", "a: [", "version: 1\nname: x\natempts: []\n", "version: 1\nname: x\nextends: bussy\n", "x" * 20_000],
)
def test_the_errors_of_a_text_are_those_of_adding_it(client: AppClient, text: str) -> None:
    refused = client.post(TEXT, {"text": text})
    assert (refused.status, refused.error) == (400, client.post("/__admin/scenarios", text).error)


def test_a_name_must_be_in_the_text(client: AppClient) -> None:
    refused = client.post(TEXT, {"text": TWO, "name": "busy"})
    assert refused.status == 404
    assert refused.error["message"] == "There is no scenario 'busy'. The text has first, second."


def test_a_text_is_required(client: AppClient) -> None:
    assert client.post(TEXT, {"name": "x"}).error["message"].startswith("text is required")
