"""What a world has of one kind, as a sequence: iterate, count, show.

`Calls`, `Requests`, `Webhooks`, `Faults` and `Findings` are such listings. Each read asks the server anew, so a listing
shows what there is now.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic, TypeVar

from mockserver.client.connection import Connection
from mockserver.errors import is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest
T = TypeVar("T")


class Listing(ABC, Generic[T]):
    """The base of all listings. A subclass says how everything is read."""

    def __init__(self, connection: Connection, world: str | None) -> None:
        self._connection, self._world = connection, world

    @abstractmethod
    def _all(self) -> list[T]: ...

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
