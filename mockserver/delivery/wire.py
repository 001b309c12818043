"""A connection to a receiver, and HTTP/1.1 over it: one request after the other, each with its response.

    webhook ─► address ─► Wire ─► ask(request) ─► Answer ─► reusable: ask again     else: closed
                                   │    ▲
                            bytes  ▼    │ on_header, on_body, …
                                 stream ─► httptools

`connector` opens the stream and httptools parses responses. This module writes the request and knows when its response
is complete; a general HTTP client takes ten times as long. It follows no redirects, uses no proxy and unpacks nothing.
Timeouts are the caller's.
"""

import asyncio
import re
from base64 import b64encode
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.delivery.streams import BrokenStream, Stream
from mockserver.webhooks.hosts import PORTS, Host, host_in

MOST_READ = 1024 * 1024  #: bytes of a response body
MOST_HEAD = 100 * 1024  #: bytes before the body
_SLICES = 20
_IN_URLS = "!$%&'()*+,/:;=?@[]~"  #: not percent-encoded, besides letters and digits
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+: [^\x00\r\n]*")
_FRAMING = ("content-length", "transfer-encoding")  #: written here, whatever the webhook has
_TELL_LENGTH = ("POST", "PUT", "PATCH")  #: methods that send a length even without a body

Peer = tuple[bool, Host, int]


class ProtocolError(Exception):
    """A request or a response is not valid HTTP, or incomplete; the text says what is wrong."""


class Address(NamedTuple):
    """The target of a URL, and what a request to it contains."""

    secure: bool
    host: Host
    port: int
    target: str
    authority: str  #: for the header `Host`
    login: str | None  #: for the header `Authorization`, if the URL names a user

    @property
    def place(self) -> Peer:
        """The key of a receiver: one connection serves all its URLs."""
        return self.secure, self.host, self.port

    def __str__(self) -> str:
        return f"{self.host.name}:{self.port}"


class Wire:
    """A connection. `lasting`: it can be reused; otherwise it is closed."""

    def __init__(self, there: Address, stream: Stream) -> None:
        self.there = there
        self.lasting = True
        self._stream = stream

    @property
    def fresh(self) -> bool:
        """Whether nothing has arrived since the last response: no bytes, and no end of the stream."""
        return self._stream.fresh

    async def ask(self, request: "Request") -> "Answer":
        """Send a request and read its response, whatever its end."""
        answer = Answer()
        self.lasting = False
        try:
            if len(request.pieces) == 1:
                whole = await request.send(self._stream)
                await answer.read(self._stream)
            else:  # a receiver may respond before the end of a slow request
                whole, _ = await asyncio.gather(request.send(self._stream), answer.read(self._stream))
            self.lasting = whole and answer.lasting
        finally:
            if not self.lasting:
                await self.close()
        return answer

    async def close(self) -> None:
        """Close the connection."""
        await self._stream.close()


# -- what is sent ----------------------------------------------------------------------------------


class Request(NamedTuple):
    """The bytes of a request, in pieces with a pause (real seconds) between them."""

    pieces: list[bytes]
    pause: float = 0.0

    async def send(self, stream: Stream) -> bool:
        """Send the request. Return whether all of it was sent; a receiver that breaks off may still have responded."""
        try:
            for number, piece in enumerate(self.pieces):
                if number:
                    await asyncio.sleep(self.pause)
                await stream.send(piece)
        except BrokenStream:
            return False
        return True


@lru_cache(1024)
def address(url: str) -> Address:
    """Return the target of a URL, with its host normalised.

    Raises:
        Refused: it is not a URL that can be called.
    """
    host, parts = host_in(url), urlsplit(url)
    usual = PORTS[parts.scheme]
    port = usual if parts.port is None else parts.port
    name = f"[{host.name}]" if ":" in host.name else host.name
    path, query = quote(parts.path or "/", _IN_URLS), quote(parts.query, _IN_URLS)
    return Address(
        secure=parts.scheme == "https",
        host=host,
        port=port,
        target=f"{path}?{query}" if query else path,
        authority=name if port == usual else f"{name}:{port}",
        login=_login(parts.username, parts.password),
    )


def _login(user: str | None, password: str | None) -> str | None:
    if user is None:
        return None
    return "Basic " + b64encode(f"{unquote(user)}:{unquote(password or '')}".encode()).decode()


