"""The dispatcher: which deliveries start at once, which wait, and in which order results are processed.

No receiver is needed: each attempt ends when the test says so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.delivery.dispatcher import STEPS_AT_ONCE, Dispatcher, WaitBudget
from mockserver.delivery.receivers import Receiver
from mockserver.delivery.sender import Sender
from mockserver.errors import Conflict
from mockserver.webhooks.delivery_queue import MOST_AT_ONCE, MOST_SENT
from mockserver.webhooks.messages import Delivery, Headers, Outcome, WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.world import World
from tests.worlds import new_world, place

GOOD, BAD = Outcome(status=200), Outcome(error="nobody there")
LATER = timedelta(hours=1)


class Hands(Sender):
    """A sender whose tries land by hand; `sent` has their deliveries in order."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[int] = []
        self.flying: dict[int, asyncio.Future[Outcome]] = {}

    async def send(self, delivery: Delivery, headers: Headers, receiver: Receiver | None = None) -> Outcome:
        self.sent.append(delivery.number)
        self.flying[delivery.number] = asyncio.get_running_loop().create_future()
        return await self.flying[delivery.number]

    async def land(self, *numbers: int, outcome: Outcome = GOOD) -> None:
        """Let these tries land, one after the other, and everything happen that follows from it."""
        for number in numbers:
            self.flying.pop(number).set_result(outcome)
            await self.rest()

    async def rest(self) -> None:
        """Let everything happen that can happen now."""
        for _ in range(12):
            await asyncio.sleep(0)


class Scene:
    """A world with dispatcher; `heard` has the deliveries in the order in which the world heard of a try."""

    def __init__(self) -> None:
        self.hands, self.world = Hands(), new_world()
        self.heard: list[int] = []
        one: WebhookPolicy[World] = WebhookPolicy(
            messages=lambda *_: (), on_result=lambda _world, row: self.heard.append(row.number)
        )
        self.world.outbox.policies = {"test": one}
        self.dispatcher = Dispatcher(
            self.hands, lambda _webhook: None, lambda world: self.dispatcher.start_ready(world)
        )

    def post(self, *calls: int, url: str = "http://localhost/", delays: Iterable[int] = ()) -> None:
        """Notices about these calls, one each."""
        for call in calls:
            waits = tuple(timedelta(seconds=seconds) for seconds in delays)
            webhook = WebhookMessage(provider="test", event="x", url=url, call=f"call_{call}", delays=waits)
            self.world.outbox.post(webhook, self.world.now)

    async def advance(self, wait_budget: float = 10.0) -> "asyncio.Task[list[Delivery]]":
        """Set out for an hour."""
        journey = asyncio.ensure_future(self.dispatcher.advance(self.world, self.world.now + LATER, wait_budget))
        await self.hands.rest()
        return journey


def play(act: Callable[[Scene], Awaitable[None]]) -> None:
    async def played() -> None:
        await act(Scene())

    asyncio.run(played())


def test_the_next_delivery_starts_when_one_completes() -> None:
    async def act(scene: Scene) -> None:
        scene.post(*range(6))
        journey = await scene.advance()
        assert scene.hands.sent == [1, 2, 3, 4]
        await scene.hands.land(3)
        assert scene.hands.sent == [1, 2, 3, 4, 5]
        await scene.hands.land(5, 1, 2, 4, 6)
        assert await journey == []

    play(act)


def test_results_are_processed_in_delivery_order_whoever_responds_first() -> None:
    async def act(scene: Scene) -> None:
        scene.post(1, 1, 2, 3)
        journey = await scene.advance()
        await scene.hands.land(4, 3)
        assert scene.heard == []
        await scene.hands.land(1)
        assert scene.heard == [1, 3, 4]
        await scene.hands.land(2)
        await journey
        assert scene.heard == [1, 3, 4, 2]

    play(act)


