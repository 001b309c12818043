"""The server as an ASGI application: the front of the exchange, and Starlette for everything else.

    http ─┬─ /, /__admin/…   Starlette (control)
          └─ anything else   read the body ─► exchange.answer(…), no await inside ─► send

It also lets time pass while nobody asks: a timer per world where time runs by itself (`real`), and in mode `auto` a
jump to the next event whenever nothing has been in flight for 5 ms.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from mockserver.clock import Mode
from mockserver.control import ADMIN, ROUTES, Guard, handlers
from mockserver.exchange import Exchange
from mockserver.fixtures import read_fixtures
from mockserver.providers import PROVIDERS
from mockserver.providers.bodies import MAX_BODY
from mockserver.rounds import Rounds
from mockserver.scenarios.reading import load_folder
from mockserver.scenarios.shipped import shipped_book
from mockserver.sender import Sender
from mockserver.settings import Settings
from mockserver.world import World

IDLE_SECONDS = 0.005
_LONGEST_TIMER = 3600.0


def build(settings: Settings, *, open_admin: bool = True) -> "App":
    """The application for these settings. With `open_admin` the control API needs no token unless one is set.

    Raises:
        ScenarioError: a scenario or fixture file is not as it should be.
    """
    book = shipped_book().copy()
    for folder in settings.scenarios:
        book.add(load_folder(folder))
    exchange = Exchange(settings, book, read_fixtures(settings.fixtures, PROVIDERS))
    return App(exchange, Guard(settings.admin_token, open_admin))


class App:
    """The ASGI application. `exchange` holds the worlds."""

    def __init__(self, exchange: Exchange, guard: Guard) -> None:
        self.exchange = exchange
        exchange.stirred = self._stir
        self.rounds = Rounds(Sender(exchange.settings.allow_hosts), self, self._stir)
        self._timers: dict[str, tuple[datetime, int, asyncio.TimerHandle]] = {}
        self._in_flight = 0
        self._rest = Starlette(routes=ROUTES, exception_handlers=handlers(), lifespan=self._lifespan)
        self._rest.state.exchange = exchange
        self._rest.state.guard = guard
        self._rest.state.rounds = self.rounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == "/" or scope["path"].startswith(ADMIN):
            await self._rest(scope, receive, send)
            return
        self._in_flight += 1
        try:
            await self._provider(scope, receive, send)
        finally:
            self._in_flight -= 1

    async def _provider(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        raw = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"]
        target = (raw + b"?" + query if query else raw).decode("latin-1")
        result = self.exchange.answer(scope["method"], target, scope["headers"], body, scope["scheme"])
        await self.rounds.let_urgent_land()
        sent = [
            wire("content-type", result.media),
            (b"content-length", b"%d" % len(result.body)),
            *[wire(name, value) for name, value in result.headers],
        ]
        await send({"type": "http.response.start", "status": result.status, "headers": sent})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else result.body})

    # -- time --------------------------------------------------------------------------------------

    @asynccontextmanager
    async def _lifespan(self, _app: Any) -> AsyncIterator[None]:
        yield
        for *_, handle in self._timers.values():
            handle.cancel()
        self._timers.clear()
        await self.rounds.close()

    def _stir(self, world: World) -> None:
        """Something was done in a world: let happen what that makes happen at this very instant, send what is ready,
        and set its timer."""
        due = world.next_due
        if world.mail.courier.ready or (due is not None and due <= world.now):
            if not world.held:
                world.run(world.now)
            self.rounds.pump(world)
            due = world.next_due
        self._arm(world, due)

    def _arm(self, world: World, due: datetime | None) -> None:
        """Set the timer of a world in which something is due next at that time."""
        clock = world.clock
        auto = clock.mode is Mode.AUTO
        armed = self._timers.get(world.name)
        if armed is not None:
            if not auto and armed[:2] == (due, clock.moves):
                return
            self._timers.pop(world.name)[2].cancel()
        seconds = None if due is None else IDLE_SECONDS if auto else clock.real_seconds_until(due)
        if due is not None and seconds is not None:
            handle = asyncio.get_running_loop().call_later(min(seconds, _LONGEST_TIMER), self._ring, world.name)
            self._timers[world.name] = (due, clock.moves, handle)

    def _ring(self, name: str) -> None:
        self._timers.pop(name, None)
        world = self.exchange.worlds.get(name)
        if world is None:
            return
        if world.clock.mode is not Mode.AUTO:
            world.catch_up()
        elif self._in_flight == 0 and not self.rounds.in_flight(world) and not world.still:
            world.next()
        self._stir(world)


@lru_cache(1024)
def wire(name: str, value: str) -> tuple[bytes, bytes]:
    """A header as it goes over the wire; most are sent again and again."""
    return name.lower().encode("latin-1"), value.encode("latin-1", "replace")


async def _read(receive: Receive) -> bytes:
    """The body; of one that is too large only as much as shows that it is."""
    message = await receive()
    if not message.get("more_body", False):  # as nearly always
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
