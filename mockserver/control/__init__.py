"""The control API (`/__admin`): everything a test does to the simulator besides calling a provider.

One file per noun; each lists its routes, and `routes` lists them all. All routes are `async def`: a plain function
would run in a thread beside the world. Shapes and examples: docs/control-api.md.

The routes, and Starlette below them, are imported with the first request that needs them. Who only waits until the
server is there, as containers do for as long as they run, needs none: that one question is answered here.
"""

from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mockserver import __version__
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.gateway.exchange import Exchange
from mockserver.providers import PROVIDERS

if TYPE_CHECKING:
    from mockserver.control.origins import Refused

ADMIN = "/__admin"
HEALTH = f"{ADMIN}/health"
SINK = f"{ADMIN}/sink/"
PREFIXED = "mockserver.world.world"  #: key of the scope: the world that the prefix of the path named
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]
RawHeaders = Iterable[tuple[bytes, bytes]]


class Guard(NamedTuple):
    """Who may use the control API: whoever knows `token`; without one everybody, if it is `open`. Requests that a page
    of another site may have caused are refused; `hosts` are those that may be used besides near ones."""

    token: str | None
    open: bool
    hosts: frozenset[str] = frozenset()

    def admits(self, headers: RawHeaders) -> bool:
        """Whether a request with these headers may pass."""
        if self.token is None:
            return self.open
        from hmac import compare_digest

        named = dict(headers)
        given = named.get(b"x-mockserver-token") or named.get(b"authorization", b"").removeprefix(b"Bearer ")
        utf8, latin1 = self.token.encode(), self.token.encode("latin-1", "ignore")  # clients send either
        if compare_digest(given, utf8):
            return True
        return latin1.decode("latin-1") == self.token and compare_digest(given, latin1)

    def refusal(self, scope: Any) -> "Refused | None":
        """Why a request is refused that a page of another site may have caused; None if it is not. What does not come
        over a network has no other site."""
        path, server = scope["path"], scope.get("server")
        if path.startswith(SINK) or server is None or server[1] is None:
            return None
        from mockserver.control.origins import refusal

        return refusal(scope.get("scheme", "http"), scope["headers"], self.hosts)


def application(exchange: Exchange, dispatcher: Dispatcher, guard: Guard) -> AsgiApp:
    """The control API as an ASGI application."""

    @cache
    def whole() -> AsgiApp:
        from mockserver.control.routes import starlette

        return starlette(exchange, dispatcher, guard)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        refused = guard.refusal(scope) if scope["type"] == "http" and scope["path"].startswith(ADMIN) else None
        if refused is not None:
            error = {"code": refused.code, "message": refused.message, "details": {}}
            await _send_json(send, refused.status, {"error": error}, closes=True)
        elif scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == HEALTH:
            await _send_json(send, 200, health_report(exchange, named=guard.admits(scope["headers"])))
        else:
            await whole()(scope, receive, send)

    return answer


async def _send_json(send: Any, status: int, value: object, *, closes: bool = False) -> None:
    """Send a JSON answer. If it `closes` the connection, a body that is still to come is not read."""
    body = msgspec.json.encode(value)
    head = [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
    head += [(b"connection", b"close")] if closes else []
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def health_report(exchange: Exchange, *, named: bool) -> dict[str, Any]:
    """What `GET /__admin/health` tells: version, providers, how many worlds there are, what was dropped to keep
    within the limits; and if `named` the names of the worlds."""
    told = {
        "status": "ok",
        "version": __version__,
        "providers": list(PROVIDERS),
        "world_count": len(exchange.worlds),
        "dropped": exchange.worlds.dropped(),
    }
    return {**told, "worlds": sorted(exchange.worlds)} if named else told
