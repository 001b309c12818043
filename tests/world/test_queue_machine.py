"""Commands on orders that wait, run, pause between attempts, or have ended: no order is lost from the queue.

The model follows the events and keeps its own queue, without `Lines`. Orders must be dialled in order, no more calls
than lines run at once, and every order that is neither paused nor cancelled is dialled in the end.
"""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.events import Cancelled, Closed, Dialled, Ended, Paused, Resumed, Waiting
from mockserver.errors import Conflict
from mockserver.world.orders import EventRecord
from mockserver.world.snapshots import take
from tests.worlds import POLICY, new_world, place, seconds

LINE = "account"
PLAYS = ("answered", "busy", "busy-twice", "voicemail")
A_MONTH = timedelta(days=30)


class Machine(RuleBasedStateMachine):
    """One world with one or two lines, and the model of its orders."""

    orders = Bundle("orders")

    @initialize(target=orders, lines=st.integers(1, 2), setups=st.lists(st.integers(0, 2), min_size=3, max_size=5))
    def begin(self, lines: int, setups: list[int]) -> Any:
        self.lines = lines
        self.world = new_world(limits={LINE: lines})
        self.world.watchers.append(self.on_event)
        self.queue: list[str] = []
        self.overtaken: dict[str, datetime] = {}  # overtaken orders, and when
        self.running: set[str] = set()
        self.paused: set[str] = set()
        self.cancelled: set[str] = set()
        self.ended: set[str] = set()
        self.dialled: set[str] = set()
        return multiple(*(self.place("busy-twice", policy=True, setup=setup) for setup in setups))

    def on_event(self, record: EventRecord) -> None:
        call, event = record.call, record.event
        assert all(at == record.at for at in self.overtaken.values()), "an order was overtaken in the queue"
        if isinstance(event, Waiting):
            self.queue.append(call)
        elif isinstance(event, Dialled):
            self.take_line(call, record.at)
        elif isinstance(event, Ended):
            self.running.remove(call)
        elif isinstance(event, Paused):
            self.paused.add(call)
            self.leave(call)
        elif isinstance(event, Resumed):
            self.paused.remove(call)
        elif isinstance(event, Cancelled | Closed):
            (self.cancelled if isinstance(event, Cancelled) else self.ended).add(call)
            self.leave(call)

    def take_line(self, call: str, at: datetime) -> None:
        before = self.queue[: self.queue.index(call)] if call in self.queue else self.queue
        self.overtaken |= {ahead: at for ahead in before if ahead not in self.overtaken}
        self.leave(call)
        self.running.add(call)
        self.dialled.add(call)
        assert len(self.running) <= self.lines
        assert call not in self.paused | self.cancelled | self.ended

    def leave(self, call: str) -> None:
        self.overtaken.pop(call, None)
        if call in self.queue:
            self.queue.remove(call)

    @rule(target=orders, play=st.sampled_from(PLAYS), policy=st.booleans(), setup=st.integers(0, 2))
    def order(self, play: str, policy: bool, setup: int) -> str:
        return self.place(play, policy=policy, setup=setup)

    def place(self, play: str, *, policy: bool, setup: int) -> str:
        retries = POLICY if policy else None
        return place(self.world, play, lines=(LINE,), policy=retries, setup=seconds(setup)).id

    @rule(order=orders, finish=st.booleans())
    def cancel(self, order: str, finish: bool) -> None:
        self.command(order, lambda call: commands.cancel(call, self.world.now, finish=finish), changes=True)

    @rule(order=orders)
    def pause(self, order: str) -> None:
        changes = order not in self.paused
        self.command(order, lambda call: commands.pause(call, self.world.now), changes=changes)
        assert order in self.paused | self.ended | self.cancelled

    @rule(order=orders, on_time=st.booleans())
    def resume(self, order: str, on_time: bool) -> None:
        changes = order in self.paused
        self.command(order, lambda call: commands.resume(call, self.world.now, on_time=on_time), changes=changes)
        assert order not in self.paused - self.ended - self.cancelled

    @rule(order=orders, most=st.integers(1, 4))
    def follow(self, order: str, most: int) -> None:
        policy = self.world.call(order).policy
        if policy is not None:
            other = replace(policy, max_attempts=most)
            self.command(
                order, lambda call: commands.follow(call, self.world.now, other), changes=most != policy.max_attempts
            )

    def command(self, order: str, change: Any, *, changes: bool) -> None:
        if not changes:
            self.world.run(self.world.now)  # a command also processes what is due now
        before = take(self.world, self.world.library)
        try:
            self.world.command(change(self.world.call(order)))
        except Conflict:
            assert order in self.ended | self.cancelled
            changes = False
        if not changes and order not in self.cancelled | self.ended:
            assert take(self.world, self.world.library) == before

    @rule(span=st.sampled_from([0, 1, 3, 30, 4000]))
    def advance(self, span: int) -> None:
        self.world.advance(self.world.now + seconds(span))

    @rule()
    def advance_to_the_end(self) -> None:
        self.world.advance(self.world.now + A_MONTH)
        for call_id, call in self.world.calls.items():
            if call_id not in self.paused | self.cancelled:
                assert call_id in self.dialled
                assert call.closed
        assert not self.queue

    @invariant()
    def used_lines_match_running_orders(self) -> None:
        if hasattr(self, "world") and not self.overdue():
            assert not self.overtaken, "an order was overtaken in the queue"
            assert self.world.lines.used(LINE) == len(self.running)
            assert self.world.lines.queue == tuple(self.queue)

    def overdue(self) -> bool:
        """Return whether events of this instant are still due; commands may run before them."""
        due = self.world.next_due
        return due is not None and due <= self.world.now


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=150, stateful_step_count=20)
