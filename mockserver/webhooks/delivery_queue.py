"""The deliveries of a world: their order, their retries, their faults.

    post(message) ─► faults picked ─► due ─► release(now) ─► queue of its stream ─► take_ready() ─► sent by delivery/
                                      ▲                                                          │
                                      └──── later, by the message's delays ◄── failed ◄── settle(outcome)

A stream is a call and a URL. Its deliveries are sent one after the other, each after the response to the one before. A
failed delivery leaves its place until its next attempt, so it does not block those behind it. Streams are served in the
order in which they become ready, a few per receiver at once. The queue knows only virtual time and sends nothing
itself.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from msgspec.structs import replace

from mockserver.calls.webhook_faults import DrawnFault, WebhookFault, WebhookFaultKind, draw
from mockserver.simulation.durations import later
from mockserver.simulation.event_queue import EventQueue
from mockserver.simulation.sizes import clipped
from mockserver.webhooks.messages import Delivery, DeliveryAttempt, Outcome, State, WebhookMessage

KEPT = 10_000  #: finished deliveries
MOST_SENT = 4  #: in progress per host: simple receivers (http.server) queue only five connections
MOST_AT_ONCE = 64  #: in progress in total: each needs a connection
KEPT_ATTEMPTS = 1000  #: the last attempts, for `attempted_since`
KEPT_CHANGES = 1000  #: the last changes of deliveries, for `changed_since`


class DeliveryQueue:
    """All deliveries of a world."""

    def __init__(self) -> None:
        self.due: datetime | None = None  #: when the next delivery is due
        self.count = 0
        self.attempts = 0
        self.changes = 0  #: how often a delivery was added or changed
        self.to: str | None = None  #: URL that replaces those of all deliveries
        self._attempted: deque[int] = deque(maxlen=KEPT_ATTEMPTS)
        self._changed: deque[int] = deque(maxlen=KEPT_CHANGES)
        self._due_times = EventQueue()
        self._deliveries: dict[int, Delivery] = {}
        self._over: deque[int] = deque()
        self._latest: dict[tuple[str, str], int] = {}
        self._streams: dict[tuple[str, str], deque[int]] = {}
        self._turns: OrderedDict[int, None] = OrderedDict()  #: the first of each stream, by readiness
        self._waiting: OrderedDict[str, deque[int]] = OrderedDict()  #: ready, not in progress; by host
        self._sending: dict[int, str] = {}  #: in progress → host

    def __iter__(self) -> Iterator[Delivery]:
        return iter(list(self._deliveries.values()))

    def get(self, number: int) -> Delivery | None:
        """Return the delivery of that number. All open ones and the last 10,000 finished ones are kept."""
        return self._deliveries.get(number)

    def latest(self, call: str, event: str) -> Delivery | None:
        """Return the newest delivery of that event about a call."""
        return self._deliveries.get(self._latest.get((call, event), 0))

    @property
    def next_due(self) -> Delivery | None:
        """The delivery that is due next, if one is planned."""
        first = self._due_times.first()
        return self._deliveries[int(first[1])] if first is not None else None

    @property
    def ready(self) -> bool:
        """Whether a delivery is ready to be sent, or is being sent."""
        return bool(self._streams)

    @property
    def first(self) -> int | None:
        """The unsettled delivery that became ready first."""
        return next(iter(self._turns), None)

    @property
    def in_flight(self) -> int:
        """How many attempts are in progress."""
        return len(self._sending)

    def attempted_since(self, attempts: int) -> list[Delivery]:
        """Return the deliveries attempted after the first `attempts` attempts, in order (of the last 1,000), each
        once."""
        fresh = min(self.attempts - attempts, len(self._attempted))
        numbers = dict.fromkeys(list(self._attempted)[len(self._attempted) - fresh :])
        return [self._deliveries[number] for number in numbers if number in self._deliveries]

    def changed_since(self, changes: int) -> tuple[list[Delivery], int]:
        """Return the deliveries that were added or changed after the first `changes` changes, each once, and how many
        further changes are no longer known (the last 1,000 are)."""
        fresh = min(self.changes - changes, len(self._changed))
        if not fresh:
            return [], 0
        numbers = dict.fromkeys(list(self._changed)[len(self._changed) - fresh :])
        known = [self._deliveries[number] for number in numbers if number in self._deliveries]
        return known, self.changes - changes - fresh

    # -- in ----------------------------------------------------------------------------------------

    def post(
        self, webhook: WebhookMessage, now: datetime, rules: Iterable[WebhookFault] = (), chance: Random | None = None
    ) -> Delivery:
        """Add a message. Its faults are picked from `rules` with `chance`."""
        faults = draw(rules, webhook.event, chance) if chance is not None else ()
        due = later(now, webhook.after + _delay(faults))
        delivery = self._add(Delivery(self.count + 1, webhook, now, due, faults=faults))
        if delivery.fault(WebhookFaultKind.LOSE):
            return self._close(replace(delivery, state=State.LOST))
        if delivery.fault(WebhookFaultKind.DUPLICATE):
            self._copy(delivery, delivery.due)
        return delivery

    def again(self, delivery: Delivery, now: datetime) -> Delivery:
        """Add a copy with the same bytes, without faults."""
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
        self._set(delivery)
        self._due_times.put(str(delivery.number), delivery.number, delivery.due)
        self._look()
        return delivery

    def _look(self) -> None:
        first = self._due_times.first()
        self.due = first[0] if first else None

    # -- out ---------------------------------------------------------------------------------------

    def release(self, now: datetime) -> None:
        """Move everything that is due by `now` into the queue of its stream."""
        while (first := self._due_times.pop(now)) is not None:
            delivery = self._deliveries[int(first[1])]
            queue = self._streams.setdefault(delivery.stream, deque())
            queue.append(delivery.number)
            if len(queue) == 1:
                self._queue(delivery)
        self._look()

    def _queue(self, delivery: Delivery) -> None:
        """Mark a delivery that is now the first of its stream as ready."""
        self._turns[delivery.number] = None
        self._waiting.setdefault(_host(self.to or delivery.message.url), deque()).append(delivery.number)

    def take_ready(self) -> list[Delivery]:
        """Return the deliveries to send now, as many as their hosts allow. They count as in progress from now on."""
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

    def attempt_ended(self, number: int) -> None:
        """End an attempt, which makes room for another. Its result is settled later."""
        self._sending.pop(number, None)

    def settle(self, number: int, outcome: Outcome, now: datetime) -> Delivery:
        """Record the result of an attempt at `now`: the delivery is finished, or retried later."""
        delivery = self._leave(number)
        self.attempts += 1
        self._attempted.append(number)
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

    def cancel_retries(self, endpoint: str) -> None:
        """Cancel the retries of deliveries to that webhook document."""
        for delivery in self:
            if delivery.message.endpoint == endpoint and self._due_times.due(str(delivery.number)) is not None:
                self._close(replace(delivery, state=State.FAILED))

    def _leave(self, number: int) -> Delivery:
        delivery = self._deliveries[number]
        queue = self._streams[delivery.stream]
        queue.popleft()
        del self._turns[number]
        self.attempt_ended(number)
        if queue:
            self._queue(self._deliveries[queue[0]])
        else:
            del self._streams[delivery.stream]
        return delivery

    def _set(self, delivery: Delivery) -> Delivery:
        self._deliveries[delivery.number] = delivery
        self.changes += 1
        self._changed.append(delivery.number)
        return delivery

    def _close(self, delivery: Delivery) -> Delivery:
        self._due_times.drop(str(delivery.number))
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
        """Take over the deliveries of another queue. Those in progress there are sent again."""
        for delivery in deliveries:
            kept = self._add(replace(delivery, state=State.PENDING) if delivery.open else delivery)
            if not kept.open:
                self._close(kept)
        self.count = count


def _delay(faults: tuple[DrawnFault, ...]) -> timedelta:
    return sum((drawn.span for drawn in faults if drawn.kind in _DELAYING), timedelta(0))


def _host(url: str) -> str:
    """Return the host and port of a URL as written; the URL may be malformed."""
    return url.partition("://")[2].partition("/")[0]


_DELAYING = (WebhookFaultKind.LATE, WebhookFaultKind.REORDER)
