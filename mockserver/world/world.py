"""One isolated account, and the only mutable root: its calls, documents, lines, scenarios, journal and time.

    place ─► put(call) ─► kernel: the call is due at 15:00:04
                              │
    advance(15:10) ──► whose turn is next? ──► now = 15:00:04 ──► tell the call's events of that instant
                              ▲                                      │ Due    → take lines, lay down the dial
                              └──────────── put(call) ◄──────────────┤ Ended  → give lines back, seat who waits
                                                                     └ others → nothing more

`put` is the one way to change a call. `advance` stops at every event and sets `now` to its time, the end
included; equal instants go by call number. Nothing here knows a provider: it is told by `Order` what to do.
It has more than 300 lines, because all that changes a world stands in one place.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from mockserver.calls.call import Call, dialled, parked, placed, played
from mockserver.calls.events import AnyEvent, Closed, Dialled, Due, Ended, Waiting
from mockserver.errors import Conflict, LinesBusy, NeverSettles, SettingsError, UnknownName
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.simulation.clock import Clock
from mockserver.simulation.durations import show_instant, within
from mockserver.simulation.event_queue import EventQueue
from mockserver.simulation.randomness import Randomness
from mockserver.world.call_index import CallIndex
from mockserver.world.documents import Documents
from mockserver.world.journal import Journal
from mockserver.world.lines import Lines
from mockserver.world.memo import Memo
from mockserver.world.new_call import new_call
from mockserver.world.orders import EventRecord, Options, Order
from mockserver.world.outbox import Outbox

KEPT_EVENTS = 1000
_CONCERN_LINES = frozenset({Due, Ended, Closed})


class World:
    """See the module's header. `name` is the world's name; `clock` says what time it would like it to be."""

    def __init__(self, name: str, clock: Clock, options: Options, library: ScenarioLibrary) -> None:
        self.name = name
        self.clock = clock
        self.now = clock.read()
        self.options = options
        self.library = library
        self.randomness = Randomness(options.seed)
        self.calls: dict[str, Call] = {}
        self.call_index = CallIndex(self.calls)
        self.documents: dict[str, Documents] = {}
        self.lines = Lines()
        self.journal = Journal()
        self.next_scenarios: deque[str] = deque()
        self.serials: dict[str, int] = {}
        self.recent_events: deque[EventRecord] = deque(maxlen=KEPT_EVENTS)
        self.event_count = 0
        self.watchers: list[Callable[[EventRecord], None]] = []
        self.origin = ""  #: where clients reach this server, for the links inside answers
        self.outbox = Outbox()
        self.kept = Memo()
        self.held = False  #: time is being moved by somebody who waits for deliveries
        self._kernel = EventQueue()

    # -- things ------------------------------------------------------------------------------------

    def serial(self, kind: str) -> int:
        """The next number of things of that kind, from 1."""
        self.serials[kind] = number = self.serials.get(kind, 0) + 1
        return number

    def next_serial(self, provider: str) -> int:
        """The number that the next call of that provider will get among its own; ids and chance are drawn from it,
        so that what happens at other providers cannot change them."""
        return self.serials.get(f"{provider}.call", 0) + 1

    def collection(self, kind: str) -> Documents:
        """The documents of that kind (`PROVIDER.agents`), made on first use."""
        found = self.documents.get(kind)
        if found is None:
            found = self.documents[kind] = Documents()
        return found

    def call(self, call_id: str) -> Call:
        """The call with that id.

        Raises:
            UnknownName: there is none.
        """
        try:
            return self.calls[call_id]
        except KeyError:
            raise UnknownName("call", call_id, self.calls) from None

    def calls_of(self, provider: str) -> Iterator[Call]:
        """The calls of one provider that lists show, in order of placing."""
        return (call for call in self.calls.values() if call.provider == provider and not call.hidden)

    # -- calls -------------------------------------------------------------------------------------

    def place(self, order: Order) -> Call:
        """Take an order: choose its scenario, and put the call on its way.

        Raises:
            LinesBusy: all lines are busy and the order does not wait.
            UnknownName: it asks for a scenario that does not exist.
            ScenarioError: its scenario cannot be played by this provider.
        """
        busy = None if order.waits else self.lines.full(order.lines)
        if busy is not None:
            raise LinesBusy(busy, self.lines.limits[busy])
        return self.launch(new_call(self, order), order.setup, order.start)

    def add_unlaunched(self, order: Order) -> Call:
        """Take an order, but do not put it on its way: its timeline is empty until it is launched."""
        return self.put(new_call(self, order))

    def launch(self, call: Call, setup: timedelta, start: datetime | None) -> Call:
        """Put a shelved call on its way, as if it had been ordered now."""
        self._tell(placed(call, setup, start, self.now), begin=True)
        return self.calls[call.id]

    def forget(self, call_id: str) -> None:
        """Remove a call that is not on its way, as if there had never been one."""
        self.call_index.drop(self.calls.pop(call_id).provider)

    def synthesize(self, order: Order) -> Call:
        """A call that nobody placed, as if it had run its course by now (profile `lenient`)."""
        return self.put(played(placed(new_call(self, order), order.setup, None), self.now))

    def put(self, call: Call) -> Call:
        """Make `call` the present state of the call with its id. The one way to change a call."""
        self.call_index.note(call)
        self.calls[call.id] = call
        self._kernel.put(call.id, call.number, call.due)
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
        self._tell(call)
        return self.calls[call.id]

    def limit_lines(self, limits: Mapping[str, int | None]) -> None:
        """Change how many lines there are of some kinds (None: any number); who can talk now is seated."""
        for kind, limit in limits.items():
            if limit is None:
                self.lines.limits.pop(kind, None)
            else:
                self.lines.limits[kind] = limit
        self._seat(self.lines.refill())

    def _tell(self, call: Call, *, begin: bool = False) -> None:
        """Let happen what `call` has due by now. With `begin` no further than its first dial: who places a call
        sees it as it was taken, and all that follows at the next look."""
        tells, asks = self.outbox.heeds(call.provider)
        while call.processed < len(call.timeline):
            at, event = call.timeline[call.processed]
            kind = type(event)
            if at > self.now or (kind in asks and self.outbox.must_wait(self, call, event)):
                break
            call = replace(call, processed=call.processed + 1)
            self._log(at, call.id, event)
            if kind in tells:
                self.outbox.tell(self, call, event)
            if kind in _CONCERN_LINES:
                call = self._follow(call, event)
            elif begin and kind in (Dialled, Waiting):
                break
        self.put(call)

    def _log(self, at: datetime, call_id: str, event: AnyEvent) -> None:
        """An event has happened: remember it, and tell whoever watches."""
        self.event_count += 1
        record = EventRecord(self.event_count, at, call_id, event)
        self.recent_events.append(record)
        for watch in self.watchers:
            watch(record)

    def _follow(self, call: Call, event: AnyEvent) -> Call:
        """What an event has to do with lines; and a call that is closed needs its plan no more."""
        if isinstance(event, Due):
            busy = self.lines.take(call.id, call.lines)
            return dialled(call, self.now) if busy is None else parked(call, self.now, busy)
        if isinstance(event, Ended):
            self._seat(self.lines.release(call.id))
            return call
        return replace(call, plan=replace(call.plan, attempts=()))

    def _seat(self, seated: list[str]) -> None:
        for call_id in seated:
            self.put(dialled(self.calls[call_id], self.now))

    # -- time --------------------------------------------------------------------------------------

    @property
    def next_due(self) -> datetime | None:
        """When the next thing happens in this world, if anything is planned."""
        first, post = self._kernel.first(), self.outbox.deliveries.due
        if first is None or (post is not None and post < first[0]):
            return post
        return first[0]

    @property
    def still(self) -> bool:
        """Whether time must not be moved just now: somebody does already, or somebody has to be asked first."""
        return self.held or bool(self.outbox.asking)

    def advance(self, until: datetime) -> None:
        """Let everything happen that is due by `until`, that instant included, and go on from there. Deliveries are
        not waited for; where somebody has to be asked first, the rest happens once he has answered.

        Raises:
            Conflict: `until` lies in the past; virtual time never goes back.
        """
        self.check_goal(until)
        self.run(until)
        self.clock.jump(until)

    @property
    def untouched(self) -> bool:
        """Whether nothing has happened yet: no client has made anything, and no delivery was posted."""
        return not (self.held or self.serials or self.event_count or self.outbox.deliveries.count)

    def begin_at(self, instant: datetime) -> None:
        """Let an untouched world begin at another instant, be it earlier."""
        self.now = within(instant)
        self.clock.jump(instant)

    def check_goal(self, until: datetime) -> None:
        """Whether time can be moved there.

        Raises:
            SettingsError: `until` is out of the range of virtual time.
            Conflict: `until` lies in the past, or somebody else is moving time.
        """
        try:
            within(until)
        except ValueError as error:
            raise SettingsError(f"{error}.") from None
        if self.held:
            raise Conflict(
                f"Time in world {self.name!r} is being moved already, and waits for deliveries; ask again after that."
            )
        if until < self.now:
            raise Conflict(
                f"It is {show_instant(self.now)} in world {self.name!r}, so it cannot become "
                f"{show_instant(until)}: time never goes back once something has happened. Reset the world to begin "
                "anew; the reset takes 'now'."
            )

    def catch_up(self) -> None:
        """Let everything happen that the clock says has become due, unless somebody else is moving time."""
        now = self.clock.read()
        if not self.held and (now > self.now or self._kernel):
            self.run(now)

    def run(self, until: datetime, *, patient: bool = False, most: int = -1) -> bool:
        """Let everything happen that is due by `until`; at one instant calls go before deliveries.

        Stops early, and answers False, where somebody has to be asked first, and if `patient` wherever a delivery is
        to be made: time goes on when it has been. Also after `most` steps, unless it is negative.
        """
        outbox, queue = self.outbox, self.outbox.deliveries
        while most and not outbox.asking and not (patient and queue.ready):
            most -= 1
            first, post = self._kernel.first(), queue.due
            if post is not None and post <= until and (first is None or post < first[0]):
                self.now = max(self.now, post)
                queue.release(self.now)
            elif first is None or first[0] > until:
                self.now = max(self.now, until)
                return True
            else:
                self.now = max(self.now, first[0])
                self._tell(self.calls[first[1]])
        return False

    def next(self) -> None:
        """Jump to the next due event, if there is one."""
        due = self.next_due
        if due is not None:
            self.advance(max(due, self.now))

    def settle(self) -> None:
        """Let everything happen that is planned, until nothing is left.

        Raises:
            NeverSettles: some call would never end; if that shows only on the way, time has moved up to there.
        """
        self.check_ends()
        while (due := self.next_due) is not None and not self.still:
            self.run(max(due, self.now))
        self.clock.jump(self.now)
        self.check_ends(settled=True)

    def check_ends(self, *, settled: bool = False) -> None:
        """Whether everything comes to an end by itself; once `settled`, also for those who wait for a line.

        Raises:
            NeverSettles: some call never ends.
        """
        endless = [call.id for call in self.calls.values() if call.hangs or (settled and call.waits)]
        if endless:
            raise NeverSettles(endless)

    def step(self, call_ids: Iterable[str], status: Callable[[Call], object]) -> None:
        """Jump to the next change of status of any of these calls; stays if they have none before them."""
        watched = [] if self.still else [call_id for call_id in call_ids if call_id in self.calls]
        before = {call_id: status(self.calls[call_id]) for call_id in watched}
        while any(self.calls[call_id].is_active for call_id in watched) and self.next_due is not None:
            self.next()
            if self.still or any(status(self.calls[call_id]) != before[call_id] for call_id in watched):
                return
