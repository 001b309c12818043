"""An observer sees everything that happens in a world once and in order, however often it looks."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.simulation.clock import Mode
from mockserver.webhooks.delivery_queue import KEPT_CHANGES
from mockserver.webhooks.messages import Outcome, WebhookMessage
from mockserver.world.journal import CAPACITY, Record
from mockserver.world.observer import DELIVERIES, EVENTS, REQUESTS, Observer
from mockserver.world.orders import EventRecord
from mockserver.world.world import KEPT_EVENTS, World
from tests.worlds import new_world, place, seconds

STEPS = ("place", "advance", "request", "clear", "post", "deliver", "rate", "look")


def request(world: World) -> Record:
    """Add a request to the journal, and return it."""
    number = world.journal.count + 1
    record = Record(number, world.now, "p", None, "GET", "/", "", (), b"", 200, b"", 0.0, None, None)
    world.journal.add(record)
    return record


def post(world: World) -> int:
    return world.outbox.post(WebhookMessage(provider="p", event="e", url="http://localhost/"), world.now).number


def deliver(world: World) -> None:
    """Send and settle whatever is ready."""
    queue = world.outbox.deliveries
    queue.release(world.now)
    for delivery in queue.take_ready():
        world.on_result(delivery.number, Outcome(200))


class Everything:
    """What an observer has reported so far."""

    def __init__(self, world: World) -> None:
        self.observer = Observer(world)
        self.events: list[EventRecord] = []
        self.requests: list[Record] = []
        self.deliveries: dict[int, Any] = {}
        self.clock = 0

    def look(self) -> None:
        changes = self.observer.look()
        if changes is not None:
            assert changes.missed == {}
            self.events += changes.events
            self.requests += changes.requests
            self.deliveries |= {delivery.number: delivery for delivery in changes.deliveries}
            self.clock += changes.clock


@given(st.lists(st.sampled_from(STEPS), max_size=40))
@settings(deadline=None)
def test_whatever_happens_is_seen_once_and_in_order(steps: list[str]) -> None:
    world = new_world()
    seen = Everything(world)
    events: list[EventRecord] = []
    requests: list[Record] = []
    world.watchers.append(events.append)
    actions: dict[str, Callable[[], object]] = {
        "place": lambda: place(world),
        "advance": lambda: world.advance(world.now + seconds(7)),
        "request": lambda: requests.append(request(world)),
        "clear": world.journal.clear,
        "post": lambda: post(world),
        "deliver": lambda: deliver(world),
        "rate": lambda: world.clock.change(rate=2.0),
        "look": seen.look,
    }
    for step in steps:
        actions[step]()
        if step == "request":
            seen.look()  # as the exchange does after each request
    seen.look()
    assert (seen.events, seen.requests) == (events, requests)
    assert seen.deliveries == {delivery.number: delivery for delivery in world.outbox.deliveries}
    assert bool(seen.clock) == bool({"rate", "advance"} & set(steps))
    assert seen.observer.look() is None


def test_what_was_there_before_is_not_new() -> None:
    world = new_world()
    place(world)
    request(world)
    post(world)
    world.clock.change(mode=Mode.STEP)
    assert Observer(world).look() is None


def test_the_journal_that_a_reset_carries_over_is_not_new() -> None:
    old, world = new_world(), new_world()
    request(old)
    observer = Observer(world, replaced=True)
    world.journal.restore(old.journal, old.journal.count)
    assert observer.look() is None
    record = request(world)
    changes = observer.look()
    assert changes is not None
    assert list(changes.requests) == [record]


def test_an_observer_says_how_much_it_came_too_late_for() -> None:
    world = new_world()
    observer = Observer(world)
    while world.event_count < KEPT_EVENTS + 5:
        place(world)
        world.advance(world.now + seconds(60))
    for _ in range(CAPACITY + 3):
        request(world)
    for _ in range(KEPT_CHANGES + 2):
        post(world)
    changes = observer.look()
    assert changes is not None
    assert changes.missed == {EVENTS: world.event_count - KEPT_EVENTS, REQUESTS: 3, DELIVERIES: 2}
    assert [record.number for record in changes.events] == list(
        range(world.event_count - KEPT_EVENTS + 1, world.event_count + 1)
    )
    assert (len(changes.requests), len(changes.deliveries)) == (CAPACITY, KEPT_CHANGES)
