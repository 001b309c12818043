"""The requests that a world received from the client under test: find them, and assert which were sent.

A failed assertion lists the requests that were sent instead, and explains how the nearest one differs.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Never

import msgspec

from mockserver.client.arguments import refuse_unknown
from mockserver.client.clock import instant_text
from mockserver.client.listing import Listing
from mockserver.client.values import SentRequest
from mockserver.errors import did_you_mean, is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest
_SHOWN = 20


class Requests(Listing[SentRequest]):
    """The requests of a world, oldest first (the server keeps the last 10,000)."""

    def _all(self) -> list[SentRequest]:
        return self.find()

    def find(
        self,
        operation: str | None = None,
        *,
        provider: str | None = None,
        method: str | None = None,
        path: str | None = None,
        call: str | None = None,
        status: int | str | None = None,
        since: datetime | str | None = None,
        q: str | None = None,
        fault: str | None = None,
        connection: int | str | None = None,
        **unknown: Never,
    ) -> list[SentRequest]:
        """Return the requests of that operation, e.g. `call.create`, oldest first.

        Args:
            operation: the name of an operation, or a glob (`call.*`).
            provider: the name of a provider.
            method: such as `POST`.
            path: a path, or a glob, without the provider's mount point.
            call: the id of the call that a request is about.
            status: the status of the response.
            since: the virtual time of the first one.
            q: a text in the path, query, bodies, note, call or fault.
            fault: `any`, `none` or the id of a planned fault.
            connection: the number of a connection.

        Raises:
            BadArgument: requests cannot be found by an argument of that name.
            ControlError: a value is not valid.
        """
        filters = {
            "operation": operation,
            "provider": provider,
            "method": method,
            "path": path,
            "call": call,
            "status": status,
            "since": None if since is None else instant_text(since),
            "q": q,
            "fault": fault,
            "connection": connection,
        }
        refuse_unknown("requests.find", unknown, filters)
        given = {name: str(value) for name, value in filters.items() if value is not None}
        return msgspec.convert(self.rows(**given), list[SentRequest])

    def rows(self, **filters: str) -> list[dict[str, Any]]:
        """Return the same requests as the JSON objects of the control API, which checks the filters."""
        return self._read("/requests", filters)

    def get(self, number: int) -> SentRequest:
        """Return the request with that number (`SentRequest.id`), with a curl command that sends it again.

        Raises:
            ControlError: there is no such request, or the journal has dropped it.
        """
        return msgspec.convert(self._connection.send("GET", f"/requests/{number}", world=self._world), SentRequest)

    def unmatched(self) -> list[SentRequest]:
        """Return the requests that matched no route: a typo in a path, or an unknown endpoint."""
        return msgspec.convert(self.unmatched_rows(), list[SentRequest])

    def unmatched_rows(self, **filters: str) -> list[dict[str, Any]]:
        """Return the same requests as the JSON objects of the control API, which checks the filters."""
        return self._read("/requests/unmatched", filters)

    def clear(self) -> None:
        """Delete the journal."""
        self._connection.send("DELETE", "/requests", world=self._world)

    def assert_called(
        self,
        operation: str,
        *,
        times: int | None = None,
        body: Mapping[str, Any] | None = None,
        **filters: Any,
    ) -> list[SentRequest]:
        """Assert that the operation was called, optionally exactly `times` times and with a body that contains `body`;
        return the requests. `filters` are the other arguments of `find`.

        Raises:
            AssertionError: it was not; the message lists what was sent instead.
            BadArgument: `find` has no argument of that name.
        """
        called = self.find(operation, **filters)
        matching = [request for request in called if body is None or not differences(request, body)]
        if len(matching) == times or (times is None and matching):
            return matching
        raise AssertionError(self._failure_message(operation, times, called, matching, body))

    def _failure_message(
        self,
        operation: str,
        times: int | None,
        called: list[SentRequest],
        matching: list[SentRequest],
        body: Mapping[str, Any] | None,
    ) -> str:
        wanted = "at least once" if times is None else _times(times)
        which = f" with a body that contains {dict(body)}" if body is not None else ""
        lines = [f"Expected {operation!r}{which} to be called {wanted}; it was called {_times(len(matching))}."]
        received = self.find()
        if body is not None and called:
            nearest = min(called, key=lambda request: len(differences(request, body)))
            lines += [f"Nearest: {nearest}", *(f"    {line}" for line in differences(nearest, body))]
        elif not called:
            seen = {request.operation for request in received if request.operation}
            lines[0] += did_you_mean(get_close_matches(operation, seen, n=2))
        return "\n".join([*lines, *_request_summary(received)])

    def _read(self, path: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        rows: list[Any] = []
        cursor: int | None = 0
        while cursor is not None:
            page = self._connection.send("GET", path, world=self._world, query={**query, "cursor": str(cursor)})
            rows += page["requests"]
            cursor = page.get("next")
        return rows


def differences(request: SentRequest, body: Mapping[str, Any]) -> list[str]:
    """Return how the body of a request differs from `body`; keys that only the request has are ignored."""
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
        key_path = f"{path}.{key}" if path else key
        if key not in sent:
            found.append(f"{key_path} is missing, expected {value!r}")
        elif isinstance(value, Mapping):
            found += _differences(sent[key], value, key_path)
        elif sent[key] != value:
            found.append(f"{key_path} is {sent[key]!r}, expected {value!r}")
    return found


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _request_summary(requests: list[SentRequest]) -> list[str]:
    if not requests:
        return ["This world received no requests. Does the client use its base URL and key?"]
    counted = Counter(str(request) for request in requests)
    lines = [f"  {count} x {text}" for text, count in counted.items()]
    more = len(lines) - _SHOWN
    return ["This world received:", *lines[:_SHOWN], *([f"  … and {more} more"] if more > 0 else [])]
