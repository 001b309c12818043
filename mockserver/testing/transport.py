"""What lets a client of httpx or httpx2 speak to the session's server without a socket.

    httpx.Client(transport=mockserver.transport)
    httpx.AsyncClient(transport=mockserver.transport)

Both libraries have one interface but not one set of classes, and their clients insist on answers of their own; so the
answer is made of the classes of whoever asks. Whatever the base URL is, requests lead to one world.
"""

import sys
from typing import Any

import httpx2

from mockserver.testing.in_process import InProcessRequest, InProcessResponse, InProcessServer, in_world


class Transport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Leads to one world of the server in this process; for clients with and without `async`."""

    def __init__(self, in_process: InProcessServer, world: str) -> None:
        self._in_process, self._world = in_process, in_world(world)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to a request of a synchronous client."""
        return _response(request, self._in_process.ask(self._question(request, request.read())))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to a request of an asynchronous client."""
        return _response(request, await self._in_process.reach(self._question(request, await request.aread())))

    def _question(self, request: httpx2.Request, body: bytes) -> InProcessRequest:
        headers = [(name.lower(), value) for name, value in request.headers.raw]
        return InProcessRequest(request.method, request.url.raw_path, [*headers, self._world], body)


def _response(request: httpx2.Request, answered: InProcessResponse) -> httpx2.Response:
    library: Any = sys.modules[type(request).__module__.partition(".")[0]]
    response: httpx2.Response = library.Response(
        answered.status, headers=answered.headers, stream=library.ByteStream(answered.body)
    )
    return response
