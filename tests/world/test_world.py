"""A world: placing calls, lines, time, and the refusal to wait for calls that never end."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.events import Phase
from mockserver.errors import Conflict, LinesBusy, NeverSettles, UnknownName
from mockserver.simulation.clock import Mode
from mockserver.world.orders import EventRecord
from tests.worlds import MONDAY, POLICY, names, new_world, order, place, scenario, seconds


def test_placing_a_call_processes_events_only_up_to_the_first_dial() -> None:
    world = new_world()
    assert names(place(world)) == ["Placed", "Due", "Dialled"]
    assert names(place(world, setup=seconds(1))) == ["Placed"]


def test_advance_processes_events_up_to_and_including_its_end() -> None:
    world = new_world()
    call = place(world)
    world.advance(MONDAY + seconds(5) - timedelta(microseconds=1))
    assert world.call(call.id).view().phase is Phase.RINGING
    world.advance(MONDAY + seconds(5))
    assert world.call(call.id).view().phase is Phase.TALKING


def test_advancing_by_zero_processes_events_that_are_due_now() -> None:
    world = new_world()
    world.library.add([scenario("instant", {"queued": 0, "ringing": 0, "fails": "busy"})])
    call = place(world, "instant")
    world.advance(world.now)
    assert world.call(call.id).closed


def test_time_never_goes_back() -> None:
    world = new_world()
    with pytest.raises(Conflict, match="time never goes back"):
        world.advance(MONDAY - seconds(1))


def test_settle_processes_all_events() -> None:
    world = new_world()
    calls = [place(world, "busy-twice", policy=POLICY), place(world)]
    world.settle()
    assert all(world.call(call.id).closed for call in calls)
    assert world.next_due is None


def test_settle_refuses_if_a_call_hangs_and_does_not_move_time() -> None:
    world = new_world()
    stuck = place(world, "stuck")
    place(world)
    with pytest.raises(NeverSettles, match="never end") as refused:
        world.settle()
    assert refused.value.details == {"calls": [stuck.id]}
    assert world.now == MONDAY


def test_a_paused_call_does_not_prevent_settling() -> None:
    world = new_world()
    call = place(world, policy=POLICY, start=MONDAY + seconds(600))
    world.command(commands.pause(call, world.now))
    world.settle()
    assert world.call(call.id).view().phase is Phase.PAUSED


def test_calls_wait_for_lines_in_order() -> None:
    world = new_world(limits={"account": 1})
    first, second, third = (place(world, lines=("account",)) for _ in range(3))
    assert names(second)[-1] == "Waiting"
    world.advance(MONDAY + seconds(35))
    assert world.call(first.id).closed
    assert names(world.call(second.id))[-1] == "Dialled"
    assert names(world.call(third.id))[-1] == "Waiting"


def test_an_order_that_may_not_wait_is_refused() -> None:
    world = new_world(limits={"account": 1})
    place(world, lines=("account",))
    with pytest.raises(LinesBusy, match="All 1 lines of 'account' are busy"):
        place(world, lines=("account",), waits=False)
    assert len(world.calls) == 1
    assert world.next_serial("test") == 2


def test_cancelling_a_waiting_call_removes_it_from_the_queue() -> None:
    world = new_world(limits={"account": 1})
    first, second, third = (place(world, lines=("account",)) for _ in range(3))
    world.command(commands.cancel(world.call(second.id), world.now))
    world.settle()
    assert names(world.call(second.id)).count("Dialled") == 0
    assert names(world.call(third.id)).count("Dialled") == 1
    assert world.lines.used("account") == 0
    assert world.call(first.id).closed


def test_cancelling_a_connected_call_gives_its_line_to_the_next() -> None:
    world = new_world(limits={"account": 1})
    first, second = (place(world, lines=("account",)) for _ in range(2))
    world.advance(MONDAY + seconds(10))
    world.command(commands.cancel(world.call(first.id), world.now))
    world.advance(world.now)
    assert names(world.call(second.id))[-1] == "Dialled"


def test_a_command_that_changes_nothing_leaves_a_call_in_the_queue() -> None:
    world = new_world(limits={"account": 1})
    _, second = (place(world, lines=("account",)) for _ in range(2))
    world.command(commands.resume(world.call(second.id), world.now))
    world.settle()
    assert names(world.call(second.id)).count("Dialled") == 1


def test_a_waiting_call_keeps_its_turn_under_another_policy_unless_that_ends_it() -> None:
    world = new_world(limits={"account": 1})
    first, second, third = (place(world, "busy-twice", lines=("account",), policy=POLICY) for _ in range(3))
    world.command(commands.follow(world.call(second.id), world.now, replace(POLICY, max_attempts=5)))
    assert world.lines.queue == (second.id, third.id)
    world.run(MONDAY + seconds(8))  # the second is on the line, the first waits for its second dial
    world.command(commands.follow(world.call(first.id), world.now, replace(POLICY, max_attempts=1)))
    assert world.call(first.id).closed
    assert first.id not in world.lines.queue


@pytest.mark.parametrize("change", [commands.cancel, commands.pause])
def test_a_call_stopped_at_the_instant_it_gets_a_line_returns_it(change: Any) -> None:
    world = new_world(limits={"account": 1})
    first, second, third = (place(world, lines=("account",)) for _ in range(3))
    world.command(commands.cancel(world.call(first.id), world.now))
    world.command(change(world.call(second.id), world.now))
    world.advance(world.now)
    assert names(world.call(second.id)).count("Dialled") == 0
    assert names(world.call(third.id))[-1] == "Dialled"


def test_a_world_with_a_call_waiting_behind_a_hanging_one_cannot_settle() -> None:
    world = new_world(limits={"account": 1})
    place(world, "stuck", lines=("account",))
    place(world, lines=("account",))
    with pytest.raises(NeverSettles):
        world.settle()


def test_a_world_with_a_call_that_never_gets_a_line_cannot_settle() -> None:
    world = new_world(limits={"account": 0})
    waiting = place(world, lines=("account",))
    with pytest.raises(NeverSettles) as refused:
        world.settle()
    assert refused.value.calls == (waiting.id,)


def test_a_thousand_calls_of_zero_length_pass_through_one_line() -> None:
    world = new_world(limits={"account": 1})
    world.library.add([scenario("instant", {"queued": 0, "ringing": 0, "fails": "busy"})])
    calls = [place(world, "instant", lines=("account",)) for _ in range(1000)]
    world.settle()
    assert all(world.call(call.id).closed for call in calls)


def test_a_raised_limit_starts_waiting_calls() -> None:
    world = new_world(limits={"account": 1})
    calls = [place(world, lines=("account",)) for _ in range(3)]
    world.limit_lines({"account": None})
    world.advance(world.now)
    assert [names(world.call(call.id))[-1] for call in calls] == ["Dialled"] * 3


def test_queued_scenarios_are_used_in_order() -> None:
    world = new_world()
    world.next_scenarios.extend(["busy", "stuck"])
    played = [world.place(order(world, "", scenario=None)).plan.scenario for _ in range(3)]
    assert played == ["busy", "stuck", "answered"]


def test_a_call_with_its_own_scenario_does_not_use_a_queued_one() -> None:
    world = new_world()
    world.next_scenarios.append("busy")
    place(world, "stuck")
    world.place(order(world, "", scenario=None, labels={"mockserver_scenario": "voicemail"}))
    assert list(world.next_scenarios) == ["busy"]


def test_an_unknown_scenario_places_no_call() -> None:
    world = new_world()
    with pytest.raises(UnknownName, match="Did you mean 'answered'"):
        place(world, "anwsered")
    assert world.calls == {}
    assert world.next_serial("test") == 1


def test_the_error_for_an_unknown_call_suggests_the_nearest_id() -> None:
    world = new_world()
    place(world)
    with pytest.raises(UnknownName, match="Did you mean 'call-1'"):
        world.call("call-2")


def test_a_step_jumps_to_the_next_status_change() -> None:
    world = new_world(Mode.STEP)
    call = place(world)
    seen = []
    for _ in range(5):
        world.step([call.id], lambda stepped: stepped.view().phase)
        seen.append(world.call(call.id).view().phase)
    assert seen == ["ringing", "talking", "ended", "ended", "ended"]


def test_stepping_a_call_that_waits_for_a_line_advances_the_others() -> None:
    world = new_world(Mode.STEP, limits={"account": 1})
    place(world, lines=("account",))
    second = place(world, lines=("account",))
    world.step([second.id, "nobody"], lambda stepped: stepped.view().phase)
    assert world.call(second.id).view().phase is Phase.DIALLING


def test_stepping_a_hanging_call_does_not_move_time() -> None:
    world = new_world(Mode.STEP)
    stuck = place(world, "stuck")
    other = place(world)
    world.step([stuck.id], lambda stepped: stepped.view().phase)
    world.step([stuck.id], lambda stepped: stepped.view().phase)
    assert world.now == MONDAY + seconds(1)
    assert not world.call(other.id).closed


def test_reading_in_real_mode_processes_due_events() -> None:
    world = new_world(Mode.REAL)
    place(world)
    world.clock.jump(MONDAY + seconds(100))
    world.catch_up()
    assert world.now >= MONDAY + seconds(100)
    assert all(call.closed for call in world.calls.values())


def test_listeners_get_all_events_in_order() -> None:
    world = new_world()
    records: list[EventRecord] = []
    world.watchers.append(records.append)
    place(world)
    world.settle()
    assert [type(record.event).__name__ for record in records] == names(world.call("call-1"))
    assert [record.number for record in records] == list(range(1, len(records) + 1))


def test_a_synthesized_call_has_ended() -> None:
    world = new_world(limits={"account": 1})
    call = world.synthesize(order(world, "busy-twice", policy=POLICY, lines=("account",)))
    assert call.closed
    assert call.timeline[-1][0] == MONDAY
    assert world.lines.used("account") == 0


def test_collections_are_created_on_first_use() -> None:
    world = new_world()
    world.collection("things").insert("a", {"id": "a"})
    assert "a" in world.collection("things")


def test_a_closed_call_drops_its_plan_but_keeps_its_scenario() -> None:
    world = new_world()
    call = place(world)
    world.settle()
    assert world.call(call.id).plan.attempts == ()
    assert world.call(call.id).plan.scenario == "answered"
