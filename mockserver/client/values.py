"""What the control API answers, as frozen values.

Keys that are not known here are ignored, so that an older client reads a newer server.
"""

import json
from datetime import datetime
from typing import Any

import msgspec

from mockserver.client.webhooks import Delivery
from mockserver.simulation.durations import show_seconds

_COMMON = ("at", "event", "status", "planned")
_SENTENCES = {
    "held": "waits until {until} ({why})",
    "waiting": "waits for a free line ({line})",
    "dialled": "dial {number}",
    "answered": "answered by {by}",
    "said": "{who}: {text}",
    "tool_used": "tool {name} -> {output}",
    "transferred": "transferred to {to}",
    "ended": "ended: {reason}",
    "cancelled": "cancelled by the API",
    "webhook": "webhook {name} -> {answer}",
    "shown": "status {word!r}, as the scenario says",
}


class Entry(msgspec.Struct, frozen=True):
    """One event of a call's timeline; `facts` holds what else the event says."""

    at: datetime
    event: str
    status: str  #: the provider's word for the call right after it
    planned: bool
    facts: dict[str, Any]

    @property
    def text(self) -> str:
        """The event in a few words."""
        facts = {**self.facts, "number": self.facts.get("attempt", 0) + 1}
        if "until" in facts:
            facts["until"] = show_seconds(datetime.fromisoformat(facts["until"]))
        try:
            by = f" by {facts['by']}" if self.event == "ended" and "by" in facts else ""
            return _SENTENCES[self.event].format(**facts) + by
        except KeyError:
            return self.event


class Call(msgspec.Struct, frozen=True, rename={"from_number": "from", "to_number": "to"}):
    """A call as the control API shows it: neutral, with the timeline past and planned."""

    id: str
    provider: str
    direction: str
    from_number: str
    to_number: str
    phase: str
    status: str  #: the provider's own word
    scenario: str
    created_at: datetime
    agent: str | None = None
    reason: str | None = None
    next_at: datetime | None = None
    labels: dict[str, Any] = {}
    attempts: list[dict[str, Any]] = []
    raw_timeline: list[dict[str, Any]] = msgspec.field(default_factory=list, name="timeline")

    @property
    def timeline(self) -> list[Entry]:
        """What has happened and what is planned, by time."""
        return [_entry(row) for row in self.raw_timeline]

    @property
    def story(self) -> list[Entry]:
        """What has happened, to be read: each entry with the status that was to be seen once its instant was over."""
        past = [entry for entry in self.timeline if not entry.planned]
        last = {entry.at: entry.status for entry in past}
        seen = [entry for entry in past if entry.event != "due"]
        return [msgspec.structs.replace(entry, status=last[entry.at]) for entry in seen]

    @property
    def events(self) -> list[str]:
        """The names of the events that have happened, in order."""
        return [entry.event for entry in self.timeline if not entry.planned]


class SentRequest(msgspec.Struct, frozen=True):
    """A request that the server got, and what it answered. Secrets are blacked out."""

    id: int
    at: datetime  #: virtual time
    provider: str
    operation: str | None  #: None where no route knew the request
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    status: int
    answer: str
    duration_ms: float
    call: str | None = None
    note: str | None = None

    @property
    def json(self) -> Any:
        """The decoded JSON body; None where there is none."""
        return json.loads(self.body) if self.body else None

    @property
    def answer_json(self) -> Any:
        """The decoded JSON answer; None where there is none."""
        return json.loads(self.answer) if self.answer else None

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.method} {self.path}{query} -> {self.status} ({self.operation or 'unknown to every route'})"


class Moved(msgspec.Struct, frozen=True):
    """What happened while the clock was moved: `events` holds the last 1,000 of `event_count`."""

    now: datetime
    event_count: int
    events: list[dict[str, Any]]
    delivery_count: int = 0
    deliveries: list[Delivery] = []
    slow: list[Delivery] = []  #: those that were not waited for any longer


class ClockState(msgspec.Struct, frozen=True):
    """How time passes, and what time it is."""

    mode: str
    rate: float
    now: datetime


def _entry(row: dict[str, Any]) -> Entry:
    facts = {key: value for key, value in row.items() if key not in _COMMON}
    return Entry(datetime.fromisoformat(row["at"]), row["event"], row["status"], row["planned"], facts)
