"""The stretches of a call: how long it was, and will be, in each phase.

    placed ── ringing ── talking ─┊─ talking ── ended
    past, what has happened      now  planned

Neighbors of the same phase are one stretch, and stretches without length are left out. The running stretch is cut at
`now` if its end is planned. Everything here is pure.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from mockserver.calls.call import Call
from mockserver.calls.events import DIALLING, ENDED, NEVER_ANSWERED, PLACED, RINGING, TALKING, Due, EndReason, Phase
from mockserver.calls.timeline import Timeline
from mockserver.calls.views import AttemptView, View, apply

FAILURES = frozenset((*NEVER_ANSWERED, EndReason.CONNECTION_LOST))
_OF_A_DIAL = (DIALLING, RINGING, TALKING)


class Stretch(NamedTuple):
    """A time in one phase. `until` is None if no end is known. `failed`: the dial to which it belongs was not answered
    or lost its connection; if the phase is `ended`, the call ended so."""

    phase: Phase
    at: datetime
    until: datetime | None
    planned: bool
    failed: bool


class _Mark(NamedTuple):
    """The instant at which a phase begins. `attempt` is the dial to which it belongs."""

    at: datetime
    phase: Phase
    attempt: AttemptView | None = None
    failed: bool = False


def stretches(call: Call, now: datetime) -> list[Stretch]:
    """Return the stretches of a call, past ones first, then those that are planned. `now` is the virtual time.

    A planned dial ends the last stretch: free lines decide what follows.
    """
    view, marks = View(), [_Mark(call.created_at, PLACED)]
    _add_marks(marks, view, call.past)
    past = list(_rows(marks, None, planned=False))  # before the planned events change the view
    coming = [marks[-1]._replace(at=now)]
    _add_marks(coming, view, call.future)
    end = call.future[-1][0] if call.future and isinstance(call.future[-1][1], Due) else None
    if len(coming) == 1 and end is None:
        return past
    running = past.pop()
    if running.at < now:
        past.append(running._replace(until=now))
    return [*past, *_rows(coming, end, planned=True)]


def ended_since(call: Call) -> datetime | None:
    """Return when a call got into the phase `ended`; None if it is in another one."""
    marks = [_Mark(call.created_at, PLACED)]
    _add_marks(marks, View(), call.past)
    return marks[-1].at if marks[-1].phase is ENDED else None


def _add_marks(marks: list[_Mark], view: View, events: Timeline) -> None:
    """Apply the events to the view, and add a mark for each change of the phase."""
    for at, event in events:
        apply(view, at, event)
        attempt = view.last if view.phase in _OF_A_DIAL else None
        if view.phase is not marks[-1].phase or attempt is not marks[-1].attempt:
            failed = view.phase is ENDED and (view.failed or view.reason in FAILURES)
            marks.append(_Mark(at, view.phase, attempt, failed))


def _rows(marks: list[_Mark], end: datetime | None, *, planned: bool) -> Iterator[Stretch]:
    """Yield the stretches between the marks; the last one lasts until `end`."""
    ends: Iterable[datetime | None] = [*(mark.at for mark in marks[1:]), end]
    for mark, until in zip(marks, ends, strict=True):
        if until is None or until > mark.at:
            failed = mark.failed or (mark.attempt is not None and mark.attempt.reason in FAILURES)
            yield Stretch(mark.phase, mark.at, until, planned, failed)
