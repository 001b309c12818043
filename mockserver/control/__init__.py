"""The control API (`/__admin`): everything a test does to the simulator besides calling a provider.

One file per noun; each lists its routes, and `routes` lists them all. All routes are `async def`: a plain function
would run in a thread beside the world. Shapes and examples: docs/control-api.md.

The routes, and Starlette below them, are imported with the first request that needs them. Who only waits until the
server is there, as containers do for as long as they run, needs none: that one question is answered here.
"""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mockserver import __version__
from mockserver.exchange import Exchange
from mockserver.providers import PROVIDERS
from mockserver.rounds import Rounds

if TYPE_CHECKING:
    from starlette.requests import Request

ADMIN = "/__admin"
HEALTH = f"{ADMIN}/health"
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]


class Guard(NamedTuple):
    """Who may use the control API: whoever knows `token`; without one everybody, if it is `open`."""

    token: str | None
    open: bool

    def admits(self, request: "Request") -> bool:
        """Whether the request may pass."""
        if self.token is None:
            return self.open
        from hmac import compare_digest

        given = request.headers.get("x-mockserver-token") or request.headers.get("authorization", "")
        return compare_digest(given.removeprefix("Bearer ").encode(), self.token.encode())


def application(exchange: Exchange, rounds: Rounds, guard: Guard) -> AsgiApp:
    """The control API as an ASGI application."""

    @cache
    def whole() -> AsgiApp:
        from mockserver.control.routes import starlette

        return starlette(exchange, rounds, guard)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == HEALTH:
            body = health_report(exchange)
            head = [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 200, "headers": head})
            await send({"type": "http.response.body", "body": body})
        else:
            await whole()(scope, receive, send)

    return answer


def health_report(exchange: Exchange) -> bytes:
    """What `GET /__admin/health` tells, as JSON."""
    names = sorted(exchange.worlds)
    told = {"status": "ok", "version": __version__, "providers": list(PROVIDERS), "worlds": names}
    return msgspec.json.encode(told)
