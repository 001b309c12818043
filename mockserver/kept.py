"""Encoded answers, kept for as long as everything they were made of stays the same.

Clients poll, and between two changes of a call each poll would be answered with the same bytes. So a provider first
gathers the *facts* of an answer, a tuple of all values that it is made of, and lets a function of these facts alone
make it; as calls, options and documents are values that are replaced and never changed, the same objects mean the same
answer. Nothing has to be told when something changes, and what is kept cannot be out of date.
"""

from collections.abc import Callable, Hashable
from operator import is_
from typing import Any, TypeVar

import msgspec

Facts = TypeVar("Facts", bound=tuple[Any, ...])
MOST = 4096  #: answers; their bytes are mostly those that the journal keeps as well


class Kept:
    """The kept answers of one world, oldest first; beyond `most` the oldest is dropped."""

    __slots__ = ("_most", "_rows")

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._rows: dict[Hashable, tuple[tuple[Any, ...], bytes]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def body(self, key: Hashable, facts: Facts, make: Callable[[Facts], object]) -> bytes:
        """The JSON of `make(facts)`. `key` names the answer: whatever else it depends on must be part of it."""
        row = self._rows.get(key)
        if row is not None:
            if all(map(is_, row[0], facts)):
                return row[1]
            del self._rows[key]
        body = msgspec.json.encode(make(facts))
        self._rows[key] = (facts, body)
        if len(self._rows) > self._most:
            del self._rows[next(iter(self._rows))]
        return body
