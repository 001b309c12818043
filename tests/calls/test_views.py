"""Views of a call: they show only past events."""

from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    Cancelled,
    Dialled,
    Ended,
    EndReason,
    Paused,
    Phase,
    Placed,
    Ringing,
    Shown,
    Transferred,
)
from mockserver.calls.timeline import Timeline
from mockserver.calls.views import fold
from tests.worlds import MONDAY, seconds, talk


def past(*events: object) -> Timeline:
    """Return these events, one second apart."""
    return tuple((MONDAY + seconds(index), event) for index, event in enumerate(events))  # type: ignore[misc]


def test_nothing_has_happened_yet() -> None:
    view = fold(())
    assert (view.phase, view.last, view.running, view.reason, view.ended_at) == (Phase.PLACED, None, None, None, None)


def test_the_phases_of_an_attempt() -> None:
    events = [Placed(), Dialled(0), *talk("Hello", "Hi")]
    phases = [fold(past(*events[:count])).last for count in range(2, len(events) + 1)]
    assert [attempt.phase for attempt in phases if attempt] == [
        "dialling",
        "ringing",
        "talking",
        "talking",
        "talking",
        "ended",
    ]


def test_times_and_turns_are_kept() -> None:
    last = fold(past(Placed(), Dialled(0), *talk("Hello", "Hi"))).attempts[0]
    assert (last.ringing_at, last.answered_at, last.ended_at) == tuple(MONDAY + seconds(n) for n in (2, 3, 6))
    assert [turn.text for _, turn in last.turns] == ["Hello", "Hi"]  # type: ignore[union-attr]
    assert last.talk_seconds == 3


def test_an_unanswered_attempt_has_no_talk() -> None:
    attempt = fold(past(Placed(), Dialled(0), Ringing(), Ended(EndReason.BUSY))).attempts[0]
    assert (attempt.talk_seconds, attempt.answered_by, attempt.reason) == (None, None, EndReason.BUSY)


def test_a_pause_hides_the_phase_but_not_the_attempt() -> None:
    view = fold(past(Placed(), Dialled(0), Ringing(), Paused()))
    assert (view.phase, view.stage) == (Phase.PAUSED, Phase.RINGING)
    assert view.running is not None


def test_a_cancelled_call_has_ended_even_if_its_attempt_continues() -> None:
    view = fold(past(Placed(), Dialled(0), Ringing(), Cancelled(running=True)))
    assert (view.phase, view.reason, view.ended_at) == (Phase.ENDED, EndReason.CANCELLED, MONDAY + seconds(3))


def test_a_transfer_names_its_target() -> None:
    view = fold(past(Placed(), Dialled(0), Ringing(), Answered(AnsweredBy.HUMAN), Transferred("+14155550199")))
    assert view.attempts[0].transferred_to == "+14155550199"


def test_literal_states_and_derived_facts_agree() -> None:
    ended = Shown("failed", Phase.ENDED, EndReason.BUSY)
    talking, ringing = Shown("in_progress", Phase.TALKING), Shown("ringing", Phase.RINGING)
    assert fold(past(Placed(), ended)).attempts[0].reason is EndReason.BUSY
    view = fold(past(Placed(), talking, ended, ringing))
    assert (view.word, view.attempts[0].phase, view.attempts[0].answered_at) == ("ringing", Phase.RINGING, None)
    again = fold(past(Placed(), talking, ended, talking))
    assert again.attempts[0].answered_at == MONDAY + seconds(1)
    dialling = fold(past(Placed(), ringing, Shown("calling", Phase.DIALLING)))
    assert dialling.attempts[0].ringing_at is None


def test_a_literal_waiting_state_creates_no_attempt() -> None:
    assert fold(past(Placed(), Shown("scheduled", Phase.HELD))).attempts == []
