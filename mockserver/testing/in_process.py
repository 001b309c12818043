"""A server in the process of the tests: the same application, without a socket.

    control API       ─► Connection ─┐
    httpx, httpx2     ─► Transport ──┼─► InProcessServer ─► on the loop: app(scope, receive, send)
    ASGI clients      ─► asgi_app ───┘       └─ url: first use starts a thread that runs the loop and listens

Worlds belong to the loop; only code on the loop uses them. While no socket is needed, no timer runs and no delivery is
in flight, the calling thread runs the loop itself (see `mockserver.server.loops`).
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

from mockserver.client.connection import ControlRequest
from mockserver.providers.bodies import MAX_BODY
from mockserver.server.app import App, head_of, read_body
from mockserver.server.loops import Loop, new_loop, running_loop

if TYPE_CHECKING:
    from mockserver.server.server import AsgiApp, Message, Receive, Send, Server

RawHeaders = list[tuple[bytes, bytes]]
HOST = "mockserver"  #: host in URLs that need no socket
SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "scheme": "http",
    "server": (HOST, None),
    "root_path": "",
}


class InProcessRequest(NamedTuple):
    """A request; `target` is the raw path with its query, header names are in lower case."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes


class InProcessResponse(NamedTuple):
    """A response."""

    status: int
    headers: RawHeaders
    body: bytes


class InProcessServer:
    """An application in this process, and the loop that its worlds belong to."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._loop: Loop | None = None
        self._server: Server | None = None
        self._lock = threading.Lock()

    @property
    def is_listening(self) -> bool:
        """Return whether the server listens on a socket."""
        return self._server is not None

    @property
    def url(self) -> str:
        """Return the URL of the server, which starts to listen on a free port with the first use."""
        if self._server is None:
            from mockserver.server.server import Server

            limits = self.app.exchange.settings.limits
            server = Server(self.app, loop=self._get_loop(new_loop), limits=limits)
            with self._lock:
                self._server = self._server or server.start()
        return self._server.url

    def close(self) -> None:
        """Stop the server, if it listens, and close the loop."""
        if self._server is not None:
            self._server.stop()
        self._get_loop().run(self.app.dispatcher.close())
        self._get_loop().close()

    def _get_loop(self, make: Callable[[], asyncio.AbstractEventLoop] = asyncio.SelectorEventLoop) -> Loop:
        """Return the loop; the first use creates it, by default asyncio's own, which starts and stops fastest."""
        if self._loop is None:
            with self._lock:
                self._loop = self._loop or Loop(make())
                self.app.loop = self._loop.loop
        return self._loop

    # -- requests ----------------------------------------------------------------------------------

    def send(self, request: InProcessRequest) -> InProcessResponse:
        """Return the response to a request.

        Raises:
            MockserverError: the caller runs on the server's own loop.
        """
        loop = self._get_loop()
        if self.app.can_answer_now(request.target):
            response = loop.call(partial(self._answer_now, request))
        else:
            response = loop.run(self._through_asgi(request))
        if self.app.dispatcher.urgent:
            loop.run(self.app.dispatcher.wait_for_urgent())
        if not self.app.idle:
            loop.start()
        return response

    async def send_async(self, request: InProcessRequest) -> InProcessResponse:
        """Return the response to a request of an asynchronous caller."""
        if running_loop() is None:  # trio: block its loop meanwhile
            return self.send(request)
        return await self._get_loop().reach(self._through_asgi(request))

    def forget(self, world: str) -> list[dict[str, Any]]:
        """Delete a world and return its requests that matched no route.

        Every test needs this at its end, so it bypasses the control API.
        """
        return self._get_loop().call(partial(self._forget, world))

    def send_control_request(self, request: ControlRequest) -> tuple[int, bytes]:
        """Send a request of the control client; see `SendRequest` in `mockserver.client.connection`."""
        headers = [(name.encode(), text.encode()) for name, text in request.headers.items()]
        status, _, body = self.send(InProcessRequest(request.method, request.target.encode(), headers, request.body))
        return status, body

    def asgi_app(self, world: str) -> "AsgiApp":
        """Return an ASGI application that routes every request to that world, for any loop of this process.

        Its lifespan events do nothing: the session starts and stops the server.
        """

        async def application(scope: Any, receive: "Receive", send: "Send") -> None:
            if scope["type"] == "lifespan":
                for phase in ("startup", "shutdown"):
                    await receive()
                    await send({"type": f"lifespan.{phase}.complete"})
                return
            target = scope.get("raw_path") or scope["path"].encode()
            if scope["query_string"]:
                target += b"?" + scope["query_string"]
            headers = [*scope["headers"], in_world(world)]
            response = await self.send_async(
                InProcessRequest(scope["method"], target, headers, await read_body(receive))
            )
            await send({"type": "http.response.start", "status": response.status, "headers": response.headers})
            await send({"type": "http.response.body", "body": response.body})

        return application

    def _answer_now(self, request: InProcessRequest) -> InProcessResponse:
        """Return a provider's response, which never waits. It bypasses ASGI, which would be most of the cost."""
        method, target, headers, body = request
        result = self.app.exchange.answer(method, target.decode("ascii"), headers, body[: MAX_BODY + 1])
        return InProcessResponse(result.status, head_of(result), b"" if method == "HEAD" else result.body)

    def _forget(self, name: str) -> list[dict[str, Any]]:
        world = self.app.exchange.worlds.forget(name)
        return [] if world is None else [record.shown() for record in world.journal if record.operation is None]

    async def _through_asgi(self, request: InProcessRequest) -> InProcessResponse:
        path, _, query = request.target.partition(b"?")
        sent: list[Message] = []
        scope = {
            **SCOPE,
            "method": request.method,
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path,
            "query_string": query,
            "headers": request.headers,
        }

        async def receive() -> "Message":
            return {"type": "http.request", "body": request.body, "more_body": False}

        async def send(message: "Message") -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start, *parts = sent
        return InProcessResponse(start["status"], start["headers"], b"".join(part.get("body", b"") for part in parts))


def in_world(world: str) -> tuple[bytes, bytes]:
    """Return the header that routes a request to a world, whatever its URL and key say."""
    return b"x-mockserver-world", world.encode()
