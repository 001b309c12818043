"""Connections and HTTP/1.1 over them, byte for byte, to scripted receivers that behave well or badly."""

import asyncio
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mockserver.delivery.connections import Connections
from mockserver.delivery.connector import ConnectError, Connector
from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.delivery.wire import MOST_HEAD, MOST_READ, ProtocolError, address

CERTIFICATE = Path(__file__).with_name("localhost.pem")
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
PART = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"


class Peer:
    """A scripted receiver. `got` records the requests, with the number of their connection.

    Each of `scripts` lists the responses on one connection, before it closes; the last serves all further connections.
    """

    def __init__(self, *scripts: list[bytes], hasty: bool = False, resets: bool = False) -> None:
        self.scripts = scripts
        self.hasty = hasty  #: responds as soon as any byte has arrived
        self.resets = resets  #: resets the connection instead of closing it
        self.connections = 0
        self.got: list[tuple[int, bytes]] = []
        self.left = 0  #: connections that the sender has closed
        self.served: list[asyncio.Task[Any]] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Play the script of one connection."""
        number, self.connections = self.connections, self.connections + 1
        self.begin()
        for said in self.scripts[min(number, len(self.scripts) - 1)]:
            try:
                self.got.append((number, await self.read(reader)))
            except (asyncio.IncompleteReadError, ConnectionError):
                self.left += 1
                break
            writer.write(said)
            with suppress(ConnectionError):
                await writer.drain()
        if self.resets:
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    def begin(self) -> None:
        """Record the task that serves a connection, to wait for its end."""
        task = asyncio.current_task()
        assert task is not None
        self.served.append(task)

    async def read(self, reader: asyncio.StreamReader) -> bytes:
        """Return the next request."""
        if self.hasty:
            return await reader.read(65536)
        head = await reader.readuntil(b"\r\n\r\n")
        _, named, length = head.lower().partition(b"content-length: ")
        return head + await reader.readexactly(int(length.partition(b"\r\n")[0]) if named else 0)


def webhook(url: str, body: bytes = b"{}", method: str = "POST", **headers: str) -> ReceivedWebhook:
    return ReceivedWebhook(method, url, tuple((name.replace("_", "-"), value) for name, value in headers.items()), body)


def talk(peer: Peer, work: Callable[[], Awaitable[Any]], **where: Any) -> Any:
    """Run `work` while the peer listens, on 127.0.0.1 by default, and return its result."""

    async def both() -> Any:
        server = await asyncio.start_server(peer.serve, **{"host": "127.0.0.1", "port": 0, **where})
        host, port = server.sockets[0].getsockname()[:2]
        peer.url = f"http://{f'[{host}]' if ':' in host else host}:{port}/hook"
        async with asyncio.timeout(20), server:
            came = await work()
            await asyncio.gather(*peer.served)
            return came

    return asyncio.run(both())


def said(answer: bytes, **facts: bool) -> tuple[int, bytes]:
    """Return the response to one request, from a peer that sends these bytes and closes."""
    peer = Peer([answer], **facts)
    return talk(peer, lambda: Connections().ask(webhook(peer.url)))  # type: ignore[no-any-return]


def asked(times: int, *scripts: list[bytes], kept: bool = True, **facts: bool) -> tuple[Peer, list[Any]]:
    """Send requests one after the other, and return the peer and each status and body, or error."""
    peer, wire, came = Peer(*scripts, **facts), Connections(), list[Any]()

    async def ask() -> None:
        for number in range(times):
            try:
                came.append(await wire.ask(webhook(peer.url, b"%d" % number)))
            except (ConnectError, ProtocolError) as error:
                came.append(str(error).replace(peer.url[7:-5], "PEER"))

    async def work() -> None:
        if not kept:
            await ask()
            return
        async with wire.kept():
            await ask()

    talk(peer, work)
    return peer, came


# -- connections -----------------------------------------------------------------------------------


def test_a_connection_is_kept_for_the_next_request_and_closed_at_the_end() -> None:
    peer, came = asked(3, [OK] * 4)
    assert came == [(200, b"ok")] * 3
    assert (peer.connections, peer.left) == (1, 1)


def test_a_connection_that_nobody_needs_is_closed_at_once() -> None:
    peer, came = asked(3, [OK] * 4, kept=False)
    assert came == [(200, b"ok")] * 3
    assert peer.connections == 3


def test_connections_stay_open_while_any_user_needs_them() -> None:
    peer, wire = Peer([OK] * 3), Connections()

    async def work() -> None:
        async with wire.kept():
            async with wire.kept():
                await wire.ask(webhook(peer.url))
            await wire.ask(webhook(peer.url))

    talk(peer, work)
    assert peer.connections == 1


def test_a_kept_connection_is_reused_only_for_its_host() -> None:
    peer, connections = Peer([OK] * 4), Connections()

    async def work() -> None:
        async with connections.kept():
            for host in ("127.0.0.1", "localhost", "LOCALHOST.", "127.1"):
                await connections.ask(webhook(peer.url.replace("127.0.0.1", host)))

    talk(peer, work)
    assert sorted(number for number, _ in peer.got) == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
        OK + b"more than was announced",
        OK + b"HTTP/1.1 500 Twice\r\ncontent-length: 3\r\n\r\nbad",
    ],
)
def test_a_connection_that_cannot_be_reused_is_closed(answer: bytes) -> None:
    peer, came = asked(2, [answer])
    assert came == [(200, b"ok")] * 2
    assert [number for number, _ in peer.got] == [0, 1]


def test_a_kept_connection_that_was_closed_is_replaced_without_an_error() -> None:
    peer, came = asked(3, [OK])
    assert came == [(200, b"ok")] * 3
    assert [(number, request[-1:]) for number, request in peer.got] == [(0, b"0"), (1, b"1"), (2, b"2")]


def test_a_kept_connection_that_is_reset_is_replaced_without_an_error() -> None:
    _, came = asked(3, [OK], resets=True)
    assert came == [(200, b"ok")] * 3


def test_a_request_is_resent_at_most_once() -> None:
    peer, came = asked(2, [OK], [b""])
    assert came == [(200, b"ok"), "PEER closed the connection without a response"]
    assert peer.connections == 2


def test_a_request_on_a_new_connection_is_not_resent() -> None:
    peer, came = asked(1, [b""])
    assert came == ["PEER closed the connection without a response"]
    assert len(peer.got) == 1


def test_a_partly_answered_request_is_not_resent() -> None:
    peer, came = asked(2, [OK, PART])
    assert came == [(200, b"ok"), "PEER closed the connection in the middle of its response"]
    assert len(peer.got) == 2


def test_a_timeout_closes_the_connection() -> None:
    peer, wire = Peer([b"", OK]), Connections()

    async def work() -> None:
        async with wire.kept():
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await wire.ask(webhook(peer.url))
            await asyncio.gather(*peer.served)
            assert peer.left == 1

    talk(peer, work)


def test_a_name_may_have_ipv4_and_ipv6_addresses() -> None:
    peer = Peer([OK])
    assert talk(peer, lambda: Connections().ask(webhook(peer.url.replace("127.0.0.1", "localhost")))) == (200, b"ok")


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_ipv6_addresses_work() -> None:
    peer = Peer([OK])
    assert talk(peer, lambda: Connections().ask(webhook(peer.url)), host="::1") == (200, b"ok")
    assert f"host: {peer.url[7:-5]}\r\n".encode() in peer.got[0][1]


@pytest.mark.parametrize(
    ("host", "why"),
    [("127.0.0.1:1", "127.0.0.1:1 cannot be reached: "), ("no-such-host.test", "no-such-host.test:80 ")],
)
def test_a_failed_connection_is_reported_with_the_reason(host: str, why: str) -> None:
    with pytest.raises(ConnectError, match=why):
        asyncio.run(Connections().ask(webhook(f"http://{host}/")))


# -- TLS -------------------------------------------------------------------------------------------


def secure(peer: Peer, wire: Connections, host: str = "localhost") -> Any:
    """Return the response to a request over TLS, from a peer with a certificate for localhost."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return talk(
        peer,
        lambda: wire.ask(webhook(peer.url.replace("http", "https").replace("127.0.0.1", host))),
        ssl=context,
    )


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_a_tls_receiver_with_a_trusted_certificate_gets_the_request() -> None:
    assert secure(Peer([OK]), Connections(Connector(trust=trusting))) == (200, b"ok")


