"""Commands on Revox orders (cancel, pause, resume), the list of attempts, profiles and options."""

from typing import Any

import pytest

from mockserver.providers.revox.retries import parse_time
from mockserver.testing.api_client import ApiClient
from mockserver.world.snapshots import take

NUMBER = "+14155550142"


def api(**settings: Any) -> ApiClient:
    return ApiClient("revox", **settings)


def create(client: ApiClient, scenario: str = "answered", **body: Any) -> str:
    sent = {"phone_number": NUMBER, "skip_calling_window": True, **body}
    reply = client.post("/api/call", sent, x_mockserver_scenario=scenario)
    return str(reply.json["call"]["id"])


def read(client: ApiClient, call_id: str) -> Any:
    return client.get(f"/api/call/{call_id}").json["call"]


def test_cancel_cuts_the_running_attempt() -> None:
    client = api()
    call_id = create(client)
    client.advance("10s")
    assert client.post(f"/api/call/{call_id}/cancel").json == {"success": True}
    order = read(client, call_id)
    assert (order["status"], order["is_cancelled"], order["is_completed"]) == ("cancelled", True, False)
    assert order["last_call_attempt"]["status"] == "completed"
    assert order["last_call_attempt"]["ended_at"] == "2026-01-05T15:00:10.000Z"


def test_cancel_can_let_the_attempt_finish() -> None:
    client = api()
    client.set_options(cancel_running="finish")
    call_id = create(client)
    client.advance("10s")
    client.post(f"/api/call/{call_id}/cancel")
    assert read(client, call_id)["last_call_attempt"]["status"] == "ongoing"
    client.settle()
    order = read(client, call_id)
    assert (order["status"], order["last_call_attempt"]["status"]) == ("cancelled", "completed")


def test_cancelling_a_scheduled_order_makes_no_attempt() -> None:
    client = api()
    call_id = create(client, scheduled_at="2026-01-07T10:00:00Z")
    client.post(f"/api/call/{call_id}/cancel")
    client.settle()
    assert (read(client, call_id)["status"], read(client, call_id)["calls_count"]) == ("cancelled", 0)


def test_pause_stops_the_retries_and_resume_continues_them() -> None:
    client = api()
    client.set_options(order_statuses="newest")
    call_id = create(client, "busy")
    client.advance("10s")
    client.post(f"/api/call/{call_id}/pause")
    assert read(client, call_id)["status"] == "paused"
    client.advance("1d")
    assert read(client, call_id)["calls_count"] == 1
    client.post(f"/api/call/{call_id}/resume")
    assert read(client, call_id)["status"] == "scheduled"
    client.advance("2h")
    assert read(client, call_id)["calls_count"] == 2


def test_a_paused_order_finishes_its_running_attempt() -> None:
    client = api()
    call_id = create(client)
    client.advance("10s")
    client.post(f"/api/call/{call_id}/pause")
    client.advance("10m")
    assert read(client, call_id)["status"] == "completed"


@pytest.mark.parametrize("command", ["cancel", "pause", "resume"])
def test_commands_on_an_ended_order_succeed_without_effect_unless_conflicts_is_set(command: str) -> None:
    client = api()
    call_id = create(client)
    client.settle()
    before = read(client, call_id)
    assert client.post(f"/api/call/{call_id}/{command}").json == {"success": True}
    client.set_options(conflicts=True)
    refused = client.post(f"/api/call/{call_id}/{command}")
    assert (refused.status, refused.json["error"]) == (409, "conflict")
    assert refused.headers["x-should-retry"] == "false"
    assert read(client, call_id) == before


def test_a_valid_key_is_authenticated() -> None:
    assert api().get("/api/auth-status").json == {"authenticated": True}


