"""The clock of a world: read it, change how it passes, move it.

Moving it answers once everything on the way has happened, with what that was. It cannot be moved back: a world that
is to begin anew is reset.
"""

from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.http import body_as, dispatcher_of, exchange_of, guarded, reply, world_of
from mockserver.control.serializers import serialize_delivery, serialize_event_record
from mockserver.delivery.dispatcher import WAIT_BUDGET, Dispatcher
from mockserver.errors import SettingsError
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import LAST, parse_duration, parse_instant, show_instant, within
from mockserver.webhooks.messages import Delivery
from mockserver.world.orders import EventRecord
from mockserver.world.world import KEPT_EVENTS, World


class ClockChange(msgspec.Struct):
    """What may be changed; what is not named stays."""

    mode: str | None = None
    rate: float | None = None
    now: str | None = None


class Advance(msgspec.Struct):
    """How far: exactly one of `by`, `to`, `until`. With `settle: false` the answer does not wait for deliveries, else
    for at most `patience` real time."""

    by: str | float | None = None
    to: str | None = None
    until: str | None = None
    settle: bool = True
    wait_budget: str | float = WAIT_BUDGET


async def read(request: Request) -> Response:
    """`GET /__admin/clock`."""
    return reply(_shown(world_of(request)))


async def change(request: Request) -> Response:
    """`PATCH /__admin/clock`: `{"mode", "rate", "now"}`; a new `now` lets happen what is due on the way. A world in
    which nothing has happened yet takes any `now`, earlier ones too."""
    world = world_of(request)
    asked = await body_as(request, ClockChange)
    mode = _mode(asked.mode) if asked.mode is not None else None
    now = _instant("now", asked.now) if asked.now is not None else None
    fresh = world.untouched
    if now is not None and not fresh:
        world.check_goal(now)
    world.clock.change(mode=mode, rate=asked.rate)
    if now is not None and fresh:
        world.begin_at(now)
    elif now is not None:
        await dispatcher_of(request).advance(world, now)
    exchange_of(request).on_change(world)
    return reply(_shown(world))


async def advance(request: Request) -> Response:
    """`POST /__admin/clock/advance`: `{"by": "2h"}`, `{"to": "…Z"}`, `{"until": "next" | "settled"}`.

    Answers when everything that became due has happened and has been delivered; `slow` names the deliveries for which
    patience ran out.
    """
    world = world_of(request)
    asked = await body_as(request, Advance)
    seen, before = world.event_count, world.outbox.deliveries.attempts
    slow = await _move(world, asked, dispatcher_of(request))
    exchange_of(request).on_change(world)
    deliveries = world.outbox.deliveries.attempted_since(before)
    return reply(
        {
            "now": show_instant(world.now),
            "event_count": world.event_count - seen,
            "events": [serialize_event_record(world, record) for record in _since(world, seen)],
            "delivery_count": world.outbox.deliveries.attempts - before,
            "deliveries": [serialize_delivery(delivery) for delivery in deliveries],
            "slow": [serialize_delivery(delivery) for delivery in slow],
        }
    )


async def _move(world: World, asked: Advance, dispatcher: Dispatcher) -> list[Delivery]:
    """Move time as asked; the deliveries that were not waited for."""
    if (asked.by is not None) + (asked.to is not None) + (asked.until is not None) != 1:
        raise SettingsError('Say how far: one of {"by": "2h"}, {"to": "2026-01-05T17:00:00Z"}, {"until": "next"}.')
    if asked.until not in (None, "next", "settled"):
        raise SettingsError(f"until is {asked.until!r}; expected 'next' or 'settled'.")
    wait_budget = _wait_budget(asked) if asked.settle else 0.0
    if asked.until == "settled":
        return await dispatcher.settle(world, wait_budget)
    slow = await dispatcher.advance(world, _goal(world, asked), wait_budget)
    return slow if asked.settle else []


def _wait_budget(asked: Advance) -> float:
    try:
        return parse_duration(asked.wait_budget).total_seconds()
    except ValueError as error:
        raise SettingsError(f"patience: {error}.") from None


def _goal(world: World, asked: Advance) -> datetime:
    if asked.until == "next":
        return max(world.now, world.next_due or world.now)
    if asked.to is not None:
        return _instant("to", asked.to)
    try:
        return world.now + parse_duration(asked.by if asked.by is not None else 0)
    except ValueError as error:
        raise SettingsError(f"by: {error}.") from None
    except OverflowError:
        message = f"by: {asked.by!r} from {show_instant(world.now)} on is after the last instant, {show_instant(LAST)}."
        raise SettingsError(message) from None


def _instant(name: str, text: str) -> datetime:
    try:
        return within(parse_instant(text))
    except ValueError as error:
        raise SettingsError(f"{name}: {error}.") from None


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise SettingsError(f"mode is {text!r}; expected one of {', '.join(Mode)}.") from None


def _since(world: World, seen: int) -> list[EventRecord]:
    """What happened after number `seen`, as far as it is kept (the last 1,000)."""
    fresh = min(world.event_count - seen, KEPT_EVENTS)
    return list(world.recent_events)[len(world.recent_events) - fresh :] if fresh else []


def _shown(world: World) -> dict[str, Any]:
    return {"mode": world.clock.mode, "rate": world.clock.rate, "now": show_instant(world.now)}


ROUTES = [
    Route(f"{ADMIN}/clock", guarded(read)),
    Route(f"{ADMIN}/clock", guarded(change), methods=["PATCH"]),
    Route(f"{ADMIN}/clock/advance", guarded(advance), methods=["POST"]),
]
