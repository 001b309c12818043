"""What was made of values, kept for as long as all of them stay the same: encoded answers, mostly.

Clients poll, and between two changes of a call each poll would be answered with the same bytes. So a provider first
gathers the *facts* of an answer, a tuple of all values that it is made of, and lets a function of these facts alone
make it; as calls, options and documents are values that are replaced and never changed, the same objects mean the same
answer. Nothing has to be told when something changes, and what is kept cannot be out of date.
"""

from collections.abc import Callable, Hashable
from operator import is_
from typing import Any, TypeVar

Facts = TypeVar("Facts", bound=tuple[Any, ...])
Made = TypeVar("Made")
MOST = 4096  #: things; the bytes of answers are mostly those that the journal keeps as well


class Memo:
    """What one world keeps, oldest first; beyond `most` the oldest is dropped."""

    __slots__ = ("_most", "_rows")

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._rows: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def made(self, key: Hashable, facts: Facts, make: Callable[[Facts], Made]) -> Made:
        """What `make(facts)` makes. `key` names it: whatever else it depends on must be part of it."""
        row = self._rows.get(key)
        if row is not None:
            if all(map(is_, row[0], facts)):
                known: Made = row[1]
                return known
            del self._rows[key]
        made = make(facts)
        self._rows[key] = (facts, made)
        if len(self._rows) > self._most:
            del self._rows[next(iter(self._rows))]
        return made
