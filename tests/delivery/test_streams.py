"""Streams and reused connections: unsolicited bytes are never taken for a response.

The receiver is a raw socket that the test drives step by step, on both event loops.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from mockserver.delivery.connections import Connections
from mockserver.delivery.connector import Connector
from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.delivery.streams import MOST_WAITING, BrokenStream, Stream, connect

CERTIFICATE = Path(__file__).with_name("localhost.pem")
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"
UNSOLICITED = b"HTTP/1.1 500 Stale\r\ncontent-length: 5\r\n\r\nstale"
LOOPS: list[Any] = [asyncio.new_event_loop]
with contextlib.suppress(ImportError):
    import uvloop

    LOOPS.append(uvloop.new_event_loop)


@pytest.fixture(params=LOOPS, ids=lambda make: make.__module__.partition(".")[0])
def run(request: pytest.FixtureRequest) -> Callable[[Callable[[], Awaitable[Any]]], Any]:
    """Run a coroutine function on one of the event loops, for at most 20 s."""

    async def limited(work: Callable[[], Awaitable[Any]]) -> Any:
        async with asyncio.timeout(20):
            return await work()

    def run(work: Callable[[], Awaitable[Any]]) -> Any:
        with asyncio.Runner(loop_factory=request.param) as runner:
            return runner.run(limited(work))

    return run


class Raw:
    """A receiver that does only what the test tells it to."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        self.port = self.listener.getsockname()[1]
        self.peers: list[socket.socket] = []

    async def accept(self) -> socket.socket:
        """Return the next connection."""
        peer, _ = await asyncio.get_running_loop().sock_accept(self.listener)
        self.peers.append(peer)
        return peer

    async def answer(self, peer: socket.socket, said: bytes) -> bytes:
        """Read a request, respond, and return the request."""
        request = await asyncio.get_running_loop().sock_recv(peer, 65536)
        await asyncio.get_running_loop().sock_sendall(peer, said)
        return request

    def close(self) -> None:
        """Close everything."""
        for each in (*self.peers, self.listener):
            each.close()


async def turns(count: int = 50) -> None:
    """Let the event loop read what has arrived."""
    for _ in range(count):
        await asyncio.sleep(0)


async def ask(connections: Connections, port: int, answer: Awaitable[Any], body: bytes = b"{}") -> tuple[int, bytes]:
    """Send a request that the receiver answers, and return the response."""
    asked = connections.ask(ReceivedWebhook("POST", f"http://127.0.0.1:{port}/", (), body))
    answered, _ = await asyncio.gather(asked, answer)
    return answered


def end(peer: socket.socket) -> None:
    """Close the sending side only."""
    peer.shutdown(socket.SHUT_WR)


def answer_and_end(peer: socket.socket) -> None:
    """Send an unsolicited response and close."""
    peer.send(UNSOLICITED)
    peer.close()


UNSOLICITED_CASES: dict[str, Callable[[socket.socket], object]] = {
    "answer": lambda peer: peer.send(UNSOLICITED),
    "byte": lambda peer: peer.send(b"\n"),
    "end": end,
    "answer and end": answer_and_end,
}


@pytest.mark.parametrize("way", UNSOLICITED_CASES)
@pytest.mark.parametrize("between", [0, 50])
def test_unsolicited_bytes_on_a_kept_connection_are_not_the_next_response(run: Any, way: str, between: int) -> None:
    """Without a turn of the event loop in between, the bytes wait in the socket, otherwise in the stream."""
    raw, connections = Raw(), Connections()

    async def first() -> None:
        await raw.answer(await raw.accept(), OK + b"11")

    async def second() -> bytes:
        return await raw.answer(await raw.accept(), OK + b"22")

    async def work() -> None:
        async with connections.kept():
            assert await ask(connections, raw.port, first()) == (200, b"11")
            UNSOLICITED_CASES[way](raw.peers[0])
            await turns(between)
            again = asyncio.ensure_future(second())
            assert await ask(connections, raw.port, again, b"again") == (200, b"22")
            assert again.result().endswith(b"again")
        await turns()
        if way != "answer and end":  # the sender has closed it without sending anything
            with contextlib.suppress(ConnectionResetError):
                assert raw.peers[0].recv(100) == b""

    run(work)
    raw.close()


