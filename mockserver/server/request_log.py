"""Writes the log of a server: requests, failed webhooks, findings.

    request, attempt ─► pending ─► (0.1 s) ─► in full, as long as there are few ─┐
                                            └► otherwise counted                 ├─► write(entries)
                                   (1 s)   ─► how many were left out, findings ──┘

Adding an entry only appends it to a list. At most 100 lines a second are written, and one more that counts the rest.
The first failure of each kind in a second is written in full. Without a log, a server does none of this.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from weakref import WeakKeyDictionary

from mockserver.gateway.call_status import CallStatuses
from mockserver.gateway.client_finding import ClientFinding, FindingKind
from mockserver.providers.base import Answer
from mockserver.server.log_entries import attempt_entry, finding_entry, other_entry, request_entry
from mockserver.server.log_lines import AttemptEntry, Entry, OtherEntry, RestEntry
from mockserver.webhooks.messages import Delivery
from mockserver.world.journal import Record
from mockserver.world.world import World

LOG = logging.getLogger("mockserver")
BATCH_SECONDS = 0.1
MOST_LINES = 100  #: a second
_USUAL_LINES = 80  #: of these, for anything; the others are for failures that nothing else shows
_MOST_KINDS = 12  #: that a line about the rest names
_NEWEST = 300  #: requests and calls in which findings are looked for
_MOST_FINDINGS = 20  #: lines a second
_REMEMBERED = 1000  #: findings that were written, by world

Row = tuple[World, Record | Delivery] | OtherEntry
Write = Callable[[Iterable[Entry]], None]


class Log(Protocol):
    """Takes notice of what a server does."""

    def request(self, world: World, record: Record) -> None:
        """Take notice of a request."""

    def other(self, method: str, target: str, result: Answer) -> None:
        """Take notice of a request that belongs to no world, or is not about calls."""

    def attempt(self, world: World, delivery: Delivery) -> None:
        """Take notice of the last attempt of a delivery, which has failed."""

    def close(self) -> None:
        """Write what is not written yet."""


class DebugLog:
    """Passes each entry to the logger `mockserver` at once, with level DEBUG; costs nothing if that is off. `only` is
    the one provider that the server serves."""

    def __init__(self, only: str | None = None) -> None:
        self._only = only

    def request(self, world: World, record: Record) -> None:
        """Log a request."""
        if LOG.isEnabledFor(logging.DEBUG):
            LOG.debug("%s", request_entry(world, record, self._only))

    def other(self, method: str, target: str, result: Answer) -> None:
        """Log another request."""
        if LOG.isEnabledFor(logging.DEBUG):
            LOG.debug("%s", other_entry(method, target, result))

    def attempt(self, world: World, delivery: Delivery) -> None:
        """Log the last attempt of a delivery."""
        if LOG.isEnabledFor(logging.DEBUG) and (entry := attempt_entry(world, delivery)) is not None:
            LOG.debug("%s", entry)

    def close(self) -> None:
        """Do nothing: everything is written."""


class LineLimit:
    """Decides what is written within one second. It does not know the time."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()  #: by kind
        self._lines = 0
        self._failures: set[str] = set()

    def admits(self, kind: str, *, failed: bool) -> bool:
        """Return whether an entry is written; otherwise count it."""
        first = failed and kind not in self._failures
        if self._lines >= (MOST_LINES if first else _USUAL_LINES):
            self.left_out[kind] += 1
            return False
        if failed:
            self._failures.add(kind)
        self._lines += 1
        return True

    def rest(self) -> dict[str, int]:
        """Return how many were left out, by kind; the rarer kinds as one."""
        counts = dict(self.left_out.most_common(_MOST_KINDS))
        others = self.left_out.total() - sum(counts.values())
        return {**counts, "others": others} if others else counts


