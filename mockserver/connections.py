"""Connections to receivers, kept for the next request as long as somebody may need them.

    kept ──┬── ask(letter) ─► an idle wire, or a new one ─► answer ─► idle again, or closed
           └── …                                                      at the end of `kept` all that are idle are closed

Requests and journeys say by `kept` that they may need connections. So a burst of webhooks uses a few connections again
and again, and afterwards no receiver has to wait for the end of one before it can stop. How many are used at once is
decided by who asks.

A receiver may close an idle connection at the very moment at which it is used again. So a request over a kept one that
ends without one byte of an answer is sent once more over a new one, as browsers do.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from mockserver.receivers import Letter

if TYPE_CHECKING:
    import ssl

    from mockserver.wire import Answer, Place, Request, Wire


def system_trust() -> "ssl.SSLContext":
    """Whom this machine trusts, whatever its environment says."""
    import httpx2  # slow, and needed for receivers with TLS only

    return httpx2.create_ssl_context(trust_env=False)


class Connections:
    """Connections of one event loop. `trust` says who may be talked to by TLS."""

    def __init__(self, trust: "Callable[[], ssl.SSLContext]" = system_trust) -> None:
        self._trust = cache(trust)
        self._idle: dict[Place, list[Wire]] = {}
        self._needs = 0

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Within, connections are kept for the next request."""
        self._needs += 1
        try:
            yield
        finally:
            self._needs -= 1
            if self._needs == 0:
                idle, self._idle = self._idle, {}
                for wire in chain(*idle.values()):
                    await wire.close()

    async def ask(self, letter: Letter, seconds: float = 0.0) -> tuple[int, bytes]:
        """Send a letter, its body in slices over so many `seconds`; the status and at most 1 MB of the answer.

        Raises:
            ConnectError: nobody is there, or somebody else than the URL names.
            ProtocolError: no answer came, or none that is HTTP; or HTTP has no way to send this letter.
        """
        from mockserver.wire import Wire, address, request_for  # loads what only receivers with a URL need

        there = address(letter.url)
        request = request_for(letter, there, seconds)
        async with self.kept():
            idle = self._idle.get(there.place)
            answer = await self._exchange(idle.pop(), request) if idle else None
            if answer is None or not answer.begun:
                answer = await self._exchange(await Wire.open(there, self._trust), request)
        return answer.told(there)

    async def _exchange(self, wire: "Wire", request: "Request") -> "Answer":
        answer = await wire.ask(request)
        if wire.lasting:
            self._idle.setdefault(wire.there.place, []).append(wire)
        return answer