def test_attempts_are_listed_newest_first_and_paged_from_zero() -> None:
    client = api()
    calls = []
    for _ in range(3):
        calls.append(create(client, "busy"))
        client.advance("20s")
    client.settle()
    everything = client.get("/api/call?page=0&page_size=100").json["calls"]
    assert len(everything) == 9
    starts = [attempt["started_at"] for attempt in everything]
    assert starts == sorted(starts, reverse=True)
    pages = [client.get(f"/api/call?page={page}&page_size=4").json["calls"] for page in range(3)]
    assert [attempt for page in pages for attempt in page] == everything


def test_attempts_are_filtered_by_the_status_of_their_order() -> None:
    client = api()
    create(client)
    client.settle()
    create(client)
    client.advance("10s")
    sizes = {
        words: len(client.get(f"/api/call?statuses={words}").json["calls"])
        for words in ("completed", "calling", "completed%2Ccalling", "paused")
    }
    assert sizes == {"completed": 1, "calling": 1, "completed%2Ccalling": 2, "paused": 0}
    assert len(client.get("/api/call?statuses=completed&statuses=calling").json["calls"]) == 2


def test_a_client_that_begins_at_page_1_learns_of_page_0() -> None:
    """Source: docs.getrevox.com, GET /call, `page`: "Starting at 0", although its minimum is 1."""
    client = api()
    assert "x-mockserver-note" not in client.get("/api/call?page=1&page_size=10").headers
    create(client)
    client.advance("10s")
    assert "page 0" in client.get("/api/call?page=1&page_size=10").headers["x-mockserver-note"]
    assert "x-mockserver-note" not in client.get("/api/call?page=0&page_size=10").headers
    assert "x-mockserver-note" not in client.get("/api/call?page=1&page_size=10").headers


@pytest.mark.parametrize(
    "query", ["page=-1", "page=x", "page_size=0", "page=1.5", "statuses=done", "page=99999999999999999999"]
)
def test_an_invalid_query_is_refused_and_names_the_parameter(query: str) -> None:
    reply = api().get(f"/api/call?{query}")
    assert (reply.status, reply.json["error"]) == (400, "invalid_request")
    assert query.split("=")[0] in reply.json["message"]
    assert api(profile="lenient").get(f"/api/call?{query}").status == 200


def test_strict_requires_page_and_page_size_and_known_fields() -> None:
    client = api(profile="strict")
    assert client.get("/api/call").status == 400
    assert client.get("/api/call?page=0&page_size=10").status == 200
    unknown = client.post("/api/call", {"phone_number": NUMBER, "assistant_id": "nobody"})
    assert (unknown.status, unknown.json["error"]) == (404, "not_found")
    extra = client.post("/api/call", {"phone_number": NUMBER, "force_nov": True})
    assert extra.status == 400
    assert "Unknown field 'force_nov'. Did you mean 'force_now'?" in extra.json["message"]


def test_standard_ignores_unknown_fields() -> None:
    assert api().post("/api/call", {"phone_number": NUMBER, "phone": 1}).status == 200


def test_lenient_accepts_placeholders_and_finds_every_order() -> None:
    client = api(profile="lenient")
    sent = {
        "phone_number": "any text",
        "from_phone_number": "any text",
        "scheduled_at": "some day",
        "assistant": {
            "prompt": "p",
            "max_call_duration_secs": 0,
            "call_retry_config": {
                "calling_windows": [
                    {"calling_window_start_time": "early", "calling_window_end_time": "late", "retry_delay_seconds": 0}
                ],
                "timezone": "Mars/Olympus",
            },
        },
    }
    assert client.post("/api/call", sent).status == 200
    synthesized = read(client, "anything")
    assert (synthesized["id"], synthesized["status"], synthesized["calls_count"]) == ("anything", "completed", 1)
    assert client.post("/api/call/something/cancel").json == {"success": True}