def test_a_receiver_with_an_untrusted_certificate_gets_nothing() -> None:
    peer = Peer([OK])
    with pytest.raises(ConnectError, match="cannot be trusted: self-signed certificate"):
        secure(peer, Connections())
    assert peer.got == []


def test_a_receiver_with_a_certificate_of_another_host_gets_nothing() -> None:
    peer = Peer([OK])
    with pytest.raises(ConnectError, match="cannot be trusted: IP address mismatch"):
        secure(peer, Connections(Connector(trust=trusting)), host="127.0.0.1")
    assert peer.got == []


def test_tls_to_a_receiver_without_tls_is_reported() -> None:
    peer = Peer([b"HTTP/1.1 400 Bad Request\r\n\r\n"], hasty=True)
    with pytest.raises(ConnectError, match=r"there is no TLS with .*: \w+"):
        talk(peer, lambda: Connections(Connector(trust=trusting)).ask(webhook(peer.url.replace("http", "https"))))


# -- responses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (OK, 200, b"ok"),
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, b"until the end"),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, b"until the end"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n", 200, b"abc"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + OK, 200, b"ok"),
        (b"HTTP/1.1 307 Elsewhere\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n", 307, b""),
        (b"HTTP/1.1 101 Switching\r\nupgrade: a\r\nconnection: upgrade\r\n\r\n\x00\x01", 101, b""),
        (b"HTTP/1.1 500\r\ncontent-length: 3\r\n\r\nbad", 500, b"bad"),
        (b"HTTP/1.1 200 OK\ncontent-length: 2\n\nok", 200, b"ok"),
        (b"HTTP/1.1 200 OK\r\nx: a\r\n  folded\r\nserver: caf\xe9\r\ncontent-length: 2\r\n\r\nok", 200, b"ok"),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n\x1f\x8b", 200, b"\x1f\x8b"),
    ],
)
def test_a_response_is_read_to_its_end(answer: bytes, status: int, body: bytes) -> None:
    assert said(answer) == (status, body)


