"""Requests in process and their responses, and what they have in place of a connection.

InProcessRequest ─► InProcessServer ─► InProcessResponse
                                    └► BrokenConnection, if a planned fault leaves no response
"""

import asyncio
from typing import NamedTuple

RawHeaders = list[tuple[bytes, bytes]]


class InProcessRequest(NamedTuple):
    """A request; `target` is the raw path with its query, header names are in lower case. `timeout` is how many real
    seconds the client waits for the answer; None: for ever."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes
    timeout: float | None = None


class InProcessResponse(NamedTuple):
    """A response. If it breaks off, `breaks` says how, after the body."""

    status: int
    headers: RawHeaders
    body: bytes
    breaks: "BrokenConnection | None" = None


class BrokenConnection(Exception):
    """A planned fault broke the connection: `timeout`, `reset`, `closed` or `garbage`."""

    def __init__(self, how: str) -> None:
        self.how = how
        super().__init__(_BROKEN[how])


_BROKEN = {
    "timeout": "The server did not answer in time (a planned fault).",
    "reset": "The connection was reset by the server (a planned fault).",
    "closed": "The server closed the connection before the end of its answer (a planned fault).",
    "garbage": "The server sent bytes that are no HTTP (a planned fault).",
}


class InProcessConnection:
    """What a request in process has in place of a connection. It ends the request with a `BrokenConnection`."""

    number = 0

    def __init__(self, timeout: float | None) -> None:
        self._left = timeout

    async def wait(self, seconds: float | None) -> bool:
        """Wait so long, unless the client would not: then no time passes.

        Raises:
            BrokenConnection: the client would have given up.
        """
        if seconds is None or (self._left is not None and seconds >= self._left):
            raise BrokenConnection("timeout")
        await asyncio.sleep(seconds)
        return False

    def write(self, data: bytes) -> None:
        """Send bytes that are no HTTP.

        Raises:
            BrokenConnection: always.
        """
        raise BrokenConnection("garbage")

    async def end(self, *, reset: bool) -> None:
        """End the request.

        Raises:
            BrokenConnection: always.
        """
        raise BrokenConnection("reset" if reset else "closed")

    async def abort(self) -> None:
        """Do nothing: there is nothing on its way."""


def as_builtin(broken: BrokenConnection) -> OSError:
    """Return the exception for clients of unknown libraries."""
    return (TimeoutError if broken.how == "timeout" else ConnectionResetError)(str(broken))
