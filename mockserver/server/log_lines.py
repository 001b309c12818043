"""What the log says, as values: a request, an attempt to deliver a webhook, a finding, or how many were left out.

    entry ─┬─► line(paint)  one line for people; `paint(text, role)` may colour a part of it
           └─► facts()      the same facts for JSON

`log_entries` makes them.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from mockserver.gateway.mounts import DEFAULT

Paint = Callable[[str, str], str]  #: text and its role (`time`, `good`, `bad`, `failed`, `note`, `finding`) → text
_TARGET = 44  #: columns of method and path
_LOCAL = re.compile(r"(?<=waits until )\S+ = ")  #: the instant in UTC, before the local one
_NOTHING = "---"  #: in place of a status: there was no response


def plain(text: str, _role: str) -> str:
    """Return the text as it is."""
    return text


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What all entries have."""

    def line(self, paint: Paint = plain) -> str:
        """Return the entry as one line for people."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.line()

    def facts(self) -> dict[str, Any]:
        """Return the entry as JSON-ready values."""
        return {"entry": _KINDS[type(self)], **msgspec.to_builtins(self)}


class WorldEntry(Entry, frozen=True, kw_only=True):
    """An entry about one world. `time` is virtual."""

    time: datetime
    world: str

    def begin(self, paint: Paint) -> str:
        """Return how a line begins: with the time."""
        return paint(f"{self.time:%a %H:%M:%S}", "time") + " "

    @property
    def where(self) -> str:
        """The world, unless it is the default one."""
        return "" if self.world == DEFAULT else f"[{self.world}]"


class Wire(msgspec.Struct, frozen=True):
    """Headers and bodies of a request, redacted."""

    headers: Mapping[str, str]
    body: str
    answer: str


class RequestEntry(WorldEntry, frozen=True, kw_only=True):
    """One request to a provider. `status` is None if there was no response; `message` is that of an error."""

    provider: str
    method: str
    path: str
    status: int | None
    operation: str | None
    call: str | None = None
    before: str | None = None
    after: str | None = None
    scenario: str | None = None
    fault: str | None = None
    ms: float = 0.0
    delay_ms: float = 0.0
    message: str | None = None
    note: str | None = None
    wire: Wire | None = None

    @property
    def failed(self) -> bool:
        """Whether the client got an error, or no response."""
        return self.status is None or self.status >= 400

    def line(self, paint: Paint = plain) -> str:
        """Return the entry as one line, followed by headers and bodies if it has them."""
        target = f"{self.method:<6} {self.path}"
        status = _status(self.status, paint)
        took = paint(f"{self.ms:7.1f} ms", "time")
        head = f"{self.begin(paint)}{target:<{_TARGET}} {status} {took}  {self._about(paint)}"
        return head if self.wire is None else "\n".join([head, *_wire_lines(self.wire)])

    def _about(self, paint: Paint) -> str:
        call = self.call if self.call is not None and self.call not in self.path else None
        delayed = f"+ {self.delay_ms:.0f} ms delay" if self.delay_ms else None
        note = self.note if self.note and self.note not in (self.message or "") else ""
        said = " ".join(text for text in (self.message, _LOCAL.sub("", note)) if text)
        parts = (
            self.where,
            self.operation or "no such operation",
            call,
            _change(self.before, self.after),
            self.scenario,
            self.fault and paint(f"fault {self.fault}", "finding"),
            delayed,
            said and paint(said, "bad" if self.failed else "note"),
        )
        return "  ".join(part for part in parts if part)


class AttemptEntry(WorldEntry, frozen=True, kw_only=True):
    """One attempt to deliver a webhook that failed or was refused, with the reason and what to do about it."""

    provider: str
    event: str
    url: str
    delivery: int
    attempt: int
    status: int | None
    call: str | None
    ms: float
    reason: str
    remedy: str
    open: bool  #: whether another attempt follows

    def line(self, paint: Paint = plain) -> str:
        """Return the entry as one line. What to do is said at the first attempt and at the last."""
        target = f"webhook {self.event} to {self.url}"
        took = paint(f"{self.ms:7.1f} ms", "time")
        remedy = f" {self.remedy}" if self.attempt == 1 or not self.open else ""
        said = paint(self.reason + remedy, "failed")
        about = "  ".join(part for part in (self.where, self.call, said) if part)
        return f"{self.begin(paint)}{target:<{_TARGET}} {_status(self.status, paint)} {took}  {about}"


class FindingEntry(WorldEntry, frozen=True, kw_only=True):
    """Something that a client did and that the documentation does not cover."""

    provider: str
    kind: str
    message: str
    request: int | None
    operation: str | None
    call: str | None

    def line(self, paint: Paint = plain) -> str:
        """Return the entry as one line."""
        head = paint(f"finding {self.kind}", "finding")
        return self.begin(paint) + "  ".join(
            part for part in (head, self.where, self.operation or self.call, self.message) if part
        )


class OtherEntry(Entry, frozen=True, kw_only=True):
    """A request that belongs to no world, or is not about calls: a recording, an OpenAPI document, a refusal."""

    method: str
    path: str
    status: int
    message: str | None

    def line(self, paint: Paint = plain) -> str:
        """Return the entry as one line."""
        target = f"{'':13}{self.method:<6} {self.path}"
        said = f"  {paint(self.message, 'bad')}" if self.message else ""
        return f"{target:<{_TARGET + 13}} {_status(self.status, paint)}{said}"


class RestEntry(Entry, frozen=True, kw_only=True):
    """How many entries were left out because there were too many in one second, by what they have in common."""

    counts: Mapping[str, int]

    def line(self, paint: Paint = plain) -> str:
        """Return the entry as one line."""
        rows = sorted(self.counts.items(), key=lambda row: (-row[1], row[0]))
        kinds = ", ".join(f"{count:,} × {name}" for name, count in rows)
        return paint(f"… {sum(self.counts.values()):,} more in this second: {kinds}", "note")


def _status(status: int | None, paint: Paint) -> str:
    if not status:
        return paint(_NOTHING, "failed")
    return paint(str(status), "good" if status < 400 else "bad" if status < 500 else "failed")


_KINDS = {
    RequestEntry: "request",
    OtherEntry: "other",
    AttemptEntry: "webhook",
    FindingEntry: "finding",
    RestEntry: "rest",
}


def _change(before: str | None, after: str | None) -> str | None:
    if after is None or before == after:
        return after
    return f"{before} → {after}" if before else f"→ {after}"


def _wire_lines(wire: Wire) -> list[str]:
    """Return headers and bodies as indented lines."""
    rows = [f"{name}: {value}" for name, value in wire.headers.items()]
    sent, got = wire.body.splitlines(), wire.answer.splitlines()
    return [f"    {mark} {row}" for mark, lines in ((">", [*rows, *sent]), ("<", got)) for row in lines]
