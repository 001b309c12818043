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

GOOD, BAD = Outcome(status=200), Outcome(error="connection refused")
LATER = timedelta(hours=1)


class ManualSender(Sender):
    """A sender whose attempts end when the test says so; `sent` lists their deliveries in order."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[int] = []
        self.pending: dict[int, asyncio.Future[Outcome]] = {}

    async def send(self, delivery: Delivery, headers: Headers, receiver: Receiver | None = None) -> Outcome:
        self.sent.append(delivery.number)
        self.pending[delivery.number] = asyncio.get_running_loop().create_future()
        return await self.pending[delivery.number]

    async def complete(self, *numbers: int, outcome: Outcome = GOOD) -> None:
        """End these attempts one after the other, and run the tasks that then become ready."""
        for number in numbers:
            self.pending.pop(number).set_result(outcome)
            await self.run_ready()

    async def run_ready(self) -> None:
        """Run the tasks that are ready now."""
        for _ in range(12):
            await asyncio.sleep(0)


class Case:
    """A world with its dispatcher; `processed` lists the deliveries in the order in which results were processed."""

    def __init__(self) -> None:
        self.sender, self.world = ManualSender(), new_world()
        self.processed: list[int] = []
        one: WebhookPolicy[World] = WebhookPolicy(
            messages=lambda *_: (), on_result=lambda _world, row: self.processed.append(row.number)
        )
        self.world.outbox.policies = {"test": one}
        self.dispatcher = Dispatcher(
            self.sender, lambda _webhook: None, lambda world: self.dispatcher.start_ready(world)
        )

    def post(self, *calls: int, url: str = "http://localhost/", delays: Iterable[int] = ()) -> None:
        """Post a webhook for each of these calls."""
        for call in calls:
            waits = tuple(timedelta(seconds=seconds) for seconds in delays)
            webhook = WebhookMessage(provider="test", event="x", url=url, call=f"call_{call}", delays=waits)
            self.world.outbox.post(webhook, self.world.now)

    async def advance(self, wait_budget: float = 10.0) -> "asyncio.Task[list[Delivery]]":
        """Start to advance the clock by an hour."""
        advancing = asyncio.ensure_future(self.dispatcher.advance(self.world, self.world.now + LATER, wait_budget))
        await self.sender.run_ready()
        return advancing


def run_check(check: Callable[[Case], Awaitable[None]]) -> None:
    async def run() -> None:
        await check(Case())

    asyncio.run(run())


def test_the_next_delivery_starts_when_one_completes() -> None:
    async def check(case: Case) -> None:
        case.post(*range(6))
        advancing = await case.advance()
        assert case.sender.sent == [1, 2, 3, 4]
        await case.sender.complete(3)
        assert case.sender.sent == [1, 2, 3, 4, 5]
        await case.sender.complete(5, 1, 2, 4, 6)
        assert await advancing == []

    run_check(check)


def test_results_are_processed_in_delivery_order_whoever_responds_first() -> None:
    async def check(case: Case) -> None:
        case.post(1, 1, 2, 3)
        advancing = await case.advance()
        await case.sender.complete(4, 3)
        assert case.processed == []
        await case.sender.complete(1)
        assert case.processed == [1, 3, 4]
        await case.sender.complete(2)
        await advancing
        assert case.processed == [1, 3, 4, 2]

    run_check(check)


def test_without_a_clock_advance_results_are_processed_at_once() -> None:
    async def check(case: Case) -> None:
        case.post(1, 2)
        case.dispatcher.start_ready(case.world)
        await case.sender.run_ready()
        await case.sender.complete(2)
        assert case.processed == [2]
        await case.sender.complete(1)
        assert (case.processed, case.dispatcher.idle) == ([2, 1], True)

    run_check(check)


def test_when_the_wait_budget_is_used_up_completed_attempts_are_processed() -> None:
    async def check(case: Case) -> None:
        case.post(*range(6))
        advancing = await case.advance(wait_budget=0.05)
        await case.sender.complete(3, 2)
        assert case.processed == []
        slow = await advancing
        assert (case.processed, [row.number for row in slow]) == ([2, 3], [1, 4, 5, 6])
        await case.sender.complete(6, 5, 4, 1)
        assert (case.processed[2:], case.world.outbox.deliveries.ready) == ([6, 5, 4, 1], False)

    run_check(check)


def test_a_host_does_not_wait_for_another_that_hangs() -> None:
    async def check(case: Case) -> None:
        case.post(*range(6), url="http://hangs/a")
        case.post(7, 8, url="http://localhost/b")
        advancing = await case.advance()
        assert case.sender.sent == [1, 2, 3, 4, 7, 8]
        await case.sender.complete(7, 8, 1, 2, 3, 4, 5, 6)
        await advancing

    run_check(check)


def test_with_a_receiver_in_the_process_all_deliveries_count_as_one_host() -> None:
    async def check(case: Case) -> None:
        case.world.outbox.to = "http://localhost/all"
        for number in range(MOST_SENT + 2):
            case.post(number, url=f"http://host-{number}/")
        advancing = await case.advance()
        assert case.sender.sent == [1, 2, 3, 4]
        await case.sender.complete(1, 2, 3, 4, 5, 6)
        await advancing

    run_check(check)


def test_the_total_number_of_deliveries_in_flight_is_limited() -> None:
    async def check(case: Case) -> None:
        for number in range(2 * MOST_AT_ONCE):
            case.post(number, url=f"http://host-{number}/")
        advancing = await case.advance()
        assert len(case.sender.sent) == MOST_AT_ONCE
        await case.sender.complete(*range(MOST_AT_ONCE, 0, -1))
        await case.sender.complete(*range(MOST_AT_ONCE + 1, 2 * MOST_AT_ONCE + 1))
        assert await advancing == []

    run_check(check)


def test_stopping_cancels_deliveries_in_flight() -> None:
    async def check(case: Case) -> None:
        case.post(*range(6))
        case.dispatcher.start_ready(case.world)
        await case.sender.run_ready()
        await case.dispatcher.close()
        assert (case.sender.sent, case.processed) == ([1, 2, 3, 4], [])

    run_check(check)


def processed_with(calls: list[int], fails: int, order: list[int]) -> tuple[list[int], list[Any]]:
    """Return the order of processed results and the final deliveries, if the attempts end in the given order."""
    seen: list[Any] = []

    async def check(case: Case) -> None:
        for call in calls:
            case.post(call, url=f"http://host-{call % 2}/", delays=(5, 60))
        advancing = await case.advance()
        step = 0
        while not advancing.done():
            pending = sorted(case.sender.pending)
            number = pending[order[step % len(order)] % len(pending)]
            bad = fails and (number + case.sender.sent.count(number)) % fails == 0
            await case.sender.complete(number, outcome=BAD if bad else GOOD)
            step += 1
        seen.append(case.processed)
        seen.append(list(case.world.outbox.deliveries))

    run_check(check)
    return seen[0], seen[1]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(0, 3), st.lists(st.integers(0, 9), min_size=1))
def test_the_order_of_responses_does_not_change_the_result(calls: list[int], fails: int, order: list[int]) -> None:
    assert processed_with(calls, fails, order) == processed_with(calls, fails, [0])


# -- other requests are served meanwhile ---------------------------------------------------------------


async def event_counts_during(world: Any, work: Awaitable[Any]) -> list[int]:
    """Return the number of past events each time that other tasks could run during the work."""
    seen: list[int] = []
    doing = asyncio.ensure_future(work)
    while not doing.done():
        seen.append(world.event_count)
        await asyncio.sleep(0)
    doing.result()
    return seen


def largest_step(seen: list[int], event_count: int) -> int:
    return max(after - before for before, after in pairwise([*seen, event_count]))


def busy_world(calls: int) -> Any:
    world = new_world()
    for _ in range(calls):
        place(world)
    return world


def message_for(call: str) -> WebhookMessage:
    return WebhookMessage(provider="test", event="x", url="http://localhost/hook", call=call)


def test_other_requests_are_served_while_time_advances() -> None:
    async def check(move: Callable[[Dispatcher, Any], Awaitable[Any]]) -> None:
        world = busy_world(400)
        dispatcher = Dispatcher(ManualSender(), None, lambda _world: None)  # type: ignore[arg-type]
        before = world.event_count
        seen = await event_counts_during(world, move(dispatcher, world))
        assert world.event_count - before > 1500
        assert largest_step(seen, world.event_count) <= 3 * STEPS_AT_ONCE

    for move in (
        lambda dispatcher, world: dispatcher.advance(world, world.now + LATER),
        lambda dispatcher, world: dispatcher.settle(world),
    ):
        asyncio.run(check(move))


def test_other_requests_are_served_while_time_advances_without_deliveries() -> None:
    async def check() -> None:
        world = busy_world(400)
        world.outbox.policies = {"test": WebhookPolicy(messages=lambda _world, call, _event: [message_for(call.id)])}
        dispatcher = Dispatcher(ManualSender(), None, lambda _world: None)  # type: ignore[arg-type]
        seen = await event_counts_during(world, dispatcher.settle(world, wait_budget=0))
        assert all(call.closed for call in world.calls.values())
        assert largest_step(seen, world.event_count) <= 3 * STEPS_AT_ONCE
        await dispatcher.close()

    asyncio.run(check())


def test_only_one_request_advances_time_while_others_are_served() -> None:
    async def check() -> None:
        world = busy_world(400)
        dispatcher = Dispatcher(ManualSender(), None, lambda _world: None)  # type: ignore[arg-type]
        settling = asyncio.ensure_future(dispatcher.settle(world))
        await asyncio.sleep(0)
        assert world.moving
        with pytest.raises(Conflict, match="is moving time in world"):
            await dispatcher.advance(world, world.now + LATER)
        await settling
        assert world.next_due is None

    asyncio.run(check())


@pytest.mark.parametrize(("strict", "left"), [(False, 15), (True, 5)])
def test_responding_receivers_use_no_wait_budget_unless_it_is_strict(strict: bool, left: float) -> None:
    async def answering() -> Outcome:
        return GOOD

    async def check() -> None:
        ticks = iter(range(0, 1000, 10))
        wait_budget = WaitBudget(15, strict=strict, clock=lambda: float(next(ticks)))
        assert await wait_budget.wait([asyncio.ensure_future(answering())])
        assert wait_budget.left == left

    asyncio.run(check())


@pytest.mark.parametrize("steps", range(4))
def test_a_delivery_that_starts_while_the_dispatcher_closes_is_cancelled_too(steps: int) -> None:
    async def close(case: Case) -> None:
        case.post(*range(MOST_SENT + 1))
        case.dispatcher.start_ready(case.world)
        await case.sender.run_ready()
        assert len(case.sender.sent) == MOST_SENT
        case.sender.pending[case.sender.sent[0]].set_result(GOOD)
        for _ in range(steps):
            await asyncio.sleep(0)
        await case.dispatcher.close()
        assert not case.dispatcher.in_flight(case.world)

    run_check(close)
