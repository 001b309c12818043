"""What all control routes share: which world is meant, reading a body, answering, saying no.

Every error is `{"error": {"code", "message", "details"}}`; `STATUSES` says which of our errors is which status.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from mockserver.errors import Conflict, LinesBusy, MockserverError, NeverSettles, SettingsError, UnknownName
from mockserver.exchange import Exchange
from mockserver.mounts import DEFAULT, WORLD_NAME
from mockserver.providers.base import Refusal
from mockserver.providers.bodies import MAX_BODY, BadBody, convert, read_object
from mockserver.rounds import Rounds
from mockserver.world import World

if TYPE_CHECKING:
    from mockserver.control import Guard

STATUSES: Mapping[type[MockserverError], int] = {
    UnknownName: 404,
    Conflict: 409,
    NeverSettles: 409,
    LinesBusy: 429,
}
T = TypeVar("T", bound=msgspec.Struct)
Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(endpoint: Endpoint) -> Endpoint:
    """The endpoint, for those whom the guard admits."""

    async def admitted(request: Request) -> Response:
        guard: Guard = request.app.state.guard
        if not guard.admits(request):
            message = "The control API needs the token given with --admin-token: 'Authorization: Bearer TOKEN'."
            return refuse(401, "unauthorized", message)
        return await endpoint(request)

    return admitted


def exchange_of(request: Request) -> Exchange:
    """The exchange behind the application."""
    exchange: Exchange = request.app.state.exchange
    return exchange


def rounds_of(request: Request) -> Rounds:
    """Who sends the webhooks of this server."""
    rounds: Rounds = request.app.state.rounds
    return rounds


def world_name(request: Request) -> str:
    """The world that is meant: `?world=`, else the header, else `default`.

    Raises:
        SettingsError: no world can have that name.
    """
    name = request.query_params.get("world") or request.headers.get("x-mockserver-world") or DEFAULT
    if not WORLD_NAME.match(name):
        raise SettingsError(f"{name[:80]!r} cannot be the name of a world; expected 1 to 64 of A-Z a-z 0-9 . _ -")
    return name


def world_of(request: Request) -> World:
    """The world that is meant, after everything that is due in it has happened."""
    world = exchange_of(request).world(world_name(request))
    world.catch_up()
    return world


async def body_as(request: Request, kind: type[T]) -> T:
    """The JSON body as `kind`.

    Raises:
        SettingsError: it is no JSON object of that kind, or is larger than 10 MB.
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
        SettingsError: it is no JSON object, or is larger than 10 MB.
    """
    try:
        return read_object(await raw_body(request))
    except BadBody as bad:
        raise SettingsError(bad.message) from None


async def raw_body(request: Request) -> bytes:
    """The body.

    Raises:
        SettingsError: it is larger than 10 MB.
    """
    body = await request.body()
    if len(body) > MAX_BODY:
        raise SettingsError(f"The body has {len(body):,} bytes; at most {MAX_BODY:,} are taken.")
    return body


def reply(value: object, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def refuse(status: int, code: str, message: str, details: Mapping[str, Any] | None = None) -> Response:
    """An error answer."""
    return reply({"error": {"code": code, "message": message, "details": dict(details or {})}}, status)


def handlers() -> dict[Any, Any]:
    """What Starlette does with errors."""

    async def ours(_request: Request, error: MockserverError) -> Response:
        return refuse(STATUSES.get(type(error), 400), error.code, str(error), error.details)

    async def theirs(_request: Request, refusal: Refusal) -> Response:
        return refuse(refusal.status, refusal.code, refusal.message, refusal.details)

    async def routing(request: Request, error: HTTPException) -> Response:
        message = f"The control API does not know {request.method} {request.url.path}; see docs/control-api.md."
        code = "method_not_allowed" if error.status_code == 405 else "not_found"
        return refuse(error.status_code, code, message)

    return {MockserverError: ours, Refusal: theirs, HTTPException: routing}
