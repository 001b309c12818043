"""The connection to a server's control API: one method that sends a request, and the two errors it can raise.

The transport can be replaced (`send_request`); by default it is HTTP. httpx2 is slow to import, so it is loaded with
the first request. This module knows no routes.
"""

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from mockserver.client.arguments import as_json
from mockserver.errors import ControlError, NotReachable, is_callers_mistake

if TYPE_CHECKING:
    import httpx2

__tracebackhide__ = is_callers_mistake  #: for pytest
DEFAULT_URL = "http://127.0.0.1:4010"
_TIMEOUT = 30.0  #: real seconds for one response, in addition to the time that the server may wait


class Address(NamedTuple):
    """The URL of a server, its admin token, and the path of its Unix domain socket."""

    url: str = DEFAULT_URL
    token: str | None = None
    uds: Path | None = None


class ControlRequest(NamedTuple):
    """A request to the control API. `timeout` is in real seconds."""

    method: str
    target: str  #: path and query
    headers: dict[str, str]
    body: bytes
    timeout: float


SendRequest = Callable[[ControlRequest], tuple[int, bytes]]  #: sends a request and returns status and body


class TranslatedErrors:
    """A context that raises errors of the HTTP library as `NotReachable`. It is a class, so that its frame is hidden
    from reports of failures; that of a generator would be in the standard library."""

    def __init__(self, where: str | Path) -> None:
        self._where = where

    def __enter__(self) -> None:
        """Begin; errors are translated from here."""

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        import httpx2

        if isinstance(error, httpx2.HTTPError | httpx2.InvalidURL):
            reason = str(error).rstrip(".")
            message = f"No response from {self._where}: {reason}. Is `mockserver serve` running there?"
            raise NotReachable(message) from None


class Connection:
    """The connection to one server. It is opened with the first request and kept open."""

    def __init__(self, address: Address, send_request: SendRequest | None = None) -> None:
        self.address = address
        self._send_request = send_request or self._over_http
        self._has_socket = send_request is None

    def close(self) -> None:
        """Close the connections."""
        if "_http" in self.__dict__:
            self._http.close()
            del self.__dict__["_http"]

    @cached_property
    def _http(self) -> "httpx2.Client":
        import httpx2

        uds = self.address.uds
        secure = self.address.url.startswith("https")
        transport = httpx2.HTTPTransport(verify=secure, uds=str(uds) if uds else None)
        return httpx2.Client(transport=transport)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        world: str | None = None,
        query: Mapping[str, str] | None = None,
        wait_budget: float = 0,
    ) -> Any:
        """Send a request to the control API and return the decoded response. `path` follows `/__admin`; a text body
        is sent unchanged.

        Raises:
            BadArgument: the body is not a JSON value.
            ControlError: the server refuses the request.
            NotReachable: there is no response, or the response is not from a mockserver.
        """
        target = f"/__admin{path}?{urlencode(query)}" if query else f"/__admin{path}"
        content = "" if body is None else body if isinstance(body, str) else as_json(body)
        request = ControlRequest(method, target, self._headers(world), content.encode(), _TIMEOUT + wait_budget)
        return self._read(*self._send_request(request))

    def open_stream(self, path: str, *, world: str | None, query: Mapping[str, str]) -> "httpx2.Response":
        """Return a response whose body goes on until the server ends it. Close it when it is no longer needed.

        Raises:
            ControlError: the server refuses the request, for example because it runs in this process without a socket.
            NotReachable: there is no response, or the response is not from a mockserver.
        """
        target = f"/__admin{path}?{urlencode(query)}"
        request = ControlRequest("GET", target, self._headers(world), b"", _TIMEOUT)
        if not self._has_socket:
            self._read(*self._send_request(request))
            raise NotReachable(f"{self.address.url} is reached without a socket, so it cannot stream.")
        with self.translated_errors():
            sent = self._http.build_request("GET", self._url(request), headers=request.headers, timeout=_TIMEOUT)
            response = self._http.send(sent, stream=True)
            if response.status_code != 200:
                self._read(response.status_code, response.read())
        return response

    def _over_http(self, request: ControlRequest) -> tuple[int, bytes]:
        with self.translated_errors():
            response = self._http.request(
                request.method,
                self._url(request),
                content=request.body or None,
                headers=request.headers,
                timeout=request.timeout,
            )
        return response.status_code, response.content

    def _url(self, request: ControlRequest) -> str:
        return self.address.url.rstrip("/") + request.target

    def translated_errors(self) -> "TranslatedErrors":
        """Return a context that raises errors of the HTTP library as `NotReachable`."""
        return TranslatedErrors(self.address.uds or self.address.url)

    def _headers(self, world: str | None) -> dict[str, str]:
        headers = {"content-type": "application/json"}
        if world is not None:
            headers["x-mockserver-world"] = world
        if self.address.token is not None:
            headers["x-mockserver-token"] = self.address.token
        return headers

    def _read(self, status: int, content: bytes) -> Any:
        try:
            value = json.loads(content)
            error = value["error"] if status >= 400 else None
        except (ValueError, KeyError, TypeError):
            start = content[:200].decode(errors="replace")
            message = f"{self.address.url} responds with {status}, but not like a mockserver: {start}"
            raise NotReachable(message) from None
        if error is not None:
            raise ControlError(status, error["code"], error["message"], error.get("details") or {})
        return value
