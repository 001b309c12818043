"""A world as JSON, and back; and the schemas of the files that people write.

A snapshot is checked whole before the world is touched: one that cannot be used changes nothing. What is in it is the
business of `snapshots`, whether it can be a world that of `inspection`.
"""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.desk import exchange_of, guarded, raw_body, reply, world_name, world_of
from mockserver.control.inspection import inspect
from mockserver.control.worlds import changed_options
from mockserver.durations import show_instant
from mockserver.errors import SettingsError, UnknownName
from mockserver.scenarios.schema import json_schema
from mockserver.snapshots import Snapshot, open_book, restore, take


async def read(request: Request) -> Response:
    """`GET /__admin/snapshot`."""
    exchange = exchange_of(request)
    return reply(take(world_of(request), exchange.worlds.book))


async def put(request: Request) -> Response:
    """`PUT /__admin/snapshot`: the world becomes what the snapshot says, and goes on from there."""
    exchange = exchange_of(request)
    try:
        state = msgspec.json.decode(await raw_body(request), type=Snapshot)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"This is no snapshot: {error}.") from None
    inspect(state)
    options = changed_options(exchange.worlds.default_options(), state.options)
    book = open_book(state, exchange.worlds.book)
    if options.default_scenario not in book:
        raise UnknownName("scenario", options.default_scenario, book.names())
    world = exchange.worlds.renew(world_name(request), options, book)
    restore(world, state)
    exchange.stirred(world)
    return reply({"world": world.name, "now": show_instant(world.now), "calls": len(world.calls)})


async def scenario_schema(_request: Request) -> Response:
    """`GET /__admin/schemas/scenario.json`."""
    return reply(json_schema())


ROUTES = [
    Route(f"{ADMIN}/snapshot", guarded(read)),
    Route(f"{ADMIN}/snapshot", guarded(put), methods=["PUT"]),
    Route(f"{ADMIN}/schemas/scenario.json", scenario_schema),
]
