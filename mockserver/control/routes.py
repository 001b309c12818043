"""All routes of the control API, in a Starlette application.

The file of each resource says what its routes do. The package imports this module with the first request that needs it.
"""

from starlette.applications import Starlette
from starlette.routing import Route

from mockserver.control import (
    Guard,
    calls,
    clock,
    faults,
    findings,
    requests,
    scenarios,
    sink,
    snapshot,
    webhooks,
    worlds,
)
from mockserver.control.http import exception_handlers
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
    *sink.ROUTES,
    *snapshot.ROUTES,
]


def build_app(exchange: Exchange, dispatcher: Dispatcher, guard: Guard) -> Starlette:
    """Return the application that serves all routes."""
    app = Starlette(routes=ROUTES, exception_handlers=exception_handlers())
    app.state.exchange, app.state.dispatcher, app.state.guard = exchange, dispatcher, guard
    return app
