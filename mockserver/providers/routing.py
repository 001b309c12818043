"""From (method, path) to an operation by dictionary look-ups, however many operations there are.

Templates are indexed by their shape: how many segments, and which of them are literal. A path is tried against the
few shapes of its length, the most literal first, so `/call/search` wins over `/call/{id}`.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from mockserver.providers.base import Operation

_Key = tuple[str | None, ...]


class _Row(NamedTuple):
    """The operations that share a path, by method, and what each calls the parameters in it."""

    methods: dict[str, Operation]
    names: dict[str, tuple[str, ...]]


class Found(NamedTuple):
    """What a path leads to: the operations by method, and the decoded path parameters by name."""

    methods: dict[str, Operation]
    names: dict[str, tuple[str, ...]]
    values: list[str]

    def params(self, method: str) -> dict[str, str]:
        """The path parameters as the operation of that method calls them."""
        return dict(zip(self.names[method], self.values, strict=True))


class Index:
    """All operations of one provider, by path."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._shapes: dict[int, list[tuple[int, ...]]] = {}
        self._rows: dict[_Key, _Row] = {}
        for operation in operations:
            self._add(operation)
        for shapes in self._shapes.values():
            shapes.sort(key=lambda holes: (len(holes), holes))

    def _add(self, operation: Operation) -> None:
        parts = tuple(operation.template.strip("/").split("/"))
        holes = tuple(index for index, part in enumerate(parts) if part.startswith("{"))
        shapes = self._shapes.setdefault(len(parts), [])
        if holes not in shapes:
            shapes.append(holes)
        row = self._rows.setdefault(_masked(parts, holes), _Row({}, {}))
        assert operation.method not in row.methods, f"two operations for {operation.template}"
        row.methods[operation.method] = operation
        row.names[operation.method] = tuple(parts[hole].strip("{}") for hole in holes)

    def find(self, path: str) -> Found | None:
        """What a path (still percent-encoded) leads to; None if to nothing. One trailing slash is allowed."""
        parts = tuple(path.strip("/").split("/"))
        for holes in self._shapes.get(len(parts), ()):
            row = self._rows.get(_masked(parts, holes))
            if row is not None and "" not in (values := [parts[hole] for hole in holes]):
                return Found(row.methods, row.names, [unquote(value) if "%" in value else value for value in values])
        return None


def _masked(parts: _Key, holes: tuple[int, ...]) -> _Key:
    for hole in holes:
        parts = (*parts[:hole], None, *parts[hole + 1 :])
    return parts
