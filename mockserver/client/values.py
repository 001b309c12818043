"""Responses of the control API as frozen values.

Unknown keys are ignored, so an older client can read the responses of a newer server. Deliveries are in `webhooks`.
"""

import json
from datetime import datetime
from typing import Any

import msgspec

from mockserver.client.webhooks import Delivery

_COMMON = ("at", "event", "status", "planned", "description")


class Entry(msgspec.Struct, frozen=True):
    """One event of a call's timeline; `facts` has the event's other fields."""

    at: datetime
    event: str
    status: str  #: the provider's status of the call right after the event
    planned: bool
    facts: dict[str, Any]
    description: str | None = None  #: None: the server is too old to write one

    @property
    def text(self) -> str:
        """Return the event in a few words."""
        return self.description or self.event


class Call(msgspec.Struct, frozen=True, rename={"from_number": "from", "to_number": "to"}):
    """A call, independent of its provider, with its past and planned timeline."""

    id: str
    provider: str
    direction: str
    from_number: str
    to_number: str
    phase: str
    status: str  #: in the provider's words
    scenario: str
    created_at: datetime
    agent: str | None = None
    reason: str | None = None
    visible_at: datetime | None = None  #: before, requests that read it by its id do not find it
    next_at: datetime | None = None
    time_zone: str | None = None  #: of the other side's number, by its area (IANA); only of `calls.get`
    labels: dict[str, Any] = {}
    attempts: list[dict[str, Any]] = []
    raw_timeline: list[dict[str, Any]] = msgspec.field(default_factory=list, name="timeline")

    @property
    def timeline(self) -> list[Entry]:
        """Return past and planned events in order of time."""
        return [_entry(row) for row in self.raw_timeline]

    @property
    def history(self) -> list[Entry]:
        """Return the past events for people: each with the status that a client saw after its instant."""
        past = [entry for entry in self.timeline if not entry.planned]
        last = {entry.at: entry.status for entry in past}
        seen = [entry for entry in past if entry.event != "due"]
        return [msgspec.structs.replace(entry, status=last[entry.at]) for entry in seen]

    @property
    def events(self) -> list[str]:
        """Return the names of the past events in order."""
        return [entry.event for entry in self.timeline if not entry.planned]


class Forecast(msgspec.Struct, frozen=True):
    """How a call ends by itself; the timeline of `call` goes on until then."""

    call: Call
    status: str  #: in the provider's words
    phase: str  #: another one than `ended`, if the call never ends by itself
    ends_at: datetime | None = None


class CallStatus(msgspec.Struct, frozen=True):
    """The provider's status of a call before and after a request. None: there was no such call, or it is gone."""

    before: str | None = None
    after: str | None = None


class RequestFinding(msgspec.Struct, frozen=True):
    """What stood out about a request. `client.findings` has all findings."""

    kind: str
    message: str


class SentRequest(msgspec.Struct, frozen=True):
    """A request that the server received, and its response (`answer`). Secrets are redacted."""

    id: int
    at: datetime  #: virtual time
    provider: str
    operation: str | None  #: None if the request matched no route
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    status: int | None  #: None if a planned fault left no answer
    answer: str
    duration_ms: float  #: without `delay_ms`
    call: str | None = None
    note: str | None = None
    message: str | None = None  #: the provider's message of an error, in one line
    delay_ms: float = 0.0  #: real time for which a planned fault held it up
    fault: str | None = None  #: id and kind of the planned fault that acted on it
    connection: int | None = None  #: number of the connection over which it came, if that was a socket
    attempt: int | None = None  #: which attempt of its client this is, from 1, if the client says so
    call_status: CallStatus = CallStatus()
    findings: list[RequestFinding] = []
    curl: str | None = None  #: a command that sends it again; only of `requests.get`
    curl_note: str | None = None  #: why the command does not send quite the same

    @property
    def json(self) -> Any:
        """Return the decoded JSON body, or None if there is no body."""
        return json.loads(self.body) if self.body else None

    @property
    def answer_json(self) -> Any:
        """Return the decoded JSON response, or None if it has no body."""
        return json.loads(self.answer) if self.answer else None

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        answer = self.status or "no answer"
        fault = f" [{self.fault}]" if self.fault else ""
        return f"{self.method} {self.path}{query} -> {answer} ({self.operation or 'no route matches'}){fault}"


class CallState(msgspec.Struct, frozen=True, rename={"to_number": "to"}):
    """What a call is after an advance: its status in the provider's words, why it ended or what it waits for."""

    id: str
    provider: str
    to_number: str
    scenario: str
    phase: str
    status: str
    reason: str | None = None
    ended_by: str | None = None
    next_at: datetime | None = None


class AdvanceResult(msgspec.Struct, frozen=True):
    """The result of an advance: `events` has the last 1,000 of `event_count`, `calls` the calls of these events."""

    now: datetime
    event_count: int
    events: list[dict[str, Any]]
    calls: list[CallState] = []
    delivery_count: int = 0
    deliveries: list[Delivery] = []
    slow: list[Delivery] = []  #: unanswered when the wait budget ran out


class PlannedEvent(msgspec.Struct, frozen=True):
    """An event of a call (kind `call`) or an attempt of a webhook (kind `delivery`) that is planned."""

    at: datetime
    event: str
    provider: str
    description: str  #: in a few words
    call: str | None = None
    kind: str = "call"


class Planned(msgspec.Struct, frozen=True):
    """What is planned until an instant (None: ever); `events` has the next 100 of `event_count`."""

    now: datetime
    event_count: int
    delivery_count: int
    events: list[PlannedEvent] = []
    until: datetime | None = None


class ClockState(msgspec.Struct, frozen=True):
    """Mode and rate of the clock, and the virtual time; what is due next, and why time stands still if it does."""

    mode: str
    rate: float
    now: datetime
    next: PlannedEvent | None = None
    waits: str | None = None


def _entry(row: dict[str, Any]) -> Entry:
    facts = {key: value for key, value in row.items() if key not in _COMMON}
    at, description = datetime.fromisoformat(row["at"]), row.get("description")
    return Entry(at, row["event"], row["status"], row["planned"], facts, description)
