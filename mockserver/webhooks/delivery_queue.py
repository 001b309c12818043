"""Brings notices to their receivers: in order, more than once where they fail, with faults where they are wished.

    post(notice) ─► faults drawn ─► due ─► release(now) ─► queue of its stream ─► heads() ─► somebody sends it
                                      ▲                                                          │
                                      └──── later, by the notice's delays ◄── failed ◄── settle(outcome)

A stream is a call and a URL: its deliveries go out one after the other, each once the one before has been answered. A
delivery that failed steps back until its next try, and does not keep those behind it waiting. Streams have their turn
in the order in which they ask for it, a few of each receiver's at once. The courier knows virtual time only and sends
nothing itself.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from msgspec.structs import replace

from mockserver.calls.faults import DrawnFault, WebhookFault, WebhookFaultKind, draw
from mockserver.simulation.durations import later
from mockserver.simulation.event_queue import EventQueue
from mockserver.simulation.sizes import clipped
from mockserver.webhooks.messages import Delivery, DeliveryAttempt, Outcome, State, WebhookMessage

KEPT = 10_000  #: deliveries that are over
MOST_SENT = 4  #: on their way to one host at once: simple receivers (http.server) queue five connections, no more
MOST_AT_ONCE = 64  #: on their way to all of them: each needs a connection
KEPT_TRIES = 1000  #: which deliveries were tried last


class DeliveryQueue:
    """All deliveries of a world."""

    def __init__(self) -> None:
        self.due: datetime | None = None  #: when the next delivery comes up
        self.count = 0
        self.attempts = 0
        self.to: str | None = None  #: where all are sent, whatever their URL
        self._tried: deque[int] = deque(maxlen=KEPT_TRIES)
        self._kernel = EventQueue()
        self._deliveries: dict[int, Delivery] = {}
        self._over: deque[int] = deque()
        self._latest: dict[tuple[str, str], int] = {}
        self._streams: dict[tuple[str, str], deque[int]] = {}
        self._turns: OrderedDict[int, None] = OrderedDict()  #: the first of each stream, as they became it
        self._waiting: OrderedDict[str, deque[int]] = OrderedDict()  #: those that are not on their way, by host
        self._sending: dict[int, str] = {}  #: those that have not been answered → host

    def __iter__(self) -> Iterator[Delivery]:
        return iter(list(self._deliveries.values()))

    def get(self, number: int) -> Delivery | None:
        """The delivery of that number, if it is kept: all that are open, and the last 10,000 that are over."""
        return self._deliveries.get(number)

    def latest(self, call: str, event: str) -> Delivery | None:
        """The newest delivery about a call of that name."""
        return self._deliveries.get(self._latest.get((call, event), 0))

    @property
    def ready(self) -> bool:
        """Whether a delivery waits for its turn or for its answer."""
        return bool(self._streams)

    @property
    def first(self) -> int | None:
        """The delivery whose turn came first of all that are not settled."""
        return next(iter(self._turns), None)

    @property
    def in_flight(self) -> int:
        """How many tries have not been answered."""
        return len(self._sending)

    def tried_since(self, tries: int) -> list[Delivery]:
        """The deliveries that were tried after so many tries, in order (of the last 1,000), each once."""
        fresh = min(self.attempts - tries, len(self._tried))
        numbers = dict.fromkeys(list(self._tried)[len(self._tried) - fresh :])
        return [self._deliveries[number] for number in numbers if number in self._deliveries]

    # -- in ----------------------------------------------------------------------------------------

    def post(
        self, webhook: WebhookMessage, now: datetime, rules: Iterable[WebhookFault] = (), chance: Random | None = None
    ) -> Delivery:
        """Take a notice. Its faults are drawn from `rules` by `chance`."""
        faults = draw(rules, webhook.event, chance) if chance is not None else ()
        due = later(now, webhook.after + _delay(faults))
        delivery = self._add(Delivery(self.count + 1, webhook, now, due, faults=faults))
        if delivery.fault(WebhookFaultKind.LOSE):
            return self._close(replace(delivery, state=State.LOST))
        if delivery.fault(WebhookFaultKind.DUPLICATE):
            self._copy(delivery, delivery.due)
        return delivery

    def again(self, delivery: Delivery, now: datetime) -> Delivery:
        """Send the same bytes once more, without faults."""
        return self._copy(replace(delivery, faults=()), now, replayed=True)

    def _copy(self, original: Delivery, due: datetime, *, replayed: bool = False) -> Delivery:
        return self._add(
            replace(
                original,
                number=self.count + 1,
                at=due if replayed else original.at,
                due=due,
                state=State.PENDING,
                attempts=(),
                copy_of=original.number,
                replayed=replayed,
            )
        )

    def _add(self, delivery: Delivery) -> Delivery:
        self.count = delivery.number
        if delivery.message.call is not None and delivery.copy_of is None:
            self._latest[delivery.message.call, delivery.message.event] = delivery.number
        return self._plan(delivery)

    def _plan(self, delivery: Delivery) -> Delivery:
        self._deliveries[delivery.number] = delivery
        self._kernel.put(str(delivery.number), delivery.number, delivery.due)
        self._look()
        return delivery

    def _look(self) -> None:
        first = self._kernel.first()
        self.due = first[0] if first else None

    # -- out ---------------------------------------------------------------------------------------

    def release(self, now: datetime) -> None:
        """Let everything that is due by `now` queue up in its stream."""
        while (first := self._kernel.pop(now)) is not None:
            delivery = self._deliveries[int(first[1])]
            queue = self._streams.setdefault(delivery.stream, deque())
            queue.append(delivery.number)
            if len(queue) == 1:
                self._queue(delivery)
        self._look()

    def _queue(self, delivery: Delivery) -> None:
        """It is the first of its stream now."""
        self._turns[delivery.number] = None
        self._waiting.setdefault(_host(self.to or delivery.message.url), deque()).append(delivery.number)

    def heads(self) -> list[Delivery]:
        """The deliveries whose turn it is, as far as their hosts have room for them; they are on their way from now
        on."""
        started = []
        for host in list(islice(self._waiting, MOST_AT_ONCE)):
            queue = self._waiting[host]
            while queue and self._room(host):
                number = queue.popleft()
                self._sending[number] = host
                started.append(self._set(replace(self._deliveries[number], state=State.SENDING)))
            if not queue:
                del self._waiting[host]
        return started

    def _room(self, host: str) -> bool:
        return len(self._sending) < MOST_AT_ONCE and [*self._sending.values()].count(host) < MOST_SENT

    def landed(self, number: int) -> None:
        """A try has been answered, or has failed, and makes room for another; what came of it is settled later."""
        self._sending.pop(number, None)

    def settle(self, number: int, outcome: Outcome, now: datetime) -> Delivery:
        """A try has been answered, or has failed at `now`: it is over, or there is another try later."""
        delivery = self._leave(number)
        self.attempts += 1
        self._tried.append(number)
        remembered = replace(outcome, body=clipped(outcome.body))
        tried = replace(delivery, attempts=(*delivery.attempts, DeliveryAttempt(now, remembered)))
        if outcome.good:
            return self._close(replace(tried, state=State.DELIVERED))
        if outcome.refused:
            return self._close(replace(tried, state=State.REFUSED))
        if len(tried.attempts) > len(tried.message.delays):
            return self._close(replace(tried, state=State.FAILED))
        due = later(now, tried.message.delays[len(tried.attempts) - 1])
        return self._plan(replace(tried, state=State.PENDING, due=due))

    def give_up(self, endpoint: str) -> None:
        """No further tries of what is meant for that webhook document and waits for one."""
        for delivery in self:
            if delivery.message.endpoint == endpoint and self._kernel.due(str(delivery.number)) is not None:
                self._close(replace(delivery, state=State.FAILED))

    def _leave(self, number: int) -> Delivery:
        delivery = self._deliveries[number]
        queue = self._streams[delivery.stream]
        queue.popleft()
        del self._turns[number]
        self.landed(number)
        if queue:
            self._queue(self._deliveries[queue[0]])
        else:
            del self._streams[delivery.stream]
        return delivery

    def _set(self, delivery: Delivery) -> Delivery:
        self._deliveries[delivery.number] = delivery
        return delivery

    def _close(self, delivery: Delivery) -> Delivery:
        self._kernel.drop(str(delivery.number))
        self._look()
        self._over.append(delivery.number)
        if len(self._over) > KEPT:
            gone = self._deliveries.pop(self._over.popleft())
            key = (gone.message.call or "", gone.message.event)
            if self._latest.get(key) == gone.number:
                del self._latest[key]
        return self._set(delivery)

    # -- snapshots ---------------------------------------------------------------------------------

    def restore(self, deliveries: Iterable[Delivery], count: int) -> None:
        """Become what another courier was; what was on its way there is sent again here."""
        for delivery in deliveries:
            kept = self._add(replace(delivery, state=State.PENDING) if delivery.open else delivery)
            if not kept.open:
                self._close(kept)
        self.count = count


def _delay(faults: tuple[DrawnFault, ...]) -> timedelta:
    return sum((drawn.span for drawn in faults if drawn.kind in _DELAYING), timedelta(0))


def _host(url: str) -> str:
    """The host and port of a URL as they are written; it need not be a good one."""
    return url.partition("://")[2].partition("/")[0]


_DELAYING = (WebhookFaultKind.LATE, WebhookFaultKind.REORDER)
