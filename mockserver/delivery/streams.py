"""A TCP connection of the running event loop, with or without TLS: bytes out, bytes in.

    connect(address) ─► Stream ─► send, receive ─► fresh? ─► send, receive … ─► close

A stream buffers what has arrived until it is received. So `fresh` can tell whether anything has arrived on an idle
connection. `connect` takes addresses only; names are looked up and judged in `connector`.
"""

import asyncio
import socket
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import ssl

MOST_WAITING = 256 * 1024  #: bytes that are kept unread before reading stops


class BrokenStream(Exception):
    """The peer has reset the connection."""


class Stream(asyncio.Protocol):
    """A connection. One caller at a time may send, and one may receive."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._arrived: list[bytes] = []
        self._waiting = 0  #: bytes that have arrived
        self._ended = False  #: nothing more arrives
        self._lost = False
        self._fault: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None  #: there while the transport takes no more bytes

    async def send(self, data: bytes) -> None:
        """Send bytes; wait while the send buffer is full.

        Raises:
            BrokenStream: the connection is lost.
        """
        if not self._lost:
            self._transport.write(data)
            if self._writer is not None:
                await self._writer
        if self._lost:
            raise BrokenStream

    async def receive(self) -> bytes:
        """Return the bytes that have arrived, after waiting for some; b"" at the end of the stream.

        Raises:
            BrokenStream: the connection was reset.
        """
        if not self._arrived and not self._ended:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        if not self._arrived and self._fault is not None:
            raise BrokenStream
        return self._take()

    @property
    def fresh(self) -> bool:
        """Whether the connection is open and nothing has arrived on it that was not received."""
        return not (self._arrived or self._ended or self._transport.is_closing() or self._readable())

    async def close(self) -> None:
        """Close the connection at once; what was not sent yet is lost."""
        self._transport.abort()
        await asyncio.sleep(0)  # the event loop closes the socket in its next round

    # -- pieces ------------------------------------------------------------------------------------

    def _take(self) -> bytes:
        data = self._arrived[0] if len(self._arrived) == 1 else b"".join(self._arrived)
        self._arrived.clear()
        if self._waiting > MOST_WAITING and not self._ended:
            self._transport.resume_reading()
        self._waiting = 0
        return data

    def _readable(self) -> bool:
        """Whether the socket has bytes, an end or an error that the event loop has not read yet."""
        with socket.socket(fileno=self._transport.get_extra_info("socket").fileno()) as borrowed:
            try:
                borrowed.settimeout(0)
                borrowed.recv(1, socket.MSG_PEEK)
            except BlockingIOError:
                return False
            except OSError:
                return True
            finally:
                borrowed.detach()  # it belongs to the event loop
        return True

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    # -- what the event loop calls -----------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._arrived.append(data)
        before, self._waiting = self._waiting, self._waiting + len(data)
        if before <= MOST_WAITING < self._waiting:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._ended = True
        self._wake()
        return self._transport.get_extra_info("sslcontext") is None  # by TLS both directions end together

    def connection_lost(self, error: Exception | None) -> None:
        self._ended = self._lost = True
        self._fault = error
        self._wake()
        self.resume_writing()

    def pause_writing(self) -> None:
        self._writer = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None and not writer.done():
            writer.set_result(None)


async def connect(address: str, port: int, security: "ssl.SSLContext | None", name: str) -> Stream:
    """Connect to an IP address. With `security`, speak TLS with a peer that must be `name`.

    Raises:
        OSError: there is no connection, or (an `SSLError`) no TLS.
    """
    loop = asyncio.get_running_loop()
    named = name if security is not None else None
    _, stream = await loop.create_connection(Stream, address, port, ssl=security, server_hostname=named)
    return stream


async def look_up(name: str, port: int) -> list[str]:
    """Return the addresses of a host name, best first, as the system's resolver has them.

    Raises:
        OSError: there are none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return [_with_zone(*entry[4]) for entry in found]


def _with_zone(address: str, _port: int, _flow: int = 0, zone: int = 0) -> str:
    return f"{address}%{zone}" if zone and "%" not in address else address
