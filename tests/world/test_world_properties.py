"""Properties of every world, for any orders and any clock advances."""

from datetime import datetime, time, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.calls import commands
from mockserver.calls.events import Answered, Closed, Dialled, Ended, Phase
from mockserver.calls.windows import RetryPolicy, Window
from mockserver.world.orders import EventRecord
from mockserver.world.snapshots import Snapshot, open_library, restore, take
from mockserver.world.world import World
from tests.worlds import MONDAY, POLICY, new_world, order, place, scenario, seconds

RANGES = scenario("ranges", {"queued": "0s..3s", "ringing": "1s..9s", "lasts": "5s..50s"})
EVENING = RetryPolicy(
    4, (Window(time(16), time(18), seconds(3600)), Window(time(20), time(2), seconds(60))), zone="Europe/Paris"
)
POLICIES = {"none": None, "plain": POLICY, "evening": EVENING}

orders = st.fixed_dictionaries(
    {
        "play": st.sampled_from(["answered", "busy", "busy-twice", "voicemail", "ranges", "stuck"]),
        "policy": st.sampled_from(sorted(POLICIES)),
        "setup": st.integers(0, 3),
        "lines": st.sampled_from([(), ("account",), ("account", "agent")]),
        "at": st.integers(0, 60),
    }
)
moves = st.lists(st.integers(0, 4000), max_size=12)


def build(plans: list[dict[str, Any]], pauses: list[int]) -> tuple[World, list[EventRecord]]:
    """Return a world in which these orders are placed within the first minute; some calls are paused, some resumed."""
    world = new_world(limits={"account": 2, "agent": 1})
    world.library.add([RANGES])
    records: list[EventRecord] = []
    world.watchers.append(records.append)
    for plan in sorted(plans, key=lambda plan: plan["at"]):
        world.advance(MONDAY + seconds(plan["at"]))
        place(world, plan["play"], policy=POLICIES[plan["policy"]], setup=seconds(plan["setup"]), lines=plan["lines"])
    for index in pauses:
        call = world.calls[f"call-{index % len(plans) + 1}"]
        if call.view().phase is not Phase.ENDED:
            change = commands.resume if call.view().paused else commands.pause
            world.command(change(call, world.now))
    return world, records


def events(world: World) -> dict[str, Any]:
    """Return the past events of every call."""
    return {call.id: msgspec.to_builtins(call.past) for call in world.calls.values()}


@given(st.lists(orders, min_size=1, max_size=8), st.lists(st.integers(0, 7), max_size=4), moves)
@settings(max_examples=150)
def test_one_large_advance_equals_many_small_ones(
    plans: list[dict[str, Any]], pauses: list[int], steps: list[int]
) -> None:
    one, records_of_one = build(plans, pauses)
    many, records_of_many = build(plans, pauses)
    end = one.now + timedelta(seconds=sum(steps))
    one.advance(end)
    for step in steps:
        many.advance(many.now + seconds(step))
    assert one.now == many.now == end
    assert events(one) == events(many)
    assert records_of_one == records_of_many


@given(st.lists(orders, min_size=1, max_size=8), st.lists(st.integers(0, 7), max_size=4))
@settings(max_examples=150)
def test_times_never_decrease_and_no_event_follows_an_end(plans: list[dict[str, Any]], pauses: list[int]) -> None:
    world, records = build(plans, pauses)
    world.advance(world.now + timedelta(days=5))
    assert [record.at for record in records] == sorted(record.at for record in records)
    for call in world.calls.values():
        times = [at for at, _ in call.timeline]
        assert times == sorted(times)
        closes = [index for index, (_, event) in enumerate(call.past) if isinstance(event, Closed)]
        assert closes in ([], [len(call.past) - 1])


@given(st.lists(orders, min_size=1, max_size=10))
@settings(max_examples=150)
def test_there_are_never_more_calls_than_lines_and_every_call_gets_one(plans: list[dict[str, Any]]) -> None:
    finite = [plan | {"play": "answered"} if plan["play"] == "stuck" else plan for plan in plans]
    world, records = build(finite, [])
    world.settle()
    busy: set[str] = set()
    for record in records:
        if "account" not in world.call(record.call).lines:
            continue
        if isinstance(record.event, Dialled):
            busy.add(record.call)
            assert len(busy) <= 2
        elif isinstance(record.event, Ended):
            busy.discard(record.call)
    assert all(call.closed for call in world.calls.values())


@given(st.lists(orders, min_size=1, max_size=6), st.integers(0, 10_000), st.lists(st.integers(0, 7), max_size=3))
@settings(max_examples=100)
def test_a_restored_snapshot_continues_identically(plans: list[dict[str, Any]], later: int, pauses: list[int]) -> None:
    world, _ = build(plans, pauses)
    world.advance(world.now + seconds(later))
    state = msgspec.json.decode(msgspec.json.encode(take(world, world.library)), type=Snapshot)
    other = new_world()
    other.library = open_library(state, world.library)
    restore(other, state)
    for each in (world, other):
        place(each, "ranges", lines=("account",))
        each.advance(each.now + timedelta(days=4))
    assert events(world) == events(other)
    assert take(world, world.library) == take(other, other.library)


@given(st.lists(orders, min_size=1, max_size=6), st.text(max_size=5))
@settings(max_examples=60)
def test_the_same_seed_gives_the_same_calls_whatever_else_runs(plans: list[dict[str, Any]], seed: str) -> None:
    def events_with(others: int) -> list[list[tuple[datetime, str]]]:
        world = new_world(seed=seed)
        world.library.add([RANGES])
        calls = []
        for number, plan in enumerate(plans):
            for others_it in range(others):
                world.place(_stranger(world, number * others + others_it))
            calls.append(place(world, plan["play"]))
        world.advance(world.now + timedelta(hours=1))
        return [[(at, type(event).__name__) for at, event in world.call(call.id).past] for call in calls]

    assert events_with(0) == events_with(3)


def _stranger(world: World, number: int) -> Any:
    return order(world, "ranges", id=f"stranger-{number}", provider="another")


@given(st.integers(0, 100), st.integers(0, 100_000))
def test_pause_and_resume_keep_the_remaining_time(before: int, paused_for: int) -> None:
    world = new_world()
    call = place(world, start=MONDAY + seconds(100))
    world.advance(MONDAY + seconds(before))
    if world.call(call.id).view().phase is not Phase.HELD:
        return
    world.command(commands.pause(world.call(call.id), world.now))
    world.advance(world.now + seconds(paused_for))
    world.command(commands.resume(world.call(call.id), world.now))
    world.settle()
    answered = next(at for at, event in world.call(call.id).past if isinstance(event, Answered))
    assert answered == MONDAY + seconds(100 + paused_for + 5)
