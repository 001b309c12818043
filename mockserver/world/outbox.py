"""The webhooks of a world: notifications about calls, and blocking webhooks whose response a call waits for.

    event processed ─► policy.messages(world, call, event)         ─► post, rendered at this instant
    event next      ─► policy.blocking_message(world, call, event) ─► time stands still until `response`

A provider's `WebhookPolicy` says what is sent. The outbox holds the deliveries and knows which calls are blocked.
Sending is the job of `delivery`, which reports each result to `World.on_result`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Generic

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent
from mockserver.webhooks.delivery_queue import DeliveryQueue
from mockserver.webhooks.messages import Delivery, Outcome, WebhookMessage
from mockserver.webhooks.policy import NONE, Account, WebhookPolicy
from mockserver.world.sinks import Sinks

if TYPE_CHECKING:
    from mockserver.calls.webhook_faults import WebhookFault


class Outbox(Generic[Account]):
    """The webhooks of one world. `rules` are its faults; `blocked` maps a blocked call to the delivery that it waits
    for. `chance` returns a source of random numbers for a purpose, another one each time."""

    def __init__(self, chance: Callable[[str], Random]) -> None:
        self.deliveries = DeliveryQueue()
        self.policies: Mapping[str, WebhookPolicy[Account]] = {}
        self.allowed: tuple[str, ...] = ()  #: values of --allow-host
        self.rules: tuple[WebhookFault, ...] = ()
        self.blocked: dict[str, int] = {}
        self.sinks = Sinks()
        self.rewrite: Callable[[WebhookMessage], WebhookMessage] | None = None  #: changes every message
        self._chance = chance
        self._answered: set[tuple[str, int]] = set()

    @property
    def to(self) -> str | None:
        """The URL to which all webhooks are sent instead of their own."""
        return self.deliveries.to

    @to.setter
    def to(self, url: str | None) -> None:
        self.deliveries.to = url

    def subscriptions(self, provider: str) -> tuple[frozenset[type], frozenset[type]]:
        """Return the types of events for which `add_messages` and `must_wait` are needed at that provider."""
        policy = self.policies.get(provider)
        return (policy.notified_events, policy.blocking_events) if policy is not None else (NONE, NONE)

    def add_messages(self, account: Account, call: Call, event: AnyEvent, now: datetime) -> None:
        """Add the provider's messages about an event that has just happened."""
        for message in self.policies[call.provider].messages(account, call, event):
            self.post(message, now, call)

    def post(self, message: WebhookMessage, now: datetime, call: Call | None = None) -> Delivery:
        """Add a message, with the faults of the call's scenario and of the world."""
        message = message if self.rewrite is None else self.rewrite(message)
        rules = (*(call.plan.webhooks if call else ()), *self.rules)
        if not rules:
            return self.deliveries.post(message, now)
        purpose = f"{message.provider}:webhook:{message.call}:{message.endpoint}:{message.event}"
        return self.deliveries.post(message, now, rules, self._chance(purpose))

    def must_wait(self, account: Account, call: Call, event: AnyEvent, now: datetime) -> bool:
        """Return whether `event` must wait for the response to a blocking webhook, which is added if needed."""
        blocking_message = self.policies[call.provider].blocking_message
        if blocking_message is None:
            return False
        if call.id in self.blocked:
            return True
        if (call.id, call.processed) in self._answered:
            self._answered.discard((call.id, call.processed))
            return False
        message = blocking_message(account, call, event)
        if message is None:
            return False
        message = message if self.rewrite is None else self.rewrite(message)
        self.blocked[call.id] = self.deliveries.post(message, now).number
        return True

    def record(self, account: Account, number: int, outcome: Outcome, now: datetime) -> Delivery:
        """Record the result of an attempt to deliver `number`."""
        delivery = self.deliveries.settle(number, outcome, now)
        policy = self.policies.get(delivery.message.provider)
        if policy is not None and policy.on_result is not None:
            policy.on_result(account, delivery)
        return delivery

    def unblock(self, delivery: Delivery) -> str | None:
        """Return the id of the call that waited for this delivery, if there is one. It waits no longer."""
        call_id = delivery.message.call or ""
        if self.blocked.get(call_id) != delivery.number:
            return None
        del self.blocked[call_id]
        return call_id

    def respond(self, account: Account, call: Call, outcome: Outcome) -> Call:
        """Return the call after the response to its blocking webhook: unchanged if it has ended meanwhile."""
        event = call.future[0][1] if call.future else None
        policy = self.policies.get(call.provider)
        if event is None or policy is None or policy.on_response is None or type(event) not in policy.blocking_events:
            return call
        changed = policy.on_response(account, call, event, outcome)
        self._answered.add((call.id, changed.processed))
        return changed
