"""The webhooks of a world: list deliveries with their attempts, replay one, announce an event, plan faults.

Listing first waits for deliveries that are in flight, so a client sees their results right after an advance.
The module sends nothing itself; that is the dispatcher's job.
"""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.http import (
    body_as,
    dispatcher_of,
    in_slices,
    json_object,
    json_response,
    list_response,
    world_of,
)
from mockserver.control.pages import PageOrder
from mockserver.control.serializers import serialize_delivery
from mockserver.control.webhook_filters import EXACT, WebhookFilters
from mockserver.errors import SettingsError, UnknownName
from mockserver.providers import PROVIDERS
from mockserver.scenarios.webhook_faults import read_faults, serialize_fault
from mockserver.webhooks.delivery_queue import DeliveryQueue
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.world import World


class Announcement(msgspec.Struct):
    """An event of any name to send webhooks about."""

    provider: str
    event: str
    data: Any = None


async def list_webhooks(request: Request) -> Response:
    """`GET /__admin/webhooks`: the deliveries with every attempt. `?call`, `?event`, `?provider`, `?outcome`, `?q`
    filter, `?order`, `?limit` and `?cursor` page.

    First wait for deliveries in flight, for at most `?wait` real seconds (default 5, at most 30).
    """
    world = world_of(request)
    query = request.query_params
    await dispatcher_of(request).wait(world, _seconds(query.get("wait", "5")))
    deliveries = world.outbox.deliveries
    filters = WebhookFilters(query, deliveries)
    found = await _matching(filters, deliveries)
    page = found[: filters.limit]
    return await list_response(
        "webhooks",
        (serialize_delivery(delivery) for delivery in page),
        count=deliveries.count,
        next=page[-1].number if len(page) < len(found) else None,
    )


async def _matching(filters: WebhookFilters, deliveries: DeliveryQueue) -> list[Delivery]:
    """Return the matching deliveries; with a limit, at most one more than that."""
    found: list[Delivery] = []
    async for delivery in in_slices(filters.place.ordered(list(deliveries))):
        if filters.matches(delivery):
            found.append(delivery)
            if filters.limit is not None and len(found) > filters.limit:
                break
    return found


async def announce(request: Request) -> Response:
    """`POST /__admin/webhooks`: `{"provider", "event", "data"}`: send the provider's webhooks for an event of any name,
    for example one that the simulator never causes; return the deliveries."""
    world = world_of(request)
    body = await body_as(request, Announcement)
    PROVIDERS.named(body.provider)
    webhook_policy = world.outbox.policies.get(body.provider)
    if webhook_policy is None or webhook_policy.announce is None:
        able = [name for name, policy in world.outbox.policies.items() if policy.announce is not None]
        use = f"; use {' or '.join(able)}" if able else ""
        raise SettingsError(f"{body.provider} has no webhooks for events of any name{use}.")
    webhooks = webhook_policy.announce(world, body.event, body.data)
    numbers = [world.outbox.post(webhook, world.now).number for webhook in webhooks]
    await dispatcher_of(request).wait(world)
    deliveries = (world.outbox.deliveries.get(number) for number in numbers)
    return json_response(
        {"webhooks": [serialize_delivery(delivery) for delivery in deliveries if delivery is not None]}, 201
    )


async def get_webhook(request: Request) -> Response:
    """`GET /__admin/webhooks/{id}`: one delivery."""
    return json_response(serialize_delivery(_requested_delivery(request)[1]))


async def replay(request: Request) -> Response:
    """`POST /__admin/webhooks/{id}/replay`: send the same bytes again with a new signature; return the new delivery."""
    world, delivery = _requested_delivery(request)
    copy = world.outbox.deliveries.again(delivery, world.now)
    await dispatcher_of(request).wait(world)
    return json_response(serialize_delivery(world.outbox.deliveries.get(copy.number) or copy), 201)


async def get_plan(request: Request) -> Response:
    """`GET /__admin/webhooks/plan`: the planned faults, and the URL that receives all webhooks."""
    return json_response(_plan(world_of(request)))


async def update_plan(request: Request) -> Response:
    """`PATCH /__admin/webhooks/plan`: `{"plan": [{"fault": "duplicate"}, …]}` as in scenarios (`[]`: no faults);
    `{"to": URL}` sends all webhooks of the world there, null sends them to their own URLs again."""
    world = world_of(request)
    body = await json_object(request)
    if not body or set(body) - {"plan", "to"}:
        raise SettingsError('Give faults, {"plan": [{"fault": "duplicate"}]}, a destination, {"to": URL}, or both.')
    to = body.get("to", world.outbox.to)
    if to is not None and not (isinstance(to, str) and to.startswith(("http://", "https://"))):
        raise SettingsError(f"to is {to!r}; expected a URL such as http://localhost:8000/hook, or null.")
    if "plan" in body:
        world.outbox.rules = read_faults(body["plan"], "plan")
    world.outbox.to = to
    return json_response(_plan(world))


def _plan(world: World) -> dict[str, Any]:
    return {"plan": [serialize_fault(rule) for rule in world.outbox.rules], "to": world.outbox.to}


def _requested_delivery(request: Request) -> tuple[World, Delivery]:
    world, number = world_of(request), request.path_params["id"]
    delivery = world.outbox.deliveries.get(int(number)) if number.isdecimal() and len(number) < 20 else None
    if delivery is None:
        raise UnknownName("webhook", number, [str(row.number) for row in world.outbox.deliveries])
    return world, delivery


def _seconds(text: str) -> float:
    try:
        return min(30.0, max(0.0, float(text)))
    except ValueError:
        raise SettingsError(f"wait is {text!r}; expected a number of seconds, such as 5.") from None


_PAGES = {"order": PageOrder, "limit": int, "cursor": int}
_QUERY = {**dict.fromkeys(EXACT, str), "outcome": State, "q": str, **_PAGES, "wait": float}
ROUTES = [
    AdminRoute(f"{ADMIN}/webhooks", list_webhooks, query=_QUERY),
    AdminRoute(f"{ADMIN}/webhooks", announce, "POST", body=Body(Announcement), reply=Reply(status="201")),
    AdminRoute(f"{ADMIN}/webhooks/plan", get_plan),
    AdminRoute(f"{ADMIN}/webhooks/plan", update_plan, "PATCH", body=Body(dict[str, Any], required=True)),
    AdminRoute(f"{ADMIN}/webhooks/{{id}}", get_webhook),
    AdminRoute(f"{ADMIN}/webhooks/{{id}}/replay", replay, "POST", reply=Reply(status="201")),
]
