"""Worlds for tests: a manual clock at a fixed Monday, plans written by hand, orders in one line."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mockserver.calls.call import Call
from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    AnyEvent,
    Ended,
    EndedBy,
    EndReason,
    Ringing,
    Said,
)
from mockserver.calls.windows import RetryPolicy
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_value
from mockserver.simulation.clock import Clock, Mode
from mockserver.world.orders import Options, Order
from mockserver.world.world import World

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)


def seconds(amount: float) -> timedelta:
    """Return a duration in seconds."""
    return timedelta(seconds=amount)


def scenario(name: str, *attempts: dict[str, Any], **more: Any) -> Any:
    """Return a scenario with these attempts."""
    return load_value({"version": 1, "name": name, "attempts": list(attempts), **more}, "test")


HUMAN = scenario("answered", {"queued": 1, "ringing": 4, "lasts": 30})
BUSY = scenario("busy", {"queued": 1, "ringing": 4, "fails": "busy"})
TWICE = scenario(
    "busy-twice", *2 * [{"queued": 1, "ringing": 4, "fails": "busy"}], {"queued": 1, "ringing": 4, "lasts": 30}
)
STUCK = scenario("stuck", {"hangs": True})
VOICEMAIL = scenario("voicemail", {"queued": 1, "ringing": 4, "answered_by": "voicemail", "lasts": 10})

POLICY = RetryPolicy(max_attempts=3, windows=(), wrap=seconds(2), fatal=(EndReason.NUMBER_NON_ATTRIBUTED,))


def new_world(mode: Mode = Mode.MANUAL, seed: str = "0", limits: dict[str, int] | None = None) -> World:
    """Return a world at `MONDAY` with the scenarios above."""
    library = ScenarioLibrary([HUMAN, BUSY, TWICE, STUCK, VOICEMAIL])
    world = World("test", Clock(MONDAY, mode), Options(seed=seed), library)
    world.limit_lines(limits or {})
    return world


def order(world: World, play: str = "answered", **more: Any) -> Order:
    """Return an order for a call that plays that scenario."""
    facts: dict[str, Any] = {
        "id": f"call-{world.next_serial('test')}",
        "provider": "test",
        "from_number": "+14155550100",
        "to_number": "+14155550142",
        "scenario": play,
    }
    return Order(**(facts | more))


def place(world: World, play: str = "answered", **more: Any) -> Call:
    """Place a call that plays that scenario."""
    return world.place(order(world, play, **more))


def names(call: Call) -> list[str]:
    """Return the names of the past events of a call."""
    return [type(event).__name__ for _, event in call.past]


def offsets(call: Call) -> list[tuple[float, str]]:
    """Return the whole timeline as (seconds since placing, name)."""
    return [((at - call.created_at).total_seconds(), type(event).__name__) for at, event in call.timeline]


def talk(*turns: str, by: AnsweredBy = AnsweredBy.HUMAN) -> list[AnyEvent]:
    """Return the events of a conversation, without times."""
    said = [Said("agent" if index % 2 == 0 else "user", text) for index, text in enumerate(turns)]
    return [Ringing(), Answered(by), *said, Ended(EndReason.HANG_UP, EndedBy.USER)]
