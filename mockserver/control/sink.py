"""Sinks: built-in receivers. `http://HOST/__admin/sink/NAME` accepts every request and lists what it received.

It responds with 200, or as `?status=500` and `?delay=3s` (real time) say, so it can also act as a failing receiver.
Sending to it needs no token, reading does. A sink belongs to a world and keeps its last thousand requests; all sinks of
a world together keep at most 16 MiB.
"""

import asyncio
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.http import json_response, raw_body, world_of
from mockserver.errors import SettingsError
from mockserver.simulation.durations import parse_duration, show_instant
from mockserver.simulation.sizes import clipped
from mockserver.world.redaction import redact_header
from mockserver.world.sinks import SinkRequest

_LONGEST_DELAY = 60.0
_WITHOUT_BODY = (204, 205, 304)  #: RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5


class SinkRow(msgspec.Struct):
    """A sink: how many requests it holds, and the virtual time of the last one."""

    name: str
    count: int
    last_at: str


class SinkList(msgspec.Struct):
    """The sinks of a world, in alphabetical order."""

    sinks: list[SinkRow]


async def receive(request: Request) -> Response:
    """`POST /__admin/sink/{name}`: store the request."""
    world = world_of(request)
    status, delay = _status(request.query_params.get("status", "200")), _delay(request.query_params.get("delay", "0"))
    headers = tuple((name, redact_header(name, value)) for name, value in request.headers.items())
    received = SinkRequest(world.now, request.method, headers, clipped(await raw_body(request)))
    world.outbox.sinks.add(request.path_params["name"], received)
    await asyncio.sleep(delay)
    if status in _WITHOUT_BODY:
        return Response(status_code=status)
    return json_response({"received": status < 400}, status)


async def list_received(request: Request) -> Response:
    """`GET /__admin/sink/{name}`: the received requests, oldest first."""
    received = world_of(request).outbox.sinks.of(request.path_params["name"])
    rows = [
        {
            "at": show_instant(row.at),
            "method": row.method,
            "headers": dict(row.headers),
            "body": row.body.decode("utf-8", "replace"),
        }
        for row in received
    ]
    return json_response({"requests": rows})


async def list_sinks(request: Request) -> Response:
    """`GET /__admin/sink`: the sinks that hold requests, with their number and the time of the last one."""
    sinks = world_of(request).outbox.sinks
    held = {name: sinks.of(name) for name in sinks.names()}
    rows = [SinkRow(name, len(requests), show_instant(requests[-1].at)) for name, requests in held.items()]
    return json_response(SinkList(rows))


async def clear_sink(request: Request) -> Response:
    """`DELETE /__admin/sink/{name}`: delete the received requests."""
    return json_response({"forgotten": world_of(request).outbox.sinks.clear(request.path_params["name"])})


def _status(text: str) -> int:
    if text.isdecimal() and 200 <= int(text[:4]) <= 599:
        return int(text)
    raise SettingsError(f"status is {text!r}; expected an HTTP status from 200 to 599.")


def _delay(text: str) -> float:
    try:
        return min(parse_duration(text).total_seconds(), _LONGEST_DELAY)
    except ValueError as error:
        raise SettingsError(f"delay: {error}.") from None


_ANSWER = Reply(Any, status="2XX")  #: or what `?status=` says
ROUTES = [
    *(
        AdminRoute(
            f"{ADMIN}/sink/{{name}}",
            receive,
            method,
            public=True,
            query={"status": int, "delay": str},
            body=Body(Any, ("*/*",)),
            reply=_ANSWER,
            name=f"receive_{method.lower()}",
        )
        for method in ("POST", "PUT", "PATCH")
    ),
    AdminRoute(f"{ADMIN}/sink", list_sinks, reply=Reply(SinkList)),
    AdminRoute(f"{ADMIN}/sink/{{name}}", list_received),
    AdminRoute(f"{ADMIN}/sink/{{name}}", clear_sink, "DELETE"),
]
