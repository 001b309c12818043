"""The event stream of a server as typed values, while things happen.

    with control.events(kinds=["call", "delivery"]) as feed:
        for event in feed:
            match event:
                case CallEvent(): print(event.call, event.text, event.status)
                case DeliveryChanged(): print(event.event, event.outcome)

The feed begins when `events` returns, and ends when the server ends it. It does not connect again by itself: pass
`feed.last_event_id` to go on. Kinds that this version does not know are skipped.
"""

from collections.abc import Generator, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

import msgspec

from mockserver.client.connection import Connection
from mockserver.errors import is_callers_mistake

if TYPE_CHECKING:
    import httpx2

__tracebackhide__ = is_callers_mistake  #: for pytest


class StreamEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the stream. `at` is virtual time; it and `world` are None if the event is about the stream."""

    kind: ClassVar[str]
    event_id: str
    world: str | None = None
    at: datetime | None = None


class RequestSeen(StreamEvent, frozen=True, kw_only=True):
    """A request to a provider was answered. `number` is its id in the journal."""

    kind: ClassVar[str] = "request"
    number: int
    method: str
    path: str
    status: int | None  #: None if a planned fault left no answer
    duration_ms: float
    delay_ms: float = 0.0
    provider: str | None = None
    operation: str | None = None
    call: str | None = None
    fault: str | None = None


class CallEvent(StreamEvent, frozen=True, kw_only=True):
    """Something happened to a call. `status` is the provider's status after it, `facts` are the event's own fields."""

    kind: ClassVar[str] = "call"
    at: datetime
    number: int
    call: str
    event: str
    facts: dict[str, Any]
    description: str | None = None  #: None: the server is too old to write one
    status: str | None = None
    provider: str | None = None
    scenario: str | None = None

    @property
    def text(self) -> str:
        """Return the event in a few words."""
        return self.description or self.event


class DeliveryChanged(StreamEvent, frozen=True, kw_only=True):
    """A webhook was added, sent, delivered, given up … `status` and `error` are those of the last attempt."""

    kind: ClassVar[str] = "delivery"
    id: int
    provider: str
    event: str
    url: str
    outcome: str
    attempts: int  #: so far
    call: str | None = None
    status: int | None = None
    error: str | None = None
    next_at: datetime | None = None


class ClockChanged(StreamEvent, frozen=True, kw_only=True):
    """The clock of a world was moved or changed."""

    kind: ClassVar[str] = "clock"
    mode: str
    rate: float
    now: datetime


class FaultFired(StreamEvent, frozen=True, kw_only=True):
    """A planned fault acted on a request. `rule` is its id, or `header`; `request` the number of the request."""

    kind: ClassVar[str] = "fault"
    rule: str
    fault: str
    request: int
    provider: str | None = None
    operation: str | None = None
    call: str | None = None


class WorldChanged(StreamEvent, frozen=True, kw_only=True):
    """A world was `created`, `reset` (replaced by a new one or a snapshot) or `forgotten`."""

    kind: ClassVar[str] = "world"
    change: str


class EventGap(StreamEvent, frozen=True, kw_only=True):
    """Events are missing at this place: so many at most (None: unknown), of these kinds (None: of any)."""

    kind: ClassVar[str] = "gap"
    reason: str
    missing: int | None = None
    kinds: list[str] | None = None


class StreamCut(StreamEvent, frozen=True, kw_only=True):
    """The last event of a feed that was read too slowly."""

    kind: ClassVar[str] = "cut"
    reason: str
    waiting: int = 0


_TYPES: tuple[type[StreamEvent], ...] = (
    RequestSeen,
    CallEvent,
    DeliveryChanged,
    ClockChanged,
    FaultFired,
    WorldChanged,
    EventGap,
    StreamCut,
)


class EventFeed:
    """The events of a server from now on, or after `last_event_id`; an iterator and a context manager."""

    def __init__(
        self, connection: Connection, world: str | None, kinds: Iterable[str] = (), last_event_id: str | None = None
    ) -> None:
        chosen = [kinds] if isinstance(kinds, str) else [*kinds]
        query = {"kinds": ",".join(chosen), "last_event_id": last_event_id or ""}
        given = {name: text for name, text in query.items() if text}
        self.last_event_id = last_event_id  #: from where another feed can go on
        self._response = connection.open_stream("/events", world=world, query=given)
        self._events = self._read(connection, self._response)

    def __iter__(self) -> Iterator[StreamEvent]:
        return self

    def __next__(self) -> StreamEvent:
        """Return the next event; wait for it.

        Raises:
            NotReachable: the connection broke.
            StopIteration: the server has ended the stream, or the feed is closed.
        """
        return next(self._events)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the feed."""
        self._events.close()
        self._response.close()

    def _read(self, connection: Connection, response: "httpx2.Response") -> Generator[StreamEvent, None, None]:
        from httpx2 import EventSource

        types = {kind.kind: kind for kind in _TYPES}
        with connection.translated_errors():
            for event in EventSource(response, max_event_size=None):
                self.last_event_id = event.id or self.last_event_id
                kind = types.get(event.event)
                if kind is not None and event.data:
                    yield msgspec.convert({**msgspec.json.decode(event.data), "event_id": event.id}, kind)
