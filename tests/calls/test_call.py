"""How a call unfolds, and the commands that change it: pure values, no world."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call, dialled, placed, played
from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    Closed,
    Due,
    Ended,
    EndedBy,
    EndReason,
    Held,
    Phase,
    Ringing,
    Said,
    Shown,
)
from mockserver.calls.timeline import AttemptPlan, Plan
from mockserver.calls.windows import RetryPolicy, Window
from mockserver.errors import Conflict
from tests.worlds import MONDAY, POLICY, names, offsets, seconds

RINGS = (seconds(1), Ringing())
HUMAN = AttemptPlan(
    (
        RINGS,
        (seconds(5), Answered(AnsweredBy.HUMAN)),
        (seconds(5), Said("agent", "Hello")),
        (seconds(35), Ended(EndReason.HANG_UP, EndedBy.USER)),
    )
)
BUSY = AttemptPlan((RINGS, (seconds(5), Ended(EndReason.BUSY))))
STUCK = AttemptPlan((RINGS,))
TALKS_ON = AttemptPlan((RINGS, (seconds(5), Answered(AnsweredBy.HUMAN))))


def call(*attempts: AttemptPlan, **more: Any) -> Call:
    """Return a new call that is due at once."""
    facts: dict[str, Any] = {
        "id": "call-1",
        "number": 1,
        "provider": "test",
        "direction": "outbound",
        "from_number": "+14155550100",
        "to_number": "+14155550142",
        "created_at": MONDAY,
        "plan": Plan("test", attempts or (HUMAN,)),
    }
    return placed(Call(**(facts | more)), timedelta(0), None)


def at(after: float) -> datetime:
    return MONDAY + seconds(after)


def call_at(subject: Call, until: float) -> Call:
    """Return the call after all events up to `until` seconds, with free lines."""
    while subject.due is not None and subject.due <= at(until):
        when, event = subject.timeline[subject.processed]
        subject = replace(subject, processed=subject.processed + 1)
        if isinstance(event, Due):
            subject = dialled(subject, when)
    return subject


def call_at_the_end(subject: Call) -> Call:
    """Return the call after all planned events."""
    return call_at(subject, 10_000_000)


def test_a_call_goes_from_placed_to_closed() -> None:
    assert offsets(call_at_the_end(call())) == [
        (0, "Placed"),
        (0, "Due"),
        (0, "Dialled"),
        (1, "Ringing"),
        (5, "Answered"),
        (5, "Said"),
        (35, "Ended"),
        (35, "Closed"),
    ]


def test_a_call_with_a_start_is_held_until_then() -> None:
    held = placed(call(), seconds(1), at(600))
    assert offsets(held) == [(0, "Placed"), (0, "Held"), (600, "Due")]
    assert held.timeline[1][1] == Held(at(600), "scheduled")


def test_a_start_in_the_past_means_now() -> None:
    assert offsets(placed(call(), seconds(1), at(-600))) == [(0, "Placed"), (1, "Due")]


def test_a_call_outside_its_window_waits_for_it() -> None:
    morning = RetryPolicy(3, (Window(time(10), time(12), seconds(7200)),), zone="UTC")
    held = placed(call(policy=morning), seconds(1), None)
    assert held.timeline[1][1] == Held(datetime(2026, 1, 6, 10, tzinfo=UTC), "window")


def test_a_provider_that_does_not_retry_closes_after_the_first_dial() -> None:
    view = call_at_the_end(call(BUSY)).view()
    assert (view.phase, view.reason, len(view.attempts)) == (Phase.ENDED, EndReason.BUSY, 1)


def test_retries_go_on_until_somebody_is_reached() -> None:
    policy = replace(POLICY, windows=(Window(time(0), time(0), seconds(7200)),), zone="UTC")
    done = call_at_the_end(call(BUSY, BUSY, HUMAN, policy=policy))
    dials = [after for after, name in offsets(done) if name == "Dialled"]
    assert dials == [0, 7205, 14410]
    assert done.view().reason is EndReason.HANG_UP


def test_retries_stop_when_the_budget_is_spent() -> None:
    done = call_at_the_end(call(BUSY, policy=POLICY))
    assert names(done).count("Dialled") == 3
    assert done.closed
    assert not done.view().failed


def test_a_fatal_dial_error_is_not_retried_and_counts_as_failed() -> None:
    wrong = AttemptPlan((RINGS, (seconds(2), Ended(EndReason.NUMBER_NON_ATTRIBUTED))))
    done = call_at_the_end(call(wrong, policy=POLICY))
    assert names(done).count("Dialled") == 1
    assert done.view().failed


def test_a_call_closes_a_moment_after_a_conversation_with_a_human() -> None:
    done = call_at_the_end(call(policy=POLICY))
    assert offsets(done)[-2:] == [(35, "Ended"), (37, "Closed")]
    assert call_at(call(policy=POLICY), 36).view().phase is Phase.WRAPPING


def test_the_second_dial_may_follow_at_once() -> None:
    twice = replace(POLICY, windows=(Window(time(0), time(0), seconds(60)),), zone="UTC", twice_in_a_row=True)
    done = call_at_the_end(call(BUSY, policy=twice))
    assert [after for after, name in offsets(done) if name == "Dialled"] == [0, 5, 70]


def test_a_synthesized_call_has_ended_by_the_given_time() -> None:
    done = played(call(), at(10))
    assert done.closed
    assert done.timeline[-1][0] == at(10)
    assert done.created_at == at(-25)
    assert played(call(), at(100)).created_at == MONDAY


def test_literal_states_are_shown_as_written_and_need_no_dial() -> None:
    steps = (
        (seconds(0), Shown("queued", Phase.PLACED)),
        (seconds(2), Shown("ringing", Phase.RINGING)),
        (seconds(4), Shown("queued", Phase.PLACED)),
        (seconds(6), Shown("failed", Phase.ENDED, EndReason.BUSY)),
    )
    subject = call(plan=Plan("regressing", (AttemptPlan(steps),), literal=True))
    words = [call_at(subject, after).view().word for after in (0, 2, 4, 6)]
    assert words == ["queued", "ringing", "queued", "failed"]
    assert call_at_the_end(subject).closed


def test_literal_states_without_an_end_remain() -> None:
    steps = ((seconds(0), Shown("ringing", Phase.RINGING)),)
    subject = call_at_the_end(call(plan=Plan("stuck", (AttemptPlan(steps),), literal=True)))
    assert not subject.closed
    assert subject.view().phase is Phase.RINGING


# -- commands --------------------------------------------------------------------------------------


def test_cancel_ends_a_conversation_at_once() -> None:
    done = call_at_the_end(commands.cancel(call_at(call(), 20), at(20)))
    view = done.view()
    assert (view.phase, view.reason, view.ended_at) == (Phase.ENDED, EndReason.CANCELLED, at(20))
    assert done.closed


def test_cancel_before_the_dial_ends_without_an_attempt() -> None:
    view = call_at_the_end(commands.cancel(call_at(placed(call(), seconds(0), at(600)), 5), at(5))).view()
    assert (view.attempts, view.ended_at, view.reason) == ([], at(5), EndReason.CANCELLED)


def test_cancel_can_let_the_conversation_finish() -> None:
    cancelled = commands.cancel(call_at(call(policy=POLICY), 20), at(20), finish=True)
    assert call_at(cancelled, 20).view().phase is Phase.ENDED
    done = call_at_the_end(cancelled)
    assert done.view().attempts[-1].ended_at == at(35)
    assert done.closed


def test_cancel_that_waits_for_a_hanging_dial_never_ends_it() -> None:
    assert not call_at_the_end(commands.cancel(call_at(call(STUCK), 5), at(5), finish=True)).closed


def test_nothing_can_be_done_to_a_call_that_has_ended() -> None:
    done = call_at_the_end(call())
    for command in (commands.cancel, commands.pause, commands.resume):
        with pytest.raises(Conflict, match="has ended"):
            command(done, at(100))


def test_pause_lets_the_conversation_continue_and_holds_the_next_dial() -> None:
    paused = commands.pause(call_at(call(BUSY, policy=POLICY), 2), at(2))
    later = call_at_the_end(paused)
    assert names(later).count("Dialled") == 1
    assert later.view().phase is Phase.PAUSED
    assert commands.pause(later, at(99)) is later


def test_resume_during_the_attempt_restores_the_retry() -> None:
    paused = call_at(commands.pause(call_at(call(BUSY, policy=POLICY), 2), at(2)), 3)
    resumed = call_at_the_end(commands.resume(paused, at(3)))
    assert names(resumed).count("Dialled") == 3


def test_pause_and_resume_keep_the_remaining_hold_time() -> None:
    held = call_at(placed(call(), seconds(0), at(600)), 100)
    paused = call_at(commands.pause(held, at(100)), 100)
    resumed = call_at_the_end(commands.resume(paused, at(1000)))
    assert next(after for after, name in offsets(resumed) if name == "Dialled") == 1500


def test_resume_after_an_attempt_that_ended_in_the_pause_waits_the_whole_delay() -> None:
    policy = replace(POLICY, windows=(Window(time(0), time(0), seconds(60)),), zone="UTC")
    paused = call_at(commands.pause(call_at(call(BUSY, policy=policy), 2), at(2)), 50)
    resumed = call_at_the_end(commands.resume(paused, at(50)))
    assert [after for after, name in offsets(resumed) if name == "Dialled"][:2] == [0, 110]


# -- a retry delay of the scenario -----------------------------------------------------------------

TIMED = replace(BUSY, retry_after=seconds(300))
EVENING = RetryPolicy(3, (Window(time(20), time(22), seconds(7200)),), zone="UTC")  # closed on Monday at 15:00


def dials(subject: Call) -> list[float]:
    """Return when the call was dialled, to its end."""
    return [after for after, name in offsets(call_at_the_end(subject)) if name == "Dialled"]


def timed(*, until: float) -> Call:
    """Return a call whose scenario gives the delay of the first retry, dialled outside its window."""
    subject = call(TIMED, HUMAN, policy=replace(EVENING, any_time=True))
    return replace(call_at(subject, until), policy=EVENING)


def test_the_scenarios_delay_holds_outside_of_calling_windows() -> None:
    assert dials(timed(until=2)) == [0, 305]


def test_resume_waits_the_scenarios_delay_if_the_attempt_ended_in_the_pause() -> None:
    paused = call_at(commands.pause(timed(until=2), at(2)), 50)
    assert dials(commands.resume(paused, at(50))) == [0, 350]
    assert dials(commands.resume(paused, at(50), on_time=True)) == [0, 305]


def test_resume_waits_the_rest_of_the_scenarios_delay() -> None:
    paused = call_at(commands.pause(timed(until=105), at(105)), 105)
    assert dials(commands.resume(paused, at(150))) == [0, 350]
    assert dials(commands.resume(paused, at(150), on_time=True)) == [0, 305]
    assert dials(commands.resume(paused, at(400), on_time=True)) == [0, 400]


@pytest.mark.parametrize("until", [2, 105])
def test_another_policy_keeps_the_scenarios_delay(until: float) -> None:
    changed = replace(EVENING, windows=(Window(time(20), time(23), seconds(60)),))
    assert dials(commands.follow(timed(until=until), at(until), changed)) == [0, 305]


def test_resume_waits_for_the_window_if_only_another_attempt_has_a_delay() -> None:
    subject = call(BUSY, TIMED, HUMAN, policy=replace(EVENING, any_time=True))
    held = call_at(replace(call_at(subject, 2), policy=EVENING), 105)  # for two hours
    resumed = commands.resume(call_at(commands.pause(held, at(105)), 105), at(10_000))
    opens = 5 * 3600  # the rest of the hold ends a quarter of an hour before
    assert dials(resumed) == [0, opens, opens + 305]


def test_a_pause_during_post_processing_does_not_change_the_end() -> None:
    wrapping = call_at(call(policy=POLICY), 36)
    paused = call_at(commands.pause(wrapping, at(36)), 36)
    resumed = commands.resume(paused, at(36.5))
    assert call_at_the_end(paused).closed
    assert call_at_the_end(resumed).timeline[-1][0] == at(37)


def test_resume_of_a_call_that_is_not_paused_changes_nothing() -> None:
    subject = call_at(call(), 20)
    assert commands.resume(subject, at(20)) is subject


def test_resume_during_a_conversation_keeps_the_end_of_the_call() -> None:
    paused = call_at(commands.pause(call_at(call(policy=POLICY), 20), at(20)), 20)
    assert call_at_the_end(commands.resume(paused, at(21))).timeline[-1][0] == at(37)


def test_resume_inside_a_closed_window_waits_for_it() -> None:
    morning = RetryPolicy(3, (Window(time(10), time(16), seconds(7200)),), zone="UTC")
    subject = call_at(placed(call(policy=morning), seconds(0), at(600)), 10)
    paused = call_at(commands.pause(subject, at(10)), 10)
    late = datetime(2026, 1, 5, 15, 59, tzinfo=UTC)
    resumed = commands.resume(paused, late)
    assert resumed.due == late
    assert resumed.timeline[-1][0] == datetime(2026, 1, 6, 10, tzinfo=UTC)


def test_a_ringing_call_can_be_answered_spoken_in_and_hung_up_by_commands() -> None:
    subject = call_at(commands.answer(call_at(call(STUCK), 3), at(3), AnsweredBy.HUMAN), 3)
    subject = call_at(commands.say(subject, at(6), "user", "Who is there?"), 6)
    ended = Ended(EndReason.HANG_UP, EndedBy.USER, summary="short")
    done = call_at_the_end(commands.hang_up(subject, at(9), ended))
    last = done.view().attempts[-1]
    assert last.talk_seconds == 6
    assert last.ended == ended
    assert done.closed


def test_a_command_replaces_the_planned_events() -> None:
    subject = call_at(commands.say(call_at(call(), 20), at(20), "user", "Wait"), 20)
    assert subject.future == ()


def test_a_dial_that_fails_by_command_is_retried() -> None:
    failed = commands.fail(call_at(call(STUCK, BUSY, policy=POLICY), 3), at(3), EndReason.NO_ANSWER)
    assert [attempt.reason for attempt in call_at_the_end(failed).view().attempts] == ["no_answer", "busy", "busy"]


def test_a_conversation_can_be_transferred_by_command() -> None:
    done = call_at_the_end(commands.transfer(call_at(call(TALKS_ON), 20), at(20), "+14155550199"))
    assert done.view().attempts[-1].transferred_to == "+14155550199"
    assert done.view().reason is EndReason.TRANSFER


def test_an_end_by_command_during_a_pause_is_not_retried() -> None:
    paused = call_at(commands.pause(call_at(call(STUCK, policy=POLICY), 3), at(3)), 3)
    failed = call_at_the_end(commands.fail(paused, at(4), EndReason.BUSY))
    assert failed.view().phase is Phase.PAUSED


def test_commands_in_the_wrong_phase_are_refused_with_a_reason() -> None:
    ringing, talking, held = call_at(call(), 2), call_at(call(), 20), call_at(placed(call(), seconds(0), at(600)), 5)
    with pytest.raises(Conflict, match="answered already"):
        commands.answer(talking, at(20), AnsweredBy.HUMAN)
    with pytest.raises(Conflict, match="hang it up"):
        commands.fail(talking, at(20), EndReason.BUSY)
    with pytest.raises(Conflict, match="not a dial error"):
        commands.fail(ringing, at(2), EndReason.SILENCE)
    with pytest.raises(Conflict, match="has not been answered yet"):
        commands.say(ringing, at(2), "user", "hm")
    with pytest.raises(Conflict, match="no attempt is running"):
        commands.answer(held, at(5), AnsweredBy.HUMAN)


def test_a_conversation_is_cut_at_its_limit() -> None:
    view = call_at_the_end(call(limit=seconds(10))).view()
    assert (view.reason, view.attempts[-1].talk_seconds) == (EndReason.MAX_DURATION, 10)
    assert isinstance(call_at_the_end(call(limit=seconds(10))).timeline[-1][1], Closed)
