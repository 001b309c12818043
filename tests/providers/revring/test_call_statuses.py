"""How a call unfolds: every status on the way, and how each end is shown."""

from datetime import datetime
from typing import Any

import pytest

from mockserver.calls.events import EndReason, Phase
from mockserver.providers.revring import REVRING
from mockserver.providers.revring.agents import AGENTS
from mockserver.providers.revring.statuses import ENDS, PHASES, STATUSES
from mockserver.simulation.clock import Mode
from tests.providers.revring.client import AGENT, RevRingClient


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_answered_call_is_initiated_then_ongoing_then_completed(api: RevRingClient) -> None:
    call = api.place_call("answered")
    assert call["status"] == "INITIATED"
    api.advance(4.9)
    assert api.get_call(call["id"])["status"] == "INITIATED"
    api.advance(0.1)
    talking = api.get_call(call["id"])
    assert (talking["status"], talking["startedAt"]) == ("ONGOING", "2026-01-05T15:00:05.000Z")
    api.advance(45)
    done = api.get_call(call["id"])
    assert (done["status"], done["hangupCause"], done["errorMessage"]) == ("COMPLETED", "USER_ENDED", None)
    assert (done["endedAt"], done["durationSeconds"]) == ("2026-01-05T15:00:50.000Z", 45)
    assert done["updatedAt"] == done["endedAt"]


def test_a_polling_client_sees_every_status_on_a_stepping_clock() -> None:
    api = RevRingClient(mode=Mode.STEP)
    seen = [(call := api.place_call("answered"))["status"]]
    seen += [api.get_call(call["id"])["status"] for _ in range(3)]
    assert seen == ["INITIATED", "ONGOING", "COMPLETED", "COMPLETED"]


def test_a_client_that_polls_in_batches_sees_every_status_too() -> None:
    api = RevRingClient(mode=Mode.STEP)
    ids = [api.place_call("answered")["id"], api.place_call("no-answer")["id"]]
    seen = [[row["status"] for row in api.post("/calls/batch-get", {"ids": ids}).data] for _ in range(4)]
    assert seen == [
        ["ONGOING", "INITIATED"],
        ["ONGOING", "FAILED"],
        ["COMPLETED", "FAILED"],
        ["COMPLETED", "FAILED"],
    ]


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        ("busy", "SIP 486 Busy Here"),
        ("no-answer", "Request timed out"),
        ("number-non-attributed", "SIP 404 Not Found"),
        ("temporarily-unavailable", "SIP 480 Temporarily Unavailable"),
        ("too-many-calls", "SIP 503 Service Unavailable"),
        ("no-international-permission", "SIP 403 Forbidden"),
        ("precondition-failed", "SIP 412 Conditional Request Failed"),
        ("non-classified-error", "SIP 500 Server Internal Error"),
    ],
)
def test_a_failed_dial_is_a_sip_error_of_a_call_that_never_started(
    api: RevRingClient, scenario: str, message: str
) -> None:
    call = api.finished_call(scenario)
    assert (call["status"], call["errorMessage"], call["hangupCause"]) == ("FAILED", message, None)
    assert call["endedAt"] is not None
    nothing = ("startedAt", "durationSeconds", "recordingUrl", "transcript", "summary")
    assert {key: call[key] for key in nothing} == dict.fromkeys(nothing)


@pytest.mark.parametrize(
    ("scenario", "status", "cause"),
    [
        ("voicemail", "COMPLETED", "VOICEMAIL_DETECTED"),
        ("voicemail-with-message", "COMPLETED", "VOICEMAIL_DETECTED"),
        ("user-hangs-up-at-once", "COMPLETED", "USER_ENDED"),
        ("agent-ends-by-tool", "COMPLETED", "END_CALL_TOOL"),
        ("silence-timeout", "COMPLETED", "SILENCE_TIMEOUT"),
        ("max-duration", "COMPLETED", "MAX_DURATION"),
        ("ivr", "COMPLETED", "END_CALL_TOOL"),
        ("ios-screening", "COMPLETED", "USER_ENDED"),
        ("transferred", "TRANSFERRED", None),
        ("answered-long", "COMPLETED", "USER_ENDED"),
    ],
)
def test_a_conversation_ends_with_the_documented_cause(
    api: RevRingClient, scenario: str, status: str, cause: str | None
) -> None:
    call = api.finished_call(scenario)
    assert (call["status"], call["hangupCause"], call["errorMessage"]) == (status, cause, None)
    assert call["startedAt"] is not None
    assert call["recordingUrl"].startswith("http://mock.test:4010/recordings/revring/")
    span = at(call["endedAt"]) - at(call["startedAt"])
    assert int(span.total_seconds()) == call["durationSeconds"]


