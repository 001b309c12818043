"""What can be seen of a call: its past, folded into the facts that providers show.

A view is made from events that have happened, and from nothing else, so it cannot show the future. It knows the
neutral words only; each provider's `render.py` turns a view into that provider's JSON.
"""

from datetime import datetime
from typing import Any

import msgspec

from mockserver.events import (
    Answered,
    AnsweredBy,
    AnyEvent,
    Cancelled,
    Closed,
    Dialled,
    Due,
    Ended,
    EndedBy,
    EndReason,
    Held,
    Paused,
    Phase,
    Placed,
    Resumed,
    Ringing,
    Said,
    Shown,
    ToolUsed,
    Transferred,
    Waiting,
)
from mockserver.timeline import Timeline

Turn = tuple[datetime, Said | ToolUsed]

_ATTEMPT_PHASES = (Phase.DIALLING, Phase.RINGING, Phase.TALKING)


class AttemptView(msgspec.Struct):
    """One dial. Times are None as long as they have not come."""

    number: int
    dialled_at: datetime
    fields: dict[str, Any] | None = None
    ringing_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    answered_by: AnsweredBy | None = None
    transferred_to: str | None = None
    ended: Ended | None = None
    turns: list[Turn] = []

    @property
    def phase(self) -> Phase:
        """Dialling, ringing, talking or ended."""
        if self.ended_at is not None:
            return Phase.ENDED
        if self.answered_at is not None:
            return Phase.TALKING
        return Phase.DIALLING if self.ringing_at is None else Phase.RINGING

    @property
    def reason(self) -> EndReason | None:
        """Why it ended, once it has."""
        return self.ended.reason if self.ended else None

    @property
    def talk_seconds(self) -> float | None:
        """Seconds from the answer to the end; None if nothing answered or it still goes on."""
        if self.answered_at is None or self.ended_at is None:
            return None
        return (self.ended_at - self.answered_at).total_seconds()


class View(msgspec.Struct):
    """A call as far as it has come."""

    stage: Phase = Phase.PLACED  #: the phase as if nobody had paused
    attempts: list[AttemptView] = []
    held: Held | None = None
    held_at: datetime | None = None
    paused: Paused | None = None
    paused_at: datetime | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    failed: bool = False
    updated_at: datetime | None = None
    word: str | None = None  #: a literal status that a scenario asked for

    @property
    def phase(self) -> Phase:
        """Where the call stands."""
        if self.cancelled_at is not None:
            return Phase.ENDED
        return Phase.PAUSED if self.paused is not None and self.stage is not Phase.ENDED else self.stage

    @property
    def last(self) -> AttemptView | None:
        """The newest attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def running(self) -> AttemptView | None:
        """The attempt under way, if there is one."""
        last = self.last
        return last if last is not None and last.phase is not Phase.ENDED else None

    @property
    def reason(self) -> EndReason | None:
        """Why the call ended, once it has."""
        if self.phase is not Phase.ENDED:
            return None
        if self.cancelled_at is not None or self.last is None:
            return EndReason.CANCELLED
        return self.last.reason

    @property
    def ended_at(self) -> datetime | None:
        """When the last talk ended (for a call that never talked: when it was closed); None before that."""
        if self.phase is not Phase.ENDED:
            return None
        return self.last.ended_at if self.last and self.last.ended_at else self.closed_at or self.cancelled_at


def fold(past: Timeline) -> View:
    """The facts that follow from what has happened."""
    view = View()
    for at, event in past:
        _FOLDS[type(event)](view, at, event)
        view.updated_at = at
    return view


def _stage(phase: Phase) -> Any:
    def apply(view: View, _at: datetime, _event: AnyEvent) -> None:
        view.stage = phase

    return apply


def _held(view: View, at: datetime, event: Held) -> None:
    view.stage, view.held, view.held_at = Phase.HELD, event, at


def _dialled(view: View, at: datetime, event: Dialled) -> None:
    view.stage, view.held = Phase.DIALLING, None
    view.attempts.append(AttemptView(event.attempt, at, event.fields))


def _ringing(view: View, at: datetime, _event: Ringing) -> None:
    view.stage, view.attempts[-1].ringing_at = Phase.RINGING, at


def _answered(view: View, at: datetime, event: Answered) -> None:
    view.stage = Phase.TALKING
    view.attempts[-1].answered_at, view.attempts[-1].answered_by = at, event.by


def _turn(view: View, at: datetime, event: Said | ToolUsed) -> None:
    view.attempts[-1].turns.append((at, event))


def _transferred(view: View, _at: datetime, event: Transferred) -> None:
    view.attempts[-1].transferred_to = event.to


def _ended(view: View, at: datetime, event: Ended) -> None:
    view.stage = Phase.WRAPPING
    view.attempts[-1].ended_at, view.attempts[-1].ended = at, event


def _paused(view: View, at: datetime, event: Paused) -> None:
    view.paused, view.paused_at = event, at


def _resumed(view: View, _at: datetime, _event: Resumed) -> None:
    view.paused, view.paused_at = None, None


def _cancelled(view: View, at: datetime, _event: Cancelled) -> None:
    view.cancelled_at, view.word = at, None


def _closed(view: View, at: datetime, event: Closed) -> None:
    view.stage, view.closed_at, view.failed = Phase.ENDED, at, event.failed


def _shown(view: View, at: datetime, event: Shown) -> None:
    """A literal status: taken at its word, and the facts are made to agree with what the word means."""
    view.word, view.stage = event.word, event.phase
    if event.phase in _ATTEMPT_PHASES or (event.phase is Phase.ENDED and event.reason is not None):
        _agree(view, at, event)


def _agree(view: View, at: datetime, event: Shown) -> None:
    if not view.attempts:
        view.attempts.append(AttemptView(0, at))
    last = view.attempts[-1]
    if event.phase is Phase.ENDED:
        last.ended_at, last.ended = at, Ended(event.reason or EndReason.HANG_UP, EndedBy.SYSTEM)
        return
    last.ended_at = last.ended = None
    if event.phase is Phase.TALKING:
        last.answered_at, last.answered_by = last.answered_at or at, AnsweredBy.HUMAN
    else:
        last.answered_at = last.answered_by = None
        last.ringing_at = at if event.phase is Phase.RINGING else None


_FOLDS: dict[type[AnyEvent], Any] = {
    Placed: _stage(Phase.PLACED),
    Held: _held,
    Due: _stage(Phase.PLACED),
    Waiting: _stage(Phase.WAITING),
    Dialled: _dialled,
    Ringing: _ringing,
    Answered: _answered,
    Said: _turn,
    ToolUsed: _turn,
    Transferred: _transferred,
    Ended: _ended,
    Paused: _paused,
    Resumed: _resumed,
    Cancelled: _cancelled,
    Closed: _closed,
    Shown: _shown,
}
