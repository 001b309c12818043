"""The control API (`/__admin`): everything a test does to the simulator besides calling a provider.

One file per resource; each lists its routes, and `routes` lists them all. Every endpoint is `async def`: a plain
function would run in a thread, concurrently with the world. docs/control-api.md has the JSON and examples.

The routes and Starlette are imported with the first request that needs them. Health checks, which containers send for
as long as they run, are answered here without them.
"""

from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mockserver import __version__
from mockserver.control.event_ring import StreamBounds
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.gateway.exchange import Exchange
from mockserver.providers import PROVIDERS

if TYPE_CHECKING:
    from mockserver.control.origins import Rejection

ADMIN = "/__admin"
HEALTH = f"{ADMIN}/health"
SINK = f"{ADMIN}/sink/"
PREFIXED = "mockserver.world"  #: key in the ASGI scope: the world that the path prefix names
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]
RawHeaders = Iterable[tuple[bytes, bytes]]


class Guard(NamedTuple):
    """Access rules of the control API. Requests need `token`; without a token, they are allowed if it is `open`.

    Requests that a web page of another site may have caused are refused. `hosts` are allowed besides local ones.
    """

    token: str | None
    open: bool
    hosts: frozenset[str] = frozenset()

    def allows(self, headers: RawHeaders) -> bool:
        """Return whether a request with these headers may use the control API."""
        if self.token is None:
            return self.open
        from hmac import compare_digest

        named = dict(headers)
        given = named.get(b"x-mockserver-token") or named.get(b"authorization", b"").removeprefix(b"Bearer ")
        utf8, latin1 = self.token.encode(), self.token.encode("latin-1", "ignore")  # clients use either encoding
        if compare_digest(given, utf8):
            return True
        return latin1.decode("latin-1") == self.token and compare_digest(given, latin1)

    def rejection(self, scope: Any) -> "Rejection | None":
        """Return why a request is refused, if a page of another site may have caused it; else None.

        Requests over Unix domain sockets and from this process are never refused.
        """
        path, server = scope["path"], scope.get("server")
        if path.startswith(SINK) or server is None or server[1] is None:
            return None
        from mockserver.control.origins import check_origin

        return check_origin(scope.get("scheme", "http"), scope["headers"], self.hosts)


def application(exchange: Exchange, dispatcher: Dispatcher, guard: Guard, stream: StreamBounds) -> AsgiApp:
    """Return the control API as an ASGI application."""

    @cache
    def full_app() -> AsgiApp:
        from mockserver.control.routes import build_app

        return build_app(exchange, dispatcher, guard, stream)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        rejection = guard.rejection(scope) if scope["type"] == "http" and scope["path"].startswith(ADMIN) else None
        if rejection is not None:
            error = {"code": rejection.code, "message": rejection.message, "details": {}}
            await _send_json(send, rejection.status, {"error": error}, close=True)
        elif scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == HEALTH:
            await _send_json(send, 200, health_report(exchange, with_names=guard.allows(scope["headers"])))
        else:
            await full_app()(scope, receive, send)

    return app


async def _send_json(send: Any, status: int, value: object, *, close: bool = False) -> None:
    """Send a JSON response. With `close`, close the connection without reading the rest of the body."""
    body = msgspec.json.encode(value)
    head = [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
    head += [(b"connection", b"close")] if close else []
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def health_report(exchange: Exchange, *, with_names: bool) -> dict[str, Any]:
    """Return the response to `GET /__admin/health`: version, providers, installed providers that cannot be used, number
    of worlds, what was dropped to keep within the limits, and optionally the names of the worlds."""
    report = {
        "status": "ok",
        "version": __version__,
        **provider_report(),
        "world_count": len(exchange.worlds),
        "dropped": exchange.worlds.dropped(),
    }
    return {**report, "worlds": sorted(exchange.worlds)} if with_names else report


def provider_report() -> dict[str, Any]:
    """Return the names of the providers, and the installed ones that cannot be used, with the reasons."""
    return {"providers": list(PROVIDERS), "provider_errors": [error._asdict() for error in PROVIDERS.errors]}
