"""A plan (offsets, from a scenario) becomes a timeline (instants, of a call).

    plan      +0 s ringing   +4 s answered   +4 s "Hello"   +99 s ended
    timeline  15:00:02 …     15:00:06 …      15:00:06 …     15:01:41 …

Both are plain values: nothing here knows a clock, a heap or a provider. `calls` decides what is laid where.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from mockserver.events import Answered, AnyEvent, Dialled, Ended, EndedBy, EndReason

Step = tuple[timedelta, AnyEvent]  #: what happens how long after the dial
Entry = tuple[datetime, AnyEvent]  #: what happens when
Timeline = tuple[Entry, ...]  #: sorted by time; equal times in the order written


class AttemptPlan(msgspec.Struct, frozen=True, gc=False):
    """One dial as a scenario tells it. Steps are sorted offsets since the dial; without an `Ended` it hangs."""

    steps: tuple[Step, ...]
    fields: dict[str, Any] | None = None  #: raw overrides of the provider's answer while this is the last attempt


class Plan(msgspec.Struct, frozen=True, gc=False):
    """The life of a call as a scenario tells it.

    The n-th dial plays `attempts[n]`; the last one repeats. A literal plan (`states:` in the file) holds one
    attempt of `Shown` steps whose offsets count from the placing: it needs no line and knows no retries.
    """

    scenario: str
    attempts: tuple[AttemptPlan, ...]
    fields: dict[str, Any] | None = None  #: raw overrides of the provider's answer, always
    literal: bool = False

    def attempt(self, number: int) -> AttemptPlan:
        """The plan of dial `number`, counted from 0."""
        return self.attempts[min(number, len(self.attempts) - 1)]


def lay(steps: Iterable[Step], start: datetime) -> Timeline:
    """Turn offsets into instants, counted from `start`."""
    return tuple((start + offset, event) for offset, event in steps)


def dial(attempt: AttemptPlan, number: int, start: datetime, limit: timedelta | None) -> Timeline:
    """The timeline of dial `number` (from 0) that begins at `start`; a talk longer than `limit` is cut there.

    A talk that never ends is left alone: that the limit does not hold is what such a scenario is for.
    """
    entries = ((start, Dialled(number, attempt.fields)), *lay(attempt.steps, start))
    return entries if limit is None else _cut_talk(entries, limit)


def _cut_talk(entries: Timeline, limit: timedelta) -> Timeline:
    answered = next((index for index, (_, event) in enumerate(entries) if isinstance(event, Answered)), None)
    end = next(((at, event) for at, event in entries if isinstance(event, Ended)), None)
    if answered is None or end is None or end[0] <= entries[answered][0] + limit:
        return entries
    last, ended = entries[answered][0] + limit, end[1]
    forced = msgspec.structs.replace(ended, reason=EndReason.MAX_DURATION, by=EndedBy.SYSTEM)
    talk = (entry for entry in entries[answered + 1 :] if entry[0] < last)
    return (*entries[: answered + 1], *talk, (last, forced))


def until_end(entries: Timeline) -> Timeline:
    """The entries of the running attempt: up to and with its `Ended` (all of them if it hangs)."""
    for index, (_, event) in enumerate(entries):
        if isinstance(event, Ended):
            return entries[: index + 1]
    return entries
