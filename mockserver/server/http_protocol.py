"""uvicorn's protocol of one connection, made safe for any client.

    Upgrade: h2c, websocket, …                    ignored: the request is answered, body included (RFC 9110, 7.8)
    first line and headers over the limit         431, and the connection is closed
    no byte for too long within a request         408, and the connection is closed
    not HTTP                                      400, as in uvicorn
    GET http://HOST/PATH                          GET /PATH with that Host (RFC 9112, 3.2.2)

llhttp stops at an upgrade offer and would skip the body. So the head is parsed again by a new parser, without the
offer, followed by the remaining bytes.

This class uses undocumented names of uvicorn's protocol class; tests/server/test_uvicorn_names.py lists them.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any

import httptools
import msgspec
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from mockserver.gateway.client_connection import EXTENSION
from mockserver.server.broken_answers import SocketConnection
from mockserver.world.settings import Limits

_ABSOLUTE = re.compile(rb"https?://(?:[^/?#@]*@)?([^/?#@]+)(.*)", re.IGNORECASE | re.DOTALL)


class IdleTimer:
    """Calls `on_idle` after so many seconds without activity.

    Resetting an event loop timer for each request would cost more than the request. This is one timer that checks, when
    it fires, whether it fired too early.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float, on_idle: Callable[[], None]) -> None:
        self._loop, self._seconds, self._on_idle = loop, seconds, on_idle
        self._since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start counting, from zero."""
        self._since = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._fire)

    def cancel(self) -> None:
        """Stop counting. uvicorn calls this on what it takes for its own timer."""
        self._since = None

    def stop(self) -> None:
        """Cancel the event loop's timer."""
        if self._timer is not None:
            self._timer.cancel()

    def _fire(self) -> None:
        self._timer = None
        if self._since is None:
            return
        left = self._since + self._seconds - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._fire)
        else:
            self._on_idle()


def _not_http(data: bytes) -> str:
    """Return what is wrong with bytes that are not a request. If they begin a connection, they may be meant for TLS."""
    if data.startswith(b"\x16\x03"):
        return "A client wants TLS (https), but this server only takes http. Start it with --tls."
    if data.startswith(b"CONNECT "):
        return "A client takes this server for its proxy (CONNECT), which works with --tls only. Start it with --tls."
    return "Invalid HTTP request received."


