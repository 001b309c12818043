"""What a client gets when it reads a call: now, after any of its past events, or after planned ones.

    GET /__admin/calls/ID/response?events=4 ─► gateway.call_response ─► the response, and the last one that differs

Reading changes nothing, also not the journal: the provider answers from a throwaway copy.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mockserver.calls.call import Call
from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute
from mockserver.control.http import exchange_of, in_slices, json_response, world_of
from mockserver.control.journal_filters import check_names
from mockserver.errors import SettingsError
from mockserver.gateway.call_response import CallReader, CallResponse
from mockserver.gateway.forecast import forecast
from mockserver.gateway.resolver import origin
from mockserver.simulation.durations import show_instant
from mockserver.world.world import World

_PARAMETERS = ("events", "world")


async def get_call_response(request: Request) -> Response:
    """`GET /__admin/calls/{id}/response`: what a client gets that reads the call, now or after the first `?events=N`
    events of its timeline, planned ones included, or of its forecast.

    `previous` is the last response before it whose body differs, or null.
    """
    check_names(request.query_params, _PARAMETERS)
    world = world_of(request)
    call = world.call(request.path_params["id"])
    events, whole = _events(request.query_params.get("events"), world, call)
    host = request.headers.get("host") or "localhost"
    reader = CallReader(world, whole, origin(request.url.scheme, host, world.name))
    given = reader.read(call.processed, world.now) if events is None else reader.after(events)
    steps = [row async for row in in_slices(reader.earlier(given))]
    return json_response(
        {
            "operation": reader.operation.name,
            "method": reader.operation.method,
            "path": reader.path(exchange_of(request).settings.only),
            "planned": given.events > call.processed,
            **_shown(given),
            "previous": _shown(steps[-1]) if steps and steps[-1] is not None else None,
        }
    )


def _shown(given: CallResponse) -> dict[str, Any]:
    return {**given._asdict(), "at": show_instant(given.at)}


def _events(text: str | None, world: World, call: Call) -> tuple[int | None, Call]:
    """Return how many events the query asks for (None: those that have happened), and the call with at least these.

    Raises:
        SettingsError: it is not a number of events that the call has or will have.
    """
    if text is None:
        return None, call
    wanted = int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else 0
    whole = call if 1 <= wanted <= len(call.timeline) else forecast(world, call)
    if not 1 <= wanted <= len(whole.timeline):
        most = len(whole.timeline)
        raise SettingsError(
            f"events is {text[:80]!r}; expected 1 to {most}, the number of its events with its forecast."
        )
    return wanted, whole


ROUTES = [AdminRoute(f"{ADMIN}/calls/{{id}}/response", get_call_response, query={"events": int})]
