"""One isolated account, and the only mutable root: its calls, documents, lines, scenarios, journal and time.

    place ─► put(call) ─► event queue: the call is due at 15:00:04
                              │
    advance(15:10) ──► what is due next? ──► now = 15:00:04 ──► process the call's events of that instant
                              ▲                                      │ Due    → take lines, plan the dial
                              └──────────── put(call) ◄──────────────┤ Ended  → release lines, give them to queued calls
                                                                     └ others → nothing more

`put` is the only way to change a call. `advance` pauses at each event and sets `now` to its time, the end included;
equal instants are ordered by call number. Nothing here knows a provider: an `Order` says what to do. The module has
more than 300 lines, because everything that changes a world is in one place.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from mockserver.calls.call import Call, Conducted, conducted, dialled, parked, placed, played
from mockserver.calls.events import AnyEvent, Closed, Dialled, Due, Ended, Waiting
from mockserver.calls.timeline import AttemptPlan
from mockserver.errors import Conflict, LinesBusy, NeverSettles, SettingsError, UnknownName
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.simulation.clock import Clock
from mockserver.simulation.durations import show_instant, within
from mockserver.simulation.event_queue import EventQueue
from mockserver.simulation.randomness import Randomness
from mockserver.webhooks.messages import Delivery, Outcome
from mockserver.world.api_faults import Faults
from mockserver.world.call_index import CallIndex
from mockserver.world.documents import Documents
from mockserver.world.journal import Journal
from mockserver.world.lines import Lines
from mockserver.world.memo import Memo
from mockserver.world.new_call import check_fictional, new_call, plan_for, situation_of, takes_queued
from mockserver.world.orders import EventRecord, Options, Order, RealNumbers
from mockserver.world.outbox import Outbox
from mockserver.world.standstill import Standstill

KEPT_EVENTS = 1000
_CONCERN_LINES = frozenset({Due, Ended, Closed})


class World:
    """One account; see the module's header. `clock` says what time it should be."""

    def __init__(self, name: str, clock: Clock, options: Options, library: ScenarioLibrary) -> None:
        self.name = name
        self.clock = clock
        self.now = clock.read()
        self.options = options
        self.library = library
        self.randomness = Randomness(options.seed, long_ids=options.tomorrow)
        self.calls: dict[str, Call] = {}
        self.call_index = CallIndex(self.calls)
        self.documents: dict[str, Documents[Any]] = {}
        self.lines = Lines()
        self.journal = Journal()
        self.next_scenarios: deque[str] = deque()
        self.serials: dict[str, int] = {}
        self.recent_events: deque[EventRecord] = deque(maxlen=KEPT_EVENTS)
        self.event_count = 0
        self.watchers: list[Callable[[EventRecord], None]] = []
        self.origin = ""  #: base URL under which clients reach this server, for links in responses
        self.outbox: Outbox[World] = Outbox(self._chance)
        self.memo = Memo()
        self.faults = Faults()  #: of API answers
        self.moving = False  #: a request is moving time, and waits for deliveries
        self._queue = EventQueue()

    # -- things ------------------------------------------------------------------------------------

    def serial(self, kind: str) -> int:
        """Return the next number of that kind, from 1."""
        self.serials[kind] = number = self.serials.get(kind, 0) + 1
        return number

    def next_serial(self, provider: str) -> int:
        """Return the number that the next call of that provider will get among its own calls. Ids and random values
        depend on it, so other providers cannot change them."""
        return self.serials.get(f"{provider}.call", 0) + 1

    def collection(self, kind: str) -> Documents[Any]:
        """Return the documents of that kind (`PROVIDER.agents`); the collection is created on first use."""
        found = self.documents.get(kind)
        if found is None:
            found = self.documents[kind] = Documents()
        return found

    def call(self, call_id: str) -> Call:
        """Return the call with that id.

        Raises:
            UnknownName: there is no such call.
        """
        try:
            return self.calls[call_id]
        except KeyError:
            raise UnknownName("call", call_id, self.calls) from None

    def calls_of(self, provider: str) -> Iterator[Call]:
        """Yield the listed calls of one provider, in order of placing."""
        return (call for call in self.calls.values() if call.provider == provider and not call.hidden)

    # -- calls -------------------------------------------------------------------------------------

    def place(self, order: Order) -> Call:
        """Accept an order: choose its scenario and start the call.

        Raises:
            LinesBusy: all lines are busy and the order does not queue.
            UnknownName: it asks for a scenario that does not exist.
            ScenarioError: its scenario cannot be played by this provider.
            RealNumber: its number could be a real person's, and the world refuses such.
        """
        busy = None if order.waits else self.lines.full(order.lines)
        if busy is not None:
            raise LinesBusy(busy, self.lines.limits[busy])
        return self.launch(self._new_call(order), order.setup, order.start)

    def add_unlaunched(self, order: Order) -> Call:
        """Accept an order without starting the call: its timeline is empty until `launch`."""
        return self.put(self._new_call(order))

    def launch(self, call: Call, setup: timedelta, start: datetime | None) -> Call:
        """Start a call that was added without, as if it was ordered now."""
        self._process(placed(call, setup, start, self.now), begin=True)
        return self.calls[call.id]

    def forget(self, call_id: str) -> None:
        """Remove a call that was not started, without a trace."""
        self.call_index.drop(self.calls.pop(call_id).provider)

    def synthesize(self, order: Order) -> Call:
        """Return a call that nobody placed, already finished (profile `lenient`)."""
        return self.put(played(placed(self._new_call(order), order.setup, None), self.now))

    def _new_call(self, order: Order) -> Call:
        if self.options.real_numbers is RealNumbers.REFUSE and order.direction == "outbound":
            check_fictional(order.to_number)
        queued = self.next_scenarios[0] if self.next_scenarios else None
        to, provider = f"to:{order.to_number}", f"{order.provider}.call"
        situation = situation_of(order, self.next_serial(order.provider), self.serials.get(to, 0))
        plan = plan_for(order, situation, self.library, self.randomness, queued, self.options.default_scenario)
        if queued is not None and takes_queued(order):
            self.next_scenarios.popleft()
        self.serial(to)
        self.serial(provider)
        call = new_call(order, plan, self.serial("call"), self.now)
        if plan.faults:
            self.faults.follow(call)
        return call

    def put(self, call: Call) -> Call:
        """Store a call in place of the one with its id. This is the only way to change a call."""
        self.call_index.note(call)
        self.calls[call.id] = call
        self._queue.put(call.id, call.number, call.due)
        return call

    def command(self, call: Call) -> Call:
        """Put a call that a command has changed, and process events that are now due.

        A call that the command did not change stays as it is. A call that waits keeps its turn in the queue unless
        the command gave it another timeline; a line that it has just got is given back with the turn.
        """
        before = self.calls[call.id]
        if call is before:
            return call
        if before.waits and call.timeline != before.timeline:
            self.lines.leave(call.id)
            self._seat(self.lines.release(call.id))
        self._process(call)
        return self.calls[call.id]

    def limit_lines(self, limits: Mapping[str, int | None]) -> None:
        """Set how many lines of some kinds there are (None: unlimited). Queued calls get lines that are free now."""
        for kind, limit in limits.items():
            if limit is None:
                self.lines.limits.pop(kind, None)
            else:
                self.lines.limits[kind] = limit
        self._seat(self.lines.refill())

    def on_result(self, number: int, outcome: Outcome) -> Delivery:
        """Record the result of an attempt to deliver `number`. A call that waited for it continues."""
        delivery = self.outbox.record(self, number, outcome, self.now)
        call_id = self.outbox.unblock(delivery)
        if call_id is not None:
            self.put(self.outbox.respond(self, self.calls[call_id], outcome))
        return delivery

    def _chance(self, purpose: str) -> Random:
        return self.randomness.random(f"{purpose}:{self.serial(purpose)}")

    def _process(self, call: Call, *, begin: bool = False) -> None:
        """Process events due by now. With `begin`, stop after the first dial, so the placing client sees the call as
        accepted."""
        notified, blocking = self.outbox.subscriptions(call.provider)
        while call.processed < len(call.timeline):
            at, event = call.timeline[call.processed]
            kind = type(event)
            if at > self.now or (kind in blocking and self.outbox.must_wait(self, call, event, self.now)):
                break
            call = replace(call, processed=call.processed + 1)
            self._log(at, call.id, event)
            if kind in notified:
                self.outbox.add_messages(self, call, event, self.now)
            if kind in _CONCERN_LINES:
                call = self._follow(call, event)
            elif begin and kind in (Dialled, Waiting):
                break
        self.put(call)

    def _log(self, at: datetime, call_id: str, event: AnyEvent) -> None:
        """Record an event, and notify the watchers."""
        self.event_count += 1
        record = EventRecord(self.event_count, at, call_id, event)
        self.recent_events.append(record)
        for watch in self.watchers:
            watch(record)

    def _follow(self, call: Call, event: AnyEvent) -> Call:
        """Update the lines after an event. A closed call needs no plan any more."""
        if isinstance(event, Due):
            busy = self.lines.take(call.id, call.lines)
            return dialled(call, self.now, self._conduct) if busy is None else parked(call, self.now, busy)
        if isinstance(event, Ended):
            self._seat(self.lines.release(call.id))
            return call
        return replace(call, plan=replace(call.plan, attempts=()))

    def _seat(self, seated: list[str]) -> None:
        for call_id in seated:
            self.put(dialled(self.calls[call_id], self.now, self._conduct))

    def _conduct(self, call: Call, plan: AttemptPlan) -> Conducted:
        """Return what `conducted` returns, made once for the calls that share plan and settings."""
        facts = (plan, call.delays)
        key = (id(plan), id(call.delays), call.behavior, call.limit, call.plan.default)
        return self.memo.get_or_make(key, facts, lambda _: conducted(call, plan))

    # -- time --------------------------------------------------------------------------------------

    @property
    def next_due(self) -> datetime | None:
        """When the next event or delivery is due, if any is planned."""
        first, delivery = self._queue.first(), self.outbox.deliveries.due
        if first is None or (delivery is not None and delivery < first[0]):
            return delivery
        return first[0]

    @property
    def next_due_thing(self) -> Call | Delivery | None:
        """What is due next, if anything is planned: a call, for its next event, or a delivery, for its next attempt."""
        first, deliveries = self._queue.first(), self.outbox.deliveries
        if deliveries.due is not None and (first is None or deliveries.due < first[0]):
            return deliveries.next_due
        return self.calls[first[1]] if first is not None else None

    @property
    def standstill(self) -> Standstill | None:
        """Why time must not be moved now, if so."""
        if self.moving:
            return Standstill.MOVING
        return Standstill.BLOCKED if self.outbox.blocked else None

    def advance(self, until: datetime) -> None:
        """Process everything that is due by `until`, inclusive, and continue from there. Deliveries are not waited for;
        behind a blocking webhook, the rest happens after its response.

        Raises:
            Conflict: `until` is in the past; virtual time never goes back.
        """
        self.check_goal(until)
        self.run(until)
        self.clock.jump(until)

    @property
    def untouched(self) -> bool:
        """Whether nothing has happened yet: no client has created anything, and there was no delivery. Requests that
        only got a number (`PROVIDER.request`), such as refused ones, do not count."""
        created = any(not kind.endswith(".request") for kind in self.serials)
        return not (self.moving or created or self.event_count or self.outbox.deliveries.count)

    def begin_at(self, instant: datetime) -> None:
        """Let an untouched world begin at another instant, which may be earlier."""
        self.now = within(instant)
        self.clock.jump(instant)

    def check_goal(self, until: datetime) -> None:
        """Check that time can be moved there.

        Raises:
            SettingsError: `until` is out of the range of virtual time.
            Conflict: `until` is in the past, or another request is moving time.
        """
        try:
            within(until)
        except ValueError as error:
            raise SettingsError(f"{error}.") from None
        if self.moving:
            raise Conflict(
                f"Another request is moving time in world {self.name!r} and waits for deliveries. Try again after it."
            )
        if until < self.now:
            raise Conflict(
                f"It is {show_instant(self.now)} in world {self.name!r}, so it cannot become "
                f"{show_instant(until)}: time never goes back once something has happened. Reset the world to start "
                "again; the reset takes 'now'."
            )

    def catch_up(self) -> None:
        """Process everything that is due by the clock, unless a request is moving time."""
        if self.moving:
            return
        now, due = self.clock.read(), self.next_due
        if due is not None and due <= now:
            self.run(now)
        elif now > self.now and not self.outbox.blocked:
            self.now = now

    def run(self, until: datetime, *, delivering: bool = False, most: int = -1) -> Standstill | None:
        """Process everything that is due by `until`; at one instant, calls go before deliveries.

        Return None when that is done, or why time stands still before: a blocking webhook, deliveries (if `delivering`:
        the caller sends them), or `most` steps were done (if it is not negative).
        """
        outbox, queue = self.outbox, self.outbox.deliveries
        while most:
            if outbox.blocked:
                return Standstill.BLOCKED
            if delivering and queue.ready:
                return Standstill.DELIVERING
            most -= 1
            first, delivery = self._queue.first(), queue.due
            if delivery is not None and delivery <= until and (first is None or delivery < first[0]):
                self.now = max(self.now, delivery)
                queue.release(self.now)
            elif first is None or first[0] > until:
                self.now = max(self.now, until)
                return None
            else:
                self.now = max(self.now, first[0])
                self._process(self.calls[first[1]])
        return Standstill.YIELDING

    def next(self) -> None:
        """Jump to the next event or delivery, if there is one."""
        due = self.next_due
        if due is not None:
            self.advance(max(due, self.now))

    def settle(self) -> None:
        """Process everything that is planned, until nothing is left.

        Raises:
            NeverSettles: some call never ends. If that shows only on the way, time has moved up to there.
        """
        self.check_ends()
        while (due := self.next_due) is not None and not self.standstill:
            self.run(max(due, self.now))
        self.clock.jump(self.now)
        self.check_ends(settled=True)

    def check_ends(self, *, settled: bool = False) -> None:
        """Check that every call ends by itself; once `settled`, also the calls that wait for a line.

        Raises:
            NeverSettles: some call never ends.
        """
        endless = [call.id for call in self.calls.values() if call.hangs or (settled and call.waits)]
        if endless:
            raise NeverSettles(endless)

    def step(self, call_ids: Iterable[str], status: Callable[[Call], object]) -> None:
        """Jump to the next change of status of any of these calls, or to the next result of a conversation, if there is
        one."""
        watched = [] if self.standstill else [call_id for call_id in call_ids if call_id in self.calls]

        def seen(call_id: str) -> tuple[object, int]:
            call = self.calls[call_id]
            return status(call), call.results

        before = {call_id: seen(call_id) for call_id in watched}
        while any(self.calls[call_id].is_active for call_id in watched) and self.next_due is not None:
            self.next()
            if self.standstill or any(seen(call_id) != before[call_id] for call_id in watched):
                return
