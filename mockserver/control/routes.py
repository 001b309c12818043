"""All routes of the control API, in a Starlette application.

The file of each resource says what its routes do. The package imports this module with the first request that needs it.
"""

from starlette.applications import Starlette
from starlette.routing import Route

from mockserver.control import (
    Guard,
    calls,
    clock,
    events,
    faults,
    findings,
    metrics,
    requests,
    scenarios,
    sink,
    snapshot,
    webhooks,
    worlds,
)
from mockserver.control.event_ring import StreamBounds
from mockserver.control.events import Streams
from mockserver.control.http import exception_handlers
from mockserver.control.metrics import Metrics
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.gateway.exchange import Exchange

ROUTES: list[Route] = [
    *worlds.ROUTES,
    *clock.ROUTES,
    *scenarios.ROUTES,
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
