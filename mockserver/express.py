"""A shorter way for requests to providers: answered where the last byte of them arrives, without a task.

    uvicorn's parser ─┬─ a plain request that the application answers promptly ─► one call, one write
                      └─ everything else ─► a task, `receive` and `send`: the ASGI application, as uvicorn does it

Answers of providers never wait for anything, so the machinery that ASGI needs to wait (a task, an event, messages to
and fro) would be most of what such a request costs. Plain requests are HTTP/1.1 that keeps the connection, one at a
time. What is unusual in any way (pipelining, upgrades, `Expect`, HTTP/1.0, a client that does not read) is left to
uvicorn, and so are connections, time-outs, errors and shutting down. Both ways send the same bytes.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from mockserver.app import Prompted
from mockserver.providers.bodies import MAX_BODY


class Prompt(Protocol):
    """What an ASGI application can do besides, so that its requests go the shorter way."""

    def prompts(self, target: bytes) -> bool:
        """Whether `prompt` answers requests to that raw target."""

    def prompt(
        self, method: str, target: bytes, headers: list[tuple[bytes, bytes]], body: bytes, scheme: str
    ) -> Prompted:
        """The answer to a request, without waiting. `headers` have names in lower case."""


class Idle:
    """How long a connection has been idle. uvicorn sets a timer after each answer and cancels it with the next
    request; here it is one timer, which looks when it rings whether it has come too early."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, close: Callable[[], None]) -> None:
        self._loop, self._seconds, self._close = loop, seconds, close
        self._since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """From now on it is idle."""
        self._since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._ring)

    def cancel(self) -> None:
        """It is idle no more (uvicorn takes this for a timer)."""
        self._since = None

    def end(self) -> None:
        """It is gone."""
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self) -> None:
        self._timer = None
        if self._since is None:
            return
        left = self._since + self._seconds - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._ring)
        else:
            self._close()


class Express(HttpToolsProtocol):
    """uvicorn's protocol of one connection, with the shorter way for applications that are a `Prompt`."""

    _parts: list[bytes] | None = None  #: of the body of the request that goes the shorter way; None: it does not
    _size = 0
    _prompt: Prompt | None = None

    def connection_made(self, transport: Any) -> None:
        """A client has come."""
        super().connection_made(transport)
        app: Any = self.app
        self._prompt = app if hasattr(app, "prompt") else None
        self._idle = Idle(self.loop, self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._idle.end()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins; its scope is made once it is known to go the longer way."""
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        """Which way?"""
        if self._prompt is not None and self._plain() and self._prompt.prompts(self.url):
            self._parts, self._size = [], 0
        else:
            self._parts = None
            self._go_longer()

    def _plain(self) -> bool:
        return (
            (self.cycle is None or self.cycle.response_complete)
            and not self.expect_100_continue
            and not self.flow.write_paused
            and self.parser.should_keep_alive()
            and not self.parser.should_upgrade()
            and self.parser.get_http_version() == "1.1"
        )

    def _go_longer(self) -> None:
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if self._parts is None:
            super().on_body(body)
        elif self._size <= MAX_BODY:  # of one that is too large only as much as shows that it is
            self._parts.append(body)
            self._size += len(body)

    def on_message_complete(self) -> None:
        """That was all of it."""
        parts, self._parts = self._parts, None
        if parts is None or self._prompt is None:
            super().on_message_complete()
            return
        method = self.parser.get_method().decode("ascii")
        try:
            answer = self._prompt.prompt(method, self.url, self.headers, b"".join(parts), self.scheme or "http")
        except Exception as error:  # told and answered as uvicorn does it
            self._leave_to(_raising(error))
            return
        if answer.after is not None:
            self._leave_to(answer.after)
            return
        own = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join([STATUS_LINE[answer.status], *own, answer.head, b"\r\n", answer.body]))
        self.server_state.total_requests += 1
        self._idle.begin()
        self.timeout_keep_alive_task = self._idle  # type: ignore[assignment]

    def _leave_to(self, app: ASGIApp) -> None:
        """Let an ASGI application answer this one request, as if it had come the longer way."""
        usual, self.app = self.app, app
        self._go_longer()
        self.app = usual
        super().on_message_complete()


def _raising(error: Exception) -> ASGIApp:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    return app
