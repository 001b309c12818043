"""Find the operation for a method and a path by dictionary look-ups.

Templates are indexed by shape: the number of segments, and which of them are parameters. A path is compared with the
few shapes of its length, those with the fewest parameters first, so `/call/search` wins over `/call/{id}`.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from mockserver.providers.base import Operation

_Key = tuple[str | None, ...]


class _Row(NamedTuple):
    """The operations that share a path, and the names of their path parameters, both by method."""

    methods: dict[str, Operation]
    names: dict[str, tuple[str, ...]]


class RouteMatch(NamedTuple):
    """The operations of a path by method, and the decoded values of its parameters."""

    methods: dict[str, Operation]
    names: dict[str, tuple[str, ...]]
    values: list[str]

    def params(self, method: str) -> dict[str, str]:
        """Return the path parameters under the names that the operation of that method uses."""
        return dict(zip(self.names[method], self.values, strict=True))


class Index:
    """All operations of one provider, by path."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._shapes: dict[int, list[tuple[int, ...]]] = {}
        self._rows: dict[_Key, _Row] = {}
        for operation in operations:
            self._add(operation)
        for shapes in self._shapes.values():
            shapes.sort(key=lambda parameters: (len(parameters), parameters))

    def _add(self, operation: Operation) -> None:
        parts = tuple(operation.template.strip("/").split("/"))
        parameters = tuple(index for index, part in enumerate(parts) if part.startswith("{"))
        shapes = self._shapes.setdefault(len(parts), [])
        if parameters not in shapes:
            shapes.append(parameters)
        row = self._rows.setdefault(_masked(parts, parameters), _Row({}, {}))
        assert operation.method not in row.methods, f"two operations for {operation.template}"
        row.methods[operation.method] = operation
        row.names[operation.method] = tuple(parts[index].strip("{}") for index in parameters)

    def find(self, path: str) -> RouteMatch | None:
        """Return the match for a path (still percent-encoded), or None. A trailing slash is allowed."""
        parts = tuple(path.strip("/").split("/"))
        for parameters in self._shapes.get(len(parts), ()):
            row = self._rows.get(_masked(parts, parameters))
            if row is not None and "" not in (values := [parts[index] for index in parameters]):
                return RouteMatch(row.methods, row.names, list(map(unquote, values)))
        return None


def _masked(parts: _Key, parameters: tuple[int, ...]) -> _Key:
    for index in parameters:
        parts = (*parts[:index], None, *parts[index + 1 :])
    return parts
