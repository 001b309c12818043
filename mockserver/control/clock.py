"""The clock of a world: read it, change its mode, rate or time, advance it.

An advance returns after all events on the way are processed, with a list of them. Time never goes back: reset the
world to start again.
"""

from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.calls.call import Call
from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body
from mockserver.control.http import body_as, dispatcher_of, exchange_of, json_response, read_instant, world_of
from mockserver.control.planned import next_due, standstill_words
from mockserver.control.serializers import serialize_call_state, serialize_delivery, serialize_event_record
from mockserver.delivery.dispatcher import WAIT_BUDGET, Dispatcher
from mockserver.errors import SettingsError, nearest_hint
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import LAST, parse_duration, show_instant
from mockserver.webhooks.messages import Delivery
from mockserver.world.orders import EventRecord
from mockserver.world.world import KEPT_EVENTS, World


class ClockChange(msgspec.Struct):
    """A change of the clock; omitted fields keep their values."""

    mode: str | None = None
    rate: float | None = None
    now: str | None = None


class Advance(msgspec.Struct):
    """How far to advance: exactly one of `by`, `to`, `until`.

    The response waits for deliveries for at most `wait_budget` of real time; with `settle: false` it does not wait.
    """

    by: str | float | None = None
    to: str | None = None
    until: str | None = None
    settle: bool = True
    wait_budget: str | float = WAIT_BUDGET


async def get_clock(request: Request) -> Response:
    """`GET /__admin/clock`: mode, rate and virtual time, what is due next, and why time stands still if it does."""
    return json_response(_clock_state(world_of(request)))


async def update_clock(request: Request) -> Response:
    """`PATCH /__admin/clock`: change `{"mode", "rate", "now"}`. A new `now` processes the events on the way. A world in
    which nothing has happened yet accepts any `now`, also an earlier one."""
    world = world_of(request)
    body = await body_as(request, ClockChange)
    mode = _mode(body.mode) if body.mode is not None else None
    now = read_instant("now", body.now) if body.now is not None else None
    unused = exchange_of(request).worlds.untouched(world)
    if now is not None and not unused:
        world.check_goal(now)
    world.clock.change(mode=mode, rate=body.rate)
    if now is not None and unused:
        world.begin_at(now)
    elif now is not None:
        await dispatcher_of(request).advance(world, now)
    exchange_of(request).on_change(world)
    return json_response(_clock_state(world))


async def advance(request: Request) -> Response:
    """`POST /__admin/clock/advance`: advance virtual time, `{"by": "2h"}`, `{"to": "…Z"}` or
    `{"until": "next" | "settled"}`.

    Respond after all due events are processed and their webhooks delivered. `calls` has the calls of the events, as
    they are now; `slow` lists the deliveries that were still unanswered when the wait budget ran out.
    """
    world = world_of(request)
    body = await body_as(request, Advance)
    seen, before = world.event_count, world.outbox.deliveries.attempts
    slow = await _advance(world, body, dispatcher_of(request))
    deliveries = world.outbox.deliveries.attempted_since(before)
    events = _since(world, seen)
    return json_response(
        {
            "now": show_instant(world.now),
            "event_count": world.event_count - seen,
            "events": [serialize_event_record(world, record) for record in events],
            "calls": [serialize_call_state(call) for call in _touched(world, events)],
            "delivery_count": world.outbox.deliveries.attempts - before,
            "deliveries": [serialize_delivery(delivery) for delivery in deliveries],
            "slow": [serialize_delivery(delivery) for delivery in slow],
        }
    )


async def _advance(world: World, body: Advance, dispatcher: Dispatcher) -> list[Delivery]:
    """Advance time as requested; return the deliveries that are still unanswered."""
    if (body.by is not None) + (body.to is not None) + (body.until is not None) != 1:
        raise SettingsError(
            'Give exactly one of {"by": "2h"}, {"to": "2026-01-05T17:00:00Z"}, {"until": "next" or "settled"}.'
        )
    if body.until not in (None, "next", "settled"):
        raise SettingsError(f"until is {body.until!r}; expected 'next' or 'settled'.")
    wait_budget = _wait_budget(body) if body.settle else 0.0
    if body.until == "settled":
        return await dispatcher.settle(world, wait_budget)
    slow = await dispatcher.advance(world, _target(world, body), wait_budget)
    return slow if body.settle else []


def _wait_budget(body: Advance) -> float:
    try:
        return parse_duration(body.wait_budget).total_seconds()
    except ValueError as error:
        raise SettingsError(f"wait_budget: {error}.") from None


def _target(world: World, body: Advance) -> datetime:
    if body.until == "next":
        return max(world.now, world.next_due or world.now)
    if body.to is not None:
        return read_instant("to", body.to)
    try:
        return world.now + parse_duration(body.by if body.by is not None else 0)
    except ValueError as error:
        raise SettingsError(f"by: {error}.") from None
    except OverflowError:
        message = f"by: {body.by!r} after {show_instant(world.now)} is beyond the last instant, {show_instant(LAST)}."
        raise SettingsError(message) from None


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise SettingsError(f"mode is {text!r}; expected one of {', '.join(Mode)}.{nearest_hint(text, Mode)}") from None


def _since(world: World, seen: int) -> list[EventRecord]:
    """Return the events after number `seen` that are still stored (the last 1,000)."""
    unused = min(world.event_count - seen, KEPT_EVENTS)
    return list(world.recent_events)[len(world.recent_events) - unused :] if unused else []


def _touched(world: World, events: list[EventRecord]) -> list[Call]:
    """Return the calls of these events that still exist, each once, in the order of their first event."""
    calls = (world.calls.get(call) for call in dict.fromkeys(record.call for record in events))
    return [call for call in calls if call is not None]


def _clock_state(world: World) -> dict[str, Any]:
    """Return the clock, what is due next, and why time stands still if it does."""
    state = {"mode": world.clock.mode, "rate": world.clock.rate, "now": show_instant(world.now)}
    return {**state, "next": next_due(world), "waits": standstill_words(world)}


ROUTES = [
    AdminRoute(f"{ADMIN}/clock", get_clock),
    AdminRoute(f"{ADMIN}/clock", update_clock, "PATCH", body=Body(ClockChange)),
    AdminRoute(f"{ADMIN}/clock/advance", advance, "POST", body=Body(Advance, required=True)),
]
