"""The control API (`/__admin`): everything a test does to the simulator besides calling a provider.

One file per noun; each lists its routes. All routes are `async def`: a plain function would run in a thread beside
the world. Shapes and examples: docs/control-api.md.
"""

from starlette.routing import Route

from mockserver.control import calls, clock, requests, scenarios, snapshot, worlds
from mockserver.control.desk import ADMIN, Guard, handlers

ROUTES: list[Route] = [
    *worlds.ROUTES,
    *clock.ROUTES,
    *scenarios.ROUTES,
    *calls.ROUTES,
    *requests.ROUTES,
    *snapshot.ROUTES,
]

__all__ = ["ADMIN", "ROUTES", "Guard", "handlers"]
