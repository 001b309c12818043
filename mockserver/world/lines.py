"""Concurrency limits. A line is capacity for one call: an account, an agent, a campaign or a key has so many lines.

A call needs a free line of each kind that it names. If one kind is full, the call waits for that kind and tries again
when one of its lines is released. The order is first come, first served, and no call waits for a kind that has a free
line. The result depends only on the order of arrival. A provider decides which kinds a call needs; this module knows
nothing of time.
"""

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import NamedTuple


class Waiter(NamedTuple):
    """A call in the queue; `turn` is its place in the order of arrival."""

    turn: int
    call: str
    kinds: tuple[str, ...]


class Lines:
    """The lines of one world. A kind without a limit has any number of them."""

    __slots__ = ("_held", "_parked", "_used", "_waiting", "limits", "turns")

    def __init__(self, limits: Mapping[str, int] | None = None) -> None:
        self.limits: dict[str, int] = dict(limits or {})
        self._used: dict[str, int] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._parked: dict[str, list[Waiter]] = {}
        self._waiting: dict[str, Waiter] = {}
        self.turns = 0  #: number of calls that have arrived so far

    def used(self, kind: str) -> int:
        """Return how many lines of a kind are taken."""
        return self._used.get(kind, 0)

    @property
    def queue(self) -> tuple[str, ...]:
        """The calls that wait, in order of arrival."""
        return tuple(waiter.call for waiter in sorted(self._waiting.values()))

    def held(self) -> dict[str, tuple[str, ...]]:
        """Return the kinds of which each call holds a line."""
        return dict(self._held)

    def waiting(self) -> list[Waiter]:
        """The waiting calls, in order of arrival."""
        return sorted(self._waiting.values())

    def restore(
        self, limits: Mapping[str, int], held: Mapping[str, tuple[str, ...]], waiting: list[Waiter], turns: int
    ) -> None:
        """Take over the state of other lines."""
        self.limits, self._held, self._used = dict(limits), dict(held), {}
        for kind in (kind for kinds in held.values() for kind in kinds):
            self._used[kind] = self._used.get(kind, 0) + 1
        self._parked, self._waiting, self.turns = {}, {}, turns
        for waiter in waiting:
            self._seat(waiter)

    def full(self, kinds: tuple[str, ...]) -> str | None:
        """Return the first of `kinds` that has no free line, or None."""
        for kind in kinds:
            limit = self.limits.get(kind)
            if limit is not None and self._used.get(kind, 0) >= limit:
                return kind
        return None

    def take(self, call: str, kinds: tuple[str, ...]) -> str | None:
        """Take a line of each kind. If one is full, join the queue instead and return that kind."""
        self.turns += 1
        return self._seat(Waiter(self.turns, call, kinds))

    def leave(self, call: str) -> bool:
        """Leave the queue without a line. Return whether the call was waiting."""
        return self._waiting.pop(call, None) is not None

    def release(self, call: str) -> list[str]:
        """Release the lines of `call`. Return the calls that get lines because of it, in order."""
        kinds = self._held.pop(call, ())
        for kind in kinds:
            self._used[kind] -= 1
        return self.refill(kinds)

    def refill(self, kinds: tuple[str, ...] | None = None) -> list[str]:
        """Give lines to all calls that can have them, after a release or a higher limit. Return these calls."""
        if not self._waiting:
            self._parked.clear()  # the call has left the queue
            return []
        freed = tuple(self._parked) if kinds is None else kinds
        seated: list[str] = []
        while heads := [(self._parked[kind][0], kind) for kind in freed if self._parked.get(kind) and self._free(kind)]:
            waiter, kind = min(heads)
            heappop(self._parked[kind])
            if self._waiting.get(waiter.call) is waiter and self._seat(waiter) is None:
                seated.append(waiter.call)
        return seated

    def _free(self, kind: str) -> bool:
        return self.full((kind,)) is None

    def _seat(self, waiter: Waiter) -> str | None:
        kind = self.full(waiter.kinds)
        if kind is not None:
            self._waiting[waiter.call] = waiter
            heappush(self._parked.setdefault(kind, []), waiter)
            return kind
        self._waiting.pop(waiter.call, None)
        if waiter.kinds:
            self._held[waiter.call] = waiter.kinds
        for taken in waiter.kinds:
            self._used[taken] = self._used.get(taken, 0) + 1
        return None
