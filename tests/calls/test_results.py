"""Results of conversations come after their end, each by itself, whatever happens to the call meanwhile."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import Answered, AnsweredBy, Dialled, Ended, EndedBy, EndReason, Ready, Result
from mockserver.calls.windows import RetryPolicy
from mockserver.errors import Conflict
from mockserver.world.world import World
from tests.worlds import MONDAY, POLICY, new_world, place, scenario, seconds

DELAYS = {Result.RECORDING: seconds(2), Result.TRANSCRIPT: seconds(4), Result.ANALYSIS: seconds(6)}
TALK = scenario("talk", {"queued": 1, "ringing": 1, "lasts": 8, "ended_by": "user"})
END = 10  #: seconds after the dial


def events(call: Call) -> list[tuple[float, Any]]:
    """Return the ends and results of a call as offsets, past and planned."""
    shown = [(at, event) for at, event in call.timeline if isinstance(event, Ended | Ready)]
    return [((at - MONDAY).total_seconds(), event.result if isinstance(event, Ready) else "end") for at, event in shown]


def world_with(**keys: Any) -> World:
    world = new_world()
    world.library.add([scenario("own", {"queued": 1, "ringing": 1, "lasts": 8, "ended_by": "user", **keys})])
    return world


def test_each_result_comes_after_its_delay() -> None:
    world = world_with()
    call = place(world, "own", delays=DELAYS)
    assert events(world.calls[call.id]) == [
        (END, "end"),
        (END + 2, Result.RECORDING),
        (END + 4, Result.TRANSCRIPT),
        (END + 6, Result.ANALYSIS),
    ]
    seen = []
    while (due := world.next_due) is not None:
        world.advance(due)
        last = world.calls[call.id].view().last
        assert last is not None
        seen.append([result.value for result in Result if last.has(result)])
    assert seen[-4:] == [[], ["recording"], ["recording", "transcript"], ["recording", "transcript", "analysis"]]
    assert world.calls[call.id].closed


def test_without_delays_all_results_are_there_at_the_end() -> None:
    world = world_with()
    call = place(world, "own")
    world.advance(MONDAY + seconds(END))
    last = world.calls[call.id].view().last
    assert last is not None
    assert all(last.has(result) for result in Result)
    assert events(world.calls[call.id]) == [(END, "end")]


def test_a_scenario_overrides_delays_one_by_one() -> None:
    world = world_with(recording={"after": "30s"}, transcript=False)
    call = place(world, "own", delays=DELAYS)
    assert events(world.calls[call.id]) == [(END, "end"), (END + 6, Result.ANALYSIS), (END + 30, Result.RECORDING)]
    world.settle()
    last = world.calls[call.id].view().last
    assert last is not None
    assert (last.has(Result.RECORDING), last.has(Result.TRANSCRIPT), last.has(Result.ANALYSIS)) == (True, False, True)
    alone = place(world, "own")
    assert [result for _, result in events(world.calls[alone.id])] == ["end", Result.RECORDING]


def test_no_result_of_an_unanswered_attempt_of_a_retry_chain_is_missing() -> None:
    world = new_world()
    call = place(world, "busy-twice", delays=DELAYS, policy=POLICY)
    world.advance(MONDAY + seconds(45))
    attempts = world.calls[call.id].view().attempts
    assert [attempt.reason for attempt in attempts] == [EndReason.BUSY, EndReason.BUSY, EndReason.HANG_UP]
    assert [attempt.missing for attempt in attempts] == [frozenset(), frozenset(), frozenset(Result)]


def test_an_unanswered_attempt_has_no_results() -> None:
    call = place(new_world(), "busy", delays=DELAYS)
    assert [name for _, name in events(call)] == ["end"]


def test_the_results_of_an_attempt_come_during_the_next_one() -> None:
    world = new_world()
    machine = {"queued": 1, "ringing": 1, "answered_by": "voicemail", "lasts": 8}
    world.library.add([scenario("own", machine, {"queued": 1, "ringing": 1, "lasts": 60})])
    policy = RetryPolicy(max_attempts=2, windows=(), any_time=True, satisfied_by=(AnsweredBy.HUMAN,))
    call = place(world, "own", delays=DELAYS, policy=policy)
    world.settle()
    done = world.calls[call.id]
    ready = [(event.attempt, event.result) for _, event in done.timeline if isinstance(event, Ready)]
    assert sorted(ready) == sorted((attempt, result) for attempt in (0, 1) for result in Result)
    assert [at for at, _ in done.timeline] == sorted(at for at, _ in done.timeline)


def test_a_cancelled_conversation_gets_its_results_from_its_new_end() -> None:
    world = world_with()
    call = place(world, "own", delays=DELAYS)
    world.advance(MONDAY + seconds(5))
    cancelled = world.command(commands.cancel(world.calls[call.id], world.now))
    assert events(cancelled)[1:] == [(7, Result.RECORDING), (9, Result.TRANSCRIPT), (11, Result.ANALYSIS)]
    assert cancelled.closed
    assert cancelled.is_active
    world.settle()
    assert world.calls[call.id].closed


COMMANDS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["cancel", "finish", "pause", "resume", "hang_up", "fail"])),
    max_size=6,
)
SOME_DELAYS = st.dictionaries(st.sampled_from(list(Result)), st.one_of(st.none(), st.integers(0, 9).map(seconds)))


def command(call: Call, name: str, now: datetime) -> Call:
    if name == "hang_up":
        return commands.hang_up(call, now, Ended(EndReason.HANG_UP, EndedBy.USER))
    if name == "fail":
        return commands.fail(call, now, EndReason.BUSY)
    if name == "finish":
        return commands.cancel(call, now, finish=True)
    made: Call = getattr(commands, name)(call, now)
    return made


@given(COMMANDS, SOME_DELAYS)
def test_results_follow_each_answered_end_whatever_is_commanded(
    steps: list[tuple[int, str]], delays: dict[Result, timedelta | None]
) -> None:
    world = new_world()
    policy = RetryPolicy(max_attempts=3, windows=(), any_time=True, wrap=seconds(3), satisfied_by=())
    world.library.add([TALK])
    call_id = place(world, "talk", delays=delays, policy=policy).id
    for after, name in steps:
        world.advance(world.now + seconds(after))
        try:
            world.command(command(world.calls[call_id], name, world.now))
        except Conflict:
            continue
    while world.next_due is not None:
        world.next()
    call = world.calls[call_id]
    assert expected(call, delays) == sorted(
        (at, event.attempt, event.result) for at, event in call.timeline if isinstance(event, Ready)
    )
    assert [at for at, _ in call.timeline] == sorted(at for at, _ in call.timeline)
    assert replace(call, timeline=call.with_results(call.timeline)) == call


def expected(call: Call, delays: dict[Result, timedelta | None]) -> list[tuple[datetime, int, Result]]:
    """Return the results of all answered attempts, from their ends alone."""
    found, number, answered = [], 0, False
    for at, event in call.timeline:
        if isinstance(event, Dialled):
            number, answered = event.attempt, False
        answered = answered or isinstance(event, Answered)
        if isinstance(event, Ended) and answered:
            late = ((result, delay) for result, delay in delays.items() if delay)
            found += [(at + delay, number, result) for result, delay in late]
    return sorted(found)
