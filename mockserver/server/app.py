"""The server as an ASGI application: the exchange, and the control API for everything else.

    http ─┬─ /, /__admin/…   dashboard, control (Starlette); imported with the first request that needs them
          └─ anything else   read the body ─► exchange.answer(…), which never waits ─► send

It also moves time without a request: by a timer for each world whose time runs by itself (`real`), and in mode `auto`
by a jump to the next event whenever nothing has been in progress for 5 ms.
"""

import asyncio
import re
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver import dashboard
from mockserver.control import ADMIN, PREFIXED, Guard, application
from mockserver.control.event_ring import StreamBounds
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.delivery.sender import Sender
from mockserver.gateway.api_faults import BrokenAnswer
from mockserver.gateway.client_connection import AsgiConnection, connection_of
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.fixtures import read_fixtures
from mockserver.gateway.resolver import RawHeaders
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer
from mockserver.providers.bodies import MAX_BODY
from mockserver.scenarios.shipped import shipped_library
from mockserver.server.broken_answers import send_broken
from mockserver.server.response_heads import head_lines, head_of, length_of
from mockserver.simulation.clock import AUTO
from mockserver.world.settings import Settings
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.server.request_log import Log

IDLE_SECONDS = 0.005
_SHORTEST_TIMER = 0.002  #: seconds; events due closer together are processed together, unless a request comes first
_LONGEST_TIMER = 3600.0
_PLAIN = re.compile(rb"/(?!/|__admin|w/[^/]*/__admin)[!\"$&->@-~]+(\?[!\"$-~]*)?\Z")  #: not `/`, not the control API
_ADMIN_PATH = re.compile(rf"{ADMIN}|/w/(?P<world>[^/]*)(?P<path>{ADMIN}(?:/.*)?)\Z", re.DOTALL)
_LONGEST_PLAIN = 65_535  #: bytes of a target; uvicorn refuses longer ones

T = TypeVar("T")


def build(settings: Settings, *, open_admin: bool = True, stream: StreamBounds | None = None) -> "App":
    """Return the application for these settings. With `open_admin`, the control API needs no token unless one is set.
    `stream` are the bounds of the event stream.

    Raises:
        ScenarioError: a scenario or fixture file is invalid.
        SettingsError: the time or the rate of the clock is out of range.
    """
    settings.clock()  # reports an invalid time or rate now, not with the first request
    library = shipped_library(settings.limits.scenarios)
    if settings.scenarios:
        from mockserver.scenarios.reading import load_folder

        for folder in settings.scenarios:
            library.add(load_folder(folder, library.limits))
    exchange = Exchange(settings, library, read_fixtures(settings.fixtures, PROVIDERS))
    mounted = [provider for provider in PROVIDERS.values() if settings.only in (None, provider.name)]
    hosts = {*settings.admin_hosts, *(host for provider in mounted for host in provider.hosts)}
    guard = Guard(settings.admin_token, open_admin, frozenset(host.lower() for host in hosts))
    return App(exchange, guard, stream or StreamBounds())


class FastResponse(NamedTuple):
    """A response: the lines of its header, and its body. An ASGI application `after` sends it when it is ready."""

    status: int
    head: bytes
    body: bytes
    after: ASGIApp | None = None


class _Timer(NamedTuple):
    """A timer: when it was set to ring, and the number of clock changes of its world at that time."""

    due: datetime
    moves: int
    handle: asyncio.TimerHandle


