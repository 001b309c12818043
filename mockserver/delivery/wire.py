"""A connection to a receiver, and HTTP/1.1 over it: one request after the other, each with its answer.

    letter ─► address ─► Wire ─► ask(request) ─► Answer ─► lasting: ask again      else: closed
                                   │    ▲
                            bytes  ▼    │ on_header, on_body, …
                                 stream ─► httptools

`connector` opens the stream and httptools reads answers; what is left to do here is to write the request and to know
when its answer is complete. A client for all of HTTP takes ten times as long over that. No redirect is followed, no
proxy is used, nothing is unpacked, and time-outs are the caller's.
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

MOST_READ = 1024 * 1024  #: bytes of an answer's body
MOST_HEAD = 100 * 1024  #: bytes before it
_SLICES = 20
_IN_URLS = "!$%&'()*+,/:;=?@[]~"  #: stays as it is, beside letters and digits
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+: [^\x00\r\n]*")
_FRAMING = ("content-length", "transfer-encoding")  #: is written here, whatever the letter says
_TELL_LENGTH = ("POST", "PUT", "PATCH")  #: even if they have no body

Peer = tuple[bool, Host, int]


class ProtocolError(Exception):
    """What was to be said, or was answered, is no HTTP, or broke off; the text says what."""


class Address(NamedTuple):
    """Where a URL leads, and what a request says of itself there."""

    secure: bool
    host: Host
    port: int
    target: str
    authority: str  #: for the header `Host`
    login: str | None  #: for the header `Authorization`, where the URL names a user

    @property
    def place(self) -> Peer:
        """What is one receiver: a connection to it serves all its URLs."""
        return self.secure, self.host, self.port

    def __str__(self) -> str:
        return f"{self.host.name}:{self.port}"


class Wire:
    """A connection. `lasting` says whether it can be asked again; else it is closed."""

    def __init__(self, there: Address, stream: Stream) -> None:
        self.there = there
        self.lasting = True
        self._stream = stream

    @property
    def fresh(self) -> bool:
        """Whether nothing has arrived since the last answer: no bytes that nobody asked for, and no end."""
        return self._stream.fresh

    async def ask(self, request: "Request") -> "Answer":
        """Send a request and read its answer, however that ends."""
        answer = Answer()
        self.lasting = False
        try:
            if len(request.pieces) == 1:
                whole = await request.send(self._stream)
                await answer.read(self._stream)
            else:  # who finds it too slow may answer before its end
                whole, _ = await asyncio.gather(request.send(self._stream), answer.read(self._stream))
            self.lasting = whole and answer.lasting
        finally:
            if not self.lasting:
                await self.close()
        return answer

    async def close(self) -> None:
        """End it."""
        await self._stream.close()


# -- what is sent ----------------------------------------------------------------------------------


class Request(NamedTuple):
    """The bytes of a request, in pieces with so many real seconds between them."""

    pieces: list[bytes]
    pause: float = 0.0

    async def send(self, stream: Stream) -> bool:
        """Whether all of it could be sent. Who breaks off may have answered all the same."""
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
    """Return where a URL leads, its host normalised.

    Raises:
        Refused: it is no URL that can be called.
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
    """The request that a letter is, its body in slices over so many `seconds`.

    Raises:
        ProtocolError: one of its headers cannot be one.
    """
    head, body = _head(webhook, there), webhook.body
    if not seconds or not body:
        return Request([head + body])
    step = -(-len(body) // _SLICES)
    slices = [body[start : start + step] for start in range(0, len(body), step)]
    return Request([head, *slices], seconds / len(slices))


def _head(webhook: ReceivedWebhook, there: Address) -> bytes:
    """The letter's headers, and what HTTP needs besides."""
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
            raise ProtocolError(f"no header can be {line[:80]!r}")
    return "\r\n".join((f"{webhook.method} {there.target} HTTP/1.1", *lines, "accept: */*", "", "")).encode()


# -- what is answered ------------------------------------------------------------------------------


class Answer:
    """An answer, as httptools finds it in the bytes: it calls the methods `on_…`."""

    def __init__(self) -> None:
        self.begun = False
        self.status = 0
        self.fault: str | None = None  #: why there is none, or only a part
        self.lasting = False  #: the connection can be used again
        self._headed = self._complete = False
        self._until_closed = True  #: ends where the connection does, since it tells no length
        self._parts: list[bytes] = []
        self._size = 0
        self._parser: HttpResponseParser

    @property
    def body(self) -> bytes:
        """At most 1 MB of it."""
        return b"".join(self._parts)[:MOST_READ]

    def result(self, there: Address) -> tuple[int, bytes]:
        """Its status and body.

        Raises:
            ProtocolError: it is none, or not whole.
        """
        if self.fault is not None:
            raise ProtocolError(f"{there} {self.fault}")
        return self.status, self.body

    async def read(self, stream: Stream) -> None:
        """Read until it is complete, or nothing more is to come."""
        size = 0
        self._parser = HttpResponseParser(self)
        # dangerous for who forwards what it reads; here it only forgives receivers that were written by hand
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
                    self.fault = f"has not begun its answer within {MOST_HEAD:,} bytes"
        except BrokenStream:
            self.fault = f"reset the connection {self._where()}"
        finally:
            del self._parser  # else the two would hold each other until garbage is collected

    def _end(self) -> None:
        if not (self._headed and self._until_closed):
            self.fault = f"closed the connection {self._where()}"

    def _where(self) -> str:
        return "in the middle of its answer" if self.begun else "without an answer"

    def _take(self, piece: bytes) -> None:
        self.begun = True
        try:
            self._parser.feed_data(piece)
        except (HttpParserError, HttpParserUpgrade) as error:
            self.lasting = False
            if not self._complete:
                self.fault = f"answers what is not HTTP/1.1: {error} in {piece[:40]!r}"

    def on_message_begin(self) -> None:
        self.lasting = False  # if one was complete, something comes behind it

    def on_header(self, name: bytes, _value: bytes) -> None:
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._until_closed = False

    def on_headers_complete(self) -> None:
        status = self._parser.get_status_code()
        if not self._complete and (status >= 200 or status == 101):  # the rest of 1xx comes before the answer
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
