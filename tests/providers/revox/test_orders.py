"""Revox orders: their fields, statuses and retries."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.calls.events import DIAL_ERRORS
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import parse_instant
from mockserver.testing.api_client import ApiClient
from mockserver.world.settings import Examples
from tests.documented_examples import documented_example

NUMBER = "+14155550142"


def api(**settings: Any) -> ApiClient:
    return ApiClient("revox", **settings)


def create(client: ApiClient, scenario: str = "answered", **body: Any) -> Any:
    """Create an order, which is dialled at any time of day by default."""
    sent = {"phone_number": NUMBER, "skip_calling_window": True, **body}
    reply = client.post("/api/call", sent, x_mockserver_scenario=scenario)
    assert reply.status == 200, reply.json
    return reply.json["call"]


def read(client: ApiClient, call: Any) -> Any:
    reply = client.get(f"/api/call/{call['id']}")
    assert reply.status == 200, reply.json
    return reply.json["call"]


def statuses(client: ApiClient, call: Any) -> list[str]:
    """Return every status of the order and its last attempt that a polling client sees until the end."""
    seen: list[str] = []
    while True:
        now = read(client, call)
        last = now["last_call_attempt"]
        word = now["status"] + (f"/{last['status']}" if last else "")
        if seen and word == seen[-1]:
            return seen
        seen.append(word)


# -- shape -----------------------------------------------------------------------------------------


def test_every_documented_key_is_present_from_the_first_response_on() -> None:
    client = api()
    documented = documented_example("revox_get_call")["call"]
    order = create(client)
    assert set(documented) <= set(order)
    assert set(documented["assistant"]) <= set(order["assistant"])
    client.settle()
    attempt = read(client, order)["call_attempts"][0]
    assert set(documented["last_call_attempt"]) <= set(attempt)
    assert set(documented["last_call_attempt"]["transcript"][0]) <= set(attempt["transcript"][0])


def test_a_new_order_is_initializing_and_has_no_attempt() -> None:
    order = create(api(), metadata={"case": "a"}, prompt_variables={"name": "Ada"})
    facts = ("status", "calls_count", "last_call_attempt", "call_attempts", "direction", "to_phone_number")
    assert [order[fact] for fact in facts] == ["initializing", 0, None, [], "outbound", NUMBER]
    assert (order["metadata"], order["prompt_variables"]) == ({"case": "a"}, {"name": "Ada"})
    assert (order["is_completed"], order["is_cancelled"], order["campaign"]) == (False, False, None)
    assert order["created_at"] == "2026-01-05T15:00:00.000Z"


@pytest.mark.off_schema
def test_the_documented_example_is_returned_as_documented() -> None:
    client = api(examples=Examples.DOCUMENTED)
    documented = documented_example("revox_get_call")["call"]
    shown = client.get("/api/call/id").json["call"]
    assert {key: shown[key] for key in documented} == documented


def test_the_list_has_the_documented_keys() -> None:
    client = api()
    create(client)
    client.advance("10s")
    attempt = client.get("/api/call").json["calls"][0]
    assert set(documented_example("revox_list_calls")["calls"][0]) <= set(attempt)


# -- outcomes --------------------------------------------------------------------------------------


def test_a_polling_client_sees_every_status_of_an_answered_call() -> None:
    client = api(mode=Mode.STEP)
    assert statuses(client, create(client)) == [
        "calling/queued",
        "calling/ringing",
        "calling/ongoing",
        "calling/completed",
        "completed/completed",
    ]


def test_the_fields_of_an_answered_order_are_consistent() -> None:
    client = api()
    order = create(client)
    client.settle()
    done = read(client, order)
    attempt = done["last_call_attempt"]
    assert done["call_attempts"] == [attempt]
    assert (done["is_completed"], done["calls_count"]) == (True, 1)
    assert (attempt["result"], attempt["dial_error"], attempt["status"]) == ("human", None, "completed")
    times = [attempt[name] for name in ("started_at", "answered_at", "ended_at")]
    assert times == sorted(times)
    assert (attempt["ended_by"], attempt["end_reason"]) == ("user", "client_initiated")
    assert (attempt["handled_by_ai"], attempt["handled_by_human"]) == (True, False)
    assert done["outcome_summary"]
    assert {turn["role"] for turn in attempt["transcript"]} >= {"assistant", "user"}


def test_an_order_that_the_provider_cancels_is_cancelled() -> None:
    client = api(mode=Mode.STEP)
    client.set_options(order_statuses="newest")
    order = create(client, "cancelled-by-provider")
    assert statuses(client, order)[-2:] == ["calling/ongoing", "cancelled/completed"]
    done = read(client, order)
    assert (done["is_cancelled"], done["is_completed"], done["calls_count"]) == (True, False, 1)
    assert (done["outcome"], done["next_call_at"]) == (None, None)
    attempt = done["last_call_attempt"]
    assert (attempt["end_reason"], attempt["ended_by"]) == ("participant_removed", "system")
    assert attempt["transcript"]


def test_the_recording_is_a_real_small_audio_file() -> None:
    client = api()
    order = create(client)
    client.settle()
    url = read(client, order)["last_call_attempt"]["recording_url"]
    assert url.startswith("http://mock.test:4010/recordings/revox/")
    got = client.exchange.answer("GET", url.removeprefix("http://mock.test:4010"), [], b"")
    assert (got.status, got.media, got.body[:4]) == (200, "audio/wav", b"RIFF")
    assert 1000 < len(got.body) < 10_000


def test_two_busy_attempts_are_retried_two_virtual_hours_apart() -> None:
    client = api(mode=Mode.STEP)
    order = create(client, "busy-twice-then-human")
    seen = statuses(client, order)
    assert [word for word in seen if "scheduled" in word] == ["scheduled/error"] * 2
    done = read(client, order)
    assert [attempt["dial_error"] for attempt in done["call_attempts"]] == [None, "busy", "busy"]
    started = [parse_instant(attempt["started_at"]) for attempt in reversed(done["call_attempts"])]
    assert [round((later - sooner).total_seconds() / 60) for sooner, later in pairwise(started)] == [120, 120]
    assert done["status"] == "completed"


@pytest.mark.parametrize("error", DIAL_ERRORS)
def test_each_dial_error_is_shown_by_its_name(error: str) -> None:
    client = api()
    order = create(client, error.replace("_", "-"))
    client.advance("2m")
    attempt = read(client, order)["last_call_attempt"]
    assert (attempt["status"], attempt["dial_error"], attempt["result"]) == ("error", error, None)
    assert (attempt["answered_at"], attempt["recording_url"], attempt["transcript"]) == (None, None, None)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("busy", "completed"),
        ("number-non-attributed", "errored"),
        ("no-international-permission", "errored"),
        ("precondition-failed", "errored"),
    ],
)
def test_the_last_error_of_an_order_without_an_answer_decides_its_status(error: str, status: str) -> None:
    client = api()
    order = create(client, error)
    client.settle()
    done = read(client, order)
    assert done["status"] == status
    assert done["calls_count"] == (3 if status == "completed" else 1)


@pytest.mark.parametrize(
    ("scenario", "result", "reason"),
    [
        ("voicemail", "voicemail", "voicemail"),
        ("ivr", "IVR", "ivr_no_navigate"),
        ("ios-screening", "ios-screening-filter", None),
    ],
)
def test_the_result_says_who_answered_and_only_a_human_ends_the_retries(
    scenario: str, result: str, reason: str | None
) -> None:
    client = api()
    order = create(client, scenario)
    client.settle()
    done = read(client, order)
    assert {attempt["result"] for attempt in done["call_attempts"]} >= {result}
    assert done["calls_count"] > 1
    if reason:
        assert done["call_attempts"][-1]["end_reason"] == reason


@pytest.mark.parametrize(
    ("scenario", "by", "reason"),
    [
        ("agent-ends-by-tool", "agent", "tool_end_call"),
        ("silence-timeout", "system", "user_inactive"),
        ("max-duration", "system", "max_duration"),
        ("transferred", "user", "client_initiated"),  # the default assistant has no transfer_destinations
    ],
)
def test_an_attempt_says_why_and_by_whom_the_talk_ended(scenario: str, by: str, reason: str) -> None:
    client = api()
    order = create(client, scenario)
    client.settle()
    attempt = read(client, order)["last_call_attempt"]
    assert (attempt["ended_by"], attempt["end_reason"]) == (by, reason)


def test_the_transcript_contains_tool_turns() -> None:
    client = api()
    client.add_scenario(
        "tools",
        attempts=[
            {"talk": [{"agent": "One moment."}, {"tool": "book", "arguments": {"slot": "10:00"}, "output": "booked"}]}
        ],
    )
    order = create(client, "tools")
    client.settle()
    turn = read(client, order)["last_call_attempt"]["transcript"][1]
    assert turn == {
        "content": "booked",
        "role": "tool",
        "tool_arguments": {"slot": "10:00"},
        "tool_is_error": False,
        "tool_name": "book",
        "tool_output": "booked",
    }


@pytest.mark.off_schema
def test_raw_fields_of_a_scenario_override_the_response() -> None:
    client = api()
    client.add_scenario(
        "odd", attempts=[{"fails": "busy", "fields": {"dial_error": "new_error"}}], fields={"outcome": "x"}
    )
    order = create(client, "odd")
    client.advance("1m")
    shown = read(client, order)
    assert (shown["outcome"], shown["last_call_attempt"]["dial_error"]) == ("x", "new_error")


def test_a_literal_scenario_shows_its_statuses_in_order() -> None:
    client = api(mode=Mode.STEP)
    states = [{"calling": "2s"}, {"scheduled": "2s"}, {"calling": "2s"}, {"errored": None}]
    client.add_scenario("odd", provider="revox", states=states)
    order = create(client, "odd")
    words = [word.split("/")[0] for word in statuses(client, order)]
    assert [order["status"], *words] == ["calling", "scheduled", "calling", "errored"]


# -- settings of the assistant ---------------------------------------------------------------------


def assistant(**more: Any) -> dict[str, Any]:
    return {"prompt": "Sell.", **more}


def field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "required": True, "type": kind, **more}


def test_structured_output_fits_its_configuration() -> None:
    client = api()
    config = [
        field("email", "string"),
        field("seats", "number"),
        field("ok", "boolean"),
        field("size", "enum", enum_options=["S", "M"]),
        field("day", "date"),
        field("at", "datetime"),
    ]
    order = create(client, assistant=assistant(structured_output_config=config))
    client.settle()
    out = read(client, order)["last_call_attempt"]["structured_output"]
    assert list(out) == [f["name"] for f in config]
    assert "@" in out["email"]
    assert isinstance(out["seats"], int)
    assert isinstance(out["ok"], bool)
    assert out["size"] in ("S", "M")
    assert datetime.fromisoformat(out["day"])
    assert datetime.fromisoformat(out["at"]).tzinfo is not None


def test_generated_text_fits_the_name_of_the_field() -> None:
    client = api()
    config = [field(name, "string") for name in ("work_phone", "customer_email", "mood")]
    order = create(client, assistant=assistant(structured_output_config=config))
    client.settle()
    out = read(client, order)["last_call_attempt"]["structured_output"]
    assert out["work_phone"].startswith("+1555")
    assert out["customer_email"].endswith("@example.com")
    assert out["mood"]


def test_nothing_is_extracted_before_the_end_or_without_an_answer() -> None:
    client = api()
    config = [field("ok", "boolean")]
    talking = create(client, assistant=assistant(structured_output_config=config))
    missed = create(client, "busy", assistant=assistant(structured_output_config=config))
    client.advance("8s")
    assert [read(client, call)["last_call_attempt"]["structured_output"] for call in (talking, missed)] == [None, None]


def test_a_talk_ends_at_the_assistants_maximum() -> None:
    client = api()
    order = create(client, "answered-long", assistant=assistant(max_call_duration_secs=20))
    client.settle()
    attempt = read(client, order)["last_call_attempt"]
    length = parse_instant(attempt["ended_at"]) - parse_instant(attempt["answered_at"])
    assert (length.total_seconds(), attempt["end_reason"]) == (20, "max_duration")


def test_an_unknown_assistant_is_adopted_and_stored() -> None:
    client = api()
    first, second = (create(client, assistant_id="sales")["assistant"] for _ in range(2))
    assert first == second
    assert first["id"] == "sales"


def test_the_assistant_id_wins_over_an_inline_assistant() -> None:
    assert create(api(), assistant_id="sales", assistant=assistant())["assistant"]["id"] == "sales"


def test_without_an_assistant_the_default_one_is_used() -> None:
    client = api()
    assert create(client)["assistant"]["id"] == create(client)["assistant"]["id"]


# -- when it dials ---------------------------------------------------------------------------------


def retry(**more: Any) -> dict[str, Any]:
    window = {"calling_window_start_time": "9am", "calling_window_end_time": "17:00", "retry_delay_seconds": 3600}
    return assistant(call_retry_config={"calling_windows": [window], "max_retry_attempts": 3, **more})


def after_setup(client: ApiClient, order: Any) -> Any:
    """Return an order that was just placed, after its setup: waiting for its window, or dialled."""
    client.advance("1s")
    return read(client, order)


def test_an_order_outside_its_window_is_set_up_first() -> None:
    """Source: docs.getrevox.com, GET /call/{id}, `status`: `initializing` comes first."""
    client = api(now=datetime(2026, 1, 4, 3, tzinfo=UTC))
    order = client.post("/api/call", {"phone_number": NUMBER}).json["call"]
    assert (order["status"], order["scheduled_at"], order["next_call_at"]) == ("initializing", None, None)
    shown = after_setup(client, order)
    assert (shown["status"], shown["scheduled_at"]) == ("scheduled", "2026-01-05T15:00:00.000Z")
    client.set_options(setup_seconds=0)
    assert client.post("/api/call", {"phone_number": NUMBER}).json["call"]["status"] == "scheduled"


def test_an_order_that_is_paused_during_its_setup_waits_for_its_window_after_the_resume() -> None:
    client = api(now=datetime(2026, 1, 4, 3, tzinfo=UTC))
    order = client.post("/api/call", {"phone_number": NUMBER}).json["call"]
    client.post(f"/api/call/{order['id']}/pause")
    client.advance("1h")
    client.post(f"/api/call/{order['id']}/resume")
    assert read(client, order)["scheduled_at"] == "2026-01-05T15:00:00.000Z"


def test_an_order_outside_its_window_waits_and_has_a_note() -> None:
    client = api()
    sent = {"phone_number": "+33612345678", "assistant": retry()}
    reply = client.post("/api/call", sent)
    order = reply.json["call"]
    assert (order["status"], order["scheduled_at"]) == ("initializing", None)
    client.advance("3h")
    late = client.post("/api/call", sent)
    shown = after_setup(client, late.json["call"])
    assert (shown["status"], shown["scheduled_at"]) == ("scheduled", "2026-01-06T08:00:00.000Z")
    assert late.headers["x-mockserver-note"] == (
        "waits until 2026-01-06T08:00:00Z = Tue 09:00 Europe/Paris (calling window)"
    )


@pytest.mark.parametrize("name", ["skip_calling_window", "force_now"])
def test_the_window_can_be_skipped(name: str) -> None:
    client = api(now=datetime(2026, 1, 4, 3, tzinfo=UTC))
    reply = client.post("/api/call", {"phone_number": NUMBER, name: True})
    assert after_setup(client, reply.json["call"])["status"] == "calling"


def test_a_number_without_a_known_zone_has_no_window() -> None:
    client = api(now=datetime(2026, 1, 4, 3, tzinfo=UTC))
    order = client.post("/api/call", {"phone_number": "+15005550000"}).json["call"]
    assert after_setup(client, order)["status"] == "calling"


def test_a_named_timezone_applies_to_any_number() -> None:
    client = api(now=datetime(2026, 1, 5, 3, tzinfo=UTC))
    sent = {"phone_number": "+15005550000", "assistant": retry(timezone="Asia/Tokyo")}
    assert after_setup(client, client.post("/api/call", sent).json["call"])["status"] == "calling"
    sent["assistant"] = retry(timezone="Europe/Paris")
    assert after_setup(client, client.post("/api/call", sent).json["call"])["status"] == "scheduled"


def test_each_order_of_an_assistant_has_the_window_of_its_number_and_options() -> None:
    client = api(now=datetime(2026, 1, 5, 12, tzinfo=UTC))
    paris, new_york = "+33612345678", "+12125550142"

    def status(number: str, **wishes: bool) -> Any:
        sent = {"phone_number": number, "assistant": retry(), **wishes}
        return after_setup(client, client.post("/api/call", sent).json["call"])["status"]

    assert status(paris) == "calling"
    assert status(new_york) == "scheduled"
    assert status(new_york, force_now=True) == "calling"


def test_a_changed_option_applies_to_the_next_order_of_the_same_assistant() -> None:
    client = api()
    wraps = []
    for seconds in (7.0, 30.0):
        client.set_options(post_processing_seconds=seconds)
        order = client.post("/api/call", {"phone_number": NUMBER, "assistant": retry()}).json["call"]
        wraps.append(client.world.calls[order["id"]].policy.wrap.total_seconds())  # type: ignore[union-attr]
    assert wraps == [7, 30]


def test_an_order_can_be_scheduled() -> None:
    client = api()
    order = create(client, scheduled_at="2026-01-07T10:00:00+01:00")
    assert (order["status"], order["scheduled_at"]) == ("scheduled", "2026-01-07T09:00:00.000Z")
    client.advance("41h59m59s")
    assert read(client, order)["calls_count"] == 0
    client.advance("1s")
    assert read(client, order)["calls_count"] == 1


def test_a_time_in_the_past_means_now() -> None:
    assert create(api(), scheduled_at="2019-12-27T18:11:19.117Z")["status"] == "initializing"


def test_retries_cross_the_weekend() -> None:
    client = api(now=datetime(2026, 1, 9, 16, 50, tzinfo=UTC))
    order = client.post(
        "/api/call",
        {"phone_number": "+442079460000", "assistant": retry()},
        x_mockserver_scenario="busy",
    ).json["call"]
    client.settle()
    starts = [attempt["started_at"] for attempt in reversed(read(client, order)["call_attempts"])]
    assert [start[:16] for start in starts] == ["2026-01-09T16:50", "2026-01-12T09:00", "2026-01-12T10:00"]


def test_the_second_dial_can_follow_at_once() -> None:
    client = api()
    order = create(client, "busy", assistant=retry(call_twice_in_a_row=True))
    client.advance("20s")
    assert read(client, order)["calls_count"] == 2


def test_the_maximum_of_attempts_counts_all_dials() -> None:
    client = api()
    order = create(client, "busy", assistant=retry(max_retry_attempts=1))
    client.settle()
    assert read(client, order)["calls_count"] == 1


def test_the_retry_configuration_is_shown_with_its_defaults() -> None:
    assert create(api())["call_retry_config"] == {
        "allowed_days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "call_twice_in_a_row": False,
        "calling_windows": [
            {"calling_window_start_time": "10:00", "calling_window_end_time": "18:00", "retry_delay_seconds": 7200}
        ],
        "max_retry_attempts": 3,
        "timezone": None,
    }


def test_orders_with_the_same_concurrency_key_wait_for_each_other() -> None:
    client = api()
    first, second = (create(client, concurrency={"key": "k"}) for _ in range(2))
    other = create(client, concurrency={"key": "other"})
    client.advance("10s")
    words = [read(client, call)["status"] for call in (first, second, other)]
    assert words == ["calling", "queued_for_calling", "calling"]
    client.settle()
    assert read(client, second)["status"] == "completed"


def test_the_limit_of_a_key_can_be_sent_by_old_clients() -> None:
    client = api()
    orders = [create(client, concurrency={"key": "k", "max": 2}) for _ in range(3)]
    client.advance("10s")
    assert [read(client, call)["status"] for call in orders] == ["calling", "calling", "queued_for_calling"]


# -- the same inline assistant again ---------------------------------------------------------------

INLINE: dict[str, Any] = {
    "prompt": "Sell.",
    "from_phone_number": "+14155550100",
    "call_retry_config": {"max_retry_attempts": 2},
    "faq_items": [{"question": "How much?", "answer": "Ten."}],
}


def test_orders_with_the_same_inline_assistant_get_equal_assistants_with_different_ids() -> None:
    client = api()
    first, second = (create(client, assistant=INLINE)["assistant"] for _ in range(2))
    assert first["id"] != second["id"]
    assert first["faq_items"][0].pop("id") != second["faq_items"][0].pop("id")
    own = {"id": "", "created_at": "", "updated_at": ""}
    assert {**first, **own} == {**second, **own}


def test_an_order_with_a_cached_inline_assistant_is_still_validated() -> None:
    client = api()
    create(client, assistant=INLINE)
    for wrong in ({"phone_number": "nobody"}, {"metadata": 5}, {"scheduled_at": "soon"}):
        reply = client.post("/api/call", {"phone_number": NUMBER, "assistant": INLINE, **wrong})
        assert reply.status == 400
        assert next(iter(wrong)) in reply.json["message"]


def test_each_profile_validates_an_inline_assistant_anew() -> None:
    client = api()
    bad = {"prompt": "Sell.", "from_phone_number": "nobody", "more": 1}
    for profile, status in (("lenient", 200), ("standard", 400), ("strict", 400), ("lenient", 200)):
        client.exchange.worlds.apply(client.world, replace(client.world.options, profile=profile))
        assert client.post("/api/call", {"phone_number": NUMBER, "assistant": bad}).status == status


def test_strict_checks_the_caller_number_of_a_cached_inline_assistant() -> None:
    client = api(profile="strict")
    body = {"phone_number": NUMBER, "assistant": {"prompt": "Sell.", "from_phone_number": "+14155550199"}}
    replies = [client.post("/api/call", body) for _ in range(2)]
    assert [reply.status for reply in replies] == [404, 404]
    assert all("assistant.from_phone_number" in reply.json["message"] for reply in replies)


# -- literal statuses ------------------------------------------------------------------------------


def test_a_scenario_can_say_the_statuses_of_an_order_and_of_its_attempt() -> None:
    """SDK 0.5.0: an attempt has statuses of its own: queued, ringing, ongoing, completed, error."""
    client = api(mode=Mode.STEP)
    words = ["calling/ringing", "calling/error", "calling/ongoing", "post_processing/completed", "completed/error"]
    client.add_scenario("odd", provider="revox", states=[{word: "5s"} for word in words])
    assert statuses(client, create(client, "odd")) == words[1:]
    client.add_scenario("wrong", provider="revox", states=[{"calling/ringin": "1s"}])
    refused = client.post("/api/call", {"phone_number": NUMBER}, x_mockserver_scenario="wrong").json["message"]
    assert "(or with the status of the attempt, such as calling/queued). Did you mean 'calling/ringing'?" in refused
    assert "calling/ongoing" not in refused