class App:
    """The ASGI application. `exchange` holds the worlds."""

    def __init__(self, exchange: Exchange, guard: Guard, stream: StreamBounds) -> None:
        self.exchange = exchange
        self.loop: asyncio.AbstractEventLoop | None = None  #: for callers outside a running loop
        exchange.on_change = self._world_changed
        self.dispatcher = Dispatcher(
            Sender(exchange.settings.allow_hosts), self, self._world_changed, self._spawn, self._moving_on
        )
        self._log: Log | None = None
        self._timers: dict[str, _Timer] = {}
        self._in_flight = 0
        self._control = dashboard.application(application(exchange, self.dispatcher, guard, stream), guard)

    def log_to(self, log: "Log") -> None:
        """Report requests and failed webhooks to a log, and close it with the server. Without one they cost nothing."""
        self._log = log
        self.exchange.on_request, self.exchange.on_other = log.request, log.other
        self.dispatcher.on_attempt = log.attempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path = scope["path"]
        if ADMIN in path and (found := _ADMIN_PATH.match(path)):
            await self._control(_without_prefix(scope, found), receive, send)
        elif path == "/" or scope["type"] != "http":
            await self._control(scope, receive, send)
        else:
            self._in_flight += 1
            try:
                await self._provider(scope, receive, send)
            finally:
                self._in_flight -= 1

    async def _provider(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive)
        raw = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"]
        target = raw + b"?" + query if query else raw
        connection = connection_of(scope)
        number = connection.number if connection is not None else 0
        result = self.exchange.answer(
            scope["method"], target.decode("latin-1"), scope["headers"], body, scope["scheme"], number
        )
        await self.deliver(result, scope, receive, send)

    async def deliver(self, result: Answer, scope: Scope, receive: Receive, send: Send) -> None:
        """Send an answer, after the webhooks that must come before it."""
        if self.dispatcher.urgent:
            await self.dispatcher.wait_for_urgent()
        if isinstance(result, BrokenAnswer):
            connection = connection_of(scope) or AsgiConnection(receive)

            async def whole(answer: Answer) -> None:
                await self.deliver(answer, scope, receive, send)

            await send_broken(result, head_of(result), connection, send, whole)
            return
        await send({"type": "http.response.start", "status": result.status, "headers": head_of(result)})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else result.body})

    # -- the fast path -----------------------------------------------------------------------------

    def can_answer_now(self, target: bytes) -> bool:
        """Return whether `answer_now` handles that raw target: provider requests whose path is plain ASCII."""
        return len(target) <= _LONGEST_PLAIN and _PLAIN.match(target) is not None

    def answer_now(
        self, method: str, target: bytes, headers: RawHeaders, body: bytes, scheme: str, connection: int
    ) -> FastResponse:
        """Return the response to a request, without waiting. `connection` is the number of its connection."""
        result = self.exchange.answer(method, target.decode("ascii"), headers, body[: MAX_BODY + 1], scheme, connection)
        if self.dispatcher.urgent or isinstance(result, BrokenAnswer):

            async def after(scope: Scope, receive: Receive, send: Send) -> None:
                with suppress(asyncio.CancelledError):  # the server stops
                    await self.deliver(result, scope, receive, send)

            return FastResponse(result.status, b"", b"", after)
        lines = head_lines(result.media, length_of(result), tuple(result.headers))
        return FastResponse(result.status, lines, b"" if method == "HEAD" else result.body)

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        return (self.loop or asyncio.get_running_loop()).create_task(work)

    # -- time --------------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether nothing happens until the next request: no timer is set and no delivery on its way."""
        return not self._timers and self.dispatcher.idle

    async def _live(self, receive: Receive, send: Send) -> None:
        """Handle the lifespan messages: end with the server."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._end()
        await send({"type": "lifespan.shutdown.complete"})

    async def _end(self) -> None:
        for timer in self._timers.values():
            timer.handle.cancel()
        self._timers.clear()
        await self.dispatcher.close()
        if self._log is not None:
            self._log.close()

    def _world_changed(self, world: World) -> None:
        """Process what is due now in a world, start its deliveries, and set its timer."""
        due = world.next_due
        if world.outbox.deliveries.ready or (due is not None and due <= world.now):
            if not world.moving:
                world.run(world.now)
            self.dispatcher.start_ready(world)
            due = world.next_due
        self._arm(world, due)
        if self.exchange.watch is not None:
            self.exchange.watch.look(world)

    def _moving_on(self, world: World) -> None:
        """Report what an advance has done so far."""
        if self.exchange.watch is not None:
            self.exchange.watch.look(world)

    def _arm(self, world: World, due: datetime | None) -> None:
        """Set the timer of a world whose next event is due at that time. A timer that rings too early is left as it is,
        because setting it again with every request would cost more."""
        armed = self._timers.get(world.name)
        if armed is None and due is None:
            return
        clock = world.clock
        auto = clock.mode is AUTO
        if armed is not None:
            if not auto and armed.moves == clock.moves and due is not None and armed.due <= due:
                return
            self._timers.pop(world.name).handle.cancel()
        seconds = None if due is None else IDLE_SECONDS if auto else clock.real_seconds_until(due)
        if due is not None and seconds is not None:
            seconds = min(max(seconds, _SHORTEST_TIMER), _LONGEST_TIMER)
            handle = (self.loop or asyncio.get_running_loop()).call_later(seconds, self._ring, world.name)
            self._timers[world.name] = _Timer(due, clock.moves, handle)

    def _ring(self, name: str) -> None:
        self._timers.pop(name, None)
        world = self.exchange.worlds.get(name)
        if world is None:
            return
        if world.clock.mode is not AUTO:
            world.catch_up()
        elif self._in_flight == 0 and not self.dispatcher.in_flight(world) and not world.standstill:
            world.next()
        self._world_changed(world)


def _without_prefix(scope: Scope, found: re.Match[str]) -> Scope:
    """Return the scope of a request to the control API; the world that a path prefix names moves out of the path."""
    path = found["path"]
    if path is None:
        return scope
    return {**scope, "path": path, "raw_path": path.encode(), PREFIXED: found["world"]}


async def read_body(receive: Receive) -> bytes:
    """Read the body. Keep just enough of an oversized body to detect it."""
    message = await receive()
    if not message.get("more_body", False):  # nearly always
        body: bytes = message.get("body", b"")
        return body[: MAX_BODY + 1]
    parts: list[bytes] = []
    size = 0
    while message["type"] != "http.disconnect":
        if size <= MAX_BODY:
            parts.append(message.get("body", b""))
            size += len(parts[-1])
        if not message.get("more_body", False):
            break
        message = await receive()
    return b"".join(parts)[: MAX_BODY + 1]
