"""The webhooks of a world, through the control API: deliveries with their attempts, replay, planned faults, sinks.

Reading first waits for deliveries in flight, so a test sees their results right after an advance or a poll.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Never

import msgspec

from mockserver.client.arguments import refuse_unknown
from mockserver.client.listing import Listing
from mockserver.client.words import Outcome
from mockserver.errors import is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest


class DeliveryAttempt(msgspec.Struct, frozen=True):
    """One attempt of a delivery: the receiver's status and response (`answer`), or the error."""

    at: datetime  #: virtual time
    status: int | None
    error: str | None
    answer: str
    duration_ms: float


class Delivery(msgspec.Struct, frozen=True):
    """A webhook: request, destination, `outcome` so far, and every attempt."""

    id: int
    provider: str
    event: str
    method: str
    url: str
    headers: dict[str, str]
    body: str
    at: datetime  #: virtual time of the event
    outcome: str  #: pending, sending, delivered, failed, lost, refused
    call: str | None = None
    endpoint: str | None = None
    blocking: bool = False
    faults: list[str] = []
    copy_of: int | None = None
    replayed: bool = False
    next_at: datetime | None = None  #: virtual time of the next attempt
    attempts: list[DeliveryAttempt] = []
    reason: str | None = None  #: why it was not delivered, or why its last attempt failed
    remedy: str | None = None  #: what to do about it

    @property
    def json(self) -> Any:
        """Return the decoded JSON body, or None if there is no body."""
        return json.loads(self.body) if self.body else None


class Sink(msgspec.Struct, frozen=True):
    """A built-in receiver: how many requests it holds, and the virtual time of the last one."""

    name: str
    count: int
    last_at: datetime


class Webhooks(Listing[Delivery]):
    """The deliveries of a world, oldest first (the server keeps the last 10,000 finished ones)."""

    def _all(self) -> list[Delivery]:
        return self.find()

    @property
    def deliveries(self) -> list[Delivery]:
        """Return all deliveries."""
        return self.find()

    def find(
        self,
        event: str | None = None,
        *,
        call: str | None = None,
        outcome: Outcome | str | None = None,
        provider: str | None = None,
        q: str | None = None,
        **unknown: Never,
    ) -> list[Delivery]:
        """Return the deliveries with these values, oldest first. `event` is the provider's own name, such as
        `call.completed`; `call` is the id of a call; `q` is a text in event, URL, body, call or reason.

        Raises:
            BadArgument: deliveries cannot be found by an argument of that name.
            ControlError: no provider has an event of that name, or there is no such outcome or provider; the message
                offers the nearest.
        """
        refuse_unknown("webhooks.find", unknown, ("event", "call", "outcome", "provider", "q"))
        filters = {"event": event, "call": call, "outcome": outcome, "provider": provider, "q": q}
        query = {name: value for name, value in filters.items() if value is not None}
        rows = self._connection.send("GET", "/webhooks", world=self._world, query=query)["webhooks"]
        return msgspec.convert(rows, list[Delivery])

    def replay(self, delivery: Delivery | int) -> Delivery:
        """Send the same bytes again, with a new signature; return the new delivery.

        Raises:
            ControlError: there is no such delivery.
        """
        number = delivery.id if isinstance(delivery, Delivery) else delivery
        return msgspec.convert(self._connection.send("POST", f"/webhooks/{number}/replay", world=self._world), Delivery)

    def announce(self, provider: str, event: str, data: Any = None) -> list[Delivery]:
        """Send a provider's webhooks for an event of any name, such as `appointment.created`, with `data` as their
        content; return the deliveries.

        Raises:
            ControlError: there is no such provider, or it has no webhooks for events of any name.
        """
        body = {"provider": provider, "event": event, "data": data}
        rows = self._connection.send("POST", "/webhooks", body, world=self._world)["webhooks"]
        return msgspec.convert(rows, list[Delivery])

    def plan(self, *faults: Mapping[str, Any] | str) -> None:
        """Replace the planned faults: `plan("duplicate", {"fault": "late", "by": "30s"})`; without arguments, none.

        Raises:
            ControlError: a fault is not valid; the message says what is allowed.
        """
        rules = [{"fault": rule} if isinstance(rule, str) else rule for rule in faults]
        self._connection.send("PATCH", "/webhooks/plan", {"plan": rules}, world=self._world)

    def send_to(self, url: str | None) -> None:
        """Send all webhooks of the world to that URL; with None, to their own URLs again."""
        self._connection.send("PATCH", "/webhooks/plan", {"to": url}, world=self._world)

    def sinks(self) -> list[Sink]:
        """Return the sinks that hold requests, in alphabetical order."""
        return msgspec.convert(self._connection.send("GET", "/sink", world=self._world)["sinks"], list[Sink])

    def sink(self, name: str) -> list[dict[str, Any]]:
        """Return what the sink of that name received (`at`, `method`, `headers`, `body`)."""
        return list(self._connection.send("GET", f"/sink/{name}", world=self._world)["requests"])

    def sink_url(self, name: str) -> str:
        """Return the URL of that sink."""
        return f"{self._connection.address.url.rstrip('/')}/__admin/sink/{name}"
