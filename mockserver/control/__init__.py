"""The control API (`/__admin`): everything a test does to the simulator besides calling a provider.

One file per noun; each lists its routes. All routes are `async def`: a plain function would run in a thread beside
the world. Shapes and examples: docs/control-api.md.
"""

from starlette.routing import Route

from mockserver.control import calls, clock, requests, scenarios, sink, snapshot, webhooks, worlds
from mockserver.control.desk import ADMIN as ADMIN
from mockserver.control.desk import Guard as Guard
from mockserver.control.desk import handlers as handlers

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
