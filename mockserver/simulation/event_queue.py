"""What is due next: one heap for a whole world.

    put("a", 10:00)  put("b", 09:00)  put("a", 08:00)      each key is there once; a new put replaces the old one

    heap   (08:00, 1, "a")  (09:00, 2, "b")  (10:00, 1, "a") ← stale, dropped when it is first

Keys that are due at the same instant are ordered by the number that the caller gives (the call's), never by insertion.
The queue knows nothing about calls: it orders keys by time.
"""

from datetime import datetime
from heapq import heapify, heappop, heappush, heapreplace

_Item = tuple[datetime, int, str]
_STALE_AT_LEAST = 64


class EventQueue:
    """A priority queue of keys with lazy deletion: put and drop are O(log n), a stale item costs one pop."""

    __slots__ = ("_due", "_first", "_heap")

    def __init__(self) -> None:
        self._heap: list[_Item] = []
        self._due: dict[str, datetime] = {}
        self._first: tuple[datetime, str] | None = None  #: cached result of `first`

    def __len__(self) -> int:
        return len(self._due)

    def put(self, key: str, number: int, due: datetime | None) -> None:
        """Set when `key` is due. None removes it."""
        if due is None:
            self.drop(key)
            return
        if self._due.get(key) == due:
            return
        self._due[key], self._first = due, None
        if self._heap and self._heap[0][2] == key:  # nearly always: the entry that was first changes
            heapreplace(self._heap, (due, number, key))
            return
        heappush(self._heap, (due, number, key))
        if len(self._heap) > 2 * len(self._due) + _STALE_AT_LEAST:
            self._heap = [item for item in self._heap if self._due.get(item[2]) == item[0]]
            heapify(self._heap)

    def drop(self, key: str) -> None:
        """Remove `key` if it is there."""
        self._due.pop(key, None)
        self._first = None

    def due(self, key: str) -> datetime | None:
        """Return when `key` is due, or None if it is not there."""
        return self._due.get(key)

    def first(self) -> tuple[datetime, str] | None:
        """Return the instant and the key that are due first, or None if the queue is empty."""
        heap = self._heap
        while self._first is None and heap:
            due, _, key = heap[0]
            if self._due.get(key) == due:
                self._first = due, key
            else:
                heappop(heap)
        return self._first

    def pop(self, until: datetime) -> tuple[datetime, str] | None:
        """Remove and return the first entry if it is not due after `until`."""
        first = self.first()
        if first is None or first[0] > until:
            return None
        heappop(self._heap)
        self.drop(first[1])
        return first