@pytest.mark.parametrize(
    ("ended", "status", "cause", "message"),
    [
        ({"ended_by": "agent"}, "COMPLETED", "END_CALL_TOOL", None),
        ({"ended_by": "agent", "reason": "hang_up"}, "COMPLETED", "END_CALL_TOOL", None),
        ({"reason": "connection_lost"}, "FAILED", None, "Connection timed out"),
        ({"reason": "human_takeover"}, "TRANSFERRED", None, None),
        ({"reason": "participant_removed"}, "COMPLETED", "AGENT_HUNG_UP", None),
    ],
)
def test_rare_ends_have_a_status_too(
    api: RevRingClient, ended: dict[str, str], status: str, cause: str | None, message: str | None
) -> None:
    api.add_scenario("rare", attempts=[{"lasts": 20, **ended}])
    call = api.finished_call("rare")
    assert (call["status"], call["hangupCause"], call["errorMessage"]) == (status, cause, message)
    assert call["durationSeconds"] == 20


def test_the_tables_have_a_status_for_every_phase_and_end() -> None:
    assert set(PHASES) == set(Phase)
    assert set(ENDS) == set(EndReason)
    assert {*PHASES.values(), *(words.status for words in ENDS.values())} == set(STATUSES)
    assert set(REVRING.vocabulary) == set(STATUSES)


def test_the_transcript_has_roles_texts_and_times_within_the_call(api: RevRingClient) -> None:
    call = api.finished_call("answered")
    first, tool = call["transcript"][0], call["transcript"][4]
    assert (first["role"], first["timestamp"]) == ("assistant", "2026-01-05T15:00:05.000Z")
    assert first["content"].startswith("Hello, this is ")
    assert tool["role"] == "tool"
    assert tool["content"].startswith('Tool: book_meeting: {"status":"booked","confirmation":"')
    times = [at(item["timestamp"]) for item in call["transcript"]]
    assert times == sorted(times)
    assert at(call["startedAt"]) <= times[0] <= times[-1] <= at(call["endedAt"])


def test_the_tool_that_ended_a_call_is_once_in_its_transcript(api: RevRingClient) -> None:
    def ends(call: Any) -> list[str]:
        return [item["content"] for item in call["transcript"] if "end_call" in item["content"]]

    api.add_scenario("untold", attempts=[{"lasts": 9, "talk": [{"agent": "Bye."}], "ended_by": "agent"}])
    untold = api.finished_call("untold")
    assert ends(untold) == ["Tool: end_call"]
    assert untold["transcript"][-1]["timestamp"] == untold["endedAt"]
    assert ends(api.finished_call("agent-ends-by-tool")) == ["Tool: end_call: Call ended."]


def test_results_are_not_shown_during_the_conversation(api: RevRingClient) -> None:
    call_id = api.place_call("answered")["id"]
    api.advance(30)
    talking = api.get_call(call_id)
    assert talking["status"] == "ONGOING"
    nothing = ("transcript", "summary", "recordingUrl", "hangupCause", "endedAt", "durationSeconds")
    assert {key: talking[key] for key in nothing} == dict.fromkeys(nothing)


def test_a_call_that_is_not_recorded_has_no_recording(api: RevRingClient) -> None:
    api.add_scenario("secret", attempts=[{"lasts": 9, "recording": False}])
    call = api.finished_call("secret")
    assert call["recordingUrl"] is None
    assert call["transcript"] == []


def test_the_recording_can_be_fetched(api: RevRingClient) -> None:
    url = api.finished_call("answered")["recordingUrl"]
    path = url.removeprefix("http://mock.test:4010")
    result = api.exchange.answer("GET", path, [], b"")
    assert (result.status, result.media, result.body[:4]) == (200, "audio/wav", b"RIFF")


