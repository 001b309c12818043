"""All routes of the control API, in a Starlette application.

Which route does what is told by the file of its noun; when this is imported, by the package.
"""

from starlette.applications import Starlette
from starlette.routing import Route

from mockserver.control import Guard, calls, clock, requests, scenarios, sink, snapshot, webhooks, worlds
from mockserver.control.http import handlers
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.gateway.exchange import Exchange

ROUTES: list[Route] = [
    *worlds.ROUTES,
    *clock.ROUTES,
    *scenarios.ROUTES,
    *calls.ROUTES,
    *requests.ROUTES,
    *webhooks.ROUTES,
    *sink.ROUTES,
    *snapshot.ROUTES,
]


def starlette(exchange: Exchange, dispatcher: Dispatcher, guard: Guard) -> Starlette:
    """The application that answers all routes."""
    whole = Starlette(routes=ROUTES, exception_handlers=handlers())
    whole.state.exchange, whole.state.dispatcher, whole.state.guard = exchange, dispatcher, guard
    return whole
