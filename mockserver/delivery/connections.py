"""Connections to receivers, kept for the next request as long as somebody may need them.

    kept ──┬── ask(letter) ─► an idle wire, or a new one ─► answer ─► idle again, or closed
           └── …                                                      at the end of `kept` all that are idle are closed

Requests and journeys say by `kept` that they may need connections. So a burst of webhooks uses a few connections again
and again, and afterwards no receiver has to wait for the end of one before it can stop. How many are used at once is
decided by who asks.

A kept connection is used again only if nothing has arrived on it since its last answer. Bytes that nobody asked for
would be taken for the next answer, so such a connection is closed and a new one opened.

A receiver may close an idle connection at the very moment at which it is used again. So a request over a kept one that
ends without one byte of an answer is sent once more over a new one, as browsers do.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain
from typing import TYPE_CHECKING

from mockserver.delivery.connector import Connector
from mockserver.delivery.receivers import ReceivedWebhook

if TYPE_CHECKING:
    from mockserver.delivery.wire import Address, Answer, Peer, Request, Wire


class Connections:
    """Connections of one event loop, opened by `connector`."""

    def __init__(self, connector: Connector | None = None) -> None:
        self._connector = connector or Connector()
        self._idle: dict[Peer, list[Wire]] = {}
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

    async def ask(self, webhook: ReceivedWebhook, seconds: float = 0.0) -> tuple[int, bytes]:
        """Send a letter, its body in slices over so many `seconds`; the status and at most 1 MB of the answer.

        Raises:
            Refused: webhooks may not be sent there.
            ConnectError: nobody is there, or somebody else than the URL names.
            ProtocolError: no answer came, or none that is HTTP; or HTTP has no way to send this letter.
        """
        from mockserver.delivery.wire import address, request_for  # loads what only receivers with a URL need

        there = address(webhook.url)
        request = request_for(webhook, there, seconds)
        async with self.kept():
            wire = await self._idle_wire(there)
            answer = await self._exchange(wire, request) if wire is not None else None
            if answer is None or not answer.begun:
                answer = await self._exchange(await self._new_wire(there), request)
        return answer.result(there)

    async def _idle_wire(self, there: "Address") -> "Wire | None":
        """Return a kept connection on which nothing has arrived meanwhile; close those on which something has."""
        idle = self._idle.get(there.place)
        while idle:
            wire = idle.pop()
            if wire.fresh:
                return wire
            await wire.close()
        return None

    async def _new_wire(self, there: "Address") -> "Wire":
        from mockserver.delivery.wire import Wire

        return Wire(there, await self._connector.open(there.host, there.port, secure=there.secure))

    async def _exchange(self, wire: "Wire", request: "Request") -> "Answer":
        answer = await wire.ask(request)
        if wire.lasting:
            self._idle.setdefault(wire.there.place, []).append(wire)
        return answer
