"""The session's server, asked from inside its own process: the same application, without a socket.

    control API       ─► Link ──────┐
    httpx, httpx2     ─► Transport ─┼─► Inside ─► on the loop: app(scope, receive, send)
    ASGI applications ─► mounted ───┘     └─ url: from now on a thread runs the loop, and it listens

Worlds belong to the loop; only what runs on it touches them. As long as nobody needs a socket, time passes only when
somebody asks, and nothing is on its way, whoever asks runs the loop himself (see `mockserver.loops`).
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

from mockserver.client.link import Asked
from mockserver.providers.bodies import MAX_BODY
from mockserver.server.app import App, head_of, read_body
from mockserver.server.loops import Loop, new_loop, running_loop

if TYPE_CHECKING:
    from mockserver.server.server import AsgiApp, Message, Receive, Send, Server

RawHeaders = list[tuple[bytes, bytes]]
HOST = "mockserver"  #: of URLs that need no socket
SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "scheme": "http",
    "server": (HOST, None),
    "root_path": "",
}


class InProcessRequest(NamedTuple):
    """A request; `target` is the raw path with its query, names of headers are in lower case."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes


class InProcessResponse(NamedTuple):
    """What came back."""

    status: int
    headers: RawHeaders
    body: bytes


class InProcessServer:
    """An application of this process, and the loop to which its worlds belong."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._loop: Loop | None = None
        self._server: Server | None = None
        self._making = threading.Lock()

    @property
    def listens(self) -> bool:
        """Whether it has a socket."""
        return self._server is not None

    @property
    def url(self) -> str:
        """Where the server listens: on a free port, from the first time on that somebody wants to know."""
        if self._server is None:
            from mockserver.server.server import Server

            limits = self.app.exchange.settings.limits
            server = Server(self.app, loop=self._home(new_loop), limits=limits)
            with self._making:
                self._server = self._server or server.start()
        return self._server.url

    def close(self) -> None:
        """Stop the server, if it listens, and close the loop."""
        if self._server is not None:
            self._server.stop()
        self._home().run(self.app.dispatcher.close())
        self._home().close()

    def _home(self, make: Callable[[], asyncio.AbstractEventLoop] = asyncio.SelectorEventLoop) -> Loop:
        """The loop: asyncio's own, which starts and stops most quickly, or what whoever comes first makes."""
        if self._loop is None:
            with self._making:
                self._loop = self._loop or Loop(make())
                self.app.loop = self._loop.loop
        return self._loop

    # -- requests ----------------------------------------------------------------------------------

    def ask(self, request_: InProcessRequest) -> InProcessResponse:
        """The answer to a request.

        Raises:
            MockserverError: who asks is on the loop himself.
        """
        loop = self._home()
        if self.app.can_answer_now(request_.target):
            answered = loop.call(partial(self._prompt, request_))
        else:
            answered = loop.run(self._through_asgi(request_))
        if self.app.dispatcher.urgent:
            loop.run(self.app.dispatcher.wait_for_urgent())
        if not self.app.idle:
            loop.start()
        return answered

    async def reach(self, request_: InProcessRequest) -> InProcessResponse:
        """The same, for asynchronous callers."""
        if running_loop() is None:  # of trio, for which nothing better is done than to hold it up
            return self.ask(request_)
        return await self._home().reach(self._through_asgi(request_))

    def forget(self, world: str) -> list[dict[str, Any]]:
        """Forget a world; as its last word, the requests that no route knew. What every test asks at its end, so it
        does not go over the control API."""
        return self._home().call(partial(self._forget, world))

    def carry(self, asked: Asked) -> tuple[int, bytes]:
        """Bring a request of the control API there (see `mockserver.client.link`)."""
        headers = [(name.encode(), text.encode()) for name, text in asked.headers.items()]
        status, _, body = self.ask(InProcessRequest(asked.method, asked.target.encode(), headers, asked.body))
        return status, body

    def mounted(self, world: str) -> "AsgiApp":
        """An ASGI application whose every request leads to that world, for any loop of this process.

        Its lifespan is not the server's, which the session starts and stops.
        """

        async def application(scope: Any, receive: "Receive", send: "Send") -> None:
            if scope["type"] == "lifespan":
                for word in ("startup", "shutdown"):
                    await receive()
                    await send({"type": f"lifespan.{word}.complete"})
                return
            target = scope.get("raw_path") or scope["path"].encode()
            if scope["query_string"]:
                target += b"?" + scope["query_string"]
            headers = [*scope["headers"], in_world(world)]
            answered = await self.reach(InProcessRequest(scope["method"], target, headers, await read_body(receive)))
            await send({"type": "http.response.start", "status": answered.status, "headers": answered.headers})
            await send({"type": "http.response.body", "body": answered.body})

        return application

    def _prompt(self, request_: InProcessRequest) -> InProcessResponse:
        """The answer of a provider, who never waits for anything: the way through ASGI would be most of its cost."""
        method, target, headers, body = request_
        result = self.app.exchange.answer(method, target.decode("ascii"), headers, body[: MAX_BODY + 1])
        return InProcessResponse(result.status, head_of(result), b"" if method == "HEAD" else result.body)

    def _forget(self, name: str) -> list[dict[str, Any]]:
        world = self.app.exchange.worlds.forget(name)
        return [] if world is None else [record.shown() for record in world.journal if record.operation is None]

    async def _through_asgi(self, request_: InProcessRequest) -> InProcessResponse:
        path, _, query = request_.target.partition(b"?")
        sent: list[Message] = []
        scope = {
            **SCOPE,
            "method": request_.method,
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path,
            "query_string": query,
            "headers": request_.headers,
        }

        async def receive() -> "Message":
            return {"type": "http.request", "body": request_.body, "more_body": False}

        async def send(message: "Message") -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start, *parts = sent
        return InProcessResponse(start["status"], start["headers"], b"".join(part.get("body", b"") for part in parts))


def in_world(world: str) -> tuple[bytes, bytes]:
    """The header that leads a request to a world, whatever its URL and key say."""
    return b"x-mockserver-world", world.encode()
