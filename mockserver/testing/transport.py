"""A transport that connects a client of httpx or httpx2 to the in-process server without a socket.

    httpx.Client(transport=mockserver.transport)
    httpx.AsyncClient(transport=mockserver.transport)

Both libraries have the same interface but different classes, and each client expects a response of its own library. So
the response uses the classes of the calling library. All requests are routed to one world, whatever their base URL.
"""

import sys
from typing import Any

import httpx2

from mockserver.testing.in_process import InProcessRequest, InProcessResponse, InProcessServer, in_world


class Transport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Routes requests to one world of the server in this process, for synchronous and asynchronous clients."""

    def __init__(self, in_process: InProcessServer, world: str) -> None:
        self._in_process, self._world = in_process, in_world(world)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response to a request of a synchronous client."""
        return _response(request, self._in_process.send(self._convert(request, request.read())))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response to a request of an asynchronous client."""
        return _response(request, await self._in_process.send_async(self._convert(request, await request.aread())))

    def _convert(self, request: httpx2.Request, body: bytes) -> InProcessRequest:
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        return InProcessRequest(request.method, request.url.raw_path, [*headers, self._world], body)


def _response(request: httpx2.Request, result: InProcessResponse) -> httpx2.Response:
    library: Any = sys.modules[type(request).__module__.partition(".")[0]]
    response: httpx2.Response = library.Response(
        result.status, headers=result.headers, stream=library.ByteStream(result.body)
    )
    return response
