"""The calls of a world in the orders that lists need, so that a page costs only what it shows.

    put(call) ─► note ─┬─ ByCreation   calls of one provider, by creation
                       └─ ByDial       dials of one provider, retries included, by time

A sorted list is made when somebody first lists the calls of a provider, and updated from then on. Values that need a
fold are kept for closed calls, which cannot change. Hidden examples are not listed. This module does not know what a
list looks like.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from operator import itemgetter
from typing import Any, Protocol, TypeVar, overload

from mockserver.calls.call import Call
from mockserver.calls.events import Dialled, Shown

Calls = Mapping[str, Call]  #: the calls of a world, by id
T = TypeVar("T")
R = TypeVar("R", bound="SortedCalls")


class SortedCalls(Protocol):
    """The calls of one provider in some order."""

    def __init__(self, calls: Calls, provider: str) -> None: ...

    def note(self, before: Call | None, call: Call) -> None:
        """Add or update a call. `before` is what it was."""


class ByCreation:
    """Calls by the instant of their creation; calls of the same instant by number. Fixtures have no number: where they
    are `tied`, the code that shows them decides on their order."""

    def __init__(self, calls: Calls, provider: str) -> None:
        self._calls = calls
        self._rows = sorted(map(_created, _of(provider, calls)))
        self.tied = any(before[:2] == row[:2] for before, row in pairwise(self._rows))

    def note(self, before: Call | None, call: Call) -> None:
        """See `SortedCalls`; the instant of creation never changes."""
        if before is None:
            insort(self._rows, _created(call))
            self.tied = self.tied or not call.number

    def ordered(self, *, descending: bool) -> Sequence[Call]:
        """Yield the calls, oldest or newest first, as they are when they are reached."""
        return _Rows(self._rows, self._calls, descending=descending)


class _Rows(Sequence[Call]):
    """The rows of a sorted list, as calls."""

    def __init__(self, rows: list[tuple[datetime, int, str]], calls: Calls, *, descending: bool) -> None:
        self._rows, self._calls, self._descending = rows, calls, descending

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, which: int) -> Call: ...
    @overload
    def __getitem__(self, which: slice) -> list[Call]: ...
    def __getitem__(self, which: int | slice) -> Call | list[Call]:
        if isinstance(which, slice):
            return [self[index] for index in range(*which.indices(len(self)))]
        return self._calls[self._rows[~which if self._descending else which][2]]

    def __iter__(self) -> Iterator[Call]:
        rows = reversed(self._rows) if self._descending else self._rows
        return (self._calls[row[2]] for row in rows)


class ByDial:
    """Dials by their instants. At the same instant, dials are in order of calls, those of one call newest first."""

    def __init__(self, calls: Calls, provider: str) -> None:
        self._calls = calls
        self._rows = [row for call in _of(provider, calls) for row in _dialled(None, call)]
        self._rows.sort(key=itemgetter(0, 1, 2))

    def note(self, before: Call | None, call: Call) -> None:
        """See `SortedCalls`; past dials never change."""
        for row in _dialled(before, call):
            insort(self._rows, row)

    def __len__(self) -> int:
        return len(self._rows)

    def newest(self) -> Iterator[tuple[Call, int]]:
        """Yield calls and the index of one of their attempts, newest first."""
        end = len(self._rows)
        while end:
            start = bisect_left(self._rows, self._rows[end - 1][:1])
            for row in map(self._rows.__getitem__, range(start, end)):
                yield self._calls[row[3]], -row[2]
            end = start


class CallIndex:
    """The sorted lists of a world, by provider and kind."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._made: dict[str, dict[type[SortedCalls], SortedCalls]] = {}
        self._facts: dict[Callable[[Call], Any], dict[str, tuple[Call, Any]]] = {}

    def of(self, provider: str, kind: type[R]) -> R:
        """Return the sorted list of that kind for a provider; it is made on first use."""
        made = self._made.setdefault(provider, {})
        if kind not in made:
            made[kind] = kind(self._calls, provider)
        roll = made[kind]
        assert isinstance(roll, kind), "what is kept under a kind is of that kind"
        return roll

    def note(self, call: Call) -> None:
        """Update all lists before a call is put: the world still has the earlier one."""
        made = self._made.get(call.provider)
        if made and not call.hidden:
            before = self._calls.get(call.id)
            for roll in made.values():
                roll.note(before, call)

    def drop(self, provider: str) -> None:
        """Drop the lists of a provider after calls were removed."""
        self._made.pop(provider, None)

    def fact(self, look: Callable[[Call], T], call: Call) -> T:
        """Return `look(call)`, which must depend on the call alone. The result for a closed call is kept."""
        facts = self._facts.setdefault(look, {})
        known = facts.get(call.id)
        if known is not None and known[0] is call:
            found: T = known[1]
            return found
        found = look(call)
        if call.closed:
            facts[call.id] = (call, found)
        return found


def _of(provider: str, calls: Calls) -> Iterator[Call]:
    return (call for call in calls.values() if call.provider == provider and not call.hidden)


def _created(call: Call) -> tuple[datetime, int, str]:
    return call.created_at, call.number, call.id


def _dialled(before: Call | None, call: Call) -> Iterator[tuple[datetime, int, int, str]]:
    """Return the dials since `before`: instant, number of the call, attempt (negative, so that the newest comes first),
    id."""
    shown = False
    for at, event in call.timeline[before.processed if before is not None else 0 : call.processed]:
        if isinstance(event, Dialled):
            yield at, call.number, -event.attempt, call.id
        elif isinstance(event, Shown):
            shown = True
    if shown:  # only a fold shows whether a literal status is an attempt
        known = len(before.view().attempts) if before is not None else 0
        for number, attempt in enumerate(call.view().attempts[known:], known):
            yield attempt.dialled_at, call.number, -number, call.id
