"""What was asked and what was answered: a bounded ring of requests, newest last.

A record is a small struct of values, cheap to write; it is rendered, and its secrets are blacked out, when somebody
reads it.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from mockserver.durations import show_instant

_SECRET = re.compile("auth|key|cookie|secret|token|password", re.IGNORECASE)
KEPT_BYTES = 65_536  #: of each body; more is cut, and the cut is told


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One request and its answer. `operation` is None where no route knew the request."""

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

    def shown(self) -> dict[str, Any]:
        """The record as JSON-ready values, without secrets."""
        return {
            "id": self.number,
            "at": show_instant(self.at),
            "provider": self.provider,
            "operation": self.operation,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "headers": {name: redact(name, value) for name, value in self.headers},
            "body": _text(self.body),
            "status": self.status,
            "answer": _text(self.answer),
            "duration_ms": round(self.seconds * 1000, 3),
            "call": self.call,
            "note": self.note,
        }


class Journal:
    """The last `capacity` requests of a world; `forgotten` counts those that no longer fit."""

    __slots__ = ("_records", "count")

    def __init__(self, capacity: int = 10_000) -> None:
        self._records: deque[Record] = deque(maxlen=capacity)
        self.count = 0  #: how many requests there were since the last `clear`

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    @property
    def forgotten(self) -> int:
        """How many of them no longer fit."""
        return self.count - len(self._records)

    def add(self, record: Record) -> None:
        """Keep a record; the next one's number is `count + 1`."""
        self.count += 1
        self._records.append(record)

    def restore(self, records: Iterable[Record], count: int) -> None:
        """Become what another journal was."""
        self._records.extend(records)
        self.count = count

    def clear(self) -> None:
        """Forget everything."""
        self._records.clear()
        self.count = 0


def redact(name: str, value: str) -> str:
    """The value of a header as it may be shown: of what its name calls a secret only the first two and last two
    characters."""
    if not _SECRET.search(name):
        return value
    scheme, _, secret = value.rpartition(" ")
    hidden = f"{secret[:2]}…{secret[-2:]}" if len(secret) > 8 else "…"
    return f"{scheme} {hidden}".strip()


def kept(body: bytes) -> bytes:
    """As much of a body as a record keeps, so that a journal stays small whatever is sent."""
    return body if len(body) <= KEPT_BYTES else body[:KEPT_BYTES] + f"… ({len(body):,} bytes)".encode()


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
