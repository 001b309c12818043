"""`POST /v1/calls/{id}/cancel`, in every phase of a call."""

import pytest

from tests.providers.revring.conftest import Api
from tests.worlds import MONDAY


def test_a_queued_call_is_cancelled_and_never_dialled(api: Api) -> None:
    api.set(concurrency=1)
    first, second = api.place("answered"), api.place("answered")
    api.pass_time(2)
    reply = api.post(f"/calls/{second['id']}/cancel")
    assert (reply.status, reply.data["status"], reply.data["id"]) == (200, "CANCELED", second["id"])
    assert (reply.data["endedAt"], reply.data["durationSeconds"]) == ("2026-01-05T15:00:02.000Z", None)
    api.world.settle()
    assert api.call(second["id"]) == reply.data
    assert api.call(first["id"])["status"] == "COMPLETED"


@pytest.mark.parametrize("seconds", [0, 2])
def test_a_call_that_dials_or_rings_is_cancelled_without_a_duration(api: Api, seconds: float) -> None:
    call_id = api.place("answered")["id"]
    api.pass_time(seconds)
    call = api.post(f"/calls/{call_id}/cancel").data
    assert (call["status"], call["startedAt"], call["durationSeconds"]) == ("CANCELED", None, None)
    assert call["endedAt"] == f"2026-01-05T15:00:0{seconds}.000Z"
    assert (call["hangupCause"], call["errorMessage"], call["transcript"]) == (None, None, None)


def test_a_conversation_is_cut_and_keeps_its_transcript(api: Api) -> None:
    call_id = api.place("answered")["id"]
    api.pass_time(15)
    call = api.post(f"/calls/{call_id}/cancel").data
    assert (call["status"], call["durationSeconds"], call["summary"]) == ("CANCELED", 10, None)
    assert [item["role"] for item in call["transcript"]] == ["assistant", "user"]
    assert call["recordingUrl"].endswith(f"/10/{call_id}.wav")
    api.world.settle()
    assert api.call(call_id) == call


def test_cancelling_gives_the_line_to_the_next_queued_call(api: Api) -> None:
    api.set(concurrency=1)
    first, second = api.place("stuck-ringing"), api.place("answered")
    api.post(f"/calls/{first['id']}/cancel")
    api.pass_time(0)
    assert api.call(second["id"])["status"] == "INITIATED"


@pytest.mark.parametrize("scenario", ["answered", "busy", "transferred"])
def test_a_call_that_has_ended_is_not_changed(api: Api, scenario: str) -> None:
    call = api.finished(scenario)
    reply = api.post(f"/calls/{call['id']}/cancel")
    assert (reply.status, reply.error["code"]) == (409, "CALL_ALREADY_ENDED")
    assert call["status"] in reply.error["message"]
    assert api.call(call["id"]) == call


def test_a_call_cannot_be_cancelled_twice(api: Api) -> None:
    call_id = api.place()["id"]
    assert [api.post(f"/calls/{call_id}/cancel").status for _ in range(2)] == [200, 409]


def test_a_literal_plan_is_cut_too(api: Api) -> None:
    call_id = api.place("regressing-status-revring")["id"]
    assert api.post(f"/calls/{call_id}/cancel").data["status"] == "CANCELED"
    api.world.advance(MONDAY.replace(hour=16))
    assert api.call(call_id)["status"] == "CANCELED"


def test_an_empty_body_with_a_content_type_is_accepted_and_garbage_is_not(api: Api) -> None:
    call_id = api.place()["id"]
    assert api.send("POST", f"/calls/{call_id}/cancel", b"{nope").error["code"] == "INVALID_JSON"
    assert api.send("POST", f"/calls/{call_id}/cancel", b"[]").error["code"] == "VALIDATION_ERROR"
    assert api.call(call_id)["status"] == "INITIATED"
    assert api.send("POST", f"/calls/{call_id}/cancel", b"").status == 200


def test_an_unknown_call_cannot_be_cancelled(api: Api) -> None:
    assert api.post("/calls/nobody/cancel").status == 404
