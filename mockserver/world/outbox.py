"""The webhooks of a world: notifications about calls, and blocking webhooks whose response a call waits for.

    event processed ─► policy.messages(world, call, event) ─► deliveries.post, rendered at this instant
    event next      ─► policy.ask(world, call, event)      ─► time stands still until `on_result`

A provider's `WebhookPolicy` says what is sent. The outbox holds the deliveries and knows which calls are blocked.
Sending is the job of `delivery`, which reports each result to `on_result`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent
from mockserver.webhooks.delivery_queue import DeliveryQueue
from mockserver.webhooks.messages import Delivery, Headers, Outcome, WebhookMessage
from mockserver.world.sinks import Sinks

if TYPE_CHECKING:
    from mockserver.calls.faults import WebhookFault

EVERY: frozenset[type] = frozenset(get_args(AnyEvent))
NONE: frozenset[type] = frozenset()


class WebhookPolicy(NamedTuple):
    """What a provider sends. `tells` are the types of events that may cause a notification, `asks` those that may have
    to wait for the response to a blocking webhook."""

    messages: Callable[[Any, Call, AnyEvent], Iterable[WebhookMessage]]
    heard: Callable[[Any, Delivery], None] | None = None  #: called after each attempt
    sign: Callable[[Any, WebhookMessage, datetime], Headers] | None = (
        None  #: headers of an attempt at a (real or virtual) time
    )
    asks: frozenset[type] = NONE
    ask: Callable[[Any, Call, AnyEvent], WebhookMessage | None] | None = None
    answered: Callable[[Any, Call, AnyEvent, Outcome], Call] | None = None  #: returns the call after the response
    announce: Callable[[Any, str, Any], Iterable[WebhookMessage]] | None = None  #: messages for an event of any name
    tells: frozenset[type] = EVERY


class Outbox:
    """The webhooks of one world. `rules` are its faults; `blocked` maps a blocked call to the delivery that it waits
    for."""

    def __init__(self) -> None:
        self.deliveries = DeliveryQueue()
        self.policies: Mapping[str, WebhookPolicy] = {}
        self.allowed: tuple[str, ...] = ()  #: values of --allow-host
        self.rules: tuple[WebhookFault, ...] = ()
        self.blocked: dict[str, int] = {}
        self.sinks = Sinks()
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
        webhook_policy = self.policies.get(provider)
        return (webhook_policy.tells, webhook_policy.asks) if webhook_policy is not None else (NONE, NONE)

    def add_messages(self, world: Any, call: Call, event: AnyEvent) -> None:
        """Add the provider's messages about an event that has just happened."""
        for webhook in self.policies[call.provider].messages(world, call, event):
            self.post(world, webhook, call)

    def post(self, world: Any, webhook: WebhookMessage, call: Call | None = None) -> Delivery:
        """Add a message, with the faults of the call's scenario and of the world."""
        rules = (*(call.plan.webhooks if call else ()), *self.rules)
        if not rules:
            return self.deliveries.post(webhook, world.now)
        purpose = f"{webhook.provider}:webhook:{webhook.call}:{webhook.endpoint}:{webhook.event}"
        chance = world.randomness.random(f"{purpose}:{world.serial(purpose)}")
        return self.deliveries.post(webhook, world.now, rules, chance)

    def must_wait(self, world: Any, call: Call, event: AnyEvent) -> bool:
        """Return whether `event` must wait for the response to a blocking webhook, which is added if needed."""
        ask = self.policies[call.provider].ask
        if ask is None:
            return False
        if call.id in self.blocked:
            return True
        if (call.id, call.processed) in self._answered:
            self._answered.discard((call.id, call.processed))
            return False
        webhook = ask(world, call, event)
        if webhook is None:
            return False
        self.blocked[call.id] = self.deliveries.post(webhook, world.now).number
        return True

    def on_result(self, world: Any, number: int, outcome: Outcome) -> Delivery:
        """Record the result of an attempt to deliver `number`."""
        delivery = self.deliveries.settle(number, outcome, world.now)
        webhook_policy = self.policies.get(delivery.message.provider)
        if webhook_policy is not None and webhook_policy.heard is not None:
            webhook_policy.heard(world, delivery)
        call_id = delivery.message.call or ""
        if self.blocked.get(call_id) == number:
            del self.blocked[call_id]
            self._go_on(world, world.calls[call_id], webhook_policy, outcome)
        return delivery

    def _go_on(self, world: Any, call: Call, webhook_policy: WebhookPolicy | None, outcome: Outcome) -> None:
        """Continue the call with the outcome, unless it has ended meanwhile."""
        event = call.future[0][1] if call.future else None
        if event is None or webhook_policy is None or webhook_policy.answered is None:
            return
        if type(event) in webhook_policy.asks:
            changed = webhook_policy.answered(world, call, event, outcome)
            self._answered.add((call.id, changed.processed))
            world.put(changed)
