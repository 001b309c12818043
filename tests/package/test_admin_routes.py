"""Control routes are all `async def`: Starlette would run a plain function in a thread beside the world."""

import importlib
import inspect
from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Mount, Route


def routes(several: Iterable[BaseRoute]) -> Iterator[Route]:
    """Every plain route, those inside mounts too."""
    for route in several:
        if isinstance(route, Mount):
            yield from routes(route.routes)
        elif isinstance(route, Route):
            yield route


def test_every_control_route_is_async() -> None:
    found = list(routes(importlib.import_module("mockserver.control.routes").ROUTES))
    assert found
    assert [route.path for route in found if not inspect.iscoroutinefunction(route.endpoint)] == []
