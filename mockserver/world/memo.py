"""Memoizes results per world for as long as their inputs are the same objects: mostly encoded answers.

Clients poll, and between two changes of a call each poll gets the same bytes. So a provider first collects the *facts*
of an answer, a tuple of all values that it depends on. A function of these facts alone makes the answer. Calls, options
and documents are immutable values that are replaced when they change. So the same objects mean the same answer, and a
memoized result cannot be out of date.
"""

from collections.abc import Callable, Hashable
from operator import is_
from typing import Any, TypeVar

Facts = TypeVar("Facts", bound=tuple[Any, ...])
Made = TypeVar("Made")
MOST = 4096  #: results; most of their bytes are also kept by the journal


class Memo:
    """The memoized results of one world, oldest first. When there are more than `most`, the oldest is dropped."""

    __slots__ = ("_most", "_rows")

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._rows: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def get_or_make(self, key: Hashable, facts: Facts, make: Callable[[Facts], Made]) -> Made:
        """Return the memoized result for `key`, or `make(facts)` if there is none for the same facts. `key` must
        contain everything else that the result depends on."""
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
