"""Makes the rounds: takes what is ready out of the worlds, has it sent, and brings back what came of it.

    pump(world)              start every delivery whose turn it is; time need not wait for them
    travel(world, until)     move time there, and let it stand still at each instant until all is delivered

`travel` is what `advance` and `settle` do. It has so much patience with receivers that do not answer and no more: then
time goes on without them, and the answer names them; receivers that do answer are waited for, however many they are.
So a receiver that is the very process that moves the clock costs patience, never a deadlock.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from msgspec.structs import replace

from mockserver.clock import wall_now
from mockserver.mishaps import MishapKind
from mockserver.notices import Delivery, Outcome
from mockserver.receivers import Receiver
from mockserver.sender import Sender
from mockserver.world import World

Flights = dict[asyncio.Task[Outcome], Delivery]
SINK = "/__admin/sink/"
PATIENCE = 10.0  #: real seconds that one journey waits for receivers that do not answer, unless it is told otherwise


class Patience:
    """How many real seconds a journey still waits for receivers that do not answer. Whoever answers costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    async def wait(self, tasks: list[asyncio.Task[Outcome]]) -> bool:
        """Wait for all of them; whether they have landed before patience ran out."""
        clock = asyncio.get_running_loop().time
        began = clock()
        _, late = await asyncio.wait(tasks, timeout=max(0.0, self._left))
        if late or any(task.cancelled() or task.result().status is None for task in tasks):
            self._left -= clock() - began
        return not late


class Rounds:
    """The rounds of one server. `own` is its ASGI application, for what is sent to its own sinks; `stirred` is called
    with a world after something has come back to it."""

    def __init__(self, sender: Sender, own: Receiver, stirred: Callable[[World], None]) -> None:
        self.receivers: dict[str, Receiver] = {}  #: world → who gets all its webhooks, whatever their URL
        self._sender = sender
        self._own = own
        self._stirred = stirred
        self._flights: dict[World, Flights] = {}
        self._turns: dict[str, asyncio.Lock] = {}  #: a receiver in this process gets one letter at a time, in order
        self._urgent: list[asyncio.Task[Outcome]] = []

    def in_flight(self, world: World) -> list[Delivery]:
        """The deliveries of a world that are on their way, oldest first."""
        return sorted(self._flights.get(world, {}).values(), key=lambda delivery: delivery.number)

    def pump(self, world: World) -> None:
        """Start every delivery whose turn it is."""
        courier = world.mail.courier
        courier.release(world.now)
        for delivery in courier.heads():
            task = asyncio.ensure_future(self._send(world, delivery))
            self._flights.setdefault(world, {})[task] = delivery
            if delivery.mishap(MishapKind.BEFORE_ANSWER):
                self._urgent.append(task)
            task.add_done_callback(partial(self._done, world))

    async def let_urgent_land(self) -> None:
        """Wait for what was started just now and is to arrive before the request that caused it is answered."""
        urgent, self._urgent = self._urgent, []
        if urgent:
            await asyncio.wait(urgent, timeout=PATIENCE)

    async def travel(self, world: World, until: datetime, patience: float = PATIENCE) -> list[Delivery]:
        """Move time to `until`, delivering everything on the way at its own instant. Answers the deliveries that it
        has not waited for any longer.

        Raises:
            Conflict: `until` lies in the past, or time is being moved already.
        """
        return await self._travel(world, until, Patience(patience))

    async def settle(self, world: World, patience: float = PATIENCE) -> list[Delivery]:
        """Move time until nothing is left to happen or to be delivered, retries included; see `travel`.

        Raises:
            NeverSettles: some call would never end; if that shows only on the way, time has moved up to there.
            Conflict: time is being moved already.
        """
        world.check_ends()
        left = Patience(patience)
        slow: list[Delivery] = []
        while not slow and (world.next_due is not None or world.mail.courier.ready):
            slow = await self._travel(world, max(world.now, world.next_due or world.now), left)
        world.settle()
        self._stirred(world)
        return slow

    async def wait(self, world: World, patience: float = PATIENCE) -> list[Delivery]:
        """Let what is on its way at this instant arrive; time is not moved. Answers what it has not waited for."""
        left = Patience(patience)
        self.pump(world)
        while (world.mail.asking or world.mail.courier.ready) and await self._flush(world, left):
            pass
        return self.in_flight(world)

    async def close(self) -> None:
        """Give up what is on its way."""
        for flights in self._flights.values():
            for task in flights:
                task.cancel()
        await self._sender.close()

    # -- pieces ------------------------------------------------------------------------------------

    def _done(self, world: World, task: asyncio.Task[Outcome]) -> None:
        if not world.held:  # else `_flush` takes it, in order
            self._land(world, [task])

    async def _travel(self, world: World, until: datetime, left: "Patience") -> list[Delivery]:
        world.check_goal(until)
        world.held = True
        try:
            while not world.run(until, patient=True) and await self._flush(world, left):
                pass
        finally:
            world.held = False
        slow = self.in_flight(world)
        world.advance(until)
        self._stirred(world)
        return slow

    async def _flush(self, world: World, left: "Patience") -> bool:
        """Send what is ready and wait for the answers; whether all have come. They are taken in the order of their
        numbers, whoever answered first."""
        self.pump(world)
        flights = self._flights.get(world)
        if not flights:
            return True
        landed = await left.wait(list(flights))
        self._land(world, [task for task in flights if task.done()])
        return landed

    async def _send(self, world: World, delivery: Delivery) -> Outcome:
        notice = delivery.notice
        correspondent = world.mail.correspondents.get(notice.provider)
        signed = correspondent.sign(world, notice, wall_now()) if correspondent and correspondent.sign else ()
        headers = (*signed, ("x-mockserver-world", world.name))
        if world.mail.to is not None:
            notice = replace(notice, url=world.mail.to)
            delivery = replace(delivery, notice=notice)
        receiver = self.receivers.get(world.name)
        if receiver is not None:
            async with self._turns.setdefault(world.name, asyncio.Lock()):
                return await self._sender.send(delivery, headers, receiver)
        return await self._sender.send(delivery, headers, self._own if _is_sink(notice.url, world) else None)

    def _land(self, world: World, tasks: list[asyncio.Task[Outcome]]) -> None:
        """Take what came of some tries, and let happen what that makes happen."""
        flights = self._flights.get(world, {})
        landed = [(flights.pop(task), task) for task in tasks if task in flights]
        if not flights:
            self._flights.pop(world, None)
        for delivery, task in sorted(landed, key=lambda pair: pair[0].number):
            if not task.cancelled():
                world.mail.heard(world, delivery.number, task.result())
        if landed and not world.held:
            world.catch_up()
            self._stirred(world)


def _is_sink(url: str, world: World) -> bool:
    """Whether a URL leads to a sink of the server that sends to it."""
    there, here = urlsplit(url), urlsplit(world.origin)
    return there.netloc == here.netloc and there.path.startswith(SINK)
