"""All routes of the control API, in a Starlette application; an index and an OpenAPI document of them.

The file of each resource says what its routes do. The package imports this module with the first request that needs it.
"""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from mockserver import __version__
from mockserver.control import (
    ADMIN,
    PREFIXED,
    Guard,
    call_response,
    calls,
    clock,
    events,
    faults,
    findings,
    metrics,
    planned,
    preview,
    providers,
    requests,
    scenarios,
    settings,
    sink,
    snapshot,
    webhooks,
    worlds,
)
from mockserver.control.admin_route import AdminRoute
from mockserver.control.event_ring import StreamBounds
from mockserver.control.events import Streams
from mockserver.control.http import exception_handlers, json_response
from mockserver.control.metrics import Metrics
from mockserver.control.openapi import describe
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.mounts import DEFAULT
from mockserver.gateway.resolver import origin


async def admin_index(request: Request) -> Response:
    """`GET /__admin`: every route of the control API, with what it does. It needs no token.

    This is for clients that ask for JSON (`Accept: application/json`); others get the dashboard.
    """
    base = str(request.base_url).rstrip("/")
    about = {"name": "mockserver", "version": __version__, "control_api": f"{base}{ADMIN}"}
    rows = [{"method": route.method, "path": route.path, "does": route.purpose} for route in ROUTES]
    return json_response({**about, "routes": rows})


async def openapi_document(request: Request) -> Response:
    """`GET /__admin/openapi.json`: this document: the control API in OpenAPI 3.1. It needs no token."""
    host = request.headers.get("host", "localhost")
    return json_response(describe(ROUTES, origin(request.url.scheme, host, request.scope.get(PREFIXED, DEFAULT))))


ROUTES: list[AdminRoute] = [
    AdminRoute(ADMIN, admin_index, public=True, of_world=False),
    AdminRoute(f"{ADMIN}/", admin_index, public=True, of_world=False, name="admin_index_slash"),
    AdminRoute(f"{ADMIN}/openapi.json", openapi_document, public=True, of_world=False),
    *worlds.ROUTES,
    *settings.ROUTES,
    *providers.ROUTES,
    *clock.ROUTES,
    *planned.ROUTES,
    *scenarios.ROUTES,
    *preview.ROUTES,
    *calls.ROUTES,
    *call_response.ROUTES,
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
