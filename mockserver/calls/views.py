"""The facts that follow from the past of a call, which providers show.

A view is made only from events that have happened, so it cannot show the future. It is neutral; each provider's
`render.py` turns a view into that provider's JSON. Facts that follow from several events are computed once, at the end
of the fold, because renderers read them often.
"""

from datetime import datetime
from typing import Any

import msgspec

from mockserver.calls.events import (
    DIALLING,
    ENDED,
    HELD,
    PAUSED,
    PLACED,
    RINGING,
    TALKING,
    WAITING,
    WRAPPING,
    Answered,
    AnsweredBy,
    AnyEvent,
    Cancelled,
    Closed,
    Detected,
    Dialled,
    Due,
    Ended,
    EndedBy,
    EndReason,
    Held,
    Paused,
    Phase,
    Placed,
    Ready,
    Result,
    Resumed,
    Ringing,
    Said,
    Shown,
    ToolUsed,
    Transferred,
    Waiting,
)
from mockserver.calls.timeline import Timeline

Turn = tuple[datetime, Said | ToolUsed]

_ATTEMPT_PHASES = (DIALLING, RINGING, TALKING)


class AttemptView(msgspec.Struct):
    """One attempt. Times are None until they are reached."""

    number: int
    dialled_at: datetime
    fields: dict[str, Any] | None = None
    ringing_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    answered_by: AnsweredBy | None = None
    transferred_to: str | None = None
    ended: Ended | None = None
    missing: frozenset[Result] = frozenset()  #: results of a conversation that have not come, although it has ended
    turns: list[Turn] = []

    def has(self, result: Result) -> bool:
        """Return whether it has ended and that result has come."""
        return self.ended_at is not None and result not in self.missing

    @property
    def phase(self) -> Phase:
        """The phase: dialling, ringing, talking or ended."""
        if self.ended_at is not None:
            return ENDED
        if self.answered_at is not None:
            return TALKING
        return DIALLING if self.ringing_at is None else RINGING

    @property
    def reason(self) -> EndReason | None:
        """Why it ended, if it has."""
        return self.ended.reason if self.ended else None

    @property
    def talk_seconds(self) -> float | None:
        """Seconds from the answer to the end; None if it was not answered or has not ended."""
        if self.answered_at is None or self.ended_at is None:
            return None
        return (self.ended_at - self.answered_at).total_seconds()


class View(msgspec.Struct):
    """The facts of a call so far. The last four follow from the others."""

    stage: Phase = PLACED  #: the phase without regard to a pause
    attempts: list[AttemptView] = []
    held: Held | None = None
    held_at: datetime | None = None
    paused: Paused | None = None
    paused_at: datetime | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    failed: bool = False
    updated_at: datetime | None = None
    word: str | None = None  #: a literal status from the scenario
    phase: Phase = PLACED  #: the phase of the call
    last: AttemptView | None = None  #: the newest attempt
    reason: EndReason | None = None  #: why the call ended, if it has
    ended_at: datetime | None = None  #: when the last conversation (or, without one, the call) ended

    @property
    def running(self) -> AttemptView | None:
        """The running attempt, if there is one."""
        return self.last if self.last is not None and self.last.ended_at is None else None


def fold(past: Timeline) -> View:
    """Return the facts that follow from these events."""
    view = View()
    for at, event in past:
        _FOLDS[type(event)](view, at, event)
    if past:
        _conclude(view, past[-1][0])
    return view


def apply(view: View, at: datetime, event: AnyEvent) -> None:
    """Add one event to a view in place, for those who need the facts after each event: folding anew is far slower."""
    _FOLDS[type(event)](view, at, event)
    _conclude(view, at)


