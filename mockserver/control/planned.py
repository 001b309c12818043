"""What is planned in a world: what is due next, everything until an instant, and why time stands still.

    timelines of all calls ─► events until then ─► their number, and the first 100
    deliveries             ─► attempts until then ─► their number

Only what is already planned is known. What follows from it is not: dials after free lines, webhooks of later events,
their retries. Nothing changes.
"""

from bisect import bisect_right
from datetime import datetime
from heapq import heapify, heappop, heapreplace
from operator import itemgetter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mockserver.calls.call import Call
from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute
from mockserver.control.http import in_slices, json_response, read_instant, world_of
from mockserver.control.journal_filters import check_names
from mockserver.control.serializers import serialize_described
from mockserver.simulation.durations import LAST, show_instant
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.standstill import Standstill
from mockserver.world.world import World

MOST = 100  #: listed events
_PARAMETERS = ("until", "world")
_Planned = tuple[datetime, int, int, Call]  #: an event of a call: its instant, the call's number, its index, the call


async def get_planned(request: Request) -> Response:
    """`GET /__admin/clock/planned?until=INSTANT`: the events and webhook attempts that are planned until that instant,
    inclusive, or all of them.

    The counts are complete; `events` lists the next 100 events, over all calls.
    """
    check_names(request.query_params, _PARAMETERS)
    text = request.query_params.get("until")
    until = read_instant("until", text) if text is not None else None
    world, end = world_of(request), until or LAST
    events, count = await _planned_events(world, end)
    attempts = [row async for row in in_slices(world.outbox.deliveries) if _is_due(row, end)]
    return json_response(
        {
            "now": show_instant(world.now),
            "until": show_instant(until) if until is not None else None,
            "event_count": count,
            "delivery_count": len(attempts),
            "events": [_call_event(call, index) for _, _, index, call in events],
        }
    )


def next_due(world: World) -> dict[str, Any] | None:
    """Return what the clock processes next, or None if nothing is planned."""
    due = world.next_due_thing
    if isinstance(due, Call):
        return {**_call_event(due, due.processed), "kind": "call"}
    return _attempt(due) if due is not None else None


def standstill_words(world: World) -> str | None:
    """Return why time stands still, in a few words; None if nothing holds it."""
    waits = next((words for call_id in world.outbox.blocked if (words := blocking_words(world, call_id))), None)
    if world.standstill is Standstill.MOVING:
        return f"an advance is in progress{f', and waits {waits}' if waits else ''}"
    return waits


def blocking_words(world: World, call_id: str) -> str | None:
    """Return for which webhook a call waits, in a few words; None if it does not wait for one."""
    number = world.outbox.blocked.get(call_id)
    delivery = world.outbox.deliveries.get(number) if number is not None else None
    return f"for the response to webhook {delivery.number} ({delivery.message.event})" if delivery is not None else None


async def _planned_events(world: World, end: datetime) -> tuple[list[_Planned], int]:
    """Return the first planned events of all calls, in the order in which they will be processed, and the number of all
    until `end`."""
    heads: list[_Planned] = []
    count = 0
    async for call in in_slices(list(world.calls.values())):
        planned = bisect_right(call.timeline, end, call.processed, key=itemgetter(0)) - call.processed
        if planned:
            heads.append((call.timeline[call.processed][0], call.number, call.processed, call))
            count += planned
    heapify(heads)
    return list(_first(heads, end)), count


def _first(heads: list[_Planned], end: datetime) -> list[_Planned]:
    """Return the first events until `end` of calls of which a heap has the next event each."""
    found: list[_Planned] = []
    while heads and len(found) < MOST:
        found.append(heads[0])
        _, number, index, call = heads[0]
        if index + 1 < len(call.timeline) and call.timeline[index + 1][0] <= end:
            heapreplace(heads, (call.timeline[index + 1][0], number, index + 1, call))
        else:
            heappop(heads)
    return found


def _call_event(call: Call, index: int) -> dict[str, Any]:
    at, event = call.timeline[index]
    shown = serialize_described(event)
    told = {"event": shown["event"], "description": shown["description"]}
    return {"at": show_instant(at), "call": call.id, "provider": call.provider, **told}


def _attempt(delivery: Delivery) -> dict[str, Any]:
    message, number = delivery.message, len(delivery.attempts) + 1
    told = {"event": message.event, "description": f"webhook {message.event}, attempt {number}"}
    at = show_instant(delivery.due)
    return {"at": at, "call": message.call, "provider": message.provider, **told, "kind": "delivery"}


def _is_due(delivery: Delivery, end: datetime) -> bool:
    return delivery.state is State.PENDING and delivery.due <= end


ROUTES = [AdminRoute(f"{ADMIN}/clock/planned", get_planned, query={"until": str})]
