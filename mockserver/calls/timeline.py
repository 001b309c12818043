"""A plan (offsets, from a scenario) becomes a timeline (instants, of a call).

    plan      +0 s ringing   +4 s answered   +4 s "Hello"   +99 s ended
    timeline  15:00:02 …     15:00:06 …      15:00:06 …     15:01:41 …

Both are plain values: nothing here knows a clock, a queue or a provider. `call` decides what is planned when.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from mockserver.calls.api_faults import ApiFault
from mockserver.calls.events import Answered, AnyEvent, Dialled, Ended, EndedBy, EndReason
from mockserver.calls.webhook_faults import WebhookFault
from mockserver.simulation.durations import LAST, later

_WORDS_PER_SECOND = 2.5
_SHORTEST_TURN = 0.5
_TOOL = timedelta(seconds=0.3)
Step = tuple[timedelta, AnyEvent]  #: offset since the dial, event
Entry = tuple[datetime, AnyEvent]  #: instant, event
Timeline = tuple[Entry, ...]  #: sorted by time; equal times in the order written


class AttemptPlan(msgspec.Struct, frozen=True, gc=False):
    """One attempt of a scenario. Steps are sorted offsets since the dial; without an `Ended` it never ends."""

    steps: tuple[Step, ...]
    fields: dict[str, Any] | None = None  #: raw overrides of the provider's answer while this is the last attempt
    retry_after: timedelta | None = None  #: from the end to the next dial, in place of the provider's delay and windows


class Plan(msgspec.Struct, frozen=True, gc=False):
    """How a call unfolds according to a scenario.

    The n-th dial plays `attempts[n]`; the last one repeats. A literal plan (`states:` in the file) holds one attempt of
    `Shown` steps whose offsets count from placing: it needs no line and has no retries.
    """

    scenario: str
    attempts: tuple[AttemptPlan, ...]
    fields: dict[str, Any] | None = None  #: raw overrides of the provider's answer, always
    literal: bool = False
    webhooks: tuple[WebhookFault, ...] = ()  #: faults of the call's webhooks
    faults: tuple[ApiFault, ...] = ()  #: faults of the answers to requests about the call
    visible_after: timedelta = timedelta(0)  #: how long requests that read the call's id do not find it
    default: bool = False  #: a shipped scenario: the settings of the agent come first

    def attempt(self, number: int) -> AttemptPlan:
        """Return the plan of dial `number`, counted from 0. A fixture call without attempts never ends."""
        if not self.attempts:
            return AttemptPlan(())
        return self.attempts[min(number, len(self.attempts) - 1)]


class Extras(NamedTuple):
    """What a scenario adds to the plan of another scenario that it plays."""

    fields: dict[str, Any] | None = None
    webhooks: tuple[WebhookFault, ...] = ()
    faults: tuple[ApiFault, ...] = ()
    visible_after: timedelta | None = None  #: None: as the other scenario says


def lay(steps: Iterable[Step], start: datetime) -> Timeline:
    """Turn offsets from `start` into instants. Instants are limited to the range of virtual time."""
    steps = tuple(steps)
    try:
        laid = tuple([(start + offset, event) for offset, event in steps])
    except OverflowError:
        laid = ()
    if laid and laid[-1][0] <= LAST:
        return laid
    return tuple([(later(start, offset), event) for offset, event in steps])


def dial(attempt: AttemptPlan, number: int, start: datetime, limit: timedelta | None) -> Timeline:
    """Return the timeline of dial `number` (from 0) that begins at `start`. A conversation is cut at `limit`.

    One that never ends is not cut: breaking the limit is the purpose of such a scenario.
    """
    entries = ((start, Dialled(number, attempt.fields)), *lay(attempt.steps, start))
    return cut_talk(entries, limit)


def cut_talk(entries: Timeline, limit: timedelta | None, *, default: bool = False) -> Timeline:
    """Return the attempt with its conversation cut at `limit`. That of a shipped scenario (`default`) loses its outputs
    and summary, since it did not get that far."""
    if limit is None or entries[-1][0] - entries[0][0] <= limit:
        return entries
    answered = next((index for index, (_, event) in enumerate(entries) if isinstance(event, Answered)), None)
    end = next(((at, event) for at, event in entries if isinstance(event, Ended)), None)
    if answered is None or end is None or end[0] <= (last := later(entries[answered][0], limit)):
        return entries
    ended = end[1]
    forced = msgspec.structs.replace(ended, reason=EndReason.MAX_DURATION, by=EndedBy.SYSTEM)
    if default:
        forced = msgspec.structs.replace(forced, outputs=None, summary=None)
    talk = (entry for entry in entries[answered + 1 :] if entry[0] < last)
    return (*entries[: answered + 1], *talk, (last, forced))


def spoken(text: str | None) -> timedelta:
    """Estimate how long it takes to say a text, or (None) to use a tool."""
    if text is None:
        return _TOOL
    return timedelta(seconds=max(_SHORTEST_TURN, len(text.split()) / _WORDS_PER_SECOND))


def until_end(entries: Timeline) -> Timeline:
    """Return the entries up to and including the first `Ended`; all of them if there is none."""
    for index, (_, event) in enumerate(entries):
        if isinstance(event, Ended):
            return entries[: index + 1]
    return entries