def _conclude(view: View, updated_at: datetime) -> None:
    view.updated_at = updated_at
    view.last = last = view.attempts[-1] if view.attempts else None
    if view.stage is not ENDED and view.cancelled_at is None:
        view.phase = PAUSED if view.paused is not None else view.stage
        return
    view.phase = ENDED
    view.reason = EndReason.CANCELLED if view.cancelled_at is not None or last is None else last.reason
    view.ended_at = (last.ended_at if last is not None else None) or view.closed_at or view.cancelled_at


def _stage(phase: Phase) -> Any:
    def apply(view: View, _at: datetime, _event: AnyEvent) -> None:
        view.stage = phase

    return apply


def _held(view: View, at: datetime, event: Held) -> None:
    view.stage, view.held, view.held_at = HELD, event, at


def _dialled(view: View, at: datetime, event: Dialled) -> None:
    view.stage, view.held = DIALLING, None
    view.attempts.append(AttemptView(event.attempt, at, event.fields))


def _ringing(view: View, at: datetime, _event: Ringing) -> None:
    view.stage, view.attempts[-1].ringing_at = RINGING, at


def _answered(view: View, at: datetime, event: Answered) -> None:
    view.stage = TALKING
    view.attempts[-1].answered_at, view.attempts[-1].answered_by = at, event.by


def _turn(view: View, at: datetime, event: Said | ToolUsed) -> None:
    view.attempts[-1].turns.append((at, event))


def _transferred(view: View, _at: datetime, event: Transferred) -> None:
    view.attempts[-1].transferred_to = event.to


def _detected(view: View, _at: datetime, event: Detected) -> None:
    view.attempts[-1].answered_by = event.by


def _ended(view: View, at: datetime, event: Ended) -> None:
    view.stage = WRAPPING
    last = view.attempts[-1]
    last.ended_at, last.ended = at, event
    if event.after and last.answered_at is not None:
        last.missing = frozenset(event.after)


def _ready(view: View, _at: datetime, event: Ready) -> None:
    attempt = view.attempts[event.attempt]
    attempt.missing -= {event.result}


def _paused(view: View, at: datetime, event: Paused) -> None:
    view.paused, view.paused_at = event, at


def _resumed(view: View, _at: datetime, _event: Resumed) -> None:
    view.paused, view.paused_at = None, None


def _cancelled(view: View, at: datetime, _event: Cancelled) -> None:
    view.cancelled_at, view.word = at, None


def _closed(view: View, at: datetime, event: Closed) -> None:
    view.stage, view.closed_at, view.failed = ENDED, at, event.failed


def _shown(view: View, at: datetime, event: Shown) -> None:
    """Apply a literal status, and make the other facts agree with its meaning."""
    view.word, view.stage = event.word, event.phase
    if event.phase in _ATTEMPT_PHASES or (event.phase is ENDED and event.reason is not None):
        _agree(view, at, event)


def _agree(view: View, at: datetime, event: Shown) -> None:
    if not view.attempts:
        view.attempts.append(AttemptView(0, at))
    last = view.attempts[-1]
    if event.phase is ENDED:
        last.ended_at, last.ended = at, Ended(event.reason or EndReason.HANG_UP, EndedBy.SYSTEM)
        return
    last.ended_at = last.ended = None
    if event.phase is TALKING:
        last.answered_at, last.answered_by = last.answered_at or at, AnsweredBy.HUMAN
    else:
        last.answered_at = last.answered_by = None
        last.ringing_at = at if event.phase is RINGING else None


_FOLDS: dict[type[AnyEvent], Any] = {
    Placed: _stage(PLACED),
    Held: _held,
    Due: _stage(PLACED),
    Waiting: _stage(WAITING),
    Dialled: _dialled,
    Ringing: _ringing,
    Answered: _answered,
    Detected: _detected,
    Said: _turn,
    ToolUsed: _turn,
    Transferred: _transferred,
    Ended: _ended,
    Ready: _ready,
    Paused: _paused,
    Resumed: _resumed,
    Cancelled: _cancelled,
    Closed: _closed,
    Shown: _shown,
}
