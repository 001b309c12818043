"""What HTTP expects of a server on the wire: targets, versions, header lines, bodies, pipelines.

Each row goes over a socket (fast path) and through ASGI. Where the parser (llhttp, in httptools) decides, it says so.
"""

import asyncio
import gzip
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import NamedTuple

import pytest

from mockserver.server.server import Server
from tests.fast_path_apps import ORDER, AsgiOnlyApp, app
from tests.memory_connection import exchange, protocol

KEYS = "x-api-key: k\r\nauthorization: Bearer k\r\n"
CALLS = {"revring": "/revring/v1/calls", "ringyo": "/ringyo/v1/calls", "revox": "/revox/api/call"}
ORDERS = {
    "revring": ORDER,
    "ringyo": b'{"agent_id": "a", "phone_number": "+12125550142"}',
    "revox": b'{"phone_number": "+12125550142", "skip_calling_window": true}',
}
HOSTS = {"revring": "api.revring.ai", "ringyo": "api.ringyo.ai", "revox": "www.getrevox.com"}
Ask = Callable[[bytes], "Conversation"]


class Conversation(NamedTuple):
    """What a server sends on one connection, and whether it closes it."""

    received: bytes
    is_closed: bool

    @property
    def statuses(self) -> list[int]:
        """The statuses of the responses, in order."""
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", self.received)]


