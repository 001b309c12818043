"""`POST /v1/calls/{id}/cancel`, in every phase of a call."""

import pytest

from tests.providers.revring.client import RevRingClient
from tests.worlds import MONDAY


def test_a_queued_call_is_cancelled_and_never_dialled(api: RevRingClient) -> None:
    api.set_options(concurrency=1)
    first, second = api.place_call("answered"), api.place_call("answered")
    api.advance(2)
    reply = api.post(f"/calls/{second['id']}/cancel")
    assert (reply.status, reply.data["status"], reply.data["id"]) == (200, "CANCELED", second["id"])
    assert (reply.data["endedAt"], reply.data["durationSeconds"]) == ("2026-01-05T15:00:02.000Z", None)
    api.settle()
    assert api.get_call(second["id"]) == reply.data
    assert api.get_call(first["id"])["status"] == "COMPLETED"


@pytest.mark.parametrize("seconds", [0, 2])
def test_a_call_that_dials_or_rings_is_cancelled_without_a_duration(api: RevRingClient, seconds: float) -> None:
    call_id = api.place_call("answered")["id"]
    api.advance(seconds)
    call = api.post(f"/calls/{call_id}/cancel").data
    assert (call["status"], call["startedAt"], call["durationSeconds"]) == ("CANCELED", None, None)
    assert call["endedAt"] == f"2026-01-05T15:00:0{seconds}.000Z"
    assert (call["hangupCause"], call["errorMessage"], call["transcript"]) == (None, None, None)


def test_a_conversation_is_cut_and_keeps_its_transcript(api: RevRingClient) -> None:
    call_id = api.place_call("answered")["id"]
    api.advance(15)
    call = api.post(f"/calls/{call_id}/cancel").data
    assert (call["status"], call["durationSeconds"]) == ("CANCELED", 10)
    assert call["summary"].endswith("for 10 seconds; then the call was cancelled.")
    assert [item["role"] for item in call["transcript"]] == ["assistant", "user"]
    assert call["recordingUrl"].endswith(f"/10/{call_id}.wav")
    api.settle()
    assert api.get_call(call_id) == call


def test_cancelling_gives_the_line_to_the_next_queued_call(api: RevRingClient) -> None:
    api.set_options(concurrency=1)
    first, second = api.place_call("stuck-ringing"), api.place_call("answered")
    api.post(f"/calls/{first['id']}/cancel")
    api.advance(0)
    assert api.get_call(second["id"])["status"] == "INITIATED"


@pytest.mark.parametrize("scenario", ["answered", "busy", "transferred"])
def test_a_call_that_has_ended_is_not_changed(api: RevRingClient, scenario: str) -> None:
    call = api.finished_call(scenario)
    reply = api.post(f"/calls/{call['id']}/cancel")
    assert (reply.status, reply.error["code"]) == (409, "CALL_ALREADY_ENDED")
    assert call["status"] in reply.error["message"]
    assert api.get_call(call["id"]) == call


def test_a_call_cannot_be_cancelled_twice(api: RevRingClient) -> None:
    call_id = api.place_call()["id"]
    assert [api.post(f"/calls/{call_id}/cancel").status for _ in range(2)] == [200, 409]


def test_a_literal_plan_is_cut_too(api: RevRingClient) -> None:
    call_id = api.place_call("regressing-status-revring")["id"]
    assert api.post(f"/calls/{call_id}/cancel").data["status"] == "CANCELED"
    api.world.advance(MONDAY.replace(hour=16))
    assert api.get_call(call_id)["status"] == "CANCELED"


def test_an_empty_body_with_a_content_type_is_accepted_and_garbage_is_not(api: RevRingClient) -> None:
    call_id = api.place_call()["id"]
    assert api.post(f"/calls/{call_id}/cancel", b"{nope").error["code"] == "INVALID_JSON"
    assert api.post(f"/calls/{call_id}/cancel", b"[]").error["code"] == "VALIDATION_ERROR"
    assert api.get_call(call_id)["status"] == "INITIATED"
    assert api.post(f"/calls/{call_id}/cancel", b"").status == 200


def test_an_unknown_call_cannot_be_cancelled(api: RevRingClient) -> None:
    assert api.post("/calls/nobody/cancel").status == 404
