"""The stretches of a call: phases over time, past and planned."""

from datetime import datetime, timedelta

import pytest

from mockserver.calls.call import Call
from mockserver.calls.events import Result
from mockserver.calls.stretches import stretches
from mockserver.world.world import World
from tests.worlds import MONDAY, POLICY, new_world, order, place, scenario, seconds

Row = tuple[str, float, float | None, bool, bool]


def rows(world: World, call: Call) -> list[Row]:
    """Return the stretches of a call: phase, begin and end in seconds after Monday, planned, failed."""

    def offset(at: datetime) -> float:
        return (at - MONDAY).total_seconds()

    found = stretches(world.call(call.id), world.now)
    return [(row.phase, offset(row.at), offset(row.until) if row.until else None, *row[3:]) for row in found]


def test_a_running_stretch_is_cut_at_now() -> None:
    world = new_world()
    call = place(world)
    world.advance(MONDAY + seconds(3))
    assert rows(world, call) == [
        ("dialling", 0, 1, False, False),
        ("ringing", 1, 3, False, False),
        ("ringing", 3, 5, True, False),
        ("talking", 5, 35, True, False),
        ("ended", 35, None, True, False),
    ]


def test_turns_of_a_conversation_do_not_divide_its_stretch() -> None:
    world = new_world()
    talk = scenario("talk", {"queued": 1, "ringing": 1, "talk": [{"agent": "Hello"}, {"user": "Hi"}], "lasts": 9})
    world.library.add([talk])
    call = place(world, "talk")
    world.settle()
    assert [row[:3] for row in rows(world, call)][2:] == [("talking", 2, 11), ("ended", 11, None)]


@pytest.mark.parametrize(("elapsed", "failed"), [(4, [False, False, True, True]), (5, [True, True, True])])
def test_a_dial_fails_when_it_ends_unanswered(elapsed: float, failed: list[bool]) -> None:
    world = new_world()
    call = place(world, "busy")
    world.advance(MONDAY + seconds(elapsed))
    assert [row[4] for row in rows(world, call)] == failed


def test_each_dial_has_its_own_stretches() -> None:
    world = new_world()
    call = place(world, "busy-twice", policy=POLICY)
    world.settle()
    assert [(row[0], row[4]) for row in rows(world, call)] == [
        ("dialling", True),
        ("ringing", True),
        ("dialling", True),
        ("ringing", True),
        ("dialling", False),
        ("ringing", False),
        ("talking", False),
        ("wrapping", False),
        ("ended", False),
    ]


def test_a_hold_ends_with_the_planned_dial() -> None:
    world = new_world()
    call = place(world, start=MONDAY + timedelta(hours=1))
    world.advance(MONDAY + seconds(60))
    assert rows(world, call) == [("held", 0, 60, False, False), ("held", 60, 3600, True, False)]


def test_a_call_without_a_plan_is_open() -> None:
    world = new_world(limits={"account": 1})
    place(world, "stuck", lines=("account",))
    waiting = place(world, lines=("account",))
    world.advance(MONDAY + seconds(9))
    assert rows(world, waiting) == [("waiting", 0, None, False, False)]
    unlaunched = world.add_unlaunched(order(world))
    assert rows(world, unlaunched) == [("placed", 9, None, False, False)]


def test_results_after_the_end_leave_the_end_open() -> None:
    world = new_world()
    call = place(world, delays={Result.RECORDING: seconds(60)})
    world.advance(MONDAY + seconds(40))
    assert world.call(call.id).future
    assert rows(world, call)[-1] == ("ended", 35, None, False, False)
