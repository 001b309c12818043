"""What all control routes share: which world is meant, reading a body, answering, saying no.

Every error is `{"error": {"code", "message", "details"}}`; `STATUSES` says which of our errors is which status.
"""

from asyncio import sleep, to_thread
from collections.abc import Awaitable, Callable, Iterable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import PREFIXED
from mockserver.delivery.dispatcher import Dispatcher
from mockserver.errors import (
    Conflict,
    LinesBusy,
    MockserverError,
    NeverSettles,
    SettingsError,
    TooLarge,
    TooManyWorlds,
    UnknownName,
)
from mockserver.gateway.encodings import unpack
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.mounts import DEFAULT, WORLD_NAME
from mockserver.providers.base import Refusal
from mockserver.providers.bodies import MAX_BODY, BadBody, convert, read_object
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.control import Guard

STATUSES: Mapping[type[MockserverError], int] = {
    UnknownName: 404,
    Conflict: 409,
    NeverSettles: 409,
    LinesBusy: 429,
    TooLarge: 413,
    TooManyWorlds: 503,
}
_MUCH = 16 * 1024  #: bytes of YAML; JSON is read far faster
_SLICE_SECONDS = 0.02
T = TypeVar("T", bound=msgspec.Struct)
R = TypeVar("R")
Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(endpoint: Endpoint) -> Endpoint:
    """The endpoint, for those whom the guard admits."""

    async def admitted(request: Request) -> Response:
        guard: Guard = request.app.state.guard
        if not guard.admits(request.headers.raw):
            message = "The control API needs the token given with --admin-token: 'Authorization: Bearer TOKEN'."
            return refuse(401, "unauthorized", message)
        return await endpoint(request)

    return admitted


def exchange_of(request: Request) -> Exchange:
    """The exchange behind the application."""
    exchange: Exchange = request.app.state.exchange
    return exchange


def dispatcher_of(request: Request) -> Dispatcher:
    """Who sends the webhooks of this server."""
    dispatcher: Dispatcher = request.app.state.dispatcher
    return dispatcher


def world_name(request: Request) -> str:
    """The world that is meant: `?world=`, else the header, else the prefix of the path (`/w/NAME`), else `default`.

    Raises:
        SettingsError: no world can have that name.
    """
    asked = (request.query_params.get("world"), request.headers.get("x-mockserver-world"), request.scope.get(PREFIXED))
    name = next(filter(None, asked), DEFAULT)
    if not WORLD_NAME.match(name):
        raise SettingsError(f"{name[:80]!r} cannot be the name of a world; expected 1 to 64 of A-Z a-z 0-9 . _ -")
    return name


def world_of(request: Request) -> World:
    """The world that is meant, after everything that is due in it has happened."""
    world = exchange_of(request).worlds.open(world_name(request))
    world.catch_up()
    return world


async def body_as(request: Request, kind: type[T]) -> T:
    """The JSON body as `kind`.

    Raises:
        SettingsError: it is no JSON object of that kind.
        TooLarge: it is larger than 10 MB.
    """
    return typed(await object_of(request), kind)


def typed(value: Mapping[str, Any], kind: type[T]) -> T:
    """A JSON object as `kind`; unknown keys are refused.

    Raises:
        SettingsError: it does not fit.
    """
    try:
        return convert(value, kind, strict=True)
    except BadBody as bad:
        raise SettingsError(bad.message) from None


async def object_of(request: Request) -> dict[str, Any]:
    """The JSON object in the body; an empty body is `{}`.

    Raises:
        SettingsError: it is no JSON object.
        TooLarge: it is larger than 10 MB.
    """
    try:
        return read_object(await raw_body(request))
    except BadBody as bad:
        raise SettingsError(bad.message) from None


async def raw_body(request: Request, most: int | None = MAX_BODY) -> bytes:
    """The body, without its `Content-Encoding`. Reading stops at `most` bytes; None: there is no limit.

    Raises:
        TooLarge: it has more than `most` bytes.
        SettingsError: it is damaged, or encoded in an unknown way.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if most is not None and size > most:
            raise TooLarge(most)
        parts.append(part)
    try:
        body = unpack(b"".join(parts), request.headers.get("content-encoding", ""), most)
    except ValueError as error:
        raise SettingsError(str(error)) from None
    if most is not None and len(body) > most:
        raise TooLarge(most)
    return body


async def aside(size: int, function: Callable[..., R], *arguments: Any) -> R:
    """Call a function of values in another thread if there is much to do, so that others are answered meanwhile."""
    return await to_thread(function, *arguments) if size > _MUCH else function(*arguments)


async def listed(name: str, rows: Iterable[object], **facts: object) -> Response:
    """A JSON answer with a list, which may be long: others are answered while it is made."""
    encode = msgspec.json.encode
    parts: list[bytes] = []
    began = perf_counter()
    for row in rows:
        parts.append(encode(row))
        if perf_counter() - began > _SLICE_SECONDS:
            await sleep(0)
            began = perf_counter()
    more = b"," + encode(facts)[1:-1] if facts else b""
    return Response(b'{"%b":[%b]%b}' % (name.encode(), b",".join(parts), more), media_type="application/json")


def reply(value: object, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def refuse(status: int, code: str, message: str, details: Mapping[str, Any] | None = None) -> Response:
    """An error answer."""
    return reply({"error": {"code": code, "message": message, "details": dict(details or {})}}, status)


def handlers() -> dict[Any, Any]:
    """What Starlette does with errors."""

    async def ours(_request: Request, error: MockserverError) -> Response:
        refused = refuse(STATUSES.get(type(error), 400), error.code, str(error), error.details)
        if isinstance(error, TooLarge):
            refused.headers["connection"] = "close"  # the rest of the body is not read
        return refused

    async def theirs(_request: Request, refusal: Refusal) -> Response:
        return refuse(refusal.status, refusal.code, refusal.message, refusal.details)

    async def routing(request: Request, error: HTTPException) -> Response:
        message = f"The control API does not know {request.method} {request.url.path}; see docs/control-api.md."
        code = "method_not_allowed" if error.status_code == 405 else "not_found"
        return refuse(error.status_code, code, message)

    return {MockserverError: ours, Refusal: theirs, HTTPException: routing}