def bad(**body: Any) -> dict[str, Any]:
    return {"phone_number": NUMBER, **body}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "phone_number is required."),
        (bad(phone_number="0612345678"), "expected an E.164 number"),
        (bad(phone_number=12), "phone_number: expected str, got int (given: 12)."),
        (bad(from_phone_number="me"), "from_phone_number is 'me'"),
        (bad(metadata={"n": 1}), "expected str, got int"),
        (bad(scheduled_at="tomorrow"), "scheduled_at: 'tomorrow' is not an ISO 8601 instant"),
        (bad(scheduled_at="9999-12-31T23:59:59Z"), "more than ten years in the future"),
        (bad(assistant={}), "assistant.prompt is required."),
        (bad(concurrency={}), "concurrency.key is required."),
        (bad(assistant={"prompt": "p", "call_retry_config": {"timezone": "Mars"}}), "expected an IANA zone"),
        (
            bad(
                assistant={
                    "prompt": "p",
                    "call_retry_config": {"calling_windows": [{"calling_window_start_time": "25:00"}]},
                }
            ),
            "'25:00' is not a time of day",
        ),
        (bad(assistant={"prompt": "p", "call_retry_config": {"allowed_days": []}}), "allowed_days"),
        (bad(assistant={"prompt": "p", "call_retry_config": {"max_retry_attempts": 0}}), "max_retry_attempts"),
    ],
)
def test_an_invalid_order_is_refused_with_the_reason_and_not_placed(body: dict[str, Any], words: str) -> None:
    client = api()
    reply = client.post("/api/call", body)
    assert (reply.status, reply.json["error"]) == (400, "invalid_request")
    assert words in reply.json["message"]
    assert client.world.calls == {}


def test_an_unknown_order_is_not_found() -> None:
    reply = api().get("/api/call/nope")
    assert reply.status == 404
    assert reply.json == {"error": "not_found", "message": "There is no call 'nope'.", "details": {"id": "nope"}}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("09:00", "09:00"),
        ("10am", "10:00"),
        ("6:30pm", "18:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("24:00", "00:00"),
    ],
)
def test_times_of_day_are_parsed_in_both_notations(text: str, shown: str) -> None:
    assert parse_time(text).strftime("%H:%M") == shown


@pytest.mark.parametrize("text", ["", "9", "25:00", "12:60", "13pm", "0am", "24:30", "noon"])
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        parse_time(text)


def test_an_inbound_call_is_answered_by_the_assistant() -> None:
    from mockserver.providers.base import Inbound
    from mockserver.providers.revox import REVOX

    client = api()
    client.world.place(REVOX.inbound(client.world, Inbound(from_number=NUMBER, to_number="+14155550100")))
    client.settle()
    call_id = next(iter(client.world.calls))
    order = read(client, call_id)
    assert (order["direction"], order["from_phone_number"], order["status"]) == ("inbound", NUMBER, "completed")
    assert order["last_call_attempt"]["phone_number"] == NUMBER


def queued(client: ApiClient, count: int = 3) -> list[str]:
    """Place orders for one line: the first is dialled, the others wait."""
    client.set_options(concurrency=1)
    ids = [create(client) for _ in range(count)]
    client.advance("3s")
    assert [read(client, call_id)["status"] for call_id in ids[1:]] == ["queued_for_calling"] * (count - 1)
    return ids


def test_resuming_an_order_that_waits_for_a_line_changes_nothing() -> None:
    client = api()
    _, second, third = queued(client)
    before = take(client.world, client.exchange.worlds.library)
    assert client.post(f"/api/call/{second}/resume").json == {"success": True}
    assert take(client.world, client.exchange.worlds.library).waiting == before.waiting
    client.advance("30d")
    assert [read(client, call_id)["status"] for call_id in (second, third)] == ["completed"] * 2
    assert started(client, second) < started(client, third)


def test_a_pause_removes_an_order_from_the_queue_and_a_resume_appends_it() -> None:
    client = api()
    _, second, third = queued(client)
    client.post(f"/api/call/{second}/pause")
    client.post(f"/api/call/{second}/resume")
    client.advance("30d")
    assert [read(client, call_id)["status"] for call_id in (second, third)] == ["completed"] * 2
    assert started(client, third) < started(client, second)


def started(client: ApiClient, call_id: str) -> str:
    return str(read(client, call_id)["last_call_attempt"]["started_at"])
