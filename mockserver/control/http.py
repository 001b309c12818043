"""What all control routes share: the requested world, request bodies, responses and errors.

Every error is `{"error": {"code", "message", "details"}}`; `STATUSES` maps our errors to HTTP statuses.
The module knows no resource.
"""

from asyncio import sleep, to_thread
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from functools import wraps
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
from mockserver.simulation.durations import parse_instant, within
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
_LARGE = 16 * 1024  #: bytes of YAML; JSON is read far faster
_SLICE_SECONDS = 0.02
T = TypeVar("T", bound=msgspec.Struct)
R = TypeVar("R")
Row = TypeVar("Row")
Endpoint = Callable[[Request], Awaitable[Response]]


class ErrorBody(msgspec.Struct):
    """An error: a stable code for programs, what was given, allowed and to be done, and facts for programs."""

    code: str
    message: str
    details: dict[str, Any]


class ErrorResponse(msgspec.Struct):
    """The body of every response that is an error."""

    error: ErrorBody


def guarded(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint, restricted to requests that the guard allows."""

    @wraps(endpoint)
    async def checked(request: Request) -> Response:
        guard: Guard = request.app.state.guard
        if not guard.allows(request.headers.raw):
            message = "The control API needs the token given with --admin-token. Send 'Authorization: Bearer TOKEN'."
            return error_response(401, "unauthorized", message)
        return await endpoint(request)

    return checked


def exchange_of(request: Request) -> Exchange:
    """Return the exchange of the application."""
    exchange: Exchange = request.app.state.exchange
    return exchange


def dispatcher_of(request: Request) -> Dispatcher:
    """Return the dispatcher, which sends the webhooks of this server."""
    dispatcher: Dispatcher = request.app.state.dispatcher
    return dispatcher


def world_name(request: Request) -> str:
    """Return the name of the requested world, else `default`.

    Raises:
        SettingsError: the name is not valid.
    """
    return requested_world(request) or DEFAULT


def requested_world(request: Request) -> str | None:
    """Return the world that a request names: by `?world=`, else the header, else the path prefix (`/w/NAME`).

    Raises:
        SettingsError: the name is not valid.
    """
    given = (request.query_params.get("world"), request.headers.get("x-mockserver-world"), request.scope.get(PREFIXED))
    name = next(filter(None, given), None)
    if name is not None and not WORLD_NAME.match(name):
        raise SettingsError(f"{name[:80]!r} is not a valid name of a world; expected 1 to 64 of A-Z a-z 0-9 . _ -")
    return name


def world_of(request: Request) -> World:
    """Return the requested world after processing its due events."""
    world = exchange_of(request).worlds.open(world_name(request))
    world.catch_up()
    return world


async def body_as(request: Request, kind: type[T]) -> T:
    """Return the JSON body as `kind`.

    Raises:
        SettingsError: the body is not a JSON object of that kind.
        TooLarge: the body is larger than 10 MB.
    """
    return as_struct(await json_object(request), kind)


def as_struct(value: Mapping[str, Any], kind: type[T]) -> T:
    """Return a JSON object as `kind`; refuse unknown keys.

    Raises:
        SettingsError: the object does not fit.
    """
    try:
        return convert(value, kind, strict=True)
    except BadBody as bad:
        raise SettingsError(bad.message) from None


async def json_object(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body; an empty body is `{}`.

    Raises:
        SettingsError: the body is not a JSON object.
        TooLarge: the body is larger than 10 MB.
    """
    try:
        return read_object(await raw_body(request))
    except BadBody as bad:
        raise SettingsError(bad.message) from None


async def raw_body(request: Request, most: int | None = MAX_BODY) -> bytes:
    """Return the decompressed body. `most` is its limit in bytes; None means no limit.

    Raises:
        TooLarge: the body has more than `most` bytes.
        SettingsError: the body is damaged, or its `Content-Encoding` is unknown.
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


def read_instant(name: str, text: str) -> datetime:
    """Return an instant of virtual time from a body or a query, in which it is called `name`.

    Raises:
        SettingsError: it is not an instant, or out of range.
    """
    try:
        return within(parse_instant(text))
    except ValueError as error:
        raise SettingsError(f"{name}: {error}.") from None


async def in_thread_if_large(size: int, function: Callable[..., R], *arguments: Any) -> R:
    """Call a pure function; if the input is large, in another thread, so that the loop serves other requests."""
    return await to_thread(function, *arguments) if size > _LARGE else function(*arguments)


async def in_slices(rows: Iterable[Row]) -> AsyncIterator[Row]:
    """Yield the rows. If that takes long, let the loop serve other requests in between."""
    began = perf_counter()
    for row in rows:
        yield row
        if perf_counter() - began > _SLICE_SECONDS:
            await sleep(0)
            began = perf_counter()


async def list_response(name: str, rows: Iterable[object], **facts: object) -> Response:
    """Return a JSON response with a list. While encoding a long list, let the loop serve other requests."""
    encode = msgspec.json.encode
    parts = [encode(row) async for row in in_slices(rows)]
    more = b"," + encode(facts)[1:-1] if facts else b""
    return Response(b'{"%b":[%b]%b}' % (name.encode(), b",".join(parts), more), media_type="application/json")


def json_response(value: object, status: int = 200) -> Response:
    """Return a JSON response."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def error_response(status: int, code: str, message: str, details: Mapping[str, Any] | None = None) -> Response:
    """Return an error response."""
    return json_response(ErrorResponse(ErrorBody(code, message, dict(details or {}))), status)


def exception_handlers() -> dict[Any, Any]:
    """Return the error handlers for Starlette."""

    async def own_error(_request: Request, error: MockserverError) -> Response:
        response = error_response(STATUSES.get(type(error), 400), error.code, str(error), error.details)
        if isinstance(error, TooLarge):
            response.headers["connection"] = "close"  # the rest of the body is not read
        return response

    async def provider_refusal(_request: Request, refusal: Refusal) -> Response:
        return error_response(refusal.status, refusal.code, refusal.message, refusal.details)

    async def routing_error(request: Request, error: HTTPException) -> Response:
        message = (
            f"The control API has no route {request.method} {request.url.path}; docs/control-api.md lists all routes."
        )
        code = "method_not_allowed" if error.status_code == 405 else "not_found"
        response = error_response(error.status_code, code, message)
        response.headers.update(error.headers or {})
        return response

    return {MockserverError: own_error, Refusal: provider_refusal, HTTPException: routing_error}
