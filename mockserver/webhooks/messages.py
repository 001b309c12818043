"""Webhooks as values: the message, its delivery, the attempts of the delivery.

    WebhookMessage ─► Delivery ─► DeliveryAttempt, DeliveryAttempt, …   each with its Outcome

A message is rendered at the instant of its event, so it cannot show the future. Nothing here sends anything.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from mockserver.calls.webhook_faults import DrawnFault, WebhookFaultKind

Headers = tuple[tuple[str, str], ...]


class WebhookMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A request to send. One that is `blocking` is not retried, and time stands still until its response."""

    provider: str
    event: str  #: the provider's own name
    url: str
    body: bytes = b""
    method: str = "POST"
    headers: Headers = ()
    call: str | None = None  #: id of the call
    endpoint: str | None = None  #: id of the webhook document that subscribes to it
    secrets: tuple[str, ...] = ()  #: signing secrets; it is signed with each
    after: timedelta = timedelta(0)  #: virtual time between its event and the first attempt
    delays: tuple[timedelta, ...] = ()  #: virtual time between a failed attempt and the next
    timeout: float = 10.0  #: of each attempt, in real seconds
    blocking: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """The result of an attempt: a status, or an error if there was no response. `seconds` are real time."""

    status: int | None = None
    error: str | None = None
    body: bytes = b""
    seconds: float = 0.0
    refused: bool = False  #: the host is not allowed, so nothing was sent

    @property
    def good(self) -> bool:
        """Whether the receiver accepted it: any 2xx."""
        return self.status is not None and 200 <= self.status < 300


class DeliveryAttempt(msgspec.Struct, frozen=True):
    """One attempt, at virtual time `at`."""

    at: datetime
    outcome: Outcome


class State(StrEnum):
    """The state of a delivery."""

    PENDING = "pending"  #: waits for its time, or in the queue
    SENDING = "sending"  #: in progress
    DELIVERED = "delivered"
    FAILED = "failed"  #: given up
    LOST = "lost"  #: by fault
    REFUSED = "refused"  #: to a host that is not allowed


OPEN = (State.PENDING, State.SENDING)


class Delivery(msgspec.Struct, frozen=True):
    """A message to be delivered. `number` counts a world's deliveries from 1; `due` is the time of the next attempt."""

    number: int
    message: WebhookMessage
    at: datetime
    due: datetime
    state: State = State.PENDING
    attempts: tuple[DeliveryAttempt, ...] = ()
    faults: tuple[DrawnFault, ...] = ()
    copy_of: int | None = None  #: number of the original
    replayed: bool = False  #: requested by hand

    @property
    def stream(self) -> tuple[str, str]:
        """The key of its stream. Deliveries of one stream are sent one after the other."""
        return self.message.call or self.message.endpoint or "", self.message.url

    @property
    def open(self) -> bool:
        """Whether it is not finished."""
        return self.state in OPEN

    def fault(self, kind: WebhookFaultKind) -> DrawnFault | None:
        """Return its fault of that kind, or None."""
        return next((drawn for drawn in self.faults if drawn.kind is kind), None)
