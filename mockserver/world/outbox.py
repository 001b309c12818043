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
from mockserver.webhooks.delivery_queue import Courier
from mockserver.webhooks.messages import Delivery, Headers, Notice, Outcome
from mockserver.world.sinks import Sinks

if TYPE_CHECKING:
    from mockserver.calls.faults import Mishap

EVERY: frozenset[type] = frozenset(get_args(AnyEvent))
NONE: frozenset[type] = frozenset()


class Correspondent(NamedTuple):
    """What a provider tells and asks; `world` is the World. `tells` names the events of which it may tell, `asks` those
    before which it may ask."""

    notices: Callable[[Any, Call, AnyEvent], Iterable[Notice]]
    heard: Callable[[Any, Delivery], None] | None = None  #: after each try
    sign: Callable[[Any, Notice, datetime], Headers] | None = None  #: headers for a try at a (wall or world) time
    asks: frozenset[type] = NONE
    ask: Callable[[Any, Call, AnyEvent], Notice | None] | None = None
    answered: Callable[[Any, Call, AnyEvent, Outcome], Call] | None = None  #: the call, once its ask is answered
    announce: Callable[[Any, str, Any], Iterable[Notice]] | None = None  #: an event by name, caused by hand
    tells: frozenset[type] = EVERY


class Correspondence:
    """The post of one world. `rules` are its mishaps; `asking` holds the calls that stand still, and the deliveries
    that ask for them."""

    def __init__(self) -> None:
        self.courier = Courier()
        self.correspondents: Mapping[str, Correspondent] = {}
        self.allowed: tuple[str, ...] = ()  #: values of --allow-host: what may be called besides near hosts
        self.rules: tuple[Mishap, ...] = ()
        self.asking: dict[str, int] = {}
        self.sinks = Sinks()
        self._answered: set[tuple[str, int]] = set()

    @property
    def to(self) -> str | None:
        """Where all webhooks are sent, whatever their URL."""
        return self.courier.to

    @to.setter
    def to(self, url: str | None) -> None:
        self.courier.to = url

    def heeds(self, provider: str) -> tuple[frozenset[type], frozenset[type]]:
        """The events of which that provider may tell, and those before which it may ask: no others need `tell` and
        `must_wait`."""
        correspondent = self.correspondents.get(provider)
        return (correspondent.tells, correspondent.asks) if correspondent is not None else (NONE, NONE)

    def tell(self, world: Any, call: Call, event: AnyEvent) -> None:
        """Post what the provider tells of an event that has just happened."""
        for notice in self.correspondents[call.provider].notices(world, call, event):
            self.post(world, notice, call)

    def post(self, world: Any, notice: Notice, call: Call | None = None) -> Delivery:
        """Post a notice, with the mishaps that the call's scenario and the world wish."""
        rules = (*(call.plan.webhooks if call else ()), *self.rules)
        if not rules:
            return self.courier.post(notice, world.now)
        purpose = f"{notice.provider}:webhook:{notice.call}:{notice.endpoint}:{notice.event}"
        chance = world.draws.random(f"{purpose}:{world.serial(purpose)}")
        return self.courier.post(notice, world.now, rules, chance)

    def must_wait(self, world: Any, call: Call, event: AnyEvent) -> bool:
        """Whether `event` cannot happen yet, because somebody has to be asked first (who is asked herewith)."""
        ask = self.correspondents[call.provider].ask
        if ask is None:
            return False
        if call.id in self.asking:
            return True
        if (call.id, call.told) in self._answered:
            self._answered.discard((call.id, call.told))
            return False
        notice = ask(world, call, event)
        if notice is None:
            return False
        self.asking[call.id] = self.courier.post(notice, world.now).number
        return True

    def heard(self, world: Any, number: int, outcome: Outcome) -> Delivery:
        """A try of delivery `number` has been answered, or has failed."""
        delivery = self.courier.settle(number, outcome, world.now)
        correspondent = self.correspondents.get(delivery.notice.provider)
        if correspondent is not None and correspondent.heard is not None:
            correspondent.heard(world, delivery)
        call_id = delivery.notice.call or ""
        if self.asking.get(call_id) == number:
            del self.asking[call_id]
            self._go_on(world, world.calls[call_id], correspondent, outcome)
        return delivery

    def _go_on(self, world: Any, call: Call, correspondent: Correspondent | None, outcome: Outcome) -> None:
        """Let the call go on with what came of the question; if it was cut short meanwhile, nothing is asked of it."""
        event = call.future[0][1] if call.future else None
        if event is None or correspondent is None or correspondent.answered is None:
            return
        if type(event) in correspondent.asks:
            changed = correspondent.answered(world, call, event, outcome)
            self._answered.add((call.id, changed.told))
            world.put(changed)
