"""What is new in a world since the last look: events of calls, requests, deliveries, the clock.

    look() ─► counters unchanged? ─► None
             └► the last entries of each bounded list ─► `Changes`, with how many entries a list has already dropped

An observer holds counters only, so a world without observers does no work for them. It changes nothing in the world.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from mockserver.webhooks.messages import Delivery
from mockserver.world.journal import Record
from mockserver.world.orders import EventRecord
from mockserver.world.world import World

EVENTS, REQUESTS, DELIVERIES = "events", "requests", "deliveries"
T = TypeVar("T")


class Changes(NamedTuple):
    """What is new, each in its order. `deliveries` have their latest state; states between two looks do not show.

    `missed` says how many changes of each kind are no longer in the world; kinds without any are left out.
    """

    events: Sequence[EventRecord] = ()
    requests: Sequence[Record] = ()
    deliveries: Sequence[Delivery] = ()
    clock: bool = False  #: whether the clock was moved or changed
    missed: Mapping[str, int] = {}


class Observer:
    """Looks at one world. What was there before the first look is not new.

    With `replaced`, the world has just replaced another one, whose journal may still be carried over: requests are new
    from the first look on.
    """

    def __init__(self, world: World, *, replaced: bool = False) -> None:
        self.world = world
        self._events = world.event_count
        self._requests = None if replaced else world.journal.count
        self._clears = world.journal.clears
        self._deliveries = world.outbox.deliveries.changes
        self._moves = world.clock.moves

    def look(self) -> Changes | None:
        """Return what is new since the last look, or None."""
        world = self.world
        journal, queue = world.journal, world.outbox.deliveries
        if self._requests is None:
            self._requests = journal.count
        if journal.clears != self._clears:
            self._clears, self._requests = journal.clears, 0
        seen = (self._events, self._requests, self._deliveries, self._moves)
        found = (world.event_count, journal.count, queue.changes, world.clock.moves)
        if seen == found:
            return None
        self._events, self._requests, self._deliveries, self._moves = found
        events = _last(reversed(world.recent_events), found[0] - seen[0])
        requests = _last(reversed(journal), found[1] - seen[1])
        deliveries, missed_deliveries = queue.changed_since(seen[2])
        missed = {
            EVENTS: found[0] - seen[0] - len(events),
            REQUESTS: found[1] - seen[1] - len(requests),
            DELIVERIES: missed_deliveries,
        }
        there = {kind: count for kind, count in missed.items() if count}
        return Changes(events, requests, deliveries, found[3] != seen[3], there)


def _last(newest_first: Iterable[T], count: int) -> list[T]:
    """Return the last `count` entries in order, or all if there are fewer."""
    if not count:
        return []
    rows = list(islice(newest_first, count))
    rows.reverse()
    return rows
