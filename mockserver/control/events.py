"""The event stream (server-sent events): what happens in the worlds, while it happens.

    GET /__admin/events ─► reader of the ring ─┬─ news ─► send what it can take
                                               ├─ nothing for 15 s ─► send a comment
                                               └─ client gone, server stops, reader too slow ─► end

Each open stream has one task that writes. When the stream must end, that task may finish what is pending, for at most
two seconds; then the connection is dropped. What the messages say is decided in `event_stream`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from difflib import get_close_matches
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Reply
from mockserver.control.event_ring import Reader, StreamBounds, Wanted
from mockserver.control.event_stream import KINDS, EventStream
from mockserver.control.http import error_response, requested_world
from mockserver.errors import SettingsError, did_you_mean
from mockserver.gateway.client_connection import AsgiConnection, ClientConnection, connection_of
from mockserver.gateway.exchange import Exchange

_HEADERS = {
    "cache-control": "no-store",
    "connection": "close",  # when the stream ends
    "x-accel-buffering": "no",  # proxies must not hold back events
}
_NEEDS_SOCKET = (
    "Requests in this process have no connection that could stay open, so events cannot be streamed to them. Use the "
    "URL of the server, in a test Control(mockserver.url, mockserver.world).events(), or read /__admin/requests, "
    "/calls and /webhooks."
)


class Streams:
    """The event stream of a server, which exists from its first reader on."""

    def __init__(self, exchange: Exchange, bounds: StreamBounds) -> None:
        self.bounds = bounds
        self._exchange = exchange
        self._stream: EventStream | None = None

    def open(self) -> EventStream:
        """Return the stream; the first use creates it."""
        if self._stream is None:
            self._stream = EventStream(self._exchange.observe(), self.bounds)
        return self._stream

    @property
    def readers(self) -> int:
        """How many readers there are now."""
        return len(self._stream.ring.readers) if self._stream is not None else 0

    @property
    def count(self) -> int:
        """How many events were published."""
        return self._stream.ring.count if self._stream is not None else 0


async def get_events(request: Request) -> Response:
    """`GET /__admin/events?world&kinds&last_event_id`: server-sent events of one world, or of all."""
    wanted = Wanted(requested_world(request), _kinds(request))
    connection = connection_of(request.scope)
    if connection is not None and not connection.number:
        return error_response(501, "needs_socket", _NEEDS_SOCKET)
    if request.method == "HEAD":
        return Response(headers=_HEADERS, media_type=StreamResponse.media_type)
    after = request.headers.get("last-event-id") or request.query_params.get("last_event_id")
    streams: Streams = request.app.state.streams
    return StreamResponse(lambda: streams.open().ring.subscribe(wanted, after), streams.bounds)


def _kinds(request: Request) -> frozenset[str] | None:
    """Return the requested kinds, or None for all.

    Raises:
        SettingsError: there is no such kind.
    """
    given = ",".join(request.query_params.getlist("kinds"))
    kinds = [name.strip() for name in given.split(",") if name.strip()]
    for name in kinds:
        if name not in KINDS:
            near = did_you_mean(get_close_matches(name[:80], KINDS, n=1))
            raise SettingsError(
                f"There are no events of the kind {name[:80]!r}.{near} Expected any of {', '.join(KINDS)}, "
                "such as ?kinds=call,delivery."
            )
    return frozenset(kinds) or None


class StreamResponse(Response):
    """A response that lasts until the client leaves, the server stops, or the reader is too slow."""

    media_type = "text/event-stream"

    def __init__(self, subscribe: Callable[[], Reader], bounds: StreamBounds) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._subscribe, self._bounds = subscribe, bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = connection_of(scope) or AsgiConnection(receive)
        reader, news, end = self._subscribe(), asyncio.Event(), asyncio.Event()
        reader.on_news, reader.on_end = news.set, end.set
        writing = asyncio.create_task(self._write(reader, news, send))
        others = (asyncio.create_task(_end_with(connection, reader)), asyncio.create_task(end.wait()))
        try:
            await asyncio.wait((writing, others[1]), return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait((writing,), timeout=self._bounds.grace_seconds)
            if not writing.done():  # the client does not read
                await connection.abort()
        finally:
            reader.end()
            await _cancel(writing, *others)
        if not writing.cancelled():
            writing.result()

    async def _write(self, reader: Reader, news: asyncio.Event, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await _send_part(send, reader.hello())
        while True:
            news.clear()
            if text := reader.take():
                await _send_part(send, text)
            elif reader.is_over:
                break
            elif not await _within(self._bounds.keep_alive_seconds, news.wait()):
                await _send_part(send, reader.keep_alive())
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_part(send: Send, text: bytes) -> None:
    await send({"type": "http.response.body", "body": text, "more_body": True})


async def _within(seconds: float, waiting: Awaitable[Any]) -> bool:
    """Return whether something happens in time."""
    try:
        async with asyncio.timeout(seconds):
            await waiting
    except TimeoutError:
        return False
    return True


async def _end_with(connection: ClientConnection, reader: Reader) -> None:
    """End a reader when its connection ends or the server stops."""
    await connection.wait(None)
    reader.end()


async def _cancel(*tasks: "asyncio.Task[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


ROUTES = [
    AdminRoute(
        f"{ADMIN}/events",
        get_events,
        query={"kinds": str, "last_event_id": str},
        headers={"Last-Event-ID": str},
        reply=Reply(str, media=StreamResponse.media_type),
    ),
]
