"""The webhooks of a world: what was sent, with every try; send one again; what is to go wrong with them.

Looking waits for what is on its way at this instant, so that who has just moved the clock sees what came of it.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.http import body_as, dispatcher_of, guarded, listed, object_of, reply, world_of
from mockserver.control.serializers import serialize_delivery
from mockserver.errors import SettingsError, UnknownName
from mockserver.gateway.exchange import provider_named
from mockserver.scenarios.webhook_faults import read_faults, serialize_fault
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.world import World


class Announcement(msgspec.Struct):
    """An event to be told of."""

    provider: str
    event: str
    data: Any = None


_FILTERS: dict[str, Callable[[Delivery], str | None]] = {
    "call": lambda delivery: delivery.message.call,
    "event": lambda delivery: delivery.message.event,
    "provider": lambda delivery: delivery.message.provider,
    "outcome": lambda delivery: delivery.state.value,
}


async def list_all(request: Request) -> Response:
    """`GET /__admin/webhooks`: `?call`, `?event`, `?provider`, `?outcome` filter.

    What is on its way at this instant is waited for, at most `?wait` real seconds (5).
    """
    world = world_of(request)
    query = request.query_params
    await dispatcher_of(request).wait(world, _seconds(query.get("wait", "5")))
    outcome = query.get("outcome")
    if outcome is not None and outcome not in list(State):
        raise SettingsError(f"outcome is {outcome!r}; expected one of {', '.join(State)}.")
    found = [delivery for delivery in world.outbox.deliveries if _fits(delivery, query)]
    return await listed("webhooks", (serialize_delivery(delivery) for delivery in found))


async def announce(request: Request) -> Response:
    """`POST /__admin/webhooks`: `{"provider", "event", "data"}`: have a provider tell of an event of any name, such as
    those that nothing in the simulator brings about; answers the deliveries."""
    world = world_of(request)
    asked = await body_as(request, Announcement)
    provider_named(asked.provider)
    webhook_policy = world.outbox.policies.get(asked.provider)
    if webhook_policy is None or webhook_policy.announce is None:
        raise SettingsError(f"{asked.provider} has no webhooks for events of any name; ringyo has.")
    webhooks = webhook_policy.announce(world, asked.event, asked.data)
    posted = [world.outbox.post(webhook, world.now).number for webhook in webhooks]
    await dispatcher_of(request).wait(world)
    found = (world.outbox.deliveries.get(number) for number in posted)
    return reply({"webhooks": [serialize_delivery(delivery) for delivery in found if delivery is not None]}, 201)


async def read(request: Request) -> Response:
    """`GET /__admin/webhooks/{id}`."""
    return reply(serialize_delivery(_delivery(request)[1]))


async def replay(request: Request) -> Response:
    """`POST /__admin/webhooks/{id}/replay`: the same bytes once more, signed anew; answers the new delivery."""
    world, delivery = _delivery(request)
    again = world.outbox.deliveries.again(delivery, world.now)
    await dispatcher_of(request).wait(world)
    return reply(serialize_delivery(world.outbox.deliveries.get(again.number) or again), 201)


async def read_plan(request: Request) -> Response:
    """`GET /__admin/webhooks/plan`: what is to go wrong."""
    return reply(_plan(world_of(request)))


async def change_plan(request: Request) -> Response:
    """`PATCH /__admin/webhooks/plan`: `{"plan": [{"fault": "duplicate"}, …]}`, written as in scenarios (`[]`: none);
    `{"to": URL}` sends all of the world's webhooks there, null to their own URLs again."""
    world = world_of(request)
    given = await object_of(request)
    if not given or set(given) - {"plan", "to"}:
        raise SettingsError('Say what is to go wrong: {"plan": [{"fault": "duplicate"}]}, or where to: {"to": URL}.')
    to = given.get("to", world.outbox.to)
    if to is not None and not (isinstance(to, str) and to.startswith(("http://", "https://"))):
        raise SettingsError(f"to is {to!r}; expected a URL such as http://localhost:8000/hook, or null.")
    if "plan" in given:
        world.outbox.rules = read_faults(given["plan"], "plan")
    world.outbox.to = to
    return reply(_plan(world))


def _plan(world: World) -> dict[str, Any]:
    return {"plan": [serialize_fault(rule) for rule in world.outbox.rules], "to": world.outbox.to}


def _fits(delivery: Delivery, query: Any) -> bool:
    return all(name not in query or query[name] == fact(delivery) for name, fact in _FILTERS.items())


def _delivery(request: Request) -> tuple[World, Delivery]:
    world, given = world_of(request), request.path_params["id"]
    delivery = world.outbox.deliveries.get(int(given)) if given.isdecimal() and len(given) < 20 else None
    if delivery is None:
        raise UnknownName("webhook", given, [str(row.number) for row in world.outbox.deliveries])
    return world, delivery


def _seconds(text: str) -> float:
    try:
        return min(30.0, max(0.0, float(text)))
    except ValueError:
        raise SettingsError(f"wait is {text!r}; expected seconds, such as 5.") from None


ROUTES = [
    Route(f"{ADMIN}/webhooks", guarded(list_all)),
    Route(f"{ADMIN}/webhooks", guarded(announce), methods=["POST"]),
    Route(f"{ADMIN}/webhooks/plan", guarded(read_plan)),
    Route(f"{ADMIN}/webhooks/plan", guarded(change_plan), methods=["PATCH"]),
    Route(f"{ADMIN}/webhooks/{{id}}", guarded(read)),
    Route(f"{ADMIN}/webhooks/{{id}}/replay", guarded(replay), methods=["POST"]),
]
