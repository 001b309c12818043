"""All control routes are `async def`: Starlette would run a plain function in a thread, concurrently with the world."""

import importlib
import inspect
from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Mount, Route


def routes(routes_: Iterable[BaseRoute]) -> Iterator[Route]:
    """Yield every route, including those inside mounts."""
    for route in routes_:
        if isinstance(route, Mount):
            yield from routes(route.routes)
        elif isinstance(route, Route):
            yield route


def test_every_control_route_is_async() -> None:
    found = list(routes(importlib.import_module("mockserver.control.routes").ROUTES))
    assert found
    assert [route.path for route in found if not inspect.iscoroutinefunction(route.endpoint)] == []