@pytest.mark.parametrize("spoiled", [1, 2])
def test_only_kept_connections_without_unsolicited_bytes_are_reused(run: Any, spoiled: int) -> None:
    raw, connections = Raw(), Connections()

    async def both() -> None:
        for peer in [await raw.accept(), await raw.accept()]:
            await raw.answer(peer, OK + b"11")

    async def third() -> None:
        await raw.answer(raw.peers[0] if spoiled == 1 else await raw.accept(), OK + b"33")

    async def work() -> None:
        async with connections.kept():
            once = asyncio.ensure_future(both())
            await asyncio.gather(*(ask(connections, raw.port, once) for _ in range(2)))
            for peer in raw.peers[-spoiled:]:
                peer.send(UNSOLICITED)
            assert await ask(connections, raw.port, third()) == (200, b"33")

    run(work)
    assert len(raw.peers) == 1 + spoiled
    raw.close()


def test_a_kept_connection_without_unsolicited_bytes_is_reused(run: Any) -> None:
    raw, connections = Raw(), Connections()

    async def work() -> None:
        async with connections.kept():

            async def first() -> None:
                await raw.answer(await raw.accept(), OK + b"11")

            await ask(connections, raw.port, first())
            for _ in range(3):
                await turns()
                assert await ask(connections, raw.port, raw.answer(raw.peers[0], OK + b"ok")) == (200, b"ok")

    run(work)
    assert len(raw.peers) == 1
    raw.close()


@pytest.mark.parametrize("between", [10, 50])
def test_unsolicited_bytes_over_tls_are_not_the_next_response(run: Any, between: int) -> None:
    security = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    security.load_cert_chain(CERTIFICATE)
    connections = Connections(Connector(trust=lambda: ssl.create_default_context(cafile=str(CERTIFICATE))))
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        said = b"%d%d" % (len(writers), len(writers))
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await reader.readuntil(b"{}")
                writer.write(OK + said)
        writer.close()

    async def work() -> list[bytes]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=security)
        webhook = ReceivedWebhook("POST", f"https://localhost:{server.sockets[0].getsockname()[1]}/", (), b"{}")
        async with server, connections.kept():
            bodies = [(await connections.ask(webhook))[1] for _ in range(3)]
            writers[0].write(UNSOLICITED)
            await turns(between)
            bodies.append((await connections.ask(webhook))[1])
        await turns()
        return bodies

    assert run(work) == [b"11", b"11", b"11", b"22"]


# -- streams ---------------------------------------------------------------------------------------


async def pair(raw: Raw) -> tuple[Stream, socket.socket]:
    """Return a stream and the socket at its other end."""
    stream, peer = await asyncio.gather(connect("127.0.0.1", raw.port, None, "localhost"), raw.accept())
    peer.setblocking(False)
    return stream, peer


def test_the_unread_bytes_of_a_stream_are_limited(run: Any) -> None:
    raw = Raw()

    async def work() -> None:
        stream, peer = await pair(raw)
        sent, full = 0, 0
        while full < 100:  # what its reader does not take stays in the sockets, until they are full
            try:
                sent += peer.send(bytes(65536))
                full = 0
            except BlockingIOError:
                full += 1
            await asyncio.sleep(0)
        assert not stream.fresh
        got = len(await stream.receive())
        assert MOST_WAITING < got < sent
        while got < sent:
            got += len(await stream.receive())
        assert got == sent
        assert stream.fresh
        await stream.close()

    run(work)
    raw.close()


def test_a_stream_sends_as_fast_as_the_peer_reads(run: Any) -> None:
    raw, size = Raw(), 20_000_000

    async def work() -> None:
        stream, peer = await pair(raw)
        sending = asyncio.ensure_future(stream.send(bytes(size)))
        await turns()
        assert not sending.done()
        got = 0
        while got < size:
            got += len(await asyncio.get_running_loop().sock_recv(peer, 1 << 20))
        await sending
        await stream.close()

    run(work)
    raw.close()


def test_a_reset_ends_pending_sends_and_receives(run: Any) -> None:
    raw = Raw()

    async def work() -> None:
        stream, peer = await pair(raw)
        waiting = [asyncio.ensure_future(one) for one in (stream.send(bytes(20_000_000)), stream.receive())]
        await turns()
        peer.close()  # with bytes unread, which is a reset
        for result in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(result, BrokenStream)
        with pytest.raises(BrokenStream):
            await stream.send(b"more")
        assert not stream.fresh
        await stream.close()

    run(work)
    raw.close()


def test_received_bytes_can_be_read_after_the_end_of_a_stream(run: Any) -> None:
    raw = Raw()

    async def work() -> None:
        stream, peer = await pair(raw)
        peer.send(b"last words")
        end(peer)
        await turns()
        assert not stream.fresh
        assert [await stream.receive(), await stream.receive()] == [b"last words", b""]
        await stream.send(b"heard")
        assert await asyncio.get_running_loop().sock_recv(peer, 100) == b"heard"
        await stream.close()

    run(work)
    raw.close()
