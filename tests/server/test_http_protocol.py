"""The server's protocol of one connection: upgrade offers, endless request heads, incomplete requests."""

import asyncio
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.server.http_protocol import BoundedProtocol
from mockserver.world.settings import Limits
from tests.fake_loop import FakeLoop
from tests.fast_path_apps import ORDER, AsgiOnlyApp, FastPathApp, app, request
from tests.memory_connection import Transport, exchange, protocol

SMALL = Limits(header_bytes=1000, read_seconds=10)
AGENT = b'{"name": "Before", "system_prompt": "Hi.", "voice_id": "sarah-professional"}'
OFFERS = (
    "connection: upgrade\r\nupgrade: h2c\r\n",
    "connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n",
    "upgrade: websocket\r\nconnection: keep-alive, Upgrade\r\nsec-websocket-version: 13\r\n",
)


@pytest.fixture(params=[FastPathApp, AsgiOnlyApp], ids=["fast path", "ASGI only"])
def tested_app(request: pytest.FixtureRequest) -> AsgiOnlyApp:
    made: AsgiOnlyApp = request.param(app())
    return made


def respond(tested_app: AsgiOnlyApp, *pieces: bytes, limits: Limits = SMALL) -> tuple[bytes, bool]:
    """Return the response bytes on a new connection to new worlds, and whether the server closes it."""
    tested_app.delete_worlds()

    async def run() -> tuple[bytes, bool]:
        return await exchange(protocol(tested_app, limits=limits), pieces)

    return asyncio.run(run())


def order(offer: str = "", *, chunked: bool = False) -> bytes:
    if not chunked:
        return request("POST", "/revring/v1/calls", ORDER, offer)
    head, _, _ = request("POST", "/revring/v1/calls", ORDER, offer).rpartition(b"content-length")
    return head + b"transfer-encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(ORDER), ORDER)


# -- upgrade offers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("chunked", [False, True])
def test_an_upgrade_offer_is_ignored_and_the_body_is_read(
    tested_app: AsgiOnlyApp, offer: str, chunked: bool, caplog: pytest.LogCaptureFixture
) -> None:
    assert respond(tested_app, order(offer, chunked=chunked)) == respond(tested_app, order())
    assert respond(tested_app, order(offer))[0][9:12] == b"201"
    assert caplog.text == ""


@pytest.mark.parametrize("chunked", [False, True])
def test_an_upgrade_offer_is_ignored_however_the_request_is_split(tested_app: AsgiOnlyApp, chunked: bool) -> None:
    raw, expected = order(OFFERS[1], chunked=chunked), respond(tested_app, order())
    for at in range(1, len(raw)):
        assert respond(tested_app, raw[:at], raw[at:]) == expected, raw[:at]
    assert respond(tested_app, *(raw[at : at + 1] for at in range(len(raw)))) == expected


def test_requests_before_and_after_an_upgrade_offer_are_answered(tested_app: AsgiOnlyApp) -> None:
    read = request("GET", "/revring/v1/calls")
    whole = respond(tested_app, read + order(OFFERS[0]) + read + order(OFFERS[2], chunked=True) + read)
    assert whole == respond(tested_app, read, order(), read, order(), read)
    assert whole[0].count(b"HTTP/1.1 201 Created") == 2


def test_an_upgrade_offer_that_expects_100_continue_gets_it(tested_app: AsgiOnlyApp) -> None:
    raw = order(OFFERS[0] + "expect: 100-continue\r\n")
    sent, _ = respond(tested_app, raw[: -len(ORDER)], raw[-len(ORDER) :])
    assert sent.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n")


def test_a_patch_with_an_upgrade_offer_is_applied(tested_app: AsgiOnlyApp) -> None:
    create = request("POST", "/ringyo/v1/agents", AGENT)
    made, _ = respond(tested_app, create)
    agent = re.search(rb'"id":"([^"]+)"', made)
    assert agent is not None
    patch = request("PATCH", f"/ringyo/v1/agents/{agent[1].decode()}", b'{"name": "After"}', OFFERS[0])
    sent, _ = respond(tested_app, create, patch)
    assert b'"name":"After"' in sent


def test_the_journal_shows_the_upgrade_header(tested_app: AsgiOnlyApp) -> None:
    respond(tested_app, request("GET", "/revring/v1/calls", more=OFFERS[0]))
    (record,) = tested_app.app.exchange.worlds.open("default").journal
    assert ("upgrade", "h2c") in record.headers


def test_connect_is_refused_and_the_following_bytes_are_not_read_as_http(tested_app: AsgiOnlyApp) -> None:
    sent, closed = respond(tested_app, b"CONNECT example.test:443 HTTP/1.1\r\nhost: example.test\r\n\r\n")
    assert (sent[9:12], closed) == (b"400", True)


# -- endless request heads -------------------------------------------------------------------------------


def padded(size: int, body: bytes = b"") -> bytes:
    """Return a request whose first line and headers have that many bytes, as the server counts them."""
    raw = request("POST", "/revring/v1/calls", body, "x-pad: \r\n")
    head = len(raw) - len(body)
    counted = head - len(b"POST  HTTP/1.1\r\n") - len(b"\r\n")
    return request("POST", "/revring/v1/calls", body, f"x-pad: {'a' * (size - counted)}\r\n")


