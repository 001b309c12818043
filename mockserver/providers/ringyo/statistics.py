"""What agents and phone numbers have done: `stats` and `recent_calls`, computed from the calls whenever asked for.

`stats` that a fixture brings are what came before the world began, the documented calls among it: they are the start
from which is counted. Where a fixture brings none, every call of the world counts. Sources: agents/get,
phone-numbers/get; that 4580 minutes of 1250 calls are 220 s each fits their samples.
"""

from collections.abc import Iterable
from datetime import datetime
from heapq import nlargest
from typing import NamedTuple

from mockserver.calls.call import Call
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.render import call_status, duration
from mockserver.providers.ringyo.shapes.agents import AgentStats
from mockserver.providers.ringyo.shapes.phone_numbers import NumberStats
from mockserver.world.documents import Document
from mockserver.world.world import World

RECENT = 10


class _Totals(NamedTuple):
    """What some calls amount to; `seconds` are those of completed calls."""

    calls: int = 0
    ended: int = 0
    completed: float = 0
    seconds: int = 0


def calls_of_agent(world: World, agent_id: str) -> list[Call]:
    """The calls that an agent has made or answered."""
    return [call for call in world.calls_of("ringyo") if call.agent == agent_id]


def calls_of_number(world: World, number: str) -> list[Call]:
    """The calls made from a number, and those that came in at it."""
    return [
        call
        for call in world.calls_of("ringyo")
        if number == (call.to_number if call.direction == "inbound" else call.from_number)
    ]


def newest_calls(calls: Iterable[Call]) -> list[Call]:
    """The newest of some calls, newest first."""
    return nlargest(RECENT, calls, key=lambda call: (call.created_at, call.number))


def agent_stats(world: World, agent: Document, calls: Iterable[Call]) -> AgentStats:
    """What an agent has done so far; times count for completed calls, shares for calls that have ended."""
    before = agent.get("stats") or {}
    total = int(before.get("total_calls", 0))
    start = _Totals(
        total, total, total * float(before.get("success_rate", 0)), 60 * int(before.get("total_duration_minutes", 0))
    )
    done = _totals(world, _counted(calls, since_start=bool(before)), start)
    return {
        "total_calls": done.calls,
        "total_duration_minutes": round(done.seconds / 60),
        "avg_call_duration_seconds": round(done.seconds / done.ended) if done.ended else 0,
        "success_rate": round(done.completed / done.ended, 2) if done.ended else 0.0,
    }


def number_stats(world: World, number: Document, calls: Iterable[Call]) -> NumberStats:
    """The calls from and to a number, in all and in the calendar month (UTC) that it is."""
    before = number.get("stats") or {}
    counted = _counted(calls, since_start=bool(before))
    done = _totals(world, counted, _Totals())
    month = _totals(world, [call for call in counted if _same_month(call.created_at, world.now)], _Totals())
    return {
        "total_calls": int(before.get("total_calls", 0)) + done.calls,
        "total_minutes": int(before.get("total_minutes", 0)) + round(done.seconds / 60),
        "calls_this_month": int(before.get("calls_this_month", 0)) + month.calls,
        "minutes_this_month": int(before.get("minutes_this_month", 0)) + round(month.seconds / 60),
    }


def _counted(calls: Iterable[Call], *, since_start: bool) -> list[Call]:
    return [call for call in calls if not (since_start and call.example)]


def _totals(world: World, calls: Iterable[Call], start: _Totals) -> _Totals:
    options = ringyo_options(world)
    done = start
    for call in calls:
        view = call.view()
        seconds = duration(call, view, options) or 0
        ended, completed = view.ended_at is not None, call_status(view) == "completed"
        done = _Totals(done.calls + 1, done.ended + ended, done.completed + completed, done.seconds + seconds)
    return done


def _same_month(one: datetime, other: datetime) -> bool:
    return (one.year, one.month) == (other.year, other.month)
