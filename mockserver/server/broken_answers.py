"""Sends answers that a planned fault breaks or delays; see `gateway.api_faults.BrokenAnswer`.

    ASGI application ─► send_broken(answer, connection, send) ─► connection.wait, .write, .end

What ASGI cannot express goes to the connection: bytes that are no HTTP, a close in the middle, a reset (RST). The
server's own protocol puts its connection into the scope; requests in process bring one that ends the request with the
exception of their client; any other ASGI server gets `AsgiConnection`, which raises `ConnectionResetError`.
"""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from mockserver.calls.api_faults import ApiFaultKind
from mockserver.gateway.api_faults import BrokenAnswer
from mockserver.gateway.client_connection import ClientConnection
from mockserver.providers.base import Answer

_RESET = struct.pack("ii", 1, 0)  #: SO_LINGER with no time: closing sends RST, not FIN
_PIECES = 20  #: of an answer that dribbles
_FLUSH_SECONDS = 0.001
SendAnswer = Callable[[Answer], Awaitable[None]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class SocketConnection:
    """A connection of the server; a mixin for its protocol class."""

    transport: asyncio.Transport
    _is_lost = False
    _is_over = False  #: the connection is gone, or the server stops
    _over: asyncio.Event | None = None  #: set when it is over; like the next, it is made by who waits
    _lost: asyncio.Event | None = None  #: the connection is gone

    def stopping(self) -> None:
        """Note that the server stops."""
        self._is_over = True
        if self._over is not None:
            self._over.set()

    def lost(self) -> None:
        """Note that the connection is gone."""
        self._is_lost = True
        self.stopping()
        if self._lost is not None:
            self._lost.set()

    async def wait(self, seconds: float | None) -> bool:
        """Wait so long (None: for ever). Return whether the connection ended before, or the server stops."""
        if self._is_over:
            return True
        self._over = self._over or asyncio.Event()
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._over.wait(), seconds)
        return False

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.transport.write(data)

    async def end(self, *, reset: bool) -> None:
        """Close the connection after what was sent, or reset it (RST). Return when it is gone."""
        if self._is_lost:
            return
        self._lost = asyncio.Event()
        if reset:
            while self.transport.get_write_buffer_size() and not await self.wait(_FLUSH_SECONDS):
                pass  # a reset drops what the kernel has not got yet
            if not self.transport.is_closing():  # the client may have closed the connection, and its socket is gone
                self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.transport.abort()
        else:
            self.transport.close()
        await self._lost.wait()

    async def abort(self) -> None:
        """Drop the connection at once, with what the client has not got yet. Return when it is gone."""
        if not self._is_lost:
            self._lost = asyncio.Event()
            self.transport.abort()
            await self._lost.wait()


async def send_broken(
    result: BrokenAnswer, head: list[tuple[bytes, bytes]], connection: ClientConnection, send: Send, whole: SendAnswer
) -> None:
    """Send an answer as its fault says. `head` are its headers; `whole` sends an answer as usual."""
    kind, at = result.kind, result.at
    if kind is ApiFaultKind.DELAY:
        await connection.wait(result.seconds)
        await whole(result.resume() if result.resume is not None else result)
        return
    if kind is ApiFaultKind.TIMEOUT:
        await connection.wait(None)
    elif kind is ApiFaultKind.GARBAGE:
        connection.write(result.body)
    elif kind is ApiFaultKind.DRIBBLE:
        await _dribble(result, head, connection, send)
        return
    elif at is not None:
        await send({"type": "http.response.start", "status": result.status, "headers": head})
        if at:
            await send({"type": "http.response.body", "body": result.body[:at], "more_body": True})
    await connection.end(reset=kind is ApiFaultKind.RESET)


async def _dribble(
    result: BrokenAnswer, head: list[tuple[bytes, bytes]], connection: ClientConnection, send: Send
) -> None:
    """Send an answer in pieces, evenly over its time."""
    body = result.body
    await send({"type": "http.response.start", "status": result.status, "headers": head})
    size = max(1, -(-len(body) // _PIECES))
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    for piece in pieces:
        await connection.wait(result.seconds / len(pieces))
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
