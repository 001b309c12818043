"""The calls of a world in the orders in which lists show them, so that a page costs what it shows.

    put(call) ─► note ─┬─ ByCreation   one provider's calls, in order of their creation
                       └─ ByDial       one provider's dials, retries included, in order of time

A roll is made when somebody first lists the calls of a provider, and kept up from then on; a world that nobody lists
has none. What takes a fold to find out is remembered of calls to which nothing can happen any more. Hidden
examples are in no roll. Nothing here knows what a list looks like.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from operator import itemgetter
from typing import Any, Protocol, TypeVar, overload

from mockserver.calls.call import Call
from mockserver.calls.events import Dialled, Shown

Calls = Mapping[str, Call]  #: those of a world, by id
T = TypeVar("T")
R = TypeVar("R", bound="SortedCalls")


class SortedCalls(Protocol):
    """The calls of one provider in some order."""

    def __init__(self, calls: Calls, provider: str) -> None: ...

    def note(self, before: Call | None, call: Call) -> None:
        """A call has come, or has become another than `before`."""


class ByCreation:
    """Calls by the instant of their creation, those of one instant by number. Where fixtures are `tied`, which have
    no number, this order does not tell them apart, and whoever shows them has to."""

    def __init__(self, calls: Calls, provider: str) -> None:
        self._calls = calls
        self._rows = sorted(map(_created, _of(provider, calls)))
        self.tied = any(before[:2] == row[:2] for before, row in pairwise(self._rows))

    def note(self, before: Call | None, call: Call) -> None:
        """See `Roll`; when it was created never changes."""
        if before is None:
            insort(self._rows, _created(call))
            self.tied = self.tied or not call.number

    def ordered(self, *, descending: bool) -> Sequence[Call]:
        """The calls as they are when they are looked at, oldest or newest first."""
        return _Rows(self._rows, self._calls, descending=descending)


class _Rows(Sequence[Call]):
    """The rows of a roll as calls."""

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
    """Dials by their instants, those of one instant by the number of their call, those of one call newest first."""

    def __init__(self, calls: Calls, provider: str) -> None:
        self._calls = calls
        self._rows = [row for call in _of(provider, calls) for row in _dialled(None, call)]
        self._rows.sort(key=itemgetter(0, 1, 2))

    def note(self, before: Call | None, call: Call) -> None:
        """See `Roll`; what has happened never changes."""
        for row in _dialled(before, call):
            insort(self._rows, row)

    def __len__(self) -> int:
        return len(self._rows)

    def newest(self) -> Iterator[tuple[Call, int]]:
        """Calls and which of their attempts, from the newest instant to the oldest."""
        end = len(self._rows)
        while end:
            start = bisect_left(self._rows, self._rows[end - 1][:1])
            for row in map(self._rows.__getitem__, range(start, end)):
                yield self._calls[row[3]], -row[2]
            end = start


class CallIndex:
    """The rolls of a world, by provider and kind."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._made: dict[str, dict[type[SortedCalls], SortedCalls]] = {}
        self._facts: dict[Callable[[Call], Any], dict[str, tuple[Call, Any]]] = {}

    def of(self, provider: str, kind: type[R]) -> R:
        """That roll of a provider, made on first use."""
        made = self._made.setdefault(provider, {})
        if kind not in made:
            made[kind] = kind(self._calls, provider)
        roll = made[kind]
        assert isinstance(roll, kind), "what is kept under a kind is of that kind"
        return roll

    def note(self, call: Call) -> None:
        """A call is about to be put: the world still has what it was."""
        made = self._made.get(call.provider)
        if made and not call.hidden:
            before = self._calls.get(call.id)
            for roll in made.values():
                roll.note(before, call)

    def drop(self, provider: str) -> None:
        """Calls were removed: forget the rolls of that provider."""
        self._made.pop(provider, None)

    def fact(self, look: Callable[[Call], T], call: Call) -> T:
        """What `look`, a function of the call alone, finds; a closed call is looked at once."""
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
    """The dials that have happened since `before`: instant, number of the call, attempt (negative, so that the newest
    comes first), id."""
    shown = False
    for at, event in call.timeline[before.processed if before is not None else 0 : call.processed]:
        if isinstance(event, Dialled):
            yield at, call.number, -event.attempt, call.id
        elif isinstance(event, Shown):
            shown = True
    if shown:  # whether a literal status is an attempt only a fold can tell
        known = len(before.view().attempts) if before is not None else 0
        for number, attempt in enumerate(call.view().attempts[known:], known):
            yield attempt.dialled_at, call.number, -number, call.id
