"""Snapshots: a world as JSON, and back. Also the JSON Schema of scenario files.

A snapshot is checked completely before the world is replaced, so an invalid one changes nothing. `world.snapshots`
defines its content, `inspection` checks it.
"""

from functools import partial
from gzip import compress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.http import (
    exchange_of,
    in_thread_if_large,
    json_response,
    raw_body,
    world_name,
    world_of,
)
from mockserver.control.inspection import inspect
from mockserver.control.settings import changed_options
from mockserver.errors import SettingsError, UnknownName
from mockserver.gateway.worlds import Worlds
from mockserver.providers import PROVIDERS
from mockserver.scenarios.json_schema import json_schema
from mockserver.simulation.durations import show_instant
from mockserver.world.snapshot_json import decode, encode
from mockserver.world.snapshots import open_library, restore, take
from mockserver.world.world import World

_CALL_BYTES = 2000  #: roughly, of a call or a journal record


async def get_snapshot(request: Request) -> Response:
    """`GET /__admin/snapshot`: the whole world. `?journal=true` includes the journal, with secrets redacted."""
    world, journal = world_of(request), request.query_params.get("journal", "false")
    if journal not in ("true", "false"):
        raise SettingsError(f"journal is {journal!r}; expected true or false.")
    state = take(world, exchange_of(request).worlds.library, journal=journal == "true")
    body = await in_thread_if_large(_CALL_BYTES * (len(state.calls) + len(state.journal)), encode, state)
    headers = {"vary": "accept-encoding"}
    if _accepts_gzip(request):
        body = await in_thread_if_large(len(body), partial(compress, mtime=0), body, 1)
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type="application/json")


def _accepts_gzip(request: Request) -> bool:
    accepted = [part.partition(";") for part in request.headers.get("accept-encoding", "").split(",")]
    return any(name.strip() == "gzip" and more.replace(" ", "") != "q=0" for name, _, more in accepted)


async def restore_snapshot(request: Request) -> Response:
    """`PUT /__admin/snapshot`: replace the world by the snapshot, whatever its size, and continue from there."""
    exchange, name = exchange_of(request), world_name(request)
    body = await raw_body(request, most=None)
    world = exchange.worlds.put(await in_thread_if_large(len(body), world_from, exchange.worlds, name, body))
    exchange.on_change(world)
    return json_response({"world": world.name, "now": show_instant(world.now), "calls": len(world.calls)})


def world_from(worlds: Worlds, name: str, body: bytes) -> World:
    """Return the world of a snapshot, without making it available. This may take long.

    Raises:
        SettingsError: the body is not a snapshot of a valid world.
        ScenarioError, UnknownName: one of its scenarios is invalid or missing.
    """
    state = inspect(decode(body))
    options = changed_options(worlds.default_options(), state.options)
    library = open_library(state, worlds.library)
    if options.default_scenario not in library:
        raise UnknownName("scenario", options.default_scenario, library.names())
    world = worlds.make(name, options, library)
    restore(world, state)
    return world


async def scenario_schema(_request: Request) -> Response:
    """`GET /__admin/schemas/scenario.json`: the JSON Schema of scenario files."""
    return json_response(json_schema(PROVIDERS.vocabularies(), PROVIDERS.operation_names()))


ROUTES = [
    AdminRoute(
        f"{ADMIN}/snapshot",
        get_snapshot,
        query={"journal": bool},
        reply=Reply(headers={"Content-Encoding": "`gzip`, if the client accepts it", "Vary": "`Accept-Encoding`"}),
    ),
    AdminRoute(f"{ADMIN}/snapshot", restore_snapshot, "PUT", body=Body(dict[str, Any], required=True)),
    AdminRoute(f"{ADMIN}/schemas/scenario.json", scenario_schema, public=True, of_world=False),
]
