"""Reports what is new in the worlds of a server to its listeners.

    request, delivery, timer ─► look(world) ─► its observer ─► listener(world, changes)
    world put, forgotten     ─► listener(world, "created" | "reset" | "forgotten")

It exists from the first use on: without it, a request costs nothing. Listeners must not change worlds. If one fails,
the log says so, and the request is answered all the same.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from mockserver.gateway.worlds import Worlds
from mockserver.world.observer import Changes, Observer
from mockserver.world.world import World

LOG = logging.getLogger("mockserver")
CREATED, RESET, FORGOTTEN = "created", "reset", "forgotten"


class WatchListener(Protocol):
    """Gets what is new in worlds."""

    def changed(self, world: World, changes: Changes) -> None:
        """Handle what is new in a world."""

    def swapped(self, world: World, what: str) -> None:
        """Handle a world that was created, reset (replaced by another) or forgotten."""


class WorldWatch:
    """Observes all worlds of a server, and those that are still to come."""

    def __init__(self, worlds: Worlds) -> None:
        self.listeners: list[WatchListener] = []
        self._observers = {name: Observer(world) for name, world in worlds.items()}
        worlds.on_swap = self._swapped

    def look(self, world: World) -> None:
        """Report what is new in a world. A world that was replaced or forgotten is no longer looked at."""
        observer = self._observers.get(world.name)
        if observer is None or observer.world is not world:
            return
        changes = observer.look()
        if changes is not None:
            self._tell(lambda listener: listener.changed(world, changes))

    def _swapped(self, old: World | None, new: World | None) -> None:
        world = new or old
        assert world is not None, "a swap has a world before or after it"
        if old is not None:
            self.look(old)
        if new is None:
            del self._observers[world.name]
        else:
            self._observers[world.name] = Observer(world, replaced=old is not None)
        what = CREATED if old is None else FORGOTTEN if new is None else RESET
        self._tell(lambda listener: listener.swapped(world, what))

    def _tell(self, report: Callable[[WatchListener], None]) -> None:
        for listener in self.listeners:
            try:
                report(listener)
            except Exception:
                LOG.exception("%s failed, so it misses a change.", type(listener).__name__)
