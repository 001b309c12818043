"""A connection without a socket: tests feed bytes into a protocol of the server and collect its response.

    exchange(protocol(app), [piece, piece, …]) ─► the loop runs until no bytes follow ─► received bytes, closed

A piece is fed only while the protocol reads and the connection is open, as on a real transport. `protocol` builds the
protocols that tests compare: the one of the server, or uvicorn's own.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from mockserver.server.server import configured
from mockserver.world.settings import DEFAULT_LIMITS, Limits

_SPINS = 12  #: iterations of the loop without new bytes, after which the response is complete


class Transport(asyncio.Transport):
    """The server's side of the connection."""

    def __init__(self) -> None:
        super().__init__()
        self.received, self.closing, self.reads = bytearray(), False, True
        self.protocol: asyncio.Protocol | None = None

    def write(self, data: Any) -> None:
        if not self.closing:
            self.received += data

    def close(self) -> None:
        if not self.closing:
            self.closing = True
            assert self.protocol is not None, "a protocol closes only its own connection"
            asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)

    def abort(self) -> None:
        self.close()

    def is_closing(self) -> bool:
        return self.closing

    def pause_reading(self) -> None:
        self.reads = False

    def resume_reading(self) -> None:
        self.reads = True

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": ("127.0.0.1", 5), "sockname": ("127.0.0.1", 4010)}.get(name, default)


def protocol(app: Any, *, plain: bool = False, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Return the server's protocol of one connection for that application; with `plain` it is uvicorn's own."""
    config = configured(app, limits)
    config.load()
    kind: Any = HttpToolsProtocol if plain else config.http_protocol_class
    made = kind(config=config, server_state=ServerState(), app_state={})
    made.access_log = False
    return made


async def exchange(made: Any, pieces: Iterable[bytes]) -> tuple[bytes, bool]:
    """Return what a protocol sends back for these pieces, and whether it closes the connection."""
    transport = Transport()
    transport.protocol = made
    made.connection_made(transport)
    for piece in pieces:
        if transport.closing or not transport.reads:
            break
        if piece:
            made.data_received(piece)
        await _settle(made, transport)
    result = bytes(transport.received), transport.closing
    transport.close()
    await _settle(made, transport)
    return result


async def _settle(made: Any, transport: Transport) -> None:
    """Let the loop run until all requests are finished, or send nothing more."""
    quiet = 0
    while quiet < (_SPINS if made.tasks else 1):
        before = len(transport.received), transport.closing
        await asyncio.sleep(0)
        quiet = quiet + 1 if before == (len(transport.received), transport.closing) else 0
