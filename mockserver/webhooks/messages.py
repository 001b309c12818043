"""What a provider tells its customer's server, or asks it, as values.

    Notice ── posted ──► Delivery ── tried, perhaps more than once ──► Try, Try, …   each with its Outcome

A notice is rendered at the instant of its event, so it cannot show the future. Nothing here sends anything.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from mockserver.calls.faults import DrawnFault, WebhookFaultKind

Headers = tuple[tuple[str, str], ...]


class WebhookMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A request to be sent. One that `asks` is not tried again, and the world stands still until it is answered."""

    provider: str
    event: str  #: the provider's own name of it
    url: str
    body: bytes = b""
    method: str = "POST"
    headers: Headers = ()
    call: str | None = None  #: id of the call that it is about
    endpoint: str | None = None  #: id of the webhook document that wants it
    secrets: tuple[str, ...] = ()  #: it is signed with each
    after: timedelta = timedelta(0)  #: virtual time between its event and the first try
    delays: tuple[timedelta, ...] = ()  #: virtual time between a failed try and the next
    timeout: float = 10.0  #: real seconds that a try may take
    asks: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """How a try went: a status, or an error where there was no answer. `seconds` are real."""

    status: int | None = None
    error: str | None = None
    body: bytes = b""
    seconds: float = 0.0
    refused: bool = False  #: the host may not be called, so nothing was sent

    @property
    def good(self) -> bool:
        """Whether the receiver has taken it: any 2xx."""
        return self.status is not None and 200 <= self.status < 300


class DeliveryAttempt(msgspec.Struct, frozen=True):
    """One try, at virtual time `at`."""

    at: datetime
    outcome: Outcome


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"  #: waits for its time, or for its turn
    SENDING = "sending"  #: on its way, not answered yet
    DELIVERED = "delivered"
    FAILED = "failed"  #: given up
    LOST = "lost"  #: by fault
    REFUSED = "refused"  #: to a host that may not be called


OPEN = (State.PENDING, State.SENDING)


class Delivery(msgspec.Struct, frozen=True):
    """A notice on its way. `number` counts the world's deliveries from 1; `due` is when it is to be tried next."""

    number: int
    message: WebhookMessage
    at: datetime
    due: datetime
    state: State = State.PENDING
    attempts: tuple[DeliveryAttempt, ...] = ()
    faults: tuple[DrawnFault, ...] = ()
    copy_of: int | None = None  #: the delivery that it repeats
    replayed: bool = False  #: repeated by hand

    @property
    def stream(self) -> tuple[str, str]:
        """Deliveries of one stream are sent one after the other."""
        return self.message.call or self.message.endpoint or "", self.message.url

    @property
    def open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in OPEN

    def fault(self, kind: WebhookFaultKind) -> DrawnFault | None:
        """The fault of that kind that meets it, if one does."""
        return next((drawn for drawn in self.faults if drawn.kind is kind), None)
