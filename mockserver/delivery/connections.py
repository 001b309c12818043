"""Connections to receivers, reused for the next webhook.

    kept ──┬── ask(webhook) ─► an idle connection, or a new one ─► response ─► idle again, or closed
           └── …                                                    at the end of `kept` all idle ones are closed

Within `kept`, connections stay open. So a burst of webhooks reuses a few connections, and afterwards no receiver has to
wait for them before it can stop. The caller decides how many are used at once.

An idle connection is reused only if nothing has arrived on it since its last response. Such bytes would be taken for
the next response, so the connection is closed and a new one opened.

A receiver may close an idle connection at the moment at which it is reused. So a request over a reused connection that
ends without any byte of a response is sent once more over a new one, as browsers do.
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
        """Keep connections open within this context."""
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
        """Send a webhook, its body in slices over so many `seconds`. Return the status and at most 1 MB of the
        response.

        Raises:
            Refused: webhooks may not be sent to that host.
            ConnectError: there is no server, or its certificate is not that of the URL.
            ProtocolError: there was no response, or not an HTTP response, or HTTP cannot express this webhook.
        """
        from mockserver.delivery.wire import address, request_for  # needed for receivers with a URL only

        there = address(webhook.url)
        request = request_for(webhook, there, seconds)
        async with self.kept():
            wire = await self._idle_wire(there)
            answer = await self._exchange(wire, request) if wire is not None else None
            if answer is None or not answer.begun:
                answer = await self._exchange(await self._new_wire(there), request)
        return answer.result(there)

    async def _idle_wire(self, there: "Address") -> "Wire | None":
        """Return an idle connection on which nothing has arrived; close those on which something has."""
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
