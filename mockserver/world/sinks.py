"""The sinks of a world: built-in receivers of webhooks, which keep the requests that they get, by name.

    add("mine", request) ─► more than 1,000 in this sink?          drop its oldest
                         └► more bytes than the world may hold?    drop the oldest of all its sinks

A sink exists as long as it holds a request.
"""

from collections import OrderedDict, deque
from datetime import datetime
from typing import NamedTuple

from mockserver.webhooks.messages import Headers
from mockserver.world.settings import DEFAULT_LIMITS

CAPACITY = 1000  #: requests of each sink
_REQUEST_BYTES = 512  #: bytes of a request besides its headers and its body, roughly


class SinkRequest(NamedTuple):
    """A request to a sink; `at` is virtual."""

    at: datetime
    method: str
    headers: Headers
    body: bytes

    @property
    def size(self) -> int:
        """Return roughly how many bytes it takes in memory."""
        return _REQUEST_BYTES + len(self.body) + sum(len(name) + len(value) for name, value in self.headers)


class Sinks:
    """The sinks of one world, with at most `limit` bytes in all."""

    def __init__(self, limit: int = DEFAULT_LIMITS.sink_bytes) -> None:
        self.limit = limit
        self.dropped = 0  #: requests
        self._held = 0  #: bytes
        self._count = 0
        self._rows: OrderedDict[int, tuple[str, SinkRequest]] = OrderedDict()  #: by number, in the order of arrival
        self._numbers: dict[str, deque[int]] = {}  #: those that each sink holds

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, name: str, caught: SinkRequest) -> None:
        """Keep a request."""
        self._count += 1
        numbers = self._numbers.setdefault(name, deque())
        numbers.append(self._count)
        self._rows[self._count] = name, caught
        self._held += caught.size
        if len(numbers) > CAPACITY:
            self._drop(numbers[0])
        while self._held > self.limit:
            self._drop(next(iter(self._rows)))

    def of(self, name: str) -> list[SinkRequest]:
        """Return the requests of a sink, oldest first."""
        return [self._rows[number][1] for number in self._numbers.get(name, ())]

    def names(self) -> list[str]:
        """Return the names of the sinks, in alphabetical order."""
        return sorted(self._numbers)

    def clear(self, name: str) -> int:
        """Drop the requests of a sink. Return how many there were."""
        numbers = self._numbers.pop(name, ())
        self._held -= sum(self._rows.pop(number)[1].size for number in numbers)
        return len(numbers)

    def _drop(self, number: int) -> None:
        """Drop a request that is the oldest of its sink."""
        name, caught = self._rows.pop(number)
        numbers = self._numbers[name]
        numbers.popleft()
        if not numbers:
            del self._numbers[name]
        self._held -= caught.size
        self.dropped += 1
