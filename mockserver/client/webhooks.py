"""The webhooks of a world, from outside: what was sent, with every try; send one again; what is to go wrong.

Looking waits for what is on its way, so who has just moved the clock, or polled, sees what came of it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from mockserver.client.link import Link


class DeliveryAttempt(msgspec.Struct, frozen=True):
    """One try of a delivery: the receiver's status, or the error where it gave none."""

    at: datetime  #: virtual time
    status: int | None
    error: str | None
    answer: str
    duration_ms: float


class Delivery(msgspec.Struct, frozen=True):
    """A webhook: what was to be sent where, how far it has come (`outcome`), and every try."""

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
    attempts: list[DeliveryAttempt] = []

    @property
    def json(self) -> Any:
        """The decoded JSON body; None where there is none."""
        return json.loads(self.body) if self.body else None


class Webhooks:
    """The deliveries of a world, oldest first (the server keeps the last 10,000 that are over)."""

    def __init__(self, link: Link, world: str | None) -> None:
        self._link, self._world = link, world

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self.find())

    def __len__(self) -> int:
        return len(self.find())

    def __repr__(self) -> str:
        return repr(self.find())

    @property
    def deliveries(self) -> list[Delivery]:
        """All of them."""
        return self.find()

    def find(
        self,
        event: str | None = None,
        *,
        call: str | None = None,
        outcome: str | None = None,
        provider: str | None = None,
    ) -> list[Delivery]:
        """Those of which all these facts are so."""
        given = {"event": event, "call": call, "outcome": outcome, "provider": provider}
        query = {name: fact for name, fact in given.items() if fact is not None}
        rows = self._link.ask("GET", "/webhooks", world=self._world, query=query)["webhooks"]
        return msgspec.convert(rows, list[Delivery])

    def replay(self, delivery: Delivery | int) -> Delivery:
        """Send the same bytes once more; the new delivery."""
        number = delivery.id if isinstance(delivery, Delivery) else delivery
        return msgspec.convert(self._link.ask("POST", f"/webhooks/{number}/replay", world=self._world), Delivery)

    def announce(self, provider: str, event: str, data: Any = None) -> list[Delivery]:
        """Have a provider tell of an event of any name, such as `appointment.created`; what was sent."""
        body = {"provider": provider, "event": event, "data": data}
        rows = self._link.ask("POST", "/webhooks", body, world=self._world)["webhooks"]
        return msgspec.convert(rows, list[Delivery])

    def plan(self, *faults: dict[str, Any] | str) -> None:
        """What goes wrong from now on: `plan("duplicate", {"fault": "late", "by": "30s"})`; without any: nothing."""
        rules = [{"fault": rule} if isinstance(rule, str) else rule for rule in faults]
        self._link.ask("PATCH", "/webhooks/plan", {"plan": rules}, world=self._world)

    def send_to(self, url: str | None) -> None:
        """Send all webhooks to that URL, whatever theirs is; None: to their own again."""
        self._link.ask("PATCH", "/webhooks/plan", {"to": url}, world=self._world)

    def sink(self, name: str) -> list[dict[str, Any]]:
        """What the server's own receiver of that name has got (`at`, `method`, `headers`, `body`)."""
        return list(self._link.ask("GET", f"/sink/{name}", world=self._world)["requests"])

    def sink_url(self, name: str) -> str:
        """Where that receiver is."""
        return f"{self._link.address.url.rstrip('/')}/__admin/sink/{name}"