def test_without_a_clock_advance_results_are_processed_at_once() -> None:
    async def act(scene: Scene) -> None:
        scene.post(1, 2)
        scene.dispatcher.start_ready(scene.world)
        await scene.hands.rest()
        await scene.hands.land(2)
        assert scene.heard == [2]
        await scene.hands.land(1)
        assert (scene.heard, scene.dispatcher.idle) == ([2, 1], True)

    play(act)


def test_when_the_wait_budget_is_used_up_completed_attempts_are_processed() -> None:
    async def act(scene: Scene) -> None:
        scene.post(*range(6))
        journey = await scene.advance(wait_budget=0.05)
        await scene.hands.land(3, 2)
        assert scene.heard == []
        slow = await journey
        assert (scene.heard, [row.number for row in slow]) == ([2, 3], [1, 4, 5, 6])
        await scene.hands.land(6, 5, 4, 1)
        assert (scene.heard[2:], scene.world.outbox.deliveries.ready) == ([6, 5, 4, 1], False)

    play(act)


def test_a_host_does_not_wait_for_another_that_hangs() -> None:
    async def act(scene: Scene) -> None:
        scene.post(*range(6), url="http://hangs/a")
        scene.post(7, 8, url="http://localhost/b")
        journey = await scene.advance()
        assert scene.hands.sent == [1, 2, 3, 4, 7, 8]
        await scene.hands.land(7, 8, 1, 2, 3, 4, 5, 6)
        await journey

    play(act)


def test_with_a_receiver_in_the_process_all_deliveries_count_as_one_host() -> None:
    async def act(scene: Scene) -> None:
        scene.world.outbox.to = "http://localhost/all"
        for number in range(MOST_SENT + 2):
            scene.post(number, url=f"http://host-{number}/")
        journey = await scene.advance()
        assert scene.hands.sent == [1, 2, 3, 4]
        await scene.hands.land(1, 2, 3, 4, 5, 6)
        await journey

    play(act)


def test_the_total_number_of_deliveries_in_flight_is_limited() -> None:
    async def act(scene: Scene) -> None:
        for number in range(2 * MOST_AT_ONCE):
            scene.post(number, url=f"http://host-{number}/")
        journey = await scene.advance()
        assert len(scene.hands.sent) == MOST_AT_ONCE
        await scene.hands.land(*range(MOST_AT_ONCE, 0, -1))
        await scene.hands.land(*range(MOST_AT_ONCE + 1, 2 * MOST_AT_ONCE + 1))
        assert await journey == []

    play(act)


def test_stopping_cancels_deliveries_in_flight() -> None:
    async def act(scene: Scene) -> None:
        scene.post(*range(6))
        scene.dispatcher.start_ready(scene.world)
        await scene.hands.rest()
        await scene.dispatcher.close()
        assert (scene.hands.sent, scene.heard) == ([1, 2, 3, 4], [])

    play(act)


def heard_with(calls: list[int], fails: int, order: list[int]) -> tuple[list[int], list[Any]]:
    """What the world heard on a journey on which tries land in some order, and what it knows of it at last."""
    seen: list[Any] = []

    async def act(scene: Scene) -> None:
        for call in calls:
            scene.post(call, url=f"http://host-{call % 2}/", delays=(5, 60))
        journey = await scene.advance()
        step = 0
        while not journey.done():
            flying = sorted(scene.hands.flying)
            number = flying[order[step % len(order)] % len(flying)]
            bad = fails and (number + scene.hands.sent.count(number)) % fails == 0
            await scene.hands.land(number, outcome=BAD if bad else GOOD)
            step += 1
        seen.append(scene.heard)
        seen.append(list(scene.world.outbox.deliveries))

    play(act)
    return seen[0], seen[1]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(0, 3), st.lists(st.integers(0, 9), min_size=1))
def test_the_order_of_responses_does_not_change_the_result(calls: list[int], fails: int, order: list[int]) -> None:
    assert heard_with(calls, fails, order) == heard_with(calls, fails, [0])


