"""The connection over which a request came, for what ASGI cannot express: waits, raw bytes, a close, a reset.

The server's own protocol puts its connection into the ASGI scope (`server.broken_answers.SocketConnection`). Requests
in process bring one without a socket (`testing.in_process`). For any other ASGI server, use `AsgiConnection`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

EXTENSION = "mockserver"  #: of the ASGI scope


class ClientConnection(Protocol):
    """The connection over which a request came. `number` is 0 if it is no socket of this server."""

    number: int

    async def wait(self, seconds: float | None) -> bool:
        """Wait so long (None: for ever). Return whether the connection ended before, or the server stops."""

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""

    async def end(self, *, reset: bool) -> None:
        """Close the connection after what was sent, or reset it (RST). Return when it is gone."""

    async def abort(self) -> None:
        """Drop the connection at once, with what the client has not got yet. Return when it is gone."""


class AsgiConnection:
    """A connection of another ASGI server, which can only be told by an exception that something broke."""

    number = 0

    def __init__(self, receive: Callable[[], Awaitable[Any]]) -> None:
        self._receive = receive

    async def wait(self, seconds: float | None) -> bool:
        """Wait so long (None: until the client is gone)."""
        if seconds is not None:
            await asyncio.sleep(seconds)
            return False
        while (await self._receive())["type"] != "http.disconnect":
            pass
        return True

    def write(self, data: bytes) -> None:
        """Send nothing: ASGI has no raw bytes."""

    async def end(self, *, reset: bool) -> None:
        """Report that the connection broke.

        Raises:
            ConnectionResetError: always.
        """
        raise ConnectionResetError("The connection was reset." if reset else "The connection was closed.")

    async def abort(self) -> None:
        """Do nothing: the server of this connection decides."""


def connection_of(scope: Any) -> ClientConnection | None:
    """Return the connection that a scope brings, if it brings one."""
    extensions = scope.get("extensions")
    if not extensions or EXTENSION not in extensions:
        return None
    found: ClientConnection = extensions[EXTENSION]["connection"]
    return found