@pytest.mark.parametrize("cut", [0, 1, 17, 500, 999])
def test_a_request_head_of_the_maximum_size_is_read_and_a_larger_one_is_refused(
    tested_app: AsgiOnlyApp, cut: int
) -> None:
    fits, over = padded(1000, ORDER), padded(1001, ORDER)
    assert respond(tested_app, fits[:cut], fits[cut:])[0][9:12] == b"201"
    sent, closed = respond(tested_app, over[:cut], over[cut:])
    assert (sent[9:12], closed) == (b"431", True)
    assert b"--max-header-bytes" in sent
    assert tested_app.app.exchange.worlds == {}


@pytest.mark.parametrize(
    "begin",
    [
        b"GET /" + b"a" * 100,
        b"GET /revring/v1/calls HTTP/1.1\r\nx-name" + b"a" * 100,
        b"GET /revring/v1/calls HTTP/1.1\r\nx: " + b"a" * 100,
        b"POST /revring/v1/calls HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1;" + b"a" * 100,
    ],
)
def test_an_endless_request_head_is_refused_and_no_longer_read(tested_app: AsgiOnlyApp, begin: bytes) -> None:
    sent, closed = respond(tested_app, begin, *[b"a" * 100] * 30)
    assert (sent[9:12], closed) == (b"431", True)


def test_endless_headers_and_trailers_are_refused(tested_app: AsgiOnlyApp) -> None:
    head = b"GET /revring/v1/calls HTTP/1.1\r\n"
    trailers = b"POST /revring/v1/calls HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"
    for begin in (head, trailers):
        sent, closed = respond(tested_app, begin, *[b"x-more: 1\r\n"] * 300)
        assert (sent[9:12], closed) == (b"431", True)


def test_a_large_body_does_not_count_as_a_large_head(tested_app: AsgiOnlyApp) -> None:
    large = b'{"agentId": "%b"}' % (b"a" * 5000)
    raw = request("POST", "/revring/v1/calls", large)
    for pieces in ((raw,), (raw[:700], raw[700:]), tuple(raw[at : at + 90] for at in range(0, len(raw), 90))):
        assert respond(tested_app, *pieces)[0][9:12] == b"400"
    chunked = order(chunked=True).partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + b"64\r\n" + b" " * 100 + b"\r\n"
    assert respond(tested_app, chunked, *[b"64\r\n" + b" " * 100 + b"\r\n"] * 40, b"0\r\n\r\n")[0][9:12] == b"400"


def test_many_requests_in_one_piece_do_not_count_as_a_large_head(tested_app: AsgiOnlyApp) -> None:
    sent, closed = respond(tested_app, request("GET", "/revring/v1/calls") * 40)
    assert (sent.count(b"HTTP/1.1 200 OK"), closed) == (40, False)


# -- incomplete requests -----------------------------------------------------------------------


class TimedConnection:
    """A connection with a fake clock."""

    def __init__(self, tested_app: AsgiOnlyApp) -> None:
        self.clock, self.transport = FakeLoop(), Transport()
        self.protocol: BoundedProtocol = protocol(tested_app, limits=SMALL)
        self.transport.protocol = self.protocol
        self.protocol.connection_made(self.transport)
        self.protocol.watch(self.clock)

    def send(self, data: bytes) -> None:
        self.protocol.data_received(data)

    @property
    def result(self) -> tuple[bytes, bool]:
        return bytes(self.transport.received[9:12]), self.transport.closing


def run_on_connection(tested_app: AsgiOnlyApp, check: Any) -> None:
    """Run a check on a new connection, inside a loop."""

    async def run() -> None:
        connection = TimedConnection(tested_app)
        await check(connection)
        connection.transport.close()
        await asyncio.sleep(0)

    asyncio.run(run())


@pytest.mark.parametrize("sent", [5, 60, -10])
def test_an_incomplete_request_gets_408(tested_app: AsgiOnlyApp, sent: int) -> None:
    async def check(connection: TimedConnection) -> None:
        connection.send(order()[:sent])
        await asyncio.sleep(0)
        connection.clock.advance(9.9)
        assert connection.result == (b"", False)
        connection.clock.advance(0.2)
        assert connection.result == (b"408", True)
        assert b"--read-timeout" in connection.transport.received

    run_on_connection(tested_app, check)


def test_each_received_byte_restarts_the_read_timeout(tested_app: AsgiOnlyApp) -> None:
    async def check(connection: TimedConnection) -> None:
        for at in range(60):
            connection.send(order()[at : at + 1])
            connection.clock.advance(9)
        assert connection.result == (b"", False)
        connection.clock.advance(2)
        assert connection.result == (b"408", True)

    run_on_connection(tested_app, check)


def test_an_idle_connection_has_no_read_timeout(tested_app: AsgiOnlyApp) -> None:
    async def check(connection: TimedConnection) -> None:
        connection.clock.advance(60)
        connection.send(order())
        for _ in range(20):
            await asyncio.sleep(0)
        connection.clock.advance(60)
        assert connection.result == (b"201", False)

    run_on_connection(tested_app, check)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.WARNING):
        yield


# -- what is no HTTP ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "wanted"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"A client wants TLS (https)"),
        (
            b"CONNECT api.ringyo.ai:443 HTTP/1.1\r\nhost: api.ringyo.ai:443\r\n\r\n",
            b"A client takes this server for its",
        ),
    ],
)
def test_a_client_that_wants_tls_is_told_how(tested_app: AsgiOnlyApp, begin: bytes, wanted: bytes) -> None:
    response, closes = respond(tested_app, begin)
    assert (response[9:12], closes) == (b"400", True)
    assert wanted in response
    assert b"Start it with --tls." in response