# -- others are answered meanwhile -------------------------------------------------------------------


async def watched(world: Any, work: Awaitable[Any]) -> list[int]:
    """How many events had happened each time that somebody else had his turn while the work was done."""
    seen: list[int] = []
    doing = asyncio.ensure_future(work)
    while not doing.done():
        seen.append(world.event_count)
        await asyncio.sleep(0)
    doing.result()
    return seen


def longest(seen: list[int], event_count: int) -> int:
    return max(after - before for before, after in pairwise([*seen, event_count]))


def busy_world(calls: int) -> Any:
    world = new_world()
    for _ in range(calls):
        place(world)
    return world


def told_of(call: str) -> WebhookMessage:
    return WebhookMessage(provider="test", event="x", url="http://localhost/hook", call=call)


def test_other_requests_are_served_while_time_advances() -> None:
    async def story(move: Callable[[Dispatcher, Any], Awaitable[Any]]) -> None:
        world = busy_world(400)
        dispatcher = Dispatcher(Hands(), None, lambda _world: None)  # type: ignore[arg-type]
        before = world.event_count
        seen = await watched(world, move(dispatcher, world))
        assert world.event_count - before > 1500
        assert longest(seen, world.event_count) <= 3 * STEPS_AT_ONCE

    for move in (
        lambda dispatcher, world: dispatcher.advance(world, world.now + LATER),
        lambda dispatcher, world: dispatcher.settle(world),
    ):
        asyncio.run(story(move))


def test_other_requests_are_served_while_time_advances_without_deliveries() -> None:
    async def story() -> None:
        world = busy_world(400)
        world.outbox.policies = {"test": WebhookPolicy(messages=lambda _world, call, _event: [told_of(call.id)])}
        dispatcher = Dispatcher(Hands(), None, lambda _world: None)  # type: ignore[arg-type]
        seen = await watched(world, dispatcher.settle(world, wait_budget=0))
        assert all(call.closed for call in world.calls.values())
        assert longest(seen, world.event_count) <= 3 * STEPS_AT_ONCE
        await dispatcher.close()

    asyncio.run(story())


def test_only_one_request_advances_time_while_others_are_served() -> None:
    async def story() -> None:
        world = busy_world(400)
        dispatcher = Dispatcher(Hands(), None, lambda _world: None)  # type: ignore[arg-type]
        settling = asyncio.ensure_future(dispatcher.settle(world))
        await asyncio.sleep(0)
        assert world.moving
        with pytest.raises(Conflict, match="is moving time in world"):
            await dispatcher.advance(world, world.now + LATER)
        await settling
        assert world.next_due is None

    asyncio.run(story())


@pytest.mark.parametrize(("strict", "left"), [(False, 15), (True, 5)])
def test_responding_receivers_use_no_wait_budget_unless_it_is_strict(strict: bool, left: float) -> None:
    async def answering() -> Outcome:
        return GOOD

    async def story() -> None:
        ticks = iter(range(0, 1000, 10))
        wait_budget = WaitBudget(15, strict=strict, clock=lambda: float(next(ticks)))
        assert await wait_budget.wait([asyncio.ensure_future(answering())])
        assert wait_budget.left == left

    asyncio.run(story())


@pytest.mark.parametrize("steps", range(4))
def test_a_delivery_that_starts_while_the_dispatcher_closes_is_cancelled_too(steps: int) -> None:
    async def close(scene: Scene) -> None:
        scene.post(*range(MOST_SENT + 1))
        scene.dispatcher.start_ready(scene.world)
        await scene.hands.rest()
        assert len(scene.hands.sent) == MOST_SENT
        scene.hands.flying[scene.hands.sent[0]].set_result(GOOD)
        for _ in range(steps):
            await asyncio.sleep(0)
        await scene.dispatcher.close()
        assert not scene.dispatcher.in_flight(scene.world)

    play(close)
