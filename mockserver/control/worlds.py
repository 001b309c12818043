"""Health and version; the worlds; reset.

Health and version need no token. A reset replaces a world by a new one of the same name, and keeps the parts that the
request names. `settings` has the settings of a world.
"""

from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from mockserver import __version__
from mockserver.control import ADMIN, HEALTH, health_report, provider_report
from mockserver.control.admin_route import TEXT, AdminRoute, Body, Reply
from mockserver.control.http import (
    body_as,
    exchange_of,
    json_response,
    list_response,
    world_name,
)
from mockserver.errors import SettingsError, UnknownName, nearest_hint
from mockserver.gateway.worlds import dropped_of
from mockserver.providers import PROVIDERS
from mockserver.simulation.durations import parse_instant, show_instant, within
from mockserver.world.world import World

KEEPABLE = ("scenarios", "settings", "clock", "journal", "faults")


class Reset(msgspec.Struct):
    """What a reset keeps, and the time at which the world then begins."""

    keep: list[str] = []
    now: str | None = None


async def index(request: Request) -> Response:
    """`GET /`: the URLs of everything, for a browser."""
    base = str(request.base_url).rstrip("/")
    lines = [f"mockserver {__version__}: a simulator of voice-AI phone-call providers", ""]
    only = exchange_of(request).settings.only
    for name, provider in PROVIDERS.items():
        if only is None:
            lines.append(f"{provider.title:<8} {base}/{name}{provider.base}")
        elif name == only:
            lines.append(f"{provider.title:<8} {base}{provider.base}")
    lines += [f"{'control':<8} {base}{ADMIN}/health", f"{'page':<8} {base}{ADMIN}/ (for your browser)"]
    return PlainTextResponse("\n".join([*lines, ""]))


async def health(request: Request) -> Response:
    """`GET /__admin/health`: 200 as soon as the server is ready."""
    with_names = request.app.state.guard.allows(request.headers.raw)
    return json_response(health_report(exchange_of(request), with_names=with_names))


async def version(_request: Request) -> Response:
    """`GET /__admin/version`: version and providers."""
    return json_response({"version": __version__, **provider_report()})


async def list_worlds(request: Request) -> Response:
    """`GET /__admin/worlds`: the worlds. `dropped` counts what each world dropped to keep within the limits."""
    worlds = exchange_of(request).worlds
    return await list_response("worlds", (_summary(world) for _, world in sorted(worlds.items())))


async def delete_world(request: Request) -> Response:
    """`DELETE /__admin/worlds/{name}`: delete a world."""
    exchange, name = exchange_of(request), request.path_params["name"]
    if exchange.worlds.forget(name) is None:
        raise UnknownName("world", name, exchange.worlds)
    return json_response({"forgotten": name})


async def reset(request: Request) -> Response:
    """`POST /__admin/reset`: replace the world. `{"keep": [...]}` says what stays, `{"now"}` when the world begins."""
    body = await body_as(request, Reset)
    unknown = [word for word in body.keep if word not in KEEPABLE]
    if unknown:
        near = nearest_hint(unknown[0], KEEPABLE)
        raise SettingsError(f"keep contains {unknown[0]!r}; expected any of {', '.join(KEEPABLE)}.{near}")
    world = reset_world(request, set(body.keep), _instant(body.now) if body.now is not None else None)
    return json_response({"world": world.name, "now": show_instant(world.now)})


def _instant(text: str) -> datetime:
    try:
        return within(parse_instant(text))
    except ValueError as error:
        raise SettingsError(f"now: {error}.") from None


def reset_world(request: Request, keep: set[str], now: datetime | None = None) -> World:
    """Replace the world by a new one that keeps `keep`; it begins at `now`, or when new worlds begin."""
    exchange = exchange_of(request)
    name = world_name(request)
    old = exchange.worlds.open(name)
    options = old.options if "settings" in keep else None
    begin = old.now if now is None and "clock" in keep else now
    world = exchange.worlds.renew(name, options, old.library if "scenarios" in keep else None, begin)
    if "clock" in keep:
        world.clock.change(mode=old.clock.mode, rate=old.clock.rate)
    if "journal" in keep:
        world.journal.restore(old.journal, old.journal.count, old.journal.bodies_dropped)
    if "faults" in keep:
        world.faults.add_again(old.faults, world.now)
    exchange.on_change(world)
    return world


def _summary(world: World) -> dict[str, Any]:
    placed = sum(not call.example for call in world.calls.values())
    facts = {"name": world.name, "now": show_instant(world.now), "mode": world.clock.mode, "calls": placed}
    return {**facts, "dropped": dropped_of(world)}


ROUTES = [
    AdminRoute("/", index, public=True, of_world=False, reply=Reply(str, media=TEXT)),
    AdminRoute(HEALTH, health, public=True, of_world=False),
    AdminRoute(f"{ADMIN}/version", version, public=True, of_world=False),
    AdminRoute(f"{ADMIN}/worlds", list_worlds, of_world=False),
    AdminRoute(f"{ADMIN}/worlds/{{name}}", delete_world, "DELETE", of_world=False),
    AdminRoute(f"{ADMIN}/reset", reset, "POST", body=Body(Reset)),
]
