"""Makes the rounds: takes what is ready out of the worlds, has it sent, and brings back what came of it.

    pump(world)              start every delivery whose turn it is; time need not wait for them
    travel(world, until)     move time there, and let it stand still at each instant until all is delivered

`travel` is what `advance` and `settle` do. It has so much patience with receivers that do not answer and no more: then
time goes on without them, and the answer names them; receivers that do answer are waited for, however many they are.
So a receiver that is the very process that moves the clock costs patience, never a deadlock.

As soon as a try has landed the next one starts, so no receiver waits for another. On a journey the world hears of them
in the order of their turns all the same, whoever answered first: what it does next must not depend on that.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from mockserver.calls.faults import WebhookFaultKind
from mockserver.delivery.receivers import Receiver
from mockserver.delivery.sender import Sender
from mockserver.simulation.clock import wall_now
from mockserver.webhooks.messages import Delivery, Outcome
from mockserver.world.world import World

_SINK = re.compile(r"(/w/[^/]*)?/__admin/sink/")
STEPS_AT_ONCE = 200  #: of a world, before others are answered: some 10 ms
WAIT_BUDGET = 10.0  #: real seconds that one journey waits for receivers that do not answer, unless it is told otherwise


class WaitBudget:
    """How many real seconds are still waited for receivers. A receiver that answers costs nothing, unless `strict`."""

    def __init__(self, seconds: float, *, strict: bool = False, clock: Callable[[], float] | None = None) -> None:
        self.left, self._strict = seconds, strict
        self._clock = clock or asyncio.get_running_loop().time

    async def wait(self, tasks: Iterable[asyncio.Task[Outcome]]) -> bool:
        """Wait for one of them; whether one has landed before patience ran out."""
        began = self._clock()
        landed, _ = await asyncio.wait(tasks, timeout=max(0.0, self.left), return_when=asyncio.FIRST_COMPLETED)
        answered = any(not task.cancelled() and task.result().status is not None for task in landed)
        if self._strict or not answered:
            self.left -= self._clock() - began
        return bool(landed)


class InFlight:
    """The tries of one world that are under way, and what came of those that it has not heard of; by delivery."""

    def __init__(self) -> None:
        self.tasks: dict[int, asyncio.Task[Outcome]] = {}
        self.landed: dict[int, Outcome] = {}


class Dispatcher:
    """The rounds of one server. `own` is its ASGI application, for what is sent to its own sinks; `stirred` is called
    with a world after something has come back to it."""

    def __init__(
        self,
        sender: Sender,
        own: Receiver,
        on_change: Callable[[World], None],
        spawn: Callable[[Coroutine[Any, Any, Outcome]], asyncio.Task[Outcome]] = asyncio.ensure_future,
    ) -> None:
        self.receivers: dict[str, Receiver] = {}  #: world → who gets all its webhooks, whatever their URL
        self._sender = sender
        self._spawn = spawn
        self._own = own
        self._on_change = on_change
        self._flights: dict[World, InFlight] = {}
        self._turns: dict[str, asyncio.Lock] = {}  #: a receiver in this process gets one letter at a time, in order
        self._urgent: list[asyncio.Task[Outcome]] = []

    def in_flight(self, world: World) -> list[Delivery]:
        """The deliveries of a world that are on their way, oldest first."""
        flights = self._flights.get(world, InFlight())
        found = (world.outbox.deliveries.get(number) for number in sorted(flights.tasks))
        return [delivery for delivery in found if delivery is not None]

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way in any world."""
        return not self._flights

    def start_ready(self, world: World) -> None:
        """Start every delivery whose turn it is."""
        queue = world.outbox.deliveries
        queue.release(world.now)
        for delivery in queue.heads():
            task = self._spawn(self._send(world, delivery))
            self._flights.setdefault(world, InFlight()).tasks[delivery.number] = task
            task.add_done_callback(partial(self._done, world, delivery.number))
            if delivery.fault(WebhookFaultKind.BEFORE_ANSWER):
                self._urgent.append(task)

    @property
    def urgent(self) -> bool:
        """Whether something has to land before the request that caused it may be answered."""
        return bool(self._urgent)

    async def wait_for_urgent(self) -> None:
        """Wait for what was started just now and is to arrive before the request that caused it is answered."""
        urgent, self._urgent = self._urgent, []
        if urgent:
            await asyncio.wait(urgent, timeout=WAIT_BUDGET)

    async def advance(self, world: World, until: datetime, wait_budget: float = WAIT_BUDGET) -> list[Delivery]:
        """Move time to `until`, delivering everything on the way at its own instant. Answers the deliveries that it
        has not waited for any longer.

        Raises:
            Conflict: `until` lies in the past, or time is being moved already.
        """
        world.check_goal(until)
        async with self._sender.kept():
            with self._moving(world):
                await self._move(world, until, WaitBudget(wait_budget))
            slow = self.in_flight(world)
            world.advance(until)
        self._on_change(world)
        return slow

    async def settle(self, world: World, wait_budget: float = WAIT_BUDGET) -> list[Delivery]:
        """Move time until nothing is left to happen or to be delivered, retries included; see `travel`.

        Raises:
            NeverSettles: some call would never end; if that shows only on the way, time has moved up to there.
            Conflict: time is being moved already.
        """
        world.check_ends()
        world.check_goal(world.now)
        async with self._sender.kept():
            with self._moving(world):
                await self._move_on(world, WaitBudget(wait_budget))
            slow = self.in_flight(world)
            world.settle()
        self._on_change(world)
        return slow

    async def wait(self, world: World, wait_budget: float = WAIT_BUDGET) -> list[Delivery]:
        """Let what is on its way at this instant arrive; time is not moved. Answers what it has not waited for."""
        left = WaitBudget(wait_budget, strict=True)
        self.start_ready(world)
        async with self._sender.kept():
            while (world.outbox.asking or world.outbox.deliveries.ready) and await self._flush(world, left):
                pass
        return self.in_flight(world)

    async def close(self) -> None:
        """Give up what is on its way."""
        tasks = [task for flights in self._flights.values() for task in flights.tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- pieces ------------------------------------------------------------------------------------

    def _done(self, world: World, number: int, task: asyncio.Task[Outcome]) -> None:
        """A try has landed. A journey that is under way takes it from here; else the world hears of it at once."""
        flights = self._flights[world]
        del flights.tasks[number]
        if task.cancelled():  # the server stops
            return
        flights.landed[number] = task.result()
        world.outbox.deliveries.landed(number)
        if not world.held:
            self._hear(world, whole=True)
            world.catch_up()
            self._on_change(world)

    @contextmanager
    def _moving(self, world: World) -> Iterator[None]:
        """Move time of a world, which nobody else can meanwhile."""
        world.held = True
        try:
            yield
        finally:
            world.held = False
            self._hear(world, whole=True)

    async def _move(self, world: World, until: datetime, left: WaitBudget) -> bool:
        """Let everything happen that is due by `until`, and wait for its deliveries; whether patience has lasted."""
        while not world.run(until, patient=True, most=STEPS_AT_ONCE):
            if not (world.outbox.asking or world.outbox.deliveries.ready):
                await asyncio.sleep(0)
            elif not await self._flush(world, left):
                self._hear(world, whole=True)
                await _run(world, until)
                return False
        return True

    async def _move_on(self, world: World, left: WaitBudget) -> None:
        """Let everything happen that is planned, one instant after the other, and wait for its deliveries."""
        seen, lasts = world.event_count, True
        while (due := world.next_due) is not None or (lasts and world.outbox.deliveries.ready):
            until = max(world.now, due or world.now)
            if lasts:
                lasts = await self._move(world, until, left)
            elif world.outbox.asking:
                return
            else:
                await _run(world, until)
            if world.event_count - seen > STEPS_AT_ONCE:
                await asyncio.sleep(0)
                seen = world.event_count

    async def _flush(self, world: World, left: WaitBudget) -> bool:
        """Send what is ready, wait until a try lands, and let the world hear of those whose turn it is; whether
        patience has lasted for that."""
        self.start_ready(world)
        flights = self._flights.get(world)
        if flights is None:
            return True
        landed = not flights.tasks or await left.wait(flights.tasks.values())
        self._hear(world)
        return landed

    def _hear(self, world: World, *, whole: bool = False) -> None:
        """Let the world hear of what has landed: as far as it has its turn, or, the order being lost, as a `whole`."""
        flights, outbox = self._flights.get(world), world.outbox
        if flights is None:
            return
        while (first := outbox.deliveries.first) in flights.landed:
            outbox.heard(world, first, flights.landed.pop(first))
        for number in sorted(flights.landed) if whole else ():
            outbox.heard(world, number, flights.landed.pop(number))
        if not flights.tasks and not flights.landed:
            self._flights.pop(world, None)

    async def _send(self, world: World, delivery: Delivery) -> Outcome:
        webhook = delivery.message
        webhook_policy = world.outbox.policies.get(webhook.provider)
        signed = webhook_policy.sign(world, webhook, wall_now()) if webhook_policy and webhook_policy.sign else ()
        headers = (*signed, ("x-mockserver-world", world.name))
        if world.outbox.to is not None:
            webhook = replace(webhook, url=world.outbox.to)
            delivery = replace(delivery, message=webhook)
        receiver = self.receivers.get(world.name)
        if receiver is not None:
            async with self._turns.setdefault(world.name, asyncio.Lock()):
                return await self._sender.send(delivery, headers, receiver)
        return await self._sender.send(delivery, headers, self._own if _is_sink(webhook.url, world) else None)


async def _run(world: World, until: datetime) -> None:
    """Let everything happen that is due by `until`, without waiting for deliveries; others are answered meanwhile."""
    while not world.run(until, most=STEPS_AT_ONCE) and not world.outbox.asking:  # noqa: ASYNC110 - yields, does not poll
        await asyncio.sleep(0)


def _is_sink(url: str, world: World) -> bool:
    """Whether a URL leads to a sink of the server that sends to it."""
    there, here = urlsplit(url), urlsplit(world.origin)
    return there.netloc == here.netloc and _SINK.match(there.path) is not None
