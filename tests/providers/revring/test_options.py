"""Each option changes what its text says, and nothing else."""

import re

import msgspec
import pytest

from mockserver.providers.revring.options import RevRingOptions, limits
from tests.providers.revring.conftest import Api


def test_a_call_can_always_begin_in_the_queue(api: Api) -> None:
    api.set(start_status="queued")
    call = api.place("answered")
    assert call["status"] == "QUEUED"
    api.pass_time(1)
    assert api.call(call["id"])["status"] == "INITIATED"


def test_the_time_in_the_queue_can_be_set(api: Api) -> None:
    api.set(start_status="queued", queued_seconds=30)
    call = api.place("answered")
    api.pass_time(29)
    assert api.call(call["id"])["status"] == "QUEUED"
    assert api.post(f"/calls/{call['id']}/cancel").data["durationSeconds"] is None


def test_ids_can_have_the_documented_format(api: Api) -> None:
    api.set(id_style="uuid")
    call = api.place()
    uuid = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(uuid, call["id"])
    assert re.fullmatch(uuid, call["organizationId"])


def test_errors_can_be_a_plain_text(api: Api) -> None:
    api.set(error_style="plain")
    assert api.get("/calls/nobody").json == {"error": "There is no call 'nobody'."}
    assert api.post("/calls", {}).json == {"error": "agentId is required."}


def test_a_call_can_be_created_with_200(api: Api) -> None:
    api.set(created_status=200)
    assert api.post("/calls", {"agentId": "a", "toNumber": "+12", "fromNumber": "+13"}).status == 200


def test_cancelling_a_call_that_has_ended_can_succeed(api: Api) -> None:
    api.set(cancel_finished="ignore")
    call = api.finished("busy")
    reply = api.post(f"/calls/{call['id']}/cancel")
    assert (reply.status, reply.data) == (200, call)


@pytest.mark.parametrize(
    ("scenario", "cause"), [("busy", "BUSY"), ("no-answer", "NO_ANSWER"), ("too-many-calls", None)]
)
def test_failures_can_have_a_cause(api: Api, scenario: str, cause: str | None) -> None:
    api.set(failure_causes=True)
    assert api.finished(scenario)["hangupCause"] == cause


def test_results_can_come_later_than_the_end(api: Api) -> None:
    api.set(results_seconds=2, concurrency=1)
    call_id, waiting = api.place("answered")["id"], api.place("answered")["id"]
    api.pass_time(50)
    early = api.call(call_id)
    assert (early["status"], early["durationSeconds"], early["hangupCause"]) == ("COMPLETED", 45, "USER_ENDED")
    assert (early["transcript"], early["summary"], early["recordingUrl"]) == (None, None, None)
    assert api.post(f"/calls/{call_id}/cancel").status == 409
    assert api.call(waiting)["status"] == "INITIATED"
    api.pass_time(2)
    late = api.call(call_id)
    assert None not in (late["transcript"], late["summary"], late["recordingUrl"])
    assert late["endedAt"] == early["endedAt"]


def test_a_failed_dial_is_not_repeated_when_results_come_later(api: Api) -> None:
    api.set(results_seconds=2)
    assert api.finished("busy-twice-then-human")["errorMessage"] == "SIP 486 Busy Here"


def test_invalid_options_are_refused() -> None:
    for bad in ({"concurrency": -1}, {"id_style": "int"}, {"created_status": 202}, {"colour": 1}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(bad, RevRingOptions)
    assert limits(RevRingOptions()) == {"revring": 10}
