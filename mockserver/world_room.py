"""Room for worlds: at most so many, and when they are full the one that nobody has used for longest makes room.

Only a world that holds nothing of its own is dropped like that: it would begin the same way when it is asked for again.
"""

from collections import OrderedDict

from mockserver.errors import TooManyWorlds
from mockserver.orders import Options
from mockserver.scenarios.book import Book
from mockserver.world import World


class Start:
    """How worlds begin: with these options and these scenarios. `counters` are collections that hold no documents of
    anybody."""

    def __init__(self, options: Options, book: Book, counters: frozenset[str]) -> None:
        self._options, self._shelf, self._counters = options, book.shelf, counters

    def unchanged(self, world: World) -> bool:
        """Return whether a world has no call, document, scenario, setting, fault, delivery or caught webhook of its
        own, and nobody has moved or changed its clock."""
        mail = world.mail
        return (
            not (world.serials or world.next_scenarios or world.watchers or world.clock.moves)
            and not (mail.courier.count or mail.rules or mail.to or len(mail.sinks))
            and not any(rows.changes for kind, rows in world.documents.items() if kind not in self._counters)
            and world.book.shelf is self._shelf
            and world.options == self._options
            and all(call.example for call in world.calls.values())
        )


def make_room(worlds: OrderedDict[str, World], name: str, most: int, start: Start) -> World | None:
    """Return the world to be dropped so that `name` has room, if one must be. `worlds` are in order of use.

    Raises:
        TooManyWorlds: there are `most`, and none of them is as it began.
    """
    if len(worlds) < most:
        return None
    for world in worlds.values():
        if start.unchanged(world):
            return world
    raise TooManyWorlds(name, most)
