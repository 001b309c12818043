"""A shorter way for requests to providers: answered where the last byte of them arrives, without a task.

    bytes ─┬─ one whole request whose headers came before ─────────────────────────────────┐
           └─ uvicorn's parser ─┬─ a plain request that the application answers promptly ──┴─► one call, one write
                                └─ everything else ─► a task, `receive` and `send`: the ASGI application, as usual

Answers of providers never wait for anything, so the machinery that ASGI needs to wait (a task, an event, messages to
and fro) would be most of what such a request costs. Plain requests are HTTP/1.1 that keeps the connection, one at a
time. What is unusual in any way (pipelining, `Expect`, HTTP/1.0, a client that does not read) is left to uvicorn, and
so are connections, time-outs, errors and shutting down. Both ways send the same bytes.

Clients send the same headers with request after request, so what the parser made of those of a plain request is kept
for as long as the connection lasts. No header is ever read here: where not all bytes of them are the same, or they
come in pieces, it is the parser's turn.
"""

import re
from typing import Any, NamedTuple, Protocol

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from mockserver.gateway.resolver import RawHeaders
from mockserver.providers.bodies import MAX_BODY
from mockserver.server.app import FastResponse
from mockserver.server.http_protocol import BoundedProtocol, Idle

_LINE = re.compile(rb"(GET|POST|PATCH|PUT|DELETE|HEAD) (/\S*) HTTP/1\.1")
_MOST_KNOWN = 32  #: header blocks that a connection remembers; a client has one for each length of its bodies
_LONGEST_KNOWN = 4096  #: bytes of such a block


class FastApp(Protocol):
    """What an ASGI application can do besides, so that its requests go the shorter way."""

    def can_answer_now(self, target: bytes) -> bool:
        """Whether `prompt` answers requests to that raw target."""

    def prompt(self, method: str, target: bytes, headers: RawHeaders, body: bytes, scheme: str) -> FastResponse:
        """The answer to a request, without waiting. `headers` have names in lower case."""


class Known(NamedTuple):
    """What the parser made of a block of headers: themselves, with names in lower case, and the length of the body."""

    headers: RawHeaders
    length: int


class Memory:
    """The headers of plain requests that came on one connection, by their bytes."""

    def __init__(self) -> None:
        self._known: dict[bytes, Known] = {}
        self._block: bytes | None = None  #: the bytes of the headers that the parser is about to read

    def find(self, data: bytes) -> tuple[bytes, bytes, RawHeaders, bytes] | None:
        """Method, target, headers and body, if `data` is one whole request with a block of headers that is known."""
        head, ended, body = data.partition(b"\r\n\r\n")
        line, _, block = head.partition(b"\r\n")
        asked = _LINE.fullmatch(line)
        if asked is None or not ended:
            self._block = None
            return None
        known = self._known.get(block)
        if known is None or known.length != len(body):
            self._block = block
            return None
        return asked[1], asked[2], known.headers, body

    def learn(self, headers: RawHeaders) -> None:
        """The parser has read the headers of a plain request: those of the block, if all of it had come."""
        block, self._block = self._block, None
        if block is None or len(block) > _LONGEST_KNOWN:
            return
        named = dict(headers)
        if b"transfer-encoding" not in named:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            self._known[block] = Known(headers, int(named.get(b"content-length", 0)))

    def pass_over(self) -> None:
        """The parser has read the headers of another request."""
        self._block = None


class FastPathProtocol(BoundedProtocol):
    """uvicorn's protocol of one connection, with the shorter way for applications that are a `Prompt`."""

    _parts: list[bytes] | None = None  #: of the body of the request that goes the shorter way; None: it does not
    _size = 0
    _prompt: FastApp | None = None
    _between = True  #: the parser is not in the middle of a request

    def connection_made(self, transport: Any) -> None:
        """A client has come."""
        super().connection_made(transport)
        app: Any = self.app
        self._prompt = app if hasattr(app, "prompt") else None
        self._memory = Memory()
        self._idle = Idle(self.loop, self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._idle.end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes have come: mostly one whole request, and mostly with the headers of the one before."""
        if self._prompt is not None and self._between:
            asked = self._memory.find(data)
            if asked is not None and self._free() and self._prompt.can_answer_now(asked[1]):
                self._unset_keepalive_if_required()
                self._answer(self._prompt, *asked)
                return
        super().data_received(data)

    def begin_request(self) -> None:
        """A request begins; its scope is made once it is known to go the longer way."""
        self._between = False
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def headers_complete(self) -> None:
        """Which way?"""
        if self._prompt is not None and self._free() and self._plain() and self._prompt.can_answer_now(self.url):
            self._parts, self._size = [], 0
            self._memory.learn(tuple(self.headers))
        else:
            self._parts = None
            self._memory.pass_over()
            self._go_longer()

    def _free(self) -> bool:
        """Whether nothing is under way to the client."""
        return (self.cycle is None or self.cycle.response_complete) and not self.flow.write_paused

    def _plain(self) -> bool:
        return (
            not self.expect_100_continue and self.parser.should_keep_alive() and self.parser.get_http_version() == "1.1"
        )

    def _go_longer(self) -> None:
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().begin_request()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if self._parts is None:
            super().on_body(body)
        elif self._size <= MAX_BODY:  # of one that is too large only as much as shows that it is
            self._parts.append(body)
            self._size += len(body)

    def body_size(self) -> int:
        """Return how many bytes of the body have come."""
        return super().body_size() if self._parts is None else self._size

    def request_complete(self) -> None:
        """That was all of it."""
        self._between = self.parser.should_keep_alive()
        parts, self._parts = self._parts, None
        if parts is None or self._prompt is None:
            super().request_complete()
        else:
            self._answer(self._prompt, self.parser.get_method(), self.url, tuple(self.headers), b"".join(parts))

    def _answer(self, prompt: FastApp, method: bytes, url: bytes, headers: RawHeaders, body: bytes) -> None:
        try:
            answer = prompt.prompt(method.decode("ascii"), url, headers, body, self.scheme or "http")
        except Exception as error:  # told and answered as uvicorn does it
            self._leave_to(_raising(error), method, url, headers)
            return
        if answer.after is not None:
            self._leave_to(answer.after, method, url, headers)
            return
        own = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join([STATUS_LINE[answer.status], *own, answer.head, b"\r\n", answer.body]))
        self.server_state.total_requests += 1
        self._idle.begin()
        self.timeout_keep_alive_task = self._idle  # type: ignore[assignment]

    def _leave_to(self, app: ASGIApp, method: bytes, url: bytes, headers: RawHeaders) -> None:
        """Let an ASGI application answer this one request, as if it had come the longer way."""
        usual = self.app, self.parser
        self.app, self.parser = app, _Plain(method)  # type: ignore[assignment]
        self.url, self.headers, self.expect_100_continue = url, list(headers), False
        self._go_longer()
        super().request_complete()
        self.app, self.parser = usual


class _Plain:
    """What uvicorn asks its parser of a request, once it is known to be plain."""

    def __init__(self, method: bytes) -> None:
        self._method = method

    def get_method(self) -> bytes:
        return self._method

    def get_http_version(self) -> str:
        return "1.1"

    def should_keep_alive(self) -> bool:
        return True

    def should_upgrade(self) -> bool:
        return False


def _raising(error: Exception) -> ASGIApp:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    return app
