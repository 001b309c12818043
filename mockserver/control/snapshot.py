"""A world as JSON, and back; and the schemas of the files that people write.

A snapshot is checked whole before the world is touched: one that cannot be used changes nothing. What is in it is the
business of `snapshots`, whether it can be a world that of `inspection`.
"""

from functools import partial
from gzip import compress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.http import aside, exchange_of, guarded, raw_body, reply, world_name, world_of
from mockserver.control.inspection import inspect
from mockserver.control.worlds import changed_options
from mockserver.errors import SettingsError, UnknownName
from mockserver.gateway.worlds import Worlds
from mockserver.scenarios.schema import json_schema
from mockserver.simulation.durations import show_instant
from mockserver.world.snapshot_json import decode, encode
from mockserver.world.snapshots import open_library, restore, take
from mockserver.world.world import World

_CALL_BYTES = 2000  #: of a call or a record, roughly


async def read(request: Request) -> Response:
    """`GET /__admin/snapshot`: `?journal=true` with the journal, its secrets redacted."""
    world, asked = world_of(request), request.query_params.get("journal", "false")
    if asked not in ("true", "false"):
        raise SettingsError(f"journal is {asked!r}; expected true or false.")
    state = take(world, exchange_of(request).worlds.library, journal=asked == "true")
    body = await aside(_CALL_BYTES * (len(state.calls) + len(state.journal)), encode, state)
    headers = {"vary": "accept-encoding"}
    if _takes_gzip(request):
        body = await aside(len(body), partial(compress, mtime=0), body, 1)
        headers["content-encoding"] = "gzip"
    return Response(body, headers=headers, media_type="application/json")


def _takes_gzip(request: Request) -> bool:
    accepted = [part.partition(";") for part in request.headers.get("accept-encoding", "").split(",")]
    return any(name.strip() == "gzip" and more.replace(" ", "") != "q=0" for name, _, more in accepted)


async def put(request: Request) -> Response:
    """`PUT /__admin/snapshot`: the world becomes what the snapshot says, whatever its size, and goes on from there."""
    exchange, name = exchange_of(request), world_name(request)
    body = await raw_body(request, most=None)
    world = exchange.worlds.put(await aside(len(body), restored, exchange.worlds, name, body))
    exchange.on_change(world)
    return reply({"world": world.name, "now": show_instant(world.now), "calls": len(world.calls)})


def restored(worlds: Worlds, name: str, body: bytes) -> World:
    """Return the world of a snapshot, which nobody can reach yet. It may take long.

    Raises:
        SettingsError: it is no snapshot, or cannot be a world.
        ScenarioError, UnknownName: one of its scenarios cannot be used, or is not there.
    """
    state = decode(body)
    inspect(state)
    options = changed_options(worlds.default_options(), state.options)
    library = open_library(state, worlds.library)
    if options.default_scenario not in library:
        raise UnknownName("scenario", options.default_scenario, library.names())
    world = worlds.make(name, options, library)
    restore(world, state)
    return world


async def scenario_schema(_request: Request) -> Response:
    """`GET /__admin/schemas/scenario.json`."""
    return reply(json_schema())


ROUTES = [
    Route(f"{ADMIN}/snapshot", guarded(read)),
    Route(f"{ADMIN}/snapshot", guarded(put), methods=["PUT"]),
    Route(f"{ADMIN}/schemas/scenario.json", scenario_schema),
]
