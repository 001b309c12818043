"""The fast path: answer a request to a provider in the callback that parsed its last byte, without a task.

    bytes ─► parser ─┬─ plain request that the application can answer now ─► one call, one write
                     └─ everything else ─► a task, `receive` and `send`: the ASGI application, as usual

Provider responses never wait, so the machinery that ASGI needs for waiting (a task, an event, messages) would be most
of the cost of a request. A plain request is HTTP/1.1, keeps the connection open and is alone on it. Everything unusual
(pipelining, `Expect`, HTTP/1.0, a client that does not read) goes the usual way through uvicorn, and so do connections,
timeouts, errors and shutdown. Both ways send the same bytes.
"""

from typing import Any, Protocol

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from mockserver.gateway.resolver import RawHeaders
from mockserver.providers.bodies import MAX_BODY
from mockserver.server.app import FastResponse
from mockserver.server.http_protocol import BoundedProtocol, IdleTimer


class FastApp(Protocol):
    """An ASGI application that can also answer without waiting."""

    def can_answer_now(self, target: bytes) -> bool:
        """Return whether `answer_now` handles requests to that raw target."""

    def answer_now(
        self, method: str, target: bytes, headers: RawHeaders, body: bytes, scheme: str, connection: int
    ) -> FastResponse:
        """Answer a request without waiting. Header names are in lower case; `connection` numbers connections."""


class FastPathProtocol(BoundedProtocol):
    """One HTTP connection. Uses the fast path if the application is a `FastApp`."""

    _parts: list[bytes] | None = None  #: body of the current request if it takes the fast path
    _size = 0
    _fast_app: FastApp | None = None

    def connection_made(self, transport: Any) -> None:
        """Prepare the connection."""
        super().connection_made(transport)
        app: Any = self.app
        self._fast_app = app if hasattr(app, "answer_now") else None
        self._idle = IdleTimer(self.loop, self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._idle.stop()
        super().connection_lost(exc)

    def begin_request(self) -> None:
        """Reset the request. Its ASGI scope is only made when it goes the usual way."""
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def headers_complete(self) -> None:
        """Choose the way for this request."""
        if self._fast_app is not None and self._free() and self._plain() and self._fast_app.can_answer_now(self.url):
            self._parts, self._size = [], 0
        else:
            self._parts = None
            self._go_usual_way()

    def _free(self) -> bool:
        """Return whether no response is in progress."""
        return (self.cycle is None or self.cycle.response_complete) and not self.flow.write_paused

    def _plain(self) -> bool:
        return (
            not self.expect_100_continue and self.parser.should_keep_alive() and self.parser.get_http_version() == "1.1"
        )

    def _go_usual_way(self) -> None:
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().begin_request()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().headers_complete()

    def on_body(self, body: bytes) -> None:
        """Collect a part of the body."""
        if self._parts is None:
            super().on_body(body)
        elif self._size <= MAX_BODY:  # keep just enough of an oversized body to detect it
            self._parts.append(body)
            self._size += len(body)

    def body_size(self) -> int:
        """Return how many bytes of the body have arrived."""
        return super().body_size() if self._parts is None else self._size

    def request_complete(self) -> None:
        """Answer the request if it takes the fast path."""
        parts, self._parts = self._parts, None
        if parts is None or self._fast_app is None:
            super().request_complete()
        else:
            self._answer(self._fast_app, b"".join(parts))

    def _answer(self, app: FastApp, body: bytes) -> None:
        method, headers = self.parser.get_method().decode("ascii"), tuple(self.headers)
        try:
            response = app.answer_now(method, self.url, headers, body, self.scheme or "http", self.number)
        except Exception as error:  # uvicorn logs it and sends the 500
            self._leave_to(_raising(error))
            return
        if response.after is not None:
            self._leave_to(response.after)
            return
        own = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join([STATUS_LINE[response.status], *own, response.head, b"\r\n", response.body]))
        self.server_state.total_requests += 1
        self._idle.start()
        self.timeout_keep_alive_task = self._idle  # type: ignore[assignment]

    def _leave_to(self, app: ASGIApp) -> None:
        """Let an ASGI application answer this one request, the usual way."""
        usual, self.app = self.app, app
        self._go_usual_way()
        super().request_complete()
        self.app = usual


def _raising(error: Exception) -> ASGIApp:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    return app
