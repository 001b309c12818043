"""What a provider answers to a client that reads a call, after any number of the call's events, also planned ones.

    world ─► throwaway copy with this call, as it is after N events, at the time of the last one
                └─► the provider's own operation `get` ─► the response

So it is the real response, but nothing changes, no request is counted, and planned faults do not act. Documents, such
as agents, are as they are now.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.errors import MockserverError
from mockserver.gateway.mounts import mount
from mockserver.gateway.throwaway import empty_copy
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, Operation, Provider, Refusal, Request
from mockserver.providers.samples import key_headers, operation_of
from mockserver.webhooks.delivery_queue import DeliveryQueue
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.world import World

_KEY = "any-key"


class CallResponse(NamedTuple):
    """The response after `events` events, at the instant `at`; `body` is the decoded JSON."""

    events: int
    at: datetime
    status: int
    body: Any


class CallReader:
    """Reads one call of a world as a client would, after any number of its events."""

    def __init__(self, world: World, call: Call, origin: str) -> None:
        self.provider = PROVIDERS.named(call.provider)
        self.operation: Operation = operation_of(self.provider, self.provider.calls.get)
        self._call = call
        self._serials = dict(world.serials)
        self._trial = empty_copy(world)
        self._trial.origin = world.origin or origin
        self._deliveries = [row for row in world.outbox.deliveries if row.message.call == call.id]
        self._count = world.outbox.deliveries.count

    def path(self, only: str | None) -> str:
        """Return the path of the request as a client sends it. `only` is the one provider that the server serves."""
        return mount(self.provider, "", only) + self._own_path

    @property
    def _own_path(self) -> str:
        return self.operation.template.replace("{id}", quote(self._call.id, safe=""))

    def after(self, events: int) -> CallResponse:
        """Return the response after the first `events` events, at the instant of the last of them."""
        return self.read(events, self._call.timeline[events - 1][0])

    def read(self, events: int, at: datetime) -> CallResponse:
        """Return the response after so many events, at that instant."""
        trial = self._trial
        trial.now, trial.serials = at, dict(self._serials)
        trial.outbox.deliveries = DeliveryQueue()
        known = (_as_of(delivery, at) for delivery in self._deliveries)
        trial.outbox.deliveries.restore([delivery for delivery in known if delivery is not None], self._count)
        trial.calls[self._call.id] = replace(self._call, processed=events)
        given = self._answer()
        return CallResponse(events, at, given.status, msgspec.json.decode(given.body) if given.body else None)

    def earlier(self, given: CallResponse) -> Iterator[CallResponse | None]:
        """Yield None until the last response before `given` is found whose body differs; then yield that one."""
        for events in range(given.events - 1, 0, -1):
            found = self.after(events)
            if found.body != given.body:
                yield found
                return
            yield None

    def _answer(self) -> Answer:
        provider, operation = self.provider, self.operation
        headers = key_headers(provider, _KEY)
        named = {name.lower(): text for name, text in headers.items()}
        request = Request(operation.method, self._own_path, "", named, b"", {"id": self._call.id}, _KEY)
        given = _answered(provider, self._trial, lambda: operation.endpoint(self._trial, request))
        if provider.finish is not None:
            provider.finish(self._trial, request, given)
        if self._trial.options.tomorrow:
            from mockserver.gateway.future_answers import grow_answer

            grow_answer(self._trial, provider, operation, request, given)
        return given


def _answered(provider: Provider, world: World, answer: Callable[[], Answer]) -> Answer:
    """Return what the endpoint answers, or how the provider refuses."""
    try:
        return answer()
    except Refusal as refusal:
        return provider.refuse(refusal, world)
    except MockserverError as error:
        message = f"mockserver: {error}"
        return provider.refuse(Refusal(400, provider.codes.bad_body, message, error.details), world)


def _as_of(delivery: Delivery, at: datetime) -> Delivery | None:
    """Return a delivery as it was at that instant, or None if it did not exist yet."""
    if delivery.at > at:
        return None
    attempts = tuple(attempt for attempt in delivery.attempts if attempt.at <= at)
    if attempts == delivery.attempts:
        return delivery
    return replace(delivery, attempts=attempts, state=State.PENDING, due=delivery.attempts[len(attempts)].at)