def test_literal_states_are_shown_as_written_even_backwards(api: RevRingClient) -> None:
    call = api.place_call("regressing-status-revring")
    seen = [call["status"]]
    while api.world.next_due is not None:
        api.world.next()
        seen.append(api.get_call(call["id"])["status"])
    assert list(dict.fromkeys(seen)) == ["QUEUED", "INITIATED", "ONGOING", "COMPLETED", "FAILED"]
    assert seen[:6] == ["QUEUED", "INITIATED", "ONGOING", "INITIATED", "COMPLETED", "FAILED"]


def test_every_literal_status_agrees_with_its_facts(api: RevRingClient) -> None:
    api.add_scenario("literal", provider="revring", states=[{"ONGOING": "10s"}, {"CANCELED": None}])
    call = api.place_call("literal")
    assert (call["status"], call["startedAt"]) == ("ONGOING", "2026-01-05T15:00:00.000Z")
    api.advance(10)
    done = api.get_call(call["id"])
    assert (done["status"], done["durationSeconds"], done["hangupCause"]) == ("CANCELED", 10, None)


@pytest.mark.off_schema
def test_raw_fields_of_a_scenario_override_the_response(api: RevRingClient) -> None:
    api.add_scenario(
        "odd",
        fields={"summary": "always", "metrics": {"latencyMs": 40}},
        attempts=[{"fails": "busy", "fields": {"summary": "dialled", "status": "BUSY"}}],
    )
    call = api.place_call("odd")
    assert (call["summary"], call["metrics"], call["status"]) == ("dialled", {"latencyMs": 40}, "BUSY")
    assert [row["id"] for row in api.get("/calls?status=INITIATED").data] == []


def test_the_first_digit_of_a_magic_number_selects_the_outcome(api: RevRingClient) -> None:
    assert api.place_call(toNumber="+15005551000")["status"] == "INITIATED"
    api.settle()
    (call,) = api.get("/calls").data
    assert call["errorMessage"] == "SIP 486 Busy Here"


def test_a_variable_can_select_the_scenario(api: RevRingClient) -> None:
    call = api.place_call(variables={"mockserver_scenario": "voicemail", "name": "Ann"})
    api.settle()
    done = api.get_call(call["id"])
    assert done["hangupCause"] == "VOICEMAIL_DETECTED"
    assert done["variables"] == {"mockserver_scenario": "voicemail", "name": "Ann"}


def test_a_conversation_ends_at_the_agents_limit(api: RevRingClient) -> None:
    api.place_call("answered")
    AGENTS.of(api.world).patch(AGENT, {"max_conversation_duration_seconds": 20})
    call = api.finished_call("answered")
    assert (call["hangupCause"], call["durationSeconds"]) == ("MAX_DURATION", 20)


def test_no_limit_of_an_agent_is_too_large(api: RevRingClient) -> None:
    api.place_call("answered")
    AGENTS.of(api.world).patch(AGENT, {"max_conversation_duration_seconds": 1e15})
    assert api.finished_call("answered")["durationSeconds"] == 45


def test_a_call_that_never_ends_ignores_its_limit(api: RevRingClient) -> None:
    call_id = api.place_call("hangs-for-ever")["id"]
    api.advance(86_400)
    assert api.get_call(call_id)["status"] == "ONGOING"
    assert api.post(f"/calls/{call_id}/cancel").data["durationSeconds"] == 86_395


def test_an_inbound_call_has_the_same_statuses_and_needs_no_line(api: RevRingClient) -> None:
    api.set_options(concurrency=0)
    api.world.collection("revring.agents").load({"agent-in": {"defaultVariables": {"tone": "warm"}}})
    call = api.place_inbound_call(agent="agent-in", scenario="answered")
    assert (call["direction"], call["status"], call["agentId"]) == ("INBOUND", "INITIATED", "agent-in")
    assert (call["fromNumber"], call["toNumber"]) == ("+14155551234", "+13368108293")
    assert (call["variables"], call["agentName"]) == ({"tone": "warm"}, "Agent agent-in")
    api.settle()
    assert api.get_call(call["id"])["status"] == "COMPLETED"


def test_an_inbound_call_that_names_no_agent_reaches_the_default_agent(api: RevRingClient) -> None:
    first, second = api.place_inbound_call(), api.place_inbound_call()
    assert first["agentName"] == "Default agent"
    assert first["agentId"] == second["agentId"]
    assert first["id"] != second["id"]