@pytest.mark.parametrize("answer", [OK, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000])
def test_a_response_may_arrive_byte_by_byte(answer: bytes) -> None:
    """The system may join bytes; what matters is that pieces may end anywhere."""

    class Slow(Peer):
        async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.begin()
            await self.read(reader)
            for number in range(len(answer)):
                writer.write(answer[number : number + 1])
                await asyncio.sleep(0)
            writer.close()
            await writer.wait_closed()

    peer = Slow()
    status, body = talk(peer, lambda: Connections().ask(webhook(peer.url)))
    assert (status, body) == (200, answer.partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "closed the connection without a response"),
        (b"HTTP/1.1 200 OK\r\ncontent-le", "closed the connection in the middle of its response"),
        (PART, "closed the connection in the middle of its response"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab", "closed the connection in the middle"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", "closed the connection in the middle of its response"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", r"did not respond with HTTP/1.1: .* in b'SSH-2.0-OpenSSH_9.9"),
        (b"\x15\x03\x01\x00\x02\x02\x16", "did not respond with HTTP/1.1"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: some\r\n\r\n", "Invalid character in Content-Length"),
        (
            b"HTTP/1.1 200 OK\r\nx: " + b"y" * 2 * MOST_HEAD,
            "sent more than 102,400 bytes without a complete response head",
        ),
        (
            b"HTTP/1.1 100 Continue\r\n\r\n" * (MOST_HEAD // 10),
            "sent more than 102,400 bytes without a complete response head",
        ),
    ],
)
def test_an_invalid_response_is_reported(answer: bytes, why: str) -> None:
    with pytest.raises(ProtocolError, match=why):
        said(answer)


def test_a_reset_is_reported_as_one() -> None:
    with pytest.raises(ProtocolError, match="reset the connection without a response"):
        said(b"", resets=True)


@pytest.mark.parametrize("length", [b"content-length: 3000000\r\n", b""])
def test_only_a_megabyte_of_a_long_response_is_read(length: bytes) -> None:
    status, body = said(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n" + b"x" * 3_000_000)
    assert (status, len(body)) == (200, MOST_READ)


# -- requests --------------------------------------------------------------------------------------


def request(what: ReceivedWebhook, seconds: float = 0.0) -> list[str]:
    """Return the lines of a request as its receiver gets it."""
    peer = Peer([OK])
    talk(peer, lambda: Connections().ask(what._replace(url=peer.url + what.url), seconds))
    return peer.got[0][1].decode().replace(peer.url[7:-5], "PEER").split("\r\n")


def test_a_request_has_its_headers_in_order_and_those_that_http_requires() -> None:
    assert request(webhook("?a=b", b'{"x": 1}', content_type="application/json", x_own="ü")) == [
        "POST /hook?a=b HTTP/1.1",
        "host: PEER",
        "content-type: application/json",
        "x-own: ü",
        "content-length: 8",
        "accept: */*",
        "",
        '{"x": 1}',
    ]


@pytest.mark.parametrize(("method", "has_length"), [("POST", True), ("PUT", True), ("GET", False), ("DELETE", False)])
def test_an_empty_body_has_a_length_where_one_is_expected(method: str, has_length: bool) -> None:
    lines = request(webhook("", b"", method))
    assert lines[0] == f"{method} /hook HTTP/1.1"
    assert ("content-length: 0" in lines) == has_length


def test_a_given_content_length_is_ignored() -> None:
    lines = request(webhook("", b"{}", Content_Length="99", Transfer_Encoding="chunked"))
    assert [line for line in lines if "ength" in line or "ncoding" in line] == ["content-length: 2"]


def test_a_given_host_header_is_used() -> None:
    assert [line for line in request(webhook("", host="other.test")) if "ost:" in line] == ["host: other.test"]


@pytest.mark.parametrize(("name", "value"), [("x", "a\r\ny: b"), ("x", "a\0"), ("x y", "a"), ("", "a"), ("x:", "a")])
def test_an_invalid_header_is_not_sent(name: str, value: str) -> None:
    with pytest.raises(ProtocolError, match="is not a valid header"):
        asyncio.run(Connections().ask(ReceivedWebhook("POST", "http://127.0.0.1:1/", ((name, value),), b"")))


def test_a_slow_body_arrives_completely() -> None:
    assert request(webhook("", b"0123456789" * 7), 0.02)[-1] == "0123456789" * 7
    assert request(webhook("", b""), 0.02)[-1] == ""


def test_an_early_response_to_a_slow_body_is_used() -> None:
    peer = Peer([b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n"], hasty=True)
    assert talk(peer, lambda: Connections().ask(webhook(peer.url, b"x" * 1000), 0.1)) == (408, b"")


@pytest.mark.parametrize(
    ("url", "target", "authority"),
    [
        ("http://localhost", "/", "localhost"),
        ("http://localhost:80/a", "/a", "localhost"),
        ("http://LOCALHOST:8080/A?b", "/A?b", "localhost:8080"),
        ("http://localhost?b=c#d", "/?b=c", "localhost"),
        ('https://localhost:443/a%20b/ü c?d="e"&f=%C3%BC', "/a%20b/%C3%BC%20c?d=%22e%22&f=%C3%BC", "localhost"),
        ("https://[::1]:8443/", "/", "[::1]:8443"),
        ("http://bücher.local/", "/", "xn--bcher-kva.local"),
        ("http://me:secret@localhost/", "/", "localhost"),
    ],
)
def test_a_url_gives_host_port_and_target(url: str, target: str, authority: str) -> None:
    there = address(url)
    assert (there.target, there.authority) == (target, authority)


def test_credentials_in_the_url_are_used_unless_the_webhook_has_an_authorization_header() -> None:
    peer = Peer([OK])
    talk(peer, lambda: Connections().ask(webhook(peer.url.replace("//", "//me:p%40ss@"))))
    assert b"authorization: Basic bWU6cEBzcw==\r\n" in peer.got[0][1]
    peer = Peer([OK])
    talk(peer, lambda: Connections().ask(webhook(peer.url.replace("//", "//me@"), Authorization="Bearer x")))
    assert peer.got[0][1].lower().count(b"authorization") == 1
