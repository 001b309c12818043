"""All routes of the control API, in a Starlette application, and an index of them.

The file of each resource says what its routes do. The package imports this module with the first request that needs it.
"""

import re
from collections.abc import Iterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver import __version__
from mockserver.control import (
    ADMIN,
    Guard,
    calls,
    clock,
    events,
    faults,
    findings,
    metrics,
    preview,
    requests,
    scenarios,
    sink,
    snapshot,
    webhooks,
    worlds,
)
from mockserver.control.event_ring import StreamBounds
from mockserver.control.events import Streams
from mockserver.control.http import exception_handlers, json_response
from mockserver.control.metrics import Metrics
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.gateway.exchange import Exchange

_PURPOSE = re.compile(r"`[A-Z]+ /[^`]*`:\s+(.+?)\.(?:\s|\Z)", re.DOTALL)  #: in the docstring of an endpoint


async def admin_index(request: Request) -> Response:
    """`GET /__admin`: every route of the control API, with what it does. It needs no token."""
    base = str(request.base_url).rstrip("/")
    about = {"name": "mockserver", "version": __version__, "control_api": f"{base}{ADMIN}"}
    return json_response({**about, "routes": list(describe_routes(ROUTES))})


def describe_routes(routes: list[Route]) -> Iterator[dict[str, Any]]:
    """Yield method, path and purpose of each route. The purpose is the first sentence in the docstring of its endpoint;
    without docstrings (`python -OO`) it is empty."""
    for route in routes:
        found = _PURPOSE.match(route.endpoint.__doc__ or "")
        does = " ".join(found[1].split()) if found else ""
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield {"method": method, "path": route.path, "does": does}


ROUTES: list[Route] = [
    Route(ADMIN, admin_index),
    Route(f"{ADMIN}/", admin_index),
    *worlds.ROUTES,
    *clock.ROUTES,
    *scenarios.ROUTES,
    *preview.ROUTES,
    *calls.ROUTES,
    *requests.ROUTES,
    *faults.ROUTES,
    *findings.ROUTES,
    *webhooks.ROUTES,
    *events.ROUTES,
    *metrics.ROUTES,
    *sink.ROUTES,
    *snapshot.ROUTES,
]


def build_app(exchange: Exchange, dispatcher: Dispatcher, guard: Guard, stream: StreamBounds) -> Starlette:
    """Return the application that serves all routes."""
    app = Starlette(routes=ROUTES, exception_handlers=exception_handlers())
    app.state.exchange, app.state.dispatcher, app.state.guard = exchange, dispatcher, guard
    app.state.streams = Streams(exchange, stream)
    app.state.metrics = Metrics(exchange, app.state.streams)
    return app
