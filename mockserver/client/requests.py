"""The requests that a world got from the client under test: find them, and say which there should have been.

An assertion that fails names what was sent instead, and what of it comes nearest.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from mockserver.client.link import Link
from mockserver.client.values import SentRequest
from mockserver.errors import did_you_mean

FILTERS = ("provider", "method", "path", "call", "status", "since")
_SHOWN = 20


class Requests:
    """The requests of a world, oldest first (the server keeps the last 10,000)."""

    def __init__(self, link: Link, world: str | None) -> None:
        self._link, self._world = link, world

    def __iter__(self) -> Iterator[SentRequest]:
        return iter(self.find())

    def __len__(self) -> int:
        return len(self.find())

    def __repr__(self) -> str:
        return repr(self.find())

    def find(self, operation: str | None = None, **filters: str | int) -> list[SentRequest]:
        """Those of that operation, e.g. `call.create`; further filters: provider, method, path, call, status, since."""
        unknown = sorted(set(filters) - set(FILTERS))
        if unknown:
            near = did_you_mean(get_close_matches(unknown[0], FILTERS, n=1))
            raise TypeError(f"Requests cannot be filtered by {unknown[0]!r}, only by {', '.join(FILTERS)}.{near}")
        query = {name: str(value) for name, value in filters.items()}
        if operation is not None:
            query["operation"] = operation
        return self._read("/requests", query)

    def unmatched(self) -> list[SentRequest]:
        """Those that no route knew: a typo in a path, or an endpoint that the provider does not have."""
        return self._read("/requests/unmatched", {})

    def clear(self) -> None:
        """Forget them all."""
        self._link.ask("DELETE", "/requests", world=self._world)

    def assert_called(
        self,
        operation: str,
        *,
        times: int | None = None,
        body: Mapping[str, Any] | None = None,
        **filters: str | int,
    ) -> list[SentRequest]:
        """That the operation was called (`times` times), with a body that holds all of `body`; returns the requests.

        Raises:
            AssertionError: it was not; says what was sent instead.
        """
        __tracebackhide__ = True
        called = self.find(operation, **filters)
        fitting = [request for request in called if body is None or not differences(request, body)]
        if len(fitting) == times or (times is None and fitting):
            return fitting
        raise AssertionError(self._complaint(operation, times, called, fitting, body))

    def _complaint(
        self,
        operation: str,
        times: int | None,
        called: list[SentRequest],
        fitting: list[SentRequest],
        body: Mapping[str, Any] | None,
    ) -> str:
        wanted = "at least once" if times is None else f"{times} time{'' if times == 1 else 's'}"
        which = f" with a body that holds {dict(body)}" if body is not None else ""
        lines = [f"Expected {operation!r}{which} to be called {wanted}; it was called {len(fitting)} times."]
        everything = self.find()
        if body is not None and called:
            nearest = min(called, key=lambda request: len(differences(request, body)))
            lines += [f"Nearest: {nearest}", *(f"    {line}" for line in differences(nearest, body))]
        elif not called:
            seen = {request.operation for request in everything if request.operation}
            lines[0] += did_you_mean(get_close_matches(operation, seen, n=2))
        return "\n".join([*lines, *_listed(everything)])

    def _read(self, path: str, query: Mapping[str, str]) -> list[SentRequest]:
        rows: list[Any] = []
        cursor: int | None = 0
        while cursor is not None:
            page = self._link.ask("GET", path, world=self._world, query={**query, "cursor": str(cursor)})
            rows += page["requests"]
            cursor = page.get("next")
        return msgspec.convert(rows, list[SentRequest])


def differences(request: SentRequest, body: Mapping[str, Any]) -> list[str]:
    """Where the body of a request does not hold what `body` has; nothing where it does."""
    try:
        sent = request.json
    except ValueError:
        sent = None
    return _differences(sent, body, "")


def _differences(sent: Any, wanted: Mapping[str, Any], path: str) -> list[str]:
    if not isinstance(sent, dict):
        return [f"{path or 'the body'} is {sent!r}, not an object"]
    found = []
    for key, value in wanted.items():
        place = f"{path}.{key}" if path else key
        if key not in sent:
            found.append(f"{place} is missing, expected {value!r}")
        elif isinstance(value, Mapping):
            found += _differences(sent[key], value, place)
        elif sent[key] != value:
            found.append(f"{place} is {sent[key]!r}, expected {value!r}")
    return found


def _listed(requests: list[SentRequest]) -> list[str]:
    if not requests:
        return ["This world got no request at all: does the client use this base URL?"]
    counted = Counter(str(request) for request in requests)
    lines = [f"  {count} x {text}" for text, count in counted.items()]
    more = len(lines) - _SHOWN
    return ["This world got:", *lines[:_SHOWN], *([f"  … and {more} more"] if more > 0 else [])]