@pytest.fixture(params=["socket", "asgi"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Send bytes on a new connection to a new server."""
    if request.param == "asgi":
        tested = AsgiOnlyApp(app())
        yield lambda sent: asyncio.run(_through_asgi(tested, sent))
    else:
        with Server(app()) as server:
            yield lambda sent: _over_socket(server, sent)


async def _through_asgi(tested: AsgiOnlyApp, sent: bytes) -> Conversation:
    return Conversation(*await exchange(protocol(tested), [sent]))


def _over_socket(server: Server, sent: bytes) -> Conversation:
    """Send the bytes and a request that closes the connection, so that the end of the responses is known."""
    last = b"GET /revring/v1/last HTTP/1.1\r\nhost: last\r\nconnection: close\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=20)) as link:
        link.sendall(sent + last)
        received = b""
        while part := link.recv(65_536):
            received += part
    before, found, _ = received.rpartition(b"HTTP/1.1 404 ")
    return Conversation(before, is_closed=False) if found else Conversation(received, is_closed=True)


def message(line: str, more: str = "", body: bytes = b"", *, host: str = "host: mock.test\r\n") -> bytes:
    """Return a request with keys; `more` are header lines."""
    return f"{line}\r\n{host}{KEYS}{more}\r\n".encode("latin-1") + body


def chunked(body: bytes, size: int = 10, trailer: bytes = b"") -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n" + trailer + b"\r\n"


# -- targets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", CALLS)
@pytest.mark.parametrize("form", ["http://{host}{real}", "HTTPS://{upper}:443{real}", "http://u:p@{host}{real}?a=b"])
def test_the_host_of_an_absolute_target_counts(ask: Ask, provider: str, form: str) -> None:
    real = CALLS[provider].removeprefix(f"/{provider}")
    target = form.format(host=HOSTS[provider], upper=HOSTS[provider].upper(), real=real)
    for host in ("host: mock.test\r\n", "host: api.other.test\r\nhost: two.test\r\n", ""):
        got = ask(message(f"GET {target} HTTP/1.1", host=host))
        assert (got.statuses, got.is_closed) == ([200], False)
        begin = {"revring": b'{"data":[],"pagination"', "ringyo": b'{"data":[],"has_more"', "revox": b'{"calls":[]'}
        assert got.received.partition(b"\r\n\r\n")[2].startswith(begin[provider])


def test_links_and_the_journal_follow_the_host_of_the_target(ask: Ask) -> None:
    got = ask(message("GET http://sim.local:99/revring/openapi.json HTTP/1.1"))
    assert b'"url":"http://sim.local:99/revring"' in got.received
    both = message("GET http://sim.local/ringyo/v1/calls HTTP/1.1") + message("GET /__admin/requests HTTP/1.1")
    assert b'"host":"sim.local"' in ask(both).received


def test_the_control_api_is_closed_to_a_public_host_in_the_target(ask: Ask) -> None:
    got = ask(message("GET http://example.com/__admin/calls HTTP/1.1", host="host: localhost\r\n"))
    assert got.statuses == [403]
    assert b"foreign_host" in got.received


TARGETS = [
    ("GET http://mock.test HTTP/1.1", 200),
    ("GET http://mock.test?x=1 HTTP/1.1", 200),
    ("GET http://[::1]:4010/revring/v1/calls HTTP/1.1", 200),
    ("GET http://example.com/page HTTP/1.1", 404),  # nothing is sent on
    ("GET /revring/v1/calls#part HTTP/1.1", 200),
    ("OPTIONS * HTTP/1.1", 204),
    ("GET http:/v1/calls HTTP/1.1", 400),  # the parser, like the rows below
    ("GET http:///v1/calls HTTP/1.1", 400),
    ("GET revring/v1/calls HTTP/1.1", 400),
    ("GET /revring/v1/calls/a b HTTP/1.1", 400),
    ("GET /revring/v1/calls/\xff\xfe HTTP/1.1", 400),
    ("GET /revring/v1/calls/\xc3\xa9 HTTP/1.1", 400),
    ("FETCH /revring/v1/calls HTTP/1.1", 400),
    ("get /revring/v1/calls HTTP/1.1", 400),
]


@pytest.mark.parametrize(("line", "status"), TARGETS, ids=str)
def test_other_targets(ask: Ask, line: str, status: int) -> None:
    got = ask(message(line))
    assert (got.statuses, got.is_closed) == ([status], status == 400)


# -- versions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", CALLS)
@pytest.mark.parametrize(
    ("version", "more", "closes"),
    [
        ("1.1", "", False),
        ("1.1", "connection: keep-alive\r\n", False),
        ("1.1", "connection: close\r\n", True),
        ("1.1", "Connection: Close\r\n", True),
        ("1.0", "", True),
        ("1.0", "connection: keep-alive\r\n", True),  # uvicorn keeps no connection of HTTP/1.0, and says so
    ],
)
def test_versions_and_whether_the_connection_stays(
    ask: Ask, provider: str, version: str, more: str, closes: bool
) -> None:
    got = ask(message(f"GET {CALLS[provider]} HTTP/{version}", more))
    assert (got.statuses, got.is_closed) == ([200], closes)
    assert (b"\r\nconnection: close\r\n" in got.received.partition(b"\r\n\r\n")[0] + b"\r\n") == closes
    assert re.search(rb"\r\ncontent-length: \d+\r\n", got.received)


def test_http_1_0_needs_no_host(ask: Ask) -> None:
    assert ask(message("GET /ringyo/v1/calls HTTP/1.0", host="")).statuses == [200]


# -- header lines --------------------------------------------------------------------------------------

HEADS: list[tuple[str, int]] = [
    ("x-api-key: k\r\nauthorization: Bearer k\r\n", 200),
    ("X-API-KEY: k\r\nAUTHORIZATION: bearer k\r\n", 200),
    ("x-ApI-kEy:k\r\naUTHORIZATION:   Bearer   k  \r\n", 200),
    ("x-mine: a\r\n b\r\n", 400),  # a folded line, like the rows below refused by the parser
    ("x-mine: a\r\n\tb\r\n", 400),
    (" x-mine: a\r\n", 400),
    ("x-mine : a\r\n", 400),
    ("x mine: a\r\n", 400),
    ("x-mine: a\rb\r\n", 400),
    ("x-mine: a\x00b\r\n", 400),
    ("x-mine\r\n", 400),
]


@pytest.mark.parametrize("provider", CALLS)
@pytest.mark.parametrize(("lines", "status"), HEADS, ids=repr)
def test_header_lines(ask: Ask, provider: str, lines: str, status: int) -> None:
    got = ask(f"GET {CALLS[provider]} HTTP/1.1\r\nHOST: mock.test\r\n{lines}\r\n".encode())
    assert (got.statuses, got.is_closed) == ([status], status == 400)


# -- bodies --------------------------------------------------------------------------------------------

JSON = "content-type: application/json\r\n"


class Body(NamedTuple):
    """How a body is sent: header lines, what becomes of the order, and the expected statuses."""

    more: str
    send: Callable[[bytes], bytes]
    statuses: list[int]


BODIES = {
    "chunked": Body("transfer-encoding: chunked\r\n", chunked, [201]),
    "one byte a chunk": Body("Transfer-Encoding: Chunked\r\n", lambda body: chunked(body, 1), [201]),
    "trailers": Body("transfer-encoding: chunked\r\n", lambda body: chunked(body, 7, b"x-sum: 1\r\n"), [201]),
    "chunked gzip": Body(
        "transfer-encoding: chunked\r\ncontent-encoding: gzip\r\n", lambda body: chunked(gzip.compress(body)), [201]
    ),
    "expects 100": Body("expect: 100-continue\r\ntransfer-encoding: chunked\r\n", chunked, [100, 201]),
    "Expects 100": Body("Expect: 100-Continue\r\ntransfer-encoding: chunked\r\n", chunked, [100, 201]),
    "length and chunks": Body("content-length: 5\r\ntransfer-encoding: chunked\r\n", chunked, [400]),
    "two lengths": Body("content-length: 5\r\ncontent-length: 6\r\n", bytes, [400]),
    "a negative length": Body("content-length: -5\r\n", bytes, [400]),
    "not a chunk": Body("transfer-encoding: chunked\r\n", lambda _body: b"zz\r\n", [400]),
    "unknown transfer": Body("transfer-encoding: gzip\r\n", bytes, [400]),
}


@pytest.mark.parametrize("provider", CALLS)
@pytest.mark.parametrize("name", BODIES)
def test_bodies_on_the_wire(ask: Ask, provider: str, name: str) -> None:
    body = BODIES[name]
    got = ask(message(f"POST {CALLS[provider]} HTTP/1.1", JSON + body.more, body.send(ORDERS[provider])))
    expected = [200 if status == 201 and provider == "revox" else status for status in body.statuses]
    assert (got.statuses, got.is_closed) == (expected, 400 in expected)


# -- pipelines -----------------------------------------------------------------------------------------


def test_pipelined_requests_are_answered_in_order(ask: Ask) -> None:
    lengths = {name: f"{JSON}content-length: {len(order)}\r\n" for name, order in ORDERS.items()}
    sent = [
        *(message(f"POST {path} HTTP/1.1", lengths[name], ORDERS[name]) for name, path in CALLS.items()),
        *(message(f"GET {path} HTTP/1.1") for path in CALLS.values()),
        message("HEAD /revring/v1/calls HTTP/1.1"),
        message("OPTIONS /revox/api/call HTTP/1.1"),
        message("GET /recordings/revox/5/a.wav HTTP/1.1", "range: bytes=0-3\r\n"),
        message("GET /ringyo/v1/nothing HTTP/1.1", "expect: 100-continue\r\n"),
        message("DELETE /ringyo/v1/calls HTTP/1.1"),
    ]
    got = ask(b"\r\n" + b"".join(sent))
    assert got.statuses[:9] == [201, 201, 200, 200, 200, 200, 200, 204, 206]
    assert got.statuses[-2:] == [404, 405]
    assert got.received.count(b'{"data":[{') == 2  # the lists have what the requests before them have created