class RequestLog:
    """The log of a server, in batches. `write` gets what is to be written; `verbose` adds headers and bodies; `only` is
    the one provider that the server serves."""

    def __init__(
        self,
        write: Write,
        *,
        verbose: bool = False,
        only: str | None = None,
        now: Callable[[], float] = time.perf_counter,
        call_later: Callable[[float, Callable[[], None]], object] | None = None,
    ) -> None:
        self._write, self._verbose, self._only, self._now = write, verbose, only, now
        self._call_later = call_later
        self._pending: list[Row] = []
        self._limit, self._began = LineLimit(), now()
        self._worlds: dict[World, None] = {}  #: that had requests since findings were last looked for
        self._found: WeakKeyDictionary[World, dict[tuple[str, str], None]] = WeakKeyDictionary()
        self._waits = False  #: for a flush

    def request(self, world: World, record: Record) -> None:
        """Take notice of a request."""
        self._add((world, record))

    def other(self, method: str, target: str, result: Answer) -> None:
        """Take notice of a request that belongs to no world, or is not about calls."""
        self._add(other_entry(method, target, result))

    def attempt(self, world: World, delivery: Delivery) -> None:
        """Take notice of the last attempt of a delivery, which has failed."""
        self._add((world, delivery))

    def flush(self) -> None:
        """Write what is pending, as far as there are not too many lines in this second."""
        self._waits = False
        over = self._now() - self._began >= 1
        self._write_out(over=over)
        if self._limit.left_out or self._worlds:
            self._flush_soon(max(BATCH_SECONDS, self._began + 1 - self._now()))

    def close(self) -> None:
        """Write everything that is pending, what was left out, and new findings."""
        self._write_out(over=True)
        self._write(self._rest())

    def _write_out(self, *, over: bool) -> None:
        """Write what is pending; if the second is `over`, with what was left out in it and with new findings."""
        entries = [*(self._rest() if over else ()), *self._admitted(), *(self._findings() if over else ())]
        if entries:
            self._write(entries)

    def _add(self, row: Row) -> None:
        self._pending.append(row)
        if not self._waits:
            self._flush_soon(BATCH_SECONDS)

    def _flush_soon(self, seconds: float) -> None:
        self._waits = True
        (self._call_later or asyncio.get_running_loop().call_later)(seconds, self.flush)

    def _admitted(self) -> Iterator[Entry]:
        pending, self._pending = self._pending, []
        statuses: dict[World, CallStatuses] = {}
        for row in pending:
            if isinstance(row, OtherEntry):
                if self._limit.admits(f"{row.method} {row.status}", failed=row.status >= 400):
                    yield row
                continue
            world, item = row
            if isinstance(item, Delivery):
                attempt = attempt_entry(world, item)
                if attempt is not None and self._limit.admits(_kind_of_attempt(attempt), failed=True):
                    yield attempt
                continue
            self._worlds[world] = None
            failed = not item.status or item.status >= 400
            if self._limit.admits(_kind_of_request(item), failed=failed):
                known = statuses.setdefault(world, CallStatuses(world))
                yield request_entry(world, item, self._only, known, verbose=self._verbose)

    def _rest(self) -> list[Entry]:
        """Return what was left out, and begin the next second."""
        counts = self._limit.rest()
        self._limit, self._began = LineLimit(), self._now()
        return [RestEntry(counts=counts)] if counts else []

    def _findings(self) -> Iterator[Entry]:
        worlds = list(self._worlds)
        self._worlds.clear()
        fresh = [(world, finding) for world in worlds for finding in self._new_findings(world)]
        for world, finding in fresh[:_MOST_FINDINGS]:
            yield finding_entry(world, finding)
        more = Counter(f"finding {finding.kind}" for _, finding in fresh[_MOST_FINDINGS:])
        if more:
            yield RestEntry(counts=more)

    def _new_findings(self, world: World) -> Iterator[ClientFinding]:
        """Yield the findings in the newest requests that were not written yet."""
        from mockserver.gateway.findings import findings_of

        written = self._found.setdefault(world, {})
        found = [finding for finding in findings_of(world, newest=_NEWEST) if _key(finding) not in written]
        if any(finding.kind is FindingKind.FIRST_PAGE for finding in found):  # an older request may have had that page
            sure = findings_of(world, [FindingKind.FIRST_PAGE])
            found = [finding for finding in found if finding.kind is not FindingKind.FIRST_PAGE or finding in sure]
        for finding in found:
            if _key(finding) not in written:
                written[_key(finding)] = None
                yield finding
        for old in list(written)[:-_REMEMBERED]:
            del written[old]


def _kind_of_request(record: Record) -> str:
    return f"{record.operation or record.method + ' no such operation'} {record.status or 'no response'}"


def _kind_of_attempt(entry: AttemptEntry) -> str:
    return f"webhook {entry.event} {entry.status or 'no response'}"


def _key(finding: ClientFinding) -> tuple[str, str]:
    return finding.kind, finding.message
