"""The post of a world: what its providers tell their customer about calls, and what they ask before a call goes on.

    event told ─► correspondent.notices(world, call, event) ─► courier.post, rendered at this very instant
    event next ─► correspondent.ask(world, call, event)     ─► the world stands still until `heard`

A correspondent is a provider's few functions. Who is asked while the world stands still is kept here; sending is
somebody else's job: `courier` says whose turn it is, and `heard` takes what came of it.
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
    """What a provider tells and asks; `world` is the World. `tells` names the events of which it may tell, `asks` those
    before which it may ask."""

    messages: Callable[[Any, Call, AnyEvent], Iterable[WebhookMessage]]
    heard: Callable[[Any, Delivery], None] | None = None  #: after each try
    sign: Callable[[Any, WebhookMessage, datetime], Headers] | None = (
        None  #: headers for a try at a (wall or world) time
    )
    asks: frozenset[type] = NONE
    ask: Callable[[Any, Call, AnyEvent], WebhookMessage | None] | None = None
    answered: Callable[[Any, Call, AnyEvent, Outcome], Call] | None = None  #: the call, once its ask is answered
    announce: Callable[[Any, str, Any], Iterable[WebhookMessage]] | None = None  #: an event by name, caused by hand
    tells: frozenset[type] = EVERY


class Outbox:
    """The post of one world. `rules` are its faults; `asking` holds the calls that stand still, and the deliveries
    that ask for them."""

    def __init__(self) -> None:
        self.deliveries = DeliveryQueue()
        self.policies: Mapping[str, WebhookPolicy] = {}
        self.allowed: tuple[str, ...] = ()  #: values of --allow-host: what may be called besides near hosts
        self.rules: tuple[WebhookFault, ...] = ()
        self.asking: dict[str, int] = {}
        self.sinks = Sinks()
        self._answered: set[tuple[str, int]] = set()

    @property
    def to(self) -> str | None:
        """Where all webhooks are sent, whatever their URL."""
        return self.deliveries.to

    @to.setter
    def to(self, url: str | None) -> None:
        self.deliveries.to = url

    def heeds(self, provider: str) -> tuple[frozenset[type], frozenset[type]]:
        """The events of which that provider may tell, and those before which it may ask: no others need `tell` and
        `must_wait`."""
        webhook_policy = self.policies.get(provider)
        return (webhook_policy.tells, webhook_policy.asks) if webhook_policy is not None else (NONE, NONE)

    def tell(self, world: Any, call: Call, event: AnyEvent) -> None:
        """Post what the provider tells of an event that has just happened."""
        for webhook in self.policies[call.provider].messages(world, call, event):
            self.post(world, webhook, call)

    def post(self, world: Any, webhook: WebhookMessage, call: Call | None = None) -> Delivery:
        """Post a notice, with the faults that the call's scenario and the world wish."""
        rules = (*(call.plan.webhooks if call else ()), *self.rules)
        if not rules:
            return self.deliveries.post(webhook, world.now)
        purpose = f"{webhook.provider}:webhook:{webhook.call}:{webhook.endpoint}:{webhook.event}"
        chance = world.randomness.random(f"{purpose}:{world.serial(purpose)}")
        return self.deliveries.post(webhook, world.now, rules, chance)

    def must_wait(self, world: Any, call: Call, event: AnyEvent) -> bool:
        """Whether `event` cannot happen yet, because somebody has to be asked first (who is asked herewith)."""
        ask = self.policies[call.provider].ask
        if ask is None:
            return False
        if call.id in self.asking:
            return True
        if (call.id, call.processed) in self._answered:
            self._answered.discard((call.id, call.processed))
            return False
        webhook = ask(world, call, event)
        if webhook is None:
            return False
        self.asking[call.id] = self.deliveries.post(webhook, world.now).number
        return True

    def heard(self, world: Any, number: int, outcome: Outcome) -> Delivery:
        """A try of delivery `number` has been answered, or has failed."""
        delivery = self.deliveries.settle(number, outcome, world.now)
        webhook_policy = self.policies.get(delivery.message.provider)
        if webhook_policy is not None and webhook_policy.heard is not None:
            webhook_policy.heard(world, delivery)
        call_id = delivery.message.call or ""
        if self.asking.get(call_id) == number:
            del self.asking[call_id]
            self._go_on(world, world.calls[call_id], webhook_policy, outcome)
        return delivery

    def _go_on(self, world: Any, call: Call, webhook_policy: WebhookPolicy | None, outcome: Outcome) -> None:
        """Let the call go on with what came of the question; if it was cut short meanwhile, nothing is asked of it."""
        event = call.future[0][1] if call.future else None
        if event is None or webhook_policy is None or webhook_policy.answered is None:
            return
        if type(event) in webhook_policy.asks:
            changed = webhook_policy.answered(world, call, event, outcome)
            self._answered.add((call.id, changed.processed))
            world.put(changed)
