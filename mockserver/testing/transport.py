"""A transport that connects a client of httpx or httpx2 to the in-process server without a socket.

    httpx.Client(transport=mockserver.transport)
    httpx.AsyncClient(transport=mockserver.transport)

Both libraries have the same interface but different classes, and each client expects a response of its own library. So
the response uses the classes of the calling library. All requests are routed to one world, whatever their base URL.
"""

import sys
from collections.abc import AsyncIterator, Iterator
from functools import cache
from typing import Any

import httpx2

from mockserver.testing.in_process import InProcessServer, in_world
from mockserver.testing.in_process_requests import BrokenConnection, InProcessRequest, InProcessResponse

_ERRORS = {
    "timeout": "ReadTimeout",
    "reset": "ReadError",
    "closed": "RemoteProtocolError",
    "garbage": "RemoteProtocolError",
}  #: how a connection broke → the library's exception


class Transport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Routes requests to one world of the server in this process, for synchronous and asynchronous clients."""

    def __init__(self, in_process: InProcessServer, world: str) -> None:
        self._in_process, self._world = in_process, in_world(world)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response to a request of a synchronous client."""
        try:
            return _response(request, self._in_process.send(self._convert(request, request.read())))
        except BrokenConnection as broken:
            raise _error(request, broken) from None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response to a request of an asynchronous client."""
        try:
            return _response(request, await self._in_process.send_async(self._convert(request, await request.aread())))
        except BrokenConnection as broken:
            raise _error(request, broken) from None

    def _convert(self, request: httpx2.Request, body: bytes) -> InProcessRequest:
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        timeout = request.extensions.get("timeout", {}).get("read")
        return InProcessRequest(request.method, request.url.raw_path, [*headers, self._world], body, timeout)


def _library(request: httpx2.Request) -> Any:
    """Return the library of a request."""
    return sys.modules[type(request).__module__.partition(".")[0]]


def _response(request: httpx2.Request, result: InProcessResponse) -> httpx2.Response:
    library = _library(request)
    if result.breaks is None:
        stream = library.ByteStream(result.body)
    else:
        stream = _breaking(library)(result.body, _error(request, result.breaks))
    response: httpx2.Response = library.Response(result.status, headers=result.headers, stream=stream)
    return response


def _error(request: httpx2.Request, broken: BrokenConnection) -> Exception:
    """Return the exception that the library raises when this happens on a socket."""
    error: Exception = getattr(_library(request), _ERRORS[broken.how])(str(broken), request=request)
    return error


@cache
def _breaking(library: Any) -> Any:
    """Return the class of bodies that break off."""

    class Breaking(library.SyncByteStream, library.AsyncByteStream):  # type: ignore[misc]
        def __init__(self, body: bytes, error: Exception) -> None:
            self._body, self._error = body, error

        def __iter__(self) -> Iterator[bytes]:
            yield self._body
            raise self._error

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield self._body
            raise self._error

    return Breaking
