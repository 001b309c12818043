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
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from mockserver.client.connection import ControlRequest
from mockserver.gateway.api_faults import BrokenAnswer
from mockserver.gateway.client_connection import EXTENSION
from mockserver.providers.bodies import MAX_BODY
from mockserver.server.app import App, read_body
from mockserver.server.loops import Loop, new_loop, running_loop
from mockserver.server.response_heads import head_of
from mockserver.testing.in_process_requests import (
    BrokenConnection,
    InProcessConnection,
    InProcessRequest,
    InProcessResponse,
    as_builtin,
)

if TYPE_CHECKING:
    from mockserver.server.server import AsgiApp, Message, Receive, Send, Server
    from mockserver.server.tls.certificates import Authority

HOST = "mockserver"  #: host in URLs that need no socket
SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "scheme": "http",
    "server": (HOST, None),
    "root_path": "",
}


class InProcessServer:
    """An application in this process, and the loop that its worlds belong to."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._loop: Loop | None = None
        self._server: Server | None = None
        self._lock = threading.Lock()
        self._secrets = ExitStack()

    @property
    def is_listening(self) -> bool:
        """Return whether the server listens on a socket."""
        return self._server is not None

    @property
    def url(self) -> str:
        """Return the URL of the server, which starts to listen on a free port with the first use."""
        return self._listening().url

    def _listening(self) -> "Server":
        if self._server is None:
            from mockserver.server.server import Server

            limits = self.app.exchange.settings.limits
            server = Server(self.app, loop=self._get_loop(new_loop), limits=limits)
            with self._lock:
                self._server = self._server or server.start()
        return self._server

    @cached_property
    def authority(self) -> "Authority":
        """Return the CA of the server, which lives as long as it. From the first use on, its URL also takes https and
        CONNECT.

        Raises:
            SettingsError: the extra `tls` is not installed.
        """
        from mockserver.server.tls.certificates import Authority
        from mockserver.server.tls.setup import hosts_of, setup_for

        folder = self._secrets.enter_context(TemporaryDirectory(prefix="mockserver-"))
        authority, only = Authority(Path(folder)), self.app.exchange.settings.only
        self._listening().tls = setup_for(only, authority.server_context(hosts_of(only)))
        return authority

    def close(self) -> None:
        """Stop the server, if it listens, and close the loop."""
        self._secrets.close()
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
            BrokenConnection: a planned fault left no response.
        """
        loop = self._get_loop()
        response: InProcessResponse | BrokenAnswer
        if self.app.can_answer_now(request.target):
            response = loop.call(partial(self._answer_now, request))
            if isinstance(response, BrokenAnswer):
                response = loop.run(self._received(partial(self.app.deliver, response), request))
        else:
            response = loop.run(self._through_asgi(request))
        if self.app.dispatcher.urgent:
            loop.run(self.app.dispatcher.wait_for_urgent())
        if not self.app.idle:
            loop.start()
        return response

    async def send_async(self, request: InProcessRequest) -> InProcessResponse:
        """Return the response to a request of an asynchronous caller.

        Raises:
            BrokenConnection: a planned fault left no response.
        """
        if running_loop() is None:  # trio: block its loop meanwhile
            return self.send(request)
        return await self._get_loop().reach(self._through_asgi(request))

    def forget(self, world: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Delete a world. Return its requests that matched no route, and its planned faults that never fired.

        Every test needs this at its end, so it bypasses the control API.
        """
        return self._get_loop().call(partial(self._forget, world))

    def send_control_request(self, request: ControlRequest) -> tuple[int, bytes]:
        """Send a request of the control client; see `SendRequest` in `mockserver.client.connection`."""
        headers = [(name.encode(), text.encode()) for name, text in request.headers.items()]
        status, _, body, _ = self.send(InProcessRequest(request.method, request.target.encode(), headers, request.body))
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
            try:
                response = await self.send_async(
                    InProcessRequest(scope["method"], target, headers, await read_body(receive))
                )
            except BrokenConnection as broken:
                raise as_builtin(broken) from None
            await send({"type": "http.response.start", "status": response.status, "headers": response.headers})
            more = response.breaks is not None
            await send({"type": "http.response.body", "body": response.body, "more_body": more})
            if response.breaks is not None:
                raise as_builtin(response.breaks)

        return application

    def _answer_now(self, request: InProcessRequest) -> InProcessResponse | BrokenAnswer:
        """Return a provider's response, which never waits. It bypasses ASGI, which would be most of the cost."""
        method, target, headers, body, _ = request
        result = self.app.exchange.answer(method, target.decode("ascii"), headers, body[: MAX_BODY + 1])
        if isinstance(result, BrokenAnswer):
            return result
        return InProcessResponse(result.status, head_of(result), b"" if method == "HEAD" else result.body)

    def _forget(self, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        world = self.app.exchange.worlds.forget(name)
        if world is None:
            return [], []
        unmatched = [record.shown() for record in world.journal if record.operation is None]
        if world.faults.is_empty:
            return unmatched, []
        from mockserver.control.faults import serialize_planned_fault

        return unmatched, [serialize_planned_fault(rule) for rule in world.faults if not rule.tally.fired]

    async def _through_asgi(self, request: InProcessRequest) -> InProcessResponse:
        return await self._received(self.app, request)

    async def _received(self, app: "AsgiApp", request: InProcessRequest) -> InProcessResponse:
        """Return what an ASGI application sends."""
        path, _, query = request.target.partition(b"?")
        sent: list[Message] = []
        scope = {
            **SCOPE,
            "method": request.method,
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path,
            "query_string": query,
            "headers": request.headers,
            "extensions": {EXTENSION: {"connection": InProcessConnection(request.timeout)}},
        }

        async def receive() -> "Message":
            return {"type": "http.request", "body": request.body, "more_body": False}

        async def send(message: "Message") -> None:
            sent.append(message)

        breaks = None
        try:
            await app(scope, receive, send)
        except BrokenConnection as broken:
            if not sent:
                raise
            breaks = broken
        start, *parts = sent
        body = b"".join(part.get("body", b"") for part in parts)
        return InProcessResponse(start["status"], start["headers"], body, breaks)


def in_world(world: str) -> tuple[bytes, bytes]:
    """Return the header that routes a request to a world, whatever its URL and key say."""
    return b"x-mockserver-world", world.encode()
