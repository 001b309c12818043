"""Sends the webhooks of all worlds while time moves, and reports the results.

    start_ready(world)       start every delivery that is ready; time does not wait for them
    advance(world, until)    move time there, and pause at each instant until everything is delivered

A clock advance has a wait budget (real time) for receivers that do not respond. When it is used up, time goes on
without them, and the result names them. Receivers that respond cost nothing, however many they are. So a receiver that
is the process which moves the clock costs wait budget, but never causes a deadlock.

When an attempt ends, the next one starts, so no receiver waits for another. During an advance, results are still
processed in the order in which the deliveries became ready: what happens next must not depend on who responded first.
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

from mockserver.calls.webhook_faults import WebhookFaultKind
from mockserver.delivery.receivers import Receiver
from mockserver.delivery.sender import Sender
from mockserver.simulation.clock import wall_now
from mockserver.webhooks.messages import Delivery, Outcome
from mockserver.world.standstill import Standstill
from mockserver.world.world import World

_SINK = re.compile(r"(/w/[^/]*)?/__admin/sink/")
STEPS_AT_ONCE = 200  #: of a world, before other requests are answered: some 10 ms
WAIT_BUDGET = 10.0  #: default, in real seconds


class WaitBudget:
    """How many real seconds are left to wait for receivers. One that responds costs nothing, unless `strict`."""

    def __init__(self, seconds: float, *, strict: bool = False, clock: Callable[[], float] | None = None) -> None:
        self.left, self._strict = seconds, strict
        self._clock = clock or asyncio.get_running_loop().time

    async def wait(self, tasks: Iterable[asyncio.Task[Outcome]]) -> bool:
        """Wait for one of the attempts. Return whether one has ended within the budget."""
        began = self._clock()
        landed, _ = await asyncio.wait(tasks, timeout=max(0.0, self.left), return_when=asyncio.FIRST_COMPLETED)
        answered = any(not task.cancelled() and task.result().status is not None for task in landed)
        if self._strict or not answered:
            self.left -= self._clock() - began
        return bool(landed)


class InFlight:
    """Attempts of one world in flight, and unprocessed results; by delivery."""

    def __init__(self) -> None:
        self.tasks: dict[int, asyncio.Task[Outcome]] = {}
        self.finished: dict[int, Outcome] = {}


class Dispatcher:
    """Sends the webhooks of one server. `own` is its ASGI application, which has the sinks; `on_change` is called with
    a world after a result, `on_pause` when an advance pauses; `spawn` starts tasks."""

    def __init__(
        self,
        sender: Sender,
        own: Receiver,
        on_change: Callable[[World], None],
        spawn: Callable[[Coroutine[Any, Any, Outcome]], asyncio.Task[Outcome]] = asyncio.ensure_future,
        on_pause: Callable[[World], None] = lambda _world: None,
    ) -> None:
        self.on_attempt: Callable[[World, Delivery], None] | None = None  #: called after each attempt that has failed
        self.receivers: dict[str, Receiver] = {}  #: by world; gets all its webhooks, whatever their URL
        self._sender = sender
        self._spawn = spawn
        self._own = own
        self._on_change = on_change
        self._on_pause = on_pause
        self._in_flight: dict[World, InFlight] = {}
        self._turns: dict[str, asyncio.Lock] = {}  #: a receiver in this process gets one webhook at a time, in order
        self._urgent: list[asyncio.Task[Outcome]] = []

    def in_flight(self, world: World) -> list[Delivery]:
        """Return the deliveries of a world that are in progress, oldest first."""
        tasks = self._in_flight.get(world, InFlight()).tasks
        found = (world.outbox.deliveries.get(number) for number in sorted(tasks))
        return [delivery for delivery in found if delivery is not None]

    @property
    def idle(self) -> bool:
        """Whether no delivery is in progress in any world."""
        return not self._in_flight

    def start_ready(self, world: World) -> None:
        """Start every delivery that is ready."""
        queue = world.outbox.deliveries
        queue.release(world.now)
        for delivery in queue.take_ready():
            task = self._spawn(self._send(world, delivery))
            self._in_flight.setdefault(world, InFlight()).tasks[delivery.number] = task
            task.add_done_callback(partial(self._done, world, delivery.number))
            if delivery.fault(WebhookFaultKind.BEFORE_ANSWER):
                self._urgent.append(task)

    @property
    def urgent(self) -> bool:
        """Whether a delivery must end before the request that caused it is answered."""
        return bool(self._urgent)

    async def wait_for_urgent(self) -> None:
        """Wait for the deliveries that must end before the request that caused them is answered."""
        urgent, self._urgent = self._urgent, []
        if urgent:
            await asyncio.wait(urgent, timeout=WAIT_BUDGET)

    async def advance(self, world: World, until: datetime, wait_budget: float = WAIT_BUDGET) -> list[Delivery]:
        """Move time to `until`, with every delivery at its own instant. Return the deliveries that were not waited for.

        Raises:
            Conflict: `until` is in the past, or another request is moving time.
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
        """Move time until nothing is planned and everything is delivered, retries included; see `advance`. The results
        that come after a conversation are planned too.

        Raises:
            NeverSettles: some call never ends. If that shows only on the way, time has moved up to there.
            Conflict: another request is moving time.
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
        """Wait for the deliveries of this instant, without moving time. Return those that were not waited for."""
        left = WaitBudget(wait_budget, strict=True)
        self.start_ready(world)
        async with self._sender.kept():
            while (world.outbox.blocked or world.outbox.deliveries.ready) and await self._flush(world, left):
                pass
        return self.in_flight(world)

    async def close(self) -> None:
        """Cancel the deliveries in progress, and those that start because one of them has just ended."""
        while tasks := [task for in_flight in self._in_flight.values() for task in in_flight.tasks.values()]:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # -- pieces ------------------------------------------------------------------------------------

    def _done(self, world: World, number: int, task: asyncio.Task[Outcome]) -> None:
        """Take the result of an attempt. If no advance is under way, process it at once."""
        in_flight = self._in_flight[world]
        del in_flight.tasks[number]
        if task.cancelled():  # the server stops
            return
        in_flight.finished[number] = task.result()
        world.outbox.deliveries.attempt_ended(number)
        if not world.moving:
            self._process_results(world, whole=True)
            world.catch_up()
            self._on_change(world)

    @contextmanager
    def _moving(self, world: World) -> Iterator[None]:
        """Reserve the time of a world; no other request can move it meanwhile."""
        world.moving = True
        try:
            yield
        finally:
            world.moving = False
            self._process_results(world, whole=True)

    async def _move(self, world: World, until: datetime, left: WaitBudget) -> bool:
        """Process everything due by `until`, and its deliveries. Return whether the wait budget was enough."""
        while (stop := world.run(until, delivering=True, most=STEPS_AT_ONCE)) is not None:
            self._on_pause(world)
            if stop is Standstill.YIELDING:
                await asyncio.sleep(0)
            elif not await self._flush(world, left):
                self._process_results(world, whole=True)
                await self._run(world, until)
                return False
            self._on_pause(world)
        return True

    async def _move_on(self, world: World, left: WaitBudget) -> None:
        """Process everything that is planned, instant by instant, and its deliveries."""
        seen, lasts = world.event_count, True
        while (due := world.next_due) is not None or (lasts and world.outbox.deliveries.ready):
            until = max(world.now, due or world.now)
            if lasts:
                lasts = await self._move(world, until, left)
            elif world.outbox.blocked:
                return
            else:
                await self._run(world, until)
            if world.event_count - seen > STEPS_AT_ONCE:
                self._on_pause(world)
                await asyncio.sleep(0)
                seen = world.event_count

    async def _run(self, world: World, until: datetime) -> None:
        """Process everything due by `until` without waiting for deliveries. Other requests are answered meanwhile."""
        while world.run(until, most=STEPS_AT_ONCE) is Standstill.YIELDING:
            self._on_pause(world)
            await asyncio.sleep(0)

    async def _flush(self, world: World, left: WaitBudget) -> bool:
        """Send what is ready, wait until an attempt ends, and process the results that are next in order. Return
        whether the wait budget was enough."""
        self.start_ready(world)
        in_flight = self._in_flight.get(world)
        if in_flight is None:
            return True
        landed = not in_flight.tasks or await left.wait(in_flight.tasks.values())
        self._process_results(world)
        return landed

    def _process_results(self, world: World, *, whole: bool = False) -> None:
        """Process results: those that are next in order, or all of them as a `whole`."""
        in_flight, outbox = self._in_flight.get(world), world.outbox
        if in_flight is None:
            return
        while (first := outbox.deliveries.first) in in_flight.finished:
            self._process(world, first, in_flight.finished.pop(first))
        for number in sorted(in_flight.finished) if whole else ():
            self._process(world, number, in_flight.finished.pop(number))
        if not in_flight.tasks and not in_flight.finished:
            self._in_flight.pop(world, None)

    def _process(self, world: World, number: int, outcome: Outcome) -> None:
        delivery = world.on_result(number, outcome)
        if self.on_attempt is not None and not outcome.good:
            self.on_attempt(world, delivery)

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


def _is_sink(url: str, world: World) -> bool:
    """Return whether a URL is a sink of this server."""
    there, here = urlsplit(url), urlsplit(world.origin)
    return there.netloc == here.netloc and _SINK.match(there.path) is not None