def request_for(webhook: ReceivedWebhook, there: Address, seconds: float = 0.0) -> Request:
    """Return the request for a webhook, its body in slices over so many `seconds`.

    Raises:
        ProtocolError: one of its headers is not a valid header.
    """
    head, body = _head(webhook, there), webhook.body
    if not seconds or not body:
        return Request([head + body])
    step = -(-len(body) // _SLICES)
    slices = [body[start : start + step] for start in range(0, len(body), step)]
    return Request([head, *slices], seconds / len(slices))


def _head(webhook: ReceivedWebhook, there: Address) -> bytes:
    """Return the head of the request: the webhook's headers, and those that HTTP needs."""
    given = {name.lower() for name, _ in webhook.headers}
    headers = [(name, value) for name, value in webhook.headers if name.lower() not in _FRAMING]
    if webhook.body or webhook.method in _TELL_LENGTH:
        headers.append(("content-length", str(len(webhook.body))))
    if there.login is not None and "authorization" not in given:
        headers.append(("authorization", there.login))
    if "host" not in given:
        headers.insert(0, ("host", there.authority))
    lines = [f"{name}: {value}" for name, value in headers]
    for line in lines:
        if not _HEADER.fullmatch(line):
            raise ProtocolError(f"{line[:80]!r} is not a valid header")
    return "\r\n".join((f"{webhook.method} {there.target} HTTP/1.1", *lines, "accept: */*", "", "")).encode()


# -- what is answered ------------------------------------------------------------------------------


class Answer:
    """A response. httptools calls the methods `on_…`."""

    def __init__(self) -> None:
        self.begun = False
        self.status = 0
        self.fault: str | None = None  #: why there is no complete response
        self.lasting = False  #: the connection can be used again
        self._headed = self._complete = False
        self._until_closed = True  #: without a length: the body ends with the connection
        self._parts: list[bytes] = []
        self._size = 0
        self._parser: HttpResponseParser

    @property
    def body(self) -> bytes:
        """At most 1 MB of the body."""
        return b"".join(self._parts)[:MOST_READ]

    def result(self, there: Address) -> tuple[int, bytes]:
        """Return the status and the body.

        Raises:
            ProtocolError: there is no valid or no complete response.
        """
        if self.fault is not None:
            raise ProtocolError(f"{there} {self.fault}")
        return self.status, self.body

    async def read(self, stream: Stream) -> None:
        """Read until the response is complete or the stream ends."""
        size = 0
        self._parser = HttpResponseParser(self)
        # dangerous for proxies; here it accepts hand-written receivers
        self._parser.set_dangerous_leniencies(lenient_headers=True, lenient_optional_cr_before_lf=True)
        try:
            while not self._complete and self.fault is None:
                piece = await stream.receive()
                if not piece:
                    self._end()
                    break
                size += len(piece)
                self._take(piece)
                if not self._headed and size > MOST_HEAD:
                    self.fault = f"sent more than {MOST_HEAD:,} bytes without a complete response head"
        except BrokenStream:
            self.fault = f"reset the connection {self._where()}"
        finally:
            del self._parser  # breaks a reference cycle

    def _end(self) -> None:
        if not (self._headed and self._until_closed):
            self.fault = f"closed the connection {self._where()}"

    def _where(self) -> str:
        return "in the middle of its response" if self.begun else "without a response"

    def _take(self, piece: bytes) -> None:
        self.begun = True
        try:
            self._parser.feed_data(piece)
        except (HttpParserError, HttpParserUpgrade) as error:
            self.lasting = False
            if not self._complete:
                self.fault = f"did not respond with HTTP/1.1: {error} in {piece[:40]!r}"

    def on_message_begin(self) -> None:
        self.lasting = False  # another message after a complete response

    def on_header(self, name: bytes, _value: bytes) -> None:
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._until_closed = False

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if not self._complete and (status >= 200 or status == 101):  # other 1xx responses come before the final one
            self.status, self._headed = status, True

    def on_body(self, part: bytes) -> None:
        if not self._complete:
            self._parts.append(part)
            self._size += len(part)
            self._complete = self._size > MOST_READ

    def on_message_complete(self) -> None:
        if self._headed and not self._complete:
            self._complete = True
            self.lasting = self._parser.should_keep_alive()
