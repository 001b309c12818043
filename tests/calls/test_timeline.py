"""Timelines (instants) made of plans (offsets)."""

from datetime import UTC, datetime, timedelta

import pytest

from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    AnyEvent,
    Closed,
    Dialled,
    Ended,
    EndedBy,
    EndReason,
    Ringing,
    Said,
)
from mockserver.calls.timeline import AttemptPlan, Plan, cut_talk, dial, lay, until_end

START = datetime(2026, 1, 5, 15, tzinfo=UTC)
RINGING, ANSWERED = Ringing(), Answered(AnsweredBy.HUMAN)
HELLO, BYE = Said("agent", "Hello"), Said("user", "Bye")
HUNG_UP = Ended(EndReason.HANG_UP, EndedBy.USER, {"meeting": "Monday"}, "Booked.")
TALK = AttemptPlan(
    (
        (timedelta(seconds=1), RINGING),
        (timedelta(seconds=5), ANSWERED),
        (timedelta(seconds=5), HELLO),
        (timedelta(seconds=64), BYE),
        (timedelta(seconds=65), HUNG_UP),
    )
)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def ends(entries: tuple[tuple[datetime, AnyEvent], ...]) -> list[tuple[datetime, Ended]]:
    return [(at, event) for at, event in entries if isinstance(event, Ended)]


def test_offsets_are_counted_from_the_start_and_keep_their_order() -> None:
    assert lay(TALK.steps[:3], START) == ((after(1), RINGING), (after(5), ANSWERED), (after(5), HELLO))
    assert lay((), START) == ()


def test_a_dial_begins_with_its_number_and_the_raw_fields_of_its_scenario() -> None:
    attempt = AttemptPlan(TALK.steps, fields={"status": "odd"})
    assert dial(attempt, 2, START, None)[0] == (START, Dialled(2, {"status": "odd"}))
    assert dial(attempt, 2, START, None)[1:] == lay(TALK.steps, START)


@pytest.mark.parametrize("limit", [60, 61, 3600])
def test_a_conversation_within_the_limit_is_unchanged(limit: int) -> None:
    assert dial(TALK, 0, START, timedelta(seconds=limit)) == dial(TALK, 0, START, None)


def test_the_system_ends_a_conversation_at_the_limit() -> None:
    entries = dial(TALK, 0, START, timedelta(seconds=30))
    assert [event for _, event in entries[:-1]] == [Dialled(0), RINGING, ANSWERED, HELLO]
    at, event = entries[-1]
    assert at == after(35)
    assert isinstance(event, Ended)
    assert (event.reason, event.by) == (EndReason.MAX_DURATION, EndedBy.SYSTEM)


def test_a_cut_conversation_keeps_its_results_unless_its_scenario_is_a_shipped_one() -> None:
    _, event = ends(dial(TALK, 0, START, timedelta(seconds=30)))[0]
    assert (event.outputs, event.summary) == (HUNG_UP.outputs, HUNG_UP.summary)
    _, event = ends(cut_talk(dial(TALK, 0, START, None), timedelta(seconds=30), default=True))[0]
    assert (event.outputs, event.summary) == (None, None)


def test_a_limit_of_zero_ends_the_call_when_it_is_answered() -> None:
    entries = dial(TALK, 0, START, timedelta(0))
    assert [event for _, event in entries[:-1]] == [Dialled(0), RINGING, ANSWERED]
    assert [at for at, _ in ends(entries)] == [after(5)]


def test_the_limit_does_not_apply_to_an_endless_conversation() -> None:
    hanging = AttemptPlan(TALK.steps[:3])
    assert dial(hanging, 0, START, timedelta(seconds=10)) == dial(hanging, 0, START, None)


def test_the_limit_does_not_apply_to_an_unanswered_dial() -> None:
    busy = AttemptPlan(((timedelta(seconds=1), RINGING), (timedelta(hours=1), Ended(EndReason.BUSY))))
    stuck = AttemptPlan(((timedelta(seconds=1), RINGING),))
    assert dial(busy, 0, START, timedelta(0)) == dial(busy, 0, START, None)
    assert dial(stuck, 0, START, timedelta(0)) == dial(stuck, 0, START, None)


@pytest.mark.parametrize("limit", range(0, 70, 5))
def test_a_dial_ends_once_within_the_limit_and_no_event_follows(limit: int) -> None:
    entries = dial(TALK, 0, START, timedelta(seconds=limit))
    assert [at for at, _ in ends(entries)] == [min(after(65), after(5 + limit))]
    assert isinstance(entries[-1][1], Ended)
    assert [at for at, _ in entries] == sorted(at for at, _ in entries)


def test_the_running_attempt_includes_its_first_end() -> None:
    entries = (*dial(TALK, 0, START, None), (after(66), Closed()), *dial(TALK, 1, after(100), None))
    assert until_end(entries) == dial(TALK, 0, START, None)


def test_a_hanging_attempt_includes_the_last_entry() -> None:
    entries = dial(AttemptPlan(TALK.steps[:2]), 0, START, None)
    assert until_end(entries) == entries
    assert until_end(()) == ()


def test_the_last_attempt_of_a_plan_repeats() -> None:
    first, last = AttemptPlan(()), TALK
    plan = Plan("busy-then-human", (first, last))
    assert [plan.attempt(number) for number in range(4)] == [first, last, last, last]
