"""The requests to a world and their responses: a bounded list for each world, newest last.

    add(record) ─► too many records in this journal?           drop its oldest record
                └► too many bytes in all journals?            drop the oldest bodies, then the oldest records (`Budget`)

A record is a small struct, cheap to write. It is rendered, and its secrets are redacted, when somebody reads it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from heapq import merge
from itertools import chain, repeat
from typing import Any
from weakref import WeakSet

import msgspec
from msgspec.structs import replace

from mockserver.simulation.durations import show_instant
from mockserver.world.redaction import redact_header, redact_text
from mockserver.world.settings import DEFAULT_LIMITS

CAPACITY = 10_000  #: records of each journal
RECORD_BYTES = 512  #: bytes of a record besides its path and bodies, roughly
_SPARE = 16  #: one part in so many of a full budget is freed at once

Rows = deque[tuple[int, int, "Record"]]  #: age (how many were added to any journal before), bytes, record


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One request and its response. `operation` is None if the request matched no route."""

    number: int
    at: datetime
    provider: str
    operation: str | None
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    status: int
    answer: bytes
    seconds: float
    call: str | None
    note: str | None
    connection: int = 0  #: number of the connection over which it came; 0: not over a socket
    fault: str | None = None  #: id and kind of the planned fault that acted on it
    before: int | None = None  #: how many events its call had before it
    after: int | None = None  #: … and after it
    delay: float = 0.0  #: real seconds for which a planned fault held it up; `seconds` does not contain them
    bare: bool = False  #: its bodies were dropped to save memory

    @property
    def attempt(self) -> int | None:
        """Which attempt of its client this is, from 1, if the client says so (`x-stainless-retry-count`)."""
        count = dict(self.headers).get("x-stainless-retry-count", "")
        return int(count) + 1 if count.isdecimal() and len(count) < 9 else None

    def stripped(self) -> "Record":
        """Return the record without its bodies."""
        return replace(self, body=b"", answer=b"", bare=True)

    def redacted(self) -> "Record":
        """Return the record without secrets."""
        return replace(
            self,
            query=redact_text(self.query),
            headers=tuple((name, redact_header(name, value)) for name, value in self.headers),
            body=redact_text(_text(self.body)).encode(),
            answer=redact_text(_text(self.answer)).encode(),
        )

    def shown(self) -> dict[str, Any]:
        """Return the record as JSON-ready values, without secrets."""
        record = self.redacted()
        return {
            "id": record.number,
            "at": show_instant(record.at),
            "provider": record.provider,
            "operation": record.operation,
            "method": record.method,
            "path": record.path,
            "query": record.query,
            "headers": dict(record.headers),
            "body": _text(record.body),
            "status": record.status or None,
            "answer": _text(record.answer),
            "bodies_dropped": record.bare,
            "duration_ms": round(record.seconds * 1000, 3),
            "delay_ms": round(record.delay * 1000, 3),
            "fault": record.fault,
            "connection": record.connection or None,
            "attempt": record.attempt,
            "call": record.call,
            "note": record.note,
        }


class Budget:
    """How many bytes all journals of a server may hold together. The oldest bodies are dropped first, from whichever
    journal they are in, then the oldest records."""

    def __init__(self, limit: int = DEFAULT_LIMITS.journal_bytes) -> None:
        self.limit = limit
        self.held = 0  #: bytes
        self.added = 0  #: records added so far, to compare ages
        self.bodies_dropped = 0  #: records whose bodies were dropped
        self.records_dropped = 0
        self.journals: WeakSet[Journal] = WeakSet()

    def shrink(self) -> None:
        """Drop bodies, then records, until the limit is kept."""
        self._drop([(journal.whole, journal.strip_oldest) for journal in self.journals])
        self._drop([(journal.bare, journal.drop_oldest) for journal in self.journals])

    def _drop(self, journals: "list[tuple[Rows, Callable[[], None]]]") -> None:
        goal = self.limit - self.limit // _SPARE
        oldest = merge(*[zip([age for age, _, _ in rows], repeat(drop)) for rows, drop in journals])
        while self.held > goal and (found := next(oldest, None)) is not None:
            found[1]()


class Journal:
    """The last `capacity` requests of a world, within the budget of its server."""

    __slots__ = ("__weakref__", "_budget", "_capacity", "bare", "bodies_dropped", "clears", "count", "whole")

    def __init__(self, capacity: int = CAPACITY, budget: Budget | None = None) -> None:
        self._capacity, self._budget = capacity, budget or Budget()
        self._budget.journals.add(self)
        self.bare: Rows = deque()  #: the oldest records, whose bodies were dropped
        self.whole: Rows = deque()
        self.clears = 0
        self.count = 0  #: requests since the last `clear`
        self.bodies_dropped = 0  #: records whose bodies were dropped, since the last `clear`

    def __iter__(self) -> Iterator[Record]:
        return (record for _, _, record in chain(self.bare, self.whole))

    def __reversed__(self) -> Iterator[Record]:
        return (record for _, _, record in chain(reversed(self.whole), reversed(self.bare)))

    def __len__(self) -> int:
        return len(self.bare) + len(self.whole)

    @property
    def forgotten(self) -> int:
        """Number of records that were dropped since the last `clear`."""
        return self.count - len(self)

    def add(self, record: Record) -> None:
        """Add a record; the next one gets the number `count + 1`."""
        self.count += 1
        budget = self._budget
        budget.added = age = budget.added + 1
        size = RECORD_BYTES + len(record.path) + len(record.query) + len(record.body) + len(record.answer)
        budget.held = held = budget.held + size
        (self.bare if record.bare else self.whole).append((age, size, record))
        if self.count > self._capacity and len(self) > self._capacity:
            self.drop_oldest()
        if held > budget.limit:
            budget.shrink()

    def strip_oldest(self) -> None:
        """Drop the bodies of the oldest record that has them."""
        age, size, record = self.whole.popleft()
        freed = len(record.body) + len(record.answer)
        self.bare.append((age, size - freed, record.stripped()))
        self.bodies_dropped += 1
        self._budget.bodies_dropped += 1
        self._budget.held -= freed

    def drop_oldest(self) -> None:
        """Drop the oldest record."""
        _, size, _ = (self.bare or self.whole).popleft()
        self._budget.records_dropped += 1
        self._budget.held -= size

    def restore(self, records: Iterable[Record], count: int, bodies_dropped: int = 0) -> None:
        """Take over the records and counters of another journal."""
        for record in records:
            self.add(record)
        self.count, self.bodies_dropped = count, self.bodies_dropped + bodies_dropped

    @property
    def _size(self) -> int:
        return sum(size for _, size, _ in chain(self.bare, self.whole))

    def leave(self) -> None:
        """Remove the journal from the server's budget: its world is gone."""
        self._budget.held -= self._size
        self._budget.journals.discard(self)
        self._budget = Budget(self._budget.limit)

    def clear(self) -> None:
        """Drop all records and start counting again."""
        self.clears += 1
        self._budget.held -= self._size
        self.bare.clear()
        self.whole.clear()
        self.count = self.bodies_dropped = 0


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
