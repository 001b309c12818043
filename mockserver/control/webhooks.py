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
from mockserver.control.http import body_as, guarded, listed, object_of, reply, rounds_of, world_of
from mockserver.control.serializers import shown_delivery
from mockserver.errors import SettingsError, UnknownName
from mockserver.gateway.exchange import provider_named
from mockserver.scenarios.webhook_faults import read_mishaps, shown_mishap
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.world import World


class Announcement(msgspec.Struct):
    """An event to be told of."""

    provider: str
    event: str
    data: Any = None


_FILTERS: dict[str, Callable[[Delivery], str | None]] = {
    "call": lambda delivery: delivery.notice.call,
    "event": lambda delivery: delivery.notice.event,
    "provider": lambda delivery: delivery.notice.provider,
    "outcome": lambda delivery: delivery.state.value,
}


async def list_all(request: Request) -> Response:
    """`GET /__admin/webhooks`: `?call`, `?event`, `?provider`, `?outcome` filter.

    What is on its way at this instant is waited for, at most `?wait` real seconds (5).
    """
    world = world_of(request)
    query = request.query_params
    await rounds_of(request).wait(world, _seconds(query.get("wait", "5")))
    outcome = query.get("outcome")
    if outcome is not None and outcome not in list(State):
        raise SettingsError(f"outcome is {outcome!r}; expected one of {', '.join(State)}.")
    found = [delivery for delivery in world.mail.courier if _fits(delivery, query)]
    return await listed("webhooks", (shown_delivery(delivery) for delivery in found))


async def announce(request: Request) -> Response:
    """`POST /__admin/webhooks`: `{"provider", "event", "data"}`: have a provider tell of an event of any name, such as
    those that nothing in the simulator brings about; answers the deliveries."""
    world = world_of(request)
    asked = await body_as(request, Announcement)
    provider_named(asked.provider)
    correspondent = world.mail.correspondents.get(asked.provider)
    if correspondent is None or correspondent.announce is None:
        raise SettingsError(f"{asked.provider} has no webhooks for events of any name; ringyo has.")
    notices = correspondent.announce(world, asked.event, asked.data)
    posted = [world.mail.post(world, notice).number for notice in notices]
    await rounds_of(request).wait(world)
    found = (world.mail.courier.get(number) for number in posted)
    return reply({"webhooks": [shown_delivery(delivery) for delivery in found if delivery is not None]}, 201)


async def read(request: Request) -> Response:
    """`GET /__admin/webhooks/{id}`."""
    return reply(shown_delivery(_delivery(request)[1]))


async def replay(request: Request) -> Response:
    """`POST /__admin/webhooks/{id}/replay`: the same bytes once more, signed anew; answers the new delivery."""
    world, delivery = _delivery(request)
    again = world.mail.courier.again(delivery, world.now)
    await rounds_of(request).wait(world)
    return reply(shown_delivery(world.mail.courier.get(again.number) or again), 201)


async def read_plan(request: Request) -> Response:
    """`GET /__admin/webhooks/plan`: what is to go wrong."""
    return reply(_plan(world_of(request)))


async def change_plan(request: Request) -> Response:
    """`PATCH /__admin/webhooks/plan`: `{"plan": [{"mishap": "duplicate"}, …]}`, written as in scenarios (`[]`: none);
    `{"to": URL}` sends all of the world's webhooks there, null to their own URLs again."""
    world = world_of(request)
    given = await object_of(request)
    if not given or set(given) - {"plan", "to"}:
        raise SettingsError('Say what is to go wrong: {"plan": [{"mishap": "duplicate"}]}, or where to: {"to": URL}.')
    to = given.get("to", world.mail.to)
    if to is not None and not (isinstance(to, str) and to.startswith(("http://", "https://"))):
        raise SettingsError(f"to is {to!r}; expected a URL such as http://localhost:8000/hook, or null.")
    if "plan" in given:
        world.mail.rules = read_mishaps(given["plan"], "plan")
    world.mail.to = to
    return reply(_plan(world))


def _plan(world: World) -> dict[str, Any]:
    return {"plan": [shown_mishap(rule) for rule in world.mail.rules], "to": world.mail.to}


def _fits(delivery: Delivery, query: Any) -> bool:
    return all(name not in query or query[name] == fact(delivery) for name, fact in _FILTERS.items())


def _delivery(request: Request) -> tuple[World, Delivery]:
    world, given = world_of(request), request.path_params["id"]
    delivery = world.mail.courier.get(int(given)) if given.isdecimal() and len(given) < 20 else None
    if delivery is None:
        raise UnknownName("webhook", given, [str(row.number) for row in world.mail.courier])
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
