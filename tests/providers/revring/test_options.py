"""Each option changes what its text says, and nothing else."""

import re

import msgspec
import pytest

from mockserver.providers.revring.options import RevRingOptions, limits
from tests.providers.revring.client import RevRingClient


def test_a_call_can_always_begin_in_the_queue(api: RevRingClient) -> None:
    api.set_options(start_status="queued")
    call = api.place_call("answered")
    assert call["status"] == "QUEUED"
    api.advance(1)
    assert api.get_call(call["id"])["status"] == "INITIATED"


def test_the_time_in_the_queue_can_be_set(api: RevRingClient) -> None:
    api.set_options(start_status="queued", queued_seconds=30)
    call = api.place_call("answered")
    api.advance(29)
    assert api.get_call(call["id"])["status"] == "QUEUED"
    assert api.post(f"/calls/{call['id']}/cancel").data["durationSeconds"] is None


def test_ids_can_have_the_documented_format(api: RevRingClient) -> None:
    api.set_options(id_style="uuid")
    call = api.place_call()
    uuid = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(uuid, call["id"])
    assert re.fullmatch(uuid, call["organizationId"])


def test_errors_can_be_a_plain_text(api: RevRingClient) -> None:
    api.set_options(error_style="plain")
    assert api.get("/calls/nobody").json == {"error": "There is no call 'nobody'."}
    assert api.post("/calls", {}).json == {
        "error": "agentId is required. toNumber is required. fromNumber is required."
    }


def test_a_call_can_be_created_with_200(api: RevRingClient) -> None:
    api.set_options(created_status=200)
    assert api.post("/calls", {"agentId": "a", "toNumber": "+12", "fromNumber": "+13"}).status == 200


def test_cancelling_a_call_that_has_ended_can_succeed(api: RevRingClient) -> None:
    api.set_options(cancel_finished="ignore")
    call = api.finished_call("busy")
    reply = api.post(f"/calls/{call['id']}/cancel")
    assert (reply.status, reply.data) == (200, call)


@pytest.mark.parametrize(
    ("scenario", "cause"), [("busy", "BUSY"), ("no-answer", "NO_ANSWER"), ("too-many-calls", None)]
)
def test_failures_can_have_a_cause(api: RevRingClient, scenario: str, cause: str | None) -> None:
    api.set_options(failure_causes=True)
    assert api.finished_call(scenario)["hangupCause"] == cause


def test_results_can_come_later_than_the_end(api: RevRingClient) -> None:
    api.set_options(results_seconds=2, concurrency=1)
    call_id, waiting = api.place_call("answered")["id"], api.place_call("answered")["id"]
    api.advance(50)
    early = api.get_call(call_id)
    assert (early["status"], early["durationSeconds"], early["hangupCause"]) == ("COMPLETED", 45, "USER_ENDED")
    assert (early["transcript"], early["summary"], early["recordingUrl"]) == (None, None, None)
    assert api.post(f"/calls/{call_id}/cancel").status == 409
    assert api.get_call(waiting)["status"] == "INITIATED"
    api.advance(2)
    late = api.get_call(call_id)
    assert None not in (late["transcript"], late["summary"], late["recordingUrl"])
    assert late["endedAt"] == early["endedAt"]


def test_a_failed_dial_is_not_repeated_when_results_come_later(api: RevRingClient) -> None:
    api.set_options(results_seconds=2)
    assert api.finished_call("busy-twice-then-human")["errorMessage"] == "SIP 486 Busy Here"


def test_invalid_options_are_refused() -> None:
    for bad in ({"concurrency": -1}, {"id_style": "int"}, {"created_status": 202}, {"colour": 1}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(bad, RevRingOptions)
    assert limits(RevRingOptions()) == {"revring": 10}