class BoundedProtocol(SocketConnection, HttpToolsProtocol):
    """One HTTP connection, within the bounds of `limits`."""

    _inside = False  #: within a request: it has begun and is not complete
    _headed = False  #: the headers of the request are complete
    _declining = False  #: the request offers an upgrade, so the parser is about to stop
    _received = 0  #: bytes since the connection was last between two requests
    _silent = 0  #: bytes at the end of these in which the parser has found nothing yet
    _refused = False

    def __init__(self, *arguments: Any, limits: Limits, numbers: Iterator[int], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._limits = limits
        self.access_log = False  # the request log is our own
        self.number = next(numbers)  #: of the connection, among all of this server
        self.url, self.headers = b"", []
        self._extensions: dict[str, dict[object, object]] = {EXTENSION: {"connection": self}}
        self._offer: list[tuple[bytes, bytes]] = []
        self._earlier: list[Any] = []  # cycles before the last one: their requests were pipelined

    def connection_made(self, transport: Any) -> None:
        """Prepare the connection."""
        super().connection_made(transport)
        self.watch(self.loop)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Use the timers of a loop for the read timeout."""
        self._stall = IdleTimer(loop, self._limits.read_seconds, self._stalled)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._stall.stop()
        self.lost()
        super().connection_lost(exc)
        for cycle in self._earlier:  # uvicorn tells the last one only
            cycle.disconnected = True
            cycle.message_event.set()

    def shutdown(self) -> None:
        """Begin to end the connection: the server stops."""
        self.stopping()
        super().shutdown()

    def data_received(self, data: bytes) -> None:
        """Parse received bytes, and check the bounds."""
        self._unset_keepalive_if_required()
        self._received = self._received + len(data) if self._inside else len(data)
        before = self._found() if self._received > self._limits.header_bytes else None
        self._feed(data)
        if not self._inside or self._refused:
            self._stall.cancel()
            return
        self._stall.start()
        if before is not None:
            self._silent = self._silent + len(data) if before == self._found() else 0
            if self._head_size() > self._limits.header_bytes:
                self._refuse_head()

    def _feed(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            if self._declining:  # otherwise this is CONNECT, and what follows is not HTTP
                self._declining = False
                self._feed(self._without_offer() + data[offer.args[0] :])
        except httptools.HttpParserError:
            if not self._refused:
                self._refused = True
                message = _not_http(data)
                self.logger.warning(message)
                self.send_400_response(message)

    def _without_offer(self) -> bytes:
        """Return the head of the request without its upgrade offer, and install a new parser for it."""
        self._offer = [header for header in self.headers if header[0] == b"upgrade"]
        rest = [header for header in self.headers if header[0] != b"upgrade"]
        line = b"%b %b HTTP/1.1\r\n" % (self.parser.get_method(), self.url)
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        return b"".join((line, *(b"%b: %b\r\n" % header for header in rest), b"\r\n"))

    # -- parser callbacks --------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._inside, self._headed, self._silent = True, False, 0
        self.begin_request()

    def on_headers_complete(self) -> None:
        """Check the head of the request."""
        if self._received > self._limits.header_bytes and self._head_size() > self._limits.header_bytes:
            self._refuse_head()
            raise ConnectionAbortedError  # stops the parser
        if self.parser.should_upgrade() and self.parser.get_method() != b"CONNECT":
            self._declining = True
            return
        self.headers.extend(self._offer)
        self._offer, self._headed = [], True
        if not self.url.startswith(b"/"):
            self._use_host_of_target()
        self.headers_complete()

    def _use_host_of_target(self) -> None:
        """Replace an absolute target, as a proxy gets it, by its path, and the header `Host` by its host."""
        found = _ABSOLUTE.fullmatch(self.url)
        if found is not None and self.parser.get_method() != b"CONNECT":
            rest = found[2]
            self.url = rest if rest.startswith(b"/") else b"/" + rest
            others = [header for header in self.headers if header[0] != b"host"]
            self.headers[:] = [(b"host", found[1]), *others]

    def on_message_complete(self) -> None:
        """End a request."""
        if self._declining:
            return
        self._inside = False
        self.request_complete()

    def begin_request(self) -> None:
        """Handle the first byte of a request."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions

    def headers_complete(self) -> None:
        """Handle the headers of a request."""
        before = self.cycle
        super().on_headers_complete()
        if self.pipeline:
            self._earlier = [cycle for cycle in (*self._earlier, before) if not cycle.response_complete]

    def request_complete(self) -> None:
        """Handle the end of a request."""
        super().on_message_complete()

    # -- bounds ------------------------------------------------------------------------------------

    def _found(self) -> tuple[int, int, int]:
        """Return what the parser has found of the request. It grows as long as there is something to find."""
        return len(self.url), len(self.headers), self.body_size()

    def body_size(self) -> int:
        """Return how many bytes of the body have arrived."""
        return len(self.cycle.body) if self.cycle is not None and not self.cycle.response_complete else 0

    def _head_size(self) -> int:
        """Return the bytes of the first line and of all headers and trailers that have arrived."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) + self._silent

    def _refuse_head(self) -> None:
        most = self._limits.header_bytes
        message = f"The first line and the headers have more than {most:,} bytes (--max-header-bytes)."
        self._refuse(431, "headers_too_large", message)

    def _stalled(self) -> None:
        """Handle the read timeout."""
        if self.flow.read_paused:  # the server does not read at the moment, so the client cannot send
            self._stall.start()
            return
        message = f"No byte was received for {self._limits.read_seconds:g} s within the request (--read-timeout)."
        self._refuse(408, "request_timeout", message)

    def _refuse(self, status: int, code: str, message: str) -> None:
        """Send an error if it is this request's turn, and close the connection."""
        self._refused = True
        if not self.transport.is_closing() and self._in_turn():
            body = msgspec.json.encode({"error": {"code": code, "message": message, "details": {}}})
            own = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
            head = b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)
            self.transport.write(b"".join((STATUS_LINE[status], *own, head, body)))
        self.transport.close()

    def _in_turn(self) -> bool:
        """Return whether no response to this or an earlier request is in progress."""
        if self.cycle is None or self.cycle.response_complete:
            return True
        return self._headed and not self.pipeline and not self.cycle.response_started
