"""More calls than lines: which call waits, which is refused, which is next."""

import pytest

from mockserver.simulation.clock import Mode
from tests.providers.revring.client import FROM, TO, RevRingClient


def body(**more: object) -> dict[str, object]:
    return {"agentId": "a", "toNumber": TO, "fromNumber": FROM, **more}


def statuses(api: RevRingClient) -> list[str]:
    return [row["status"] for row in api.get("/calls?sortDir=asc").data]


def test_ten_calls_run_at_once_and_the_eleventh_is_queued(api: RevRingClient) -> None:
    calls = [api.place_call("answered") for _ in range(10)]
    assert {call["status"] for call in calls} == {"INITIATED"}
    reply = api.post("/calls", body())
    assert (reply.status, reply.data["status"]) == (201, "QUEUED")
    assert reply.headers["x-mockserver-note"] == "queued: the concurrency limit (10) is reached"


def test_a_queued_call_shows_only_that_it_waits(api: RevRingClient) -> None:
    api.set_options(concurrency=1)
    api.place_call("stuck-ringing")
    call = api.place_call()
    nothing = ("startedAt", "endedAt", "durationSeconds", "hangupCause", "errorMessage", "transcript")
    assert {key: call[key] for key in nothing} == dict.fromkeys(nothing)


def test_the_queue_is_released_first_come_first_served(api: RevRingClient) -> None:
    api.set_options(concurrency=1)
    for _ in range(3):
        api.place_call("answered")
    assert statuses(api) == ["INITIATED", "QUEUED", "QUEUED"]
    api.advance(50)
    assert statuses(api) == ["COMPLETED", "INITIATED", "QUEUED"]
    api.advance(50)
    assert statuses(api) == ["COMPLETED", "COMPLETED", "INITIATED"]


def test_a_polling_client_sees_a_call_leave_the_queue() -> None:
    api = RevRingClient(mode=Mode.STEP)
    api.set_options(concurrency=1)
    api.place_call("answered")
    call = api.place_call("answered")
    seen = [call["status"], *(api.get_call(call["id"])["status"] for _ in range(3))]
    assert seen == ["QUEUED", "INITIATED", "ONGOING", "COMPLETED"]


def test_with_skip_queue_a_call_that_would_wait_gets_429_and_does_not_exist(api: RevRingClient) -> None:
    api.set_options(concurrency=1)
    api.place_call("answered")
    reply = api.post("/calls", body(skipQueue=True))
    assert reply.status == 429
    assert reply.error == {
        "code": "CONCURRENCY_LIMIT_REACHED",
        "message": "The concurrency limit (1) is reached, and skipQueue is true: no call was created.",
    }
    assert len(api.get("/calls").data) == 1


def test_with_skip_queue_a_call_that_finds_a_line_is_placed(api: RevRingClient) -> None:
    assert api.place_call(skipQueue=True)["status"] == "INITIATED"


def test_more_lines_start_queued_calls(api: RevRingClient) -> None:
    api.set_options(concurrency=1)
    for _ in range(2):
        api.place_call("answered")
    api.set_options(concurrency=None)
    api.advance(0)
    assert statuses(api) == ["INITIATED", "INITIATED"]


@pytest.mark.parametrize("concurrency", [None, 0])
def test_any_number_of_lines_or_none_at_all_can_be_set(api: RevRingClient, concurrency: int | None) -> None:
    api.set_options(concurrency=concurrency)
    expected = "QUEUED" if concurrency == 0 else "INITIATED"
    assert {api.place_call("answered")["status"] for _ in range(12)} == {expected}
