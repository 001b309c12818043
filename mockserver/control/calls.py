"""The calls of a world: list them, create an inbound call, control one by hand, wait for a phase.

Each route turns a body into one command on a call. Reading a call here never advances the clock, not even in step
mode; only requests to a provider do.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import AnsweredBy, Ended, EndedBy, EndReason, Phase
from mockserver.calls.numbers import is_e164, zone_of
from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute, Body, Reply
from mockserver.control.call_filters import FACTS, CallFilters, read_phase
from mockserver.control.call_summaries import MOST, summary_page
from mockserver.control.http import body_as, dispatcher_of, exchange_of, json_response, list_response, world_of
from mockserver.control.serializers import serialize_call, serialize_forecast
from mockserver.errors import Conflict, SettingsError
from mockserver.gateway.forecast import forecast
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.simulation.durations import parse_duration
from mockserver.world.orders import EventRecord
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.webhooks.messages import Delivery

_LONGEST_WAIT = 300.0


class InboundCall(msgspec.Struct, rename={"from_number": "from", "to_number": "to"}):
    """An inbound call to a number of the account."""

    provider: str
    from_number: str
    to_number: str
    agent: str | None = None
    scenario: str | None = None


class AnswerCall(msgspec.Struct):
    """The call is answered; `by` says who or what answers."""

    by: AnsweredBy = AnsweredBy.HUMAN


class FailDial(msgspec.Struct):
    """The dial fails, with its reason."""

    reason: EndReason = EndReason.NO_ANSWER


class HangUp(msgspec.Struct):
    """The conversation ends: by whom, why, and its results."""

    by: EndedBy = EndedBy.USER
    reason: EndReason = EndReason.HANG_UP
    outputs: dict[str, Any] | None = None
    summary: str | None = None


class SayTurn(msgspec.Struct):
    """A turn of the conversation."""

    text: str
    who: str = "user"


class TransferCall(msgspec.Struct):
    """The agent transfers the call to this number (E.164)."""

    to: str


_SUMMARY = "summary"
_QUERY = {
    "view": Literal["summary"],
    **dict.fromkeys(FACTS, str),
    "phase": Phase,
    "examples": bool,
    "q": str,
    "id": str,
    "limit": Annotated[int, msgspec.Meta(ge=1, le=MOST)],
    "cursor": str,
}


async def list_calls(request: Request) -> Response:
    """`GET /__admin/calls`: the calls of this world, oldest first. `?provider`, `?to`, `?phase`, `?status` and
    `?scenario` filter; `?examples=true` includes the documented samples.

    `?view=summary` returns pages of short rows, newest first; only there, `?q` searches a text, `?id` chooses calls,
    and `?limit` and `?cursor` choose the page.
    """
    world, query = world_of(request), request.query_params
    if "view" in query:
        if query["view"] != _SUMMARY:
            raise SettingsError(f"view is {query['view'][:80]!r}; expected {_SUMMARY!r}, or no view for the full list.")
        return await summary_page(world, query)
    filters = CallFilters(query)
    found = [call for call in filters.candidates(world) if filters.matches(world, call)]
    by_call: dict[str | None, list[Delivery]] = defaultdict(list)
    for delivery in world.outbox.deliveries:
        by_call[delivery.message.call].append(delivery)
    return await list_response("calls", (serialize_call(call, by_call[call.id]) for call in found))


async def get_call(request: Request) -> Response:
    """`GET /__admin/calls/{id}`: one call. Reading does not advance the clock.

    With `?forecast=true`, the timeline goes on with what will happen to it by itself, as if no other call held a line;
    `forecast` says how it ends.
    """
    world, call = _requested_call(request)
    deliveries = _deliveries(world, call)
    if _is_true(request.query_params.get("forecast", "false")):
        shown = serialize_forecast(call, forecast(world, call), deliveries)
    else:
        shown = serialize_call(call, deliveries)
    number = call.to_number if call.direction == "outbound" else call.from_number
    return json_response({**shown, "time_zone": zone_of(number, by_area=True)})


def _is_true(text: str) -> bool:
    if text not in ("true", "false"):
        raise SettingsError(f"forecast is {text[:80]!r}; expected true or false.")
    return text == "true"


async def create_inbound_call(request: Request) -> Response:
    """`POST /__admin/calls`: an inbound call."""
    world = world_of(request)
    body = await body_as(request, InboundCall)
    provider = PROVIDERS.named(body.provider)
    for name, number in (("from", body.from_number), ("to", body.to_number)):
        if not is_e164(number):
            raise SettingsError(f"{name} is {number!r}; expected an E.164 number such as +14155550142.")
    inbound = Inbound(from_number=body.from_number, to_number=body.to_number, agent=body.agent, scenario=body.scenario)
    call = world.place(provider.inbound(world, inbound))
    exchange_of(request).on_change(world)
    await dispatcher_of(request).wait(world)
    return _call_response(world, world.call(call.id), 201)


async def answer(request: Request) -> Response:
    """`POST /__admin/calls/{id}/answer`: the call is answered."""
    body = await body_as(request, AnswerCall)
    return _command(request, lambda call, world: commands.answer(call, world.now, body.by))


async def fail(request: Request) -> Response:
    """`POST /__admin/calls/{id}/fail`: the dial fails."""
    body = await body_as(request, FailDial)
    return _command(request, lambda call, world: commands.fail(call, world.now, body.reason))


async def hang_up(request: Request) -> Response:
    """`POST /__admin/calls/{id}/hangup`: the conversation ends."""
    body = await body_as(request, HangUp)
    ended = Ended(body.reason, body.by, body.outputs, body.summary)
    return _command(request, lambda call, world: commands.hang_up(call, world.now, ended))


async def say(request: Request) -> Response:
    """`POST /__admin/calls/{id}/say`: one side says something."""
    body = await body_as(request, SayTurn)
    if body.who not in ("user", "agent"):
        raise SettingsError(f"who is {body.who!r}; expected 'user' or 'agent'.")
    return _command(request, lambda call, world: commands.say(call, world.now, body.who, body.text))


async def transfer(request: Request) -> Response:
    """`POST /__admin/calls/{id}/transfer`: the agent transfers the call."""
    body = await body_as(request, TransferCall)
    if not is_e164(body.to):
        raise SettingsError(f"to is {body.to!r}; expected an E.164 number such as +14155550142.")
    return _command(request, lambda call, world: commands.transfer(call, world.now, body.to))


def _call_response(world: World, call: Call, status: int = 200) -> Response:
    return json_response(serialize_call(call, _deliveries(world, call)), status)


def _deliveries(world: World, call: Call) -> list["Delivery"]:
    return [delivery for delivery in world.outbox.deliveries if delivery.message.call == call.id]


def _requested_call(request: Request) -> tuple[World, Call]:
    world = world_of(request)
    return world, world.call(request.path_params["id"])


def _command(request: Request, change: Callable[[Call, World], Call]) -> Response:
    world, call = _requested_call(request)
    if call.plan.literal:
        raise Conflict(f"Call {call.id!r} plays literal states, so it cannot be controlled by hand.")
    changed = world.command(change(call, world))
    exchange_of(request).on_change(world)
    return _call_response(world, changed)


# -- waiting ---------------------------------------------------------------------------------------


async def wait(request: Request) -> Response:
    """`GET /__admin/wait?call=ID&phase=ended&timeout=5`: respond when the call is in that phase.

    Results that come after the end are not waited for. Respond with 409 and the reason if the call ends without
    reaching the phase, or after `timeout` real seconds (at
    most 300).
    """
    world = world_of(request)
    call = world.call(request.query_params.get("call", "")).id
    phase = read_phase(request.query_params.get("phase", "ended"))
    seconds = _timeout(request.query_params.get("timeout", "5"))
    changed = asyncio.Event()

    def watch(_record: EventRecord) -> None:
        changed.set()

    world.watchers.append(watch)
    try:
        async with asyncio.timeout(seconds):
            while not _has_reached(world.call(call), phase):
                changed.clear()
                await changed.wait()
    except TimeoutError:
        now = world.call(call).view().phase
        hint = "passes by itself." if world.clock.runs else "is stopped: advance the clock."
        message = f"Call {call!r} is {now} after {seconds:g} s, not {phase}. Time in this world {hint}"
        raise Conflict(message) from None
    finally:
        world.watchers.remove(watch)
    return _call_response(world, world.call(call))


def _has_reached(call: Call, phase: Phase) -> bool:
    now = call.view().phase
    if now is phase:
        return True
    if now is Phase.ENDED:
        raise Conflict(f"Call {call.id!r} has ended, so it can no longer be {phase}.")
    return False


def _timeout(text: str) -> float:
    try:
        return min(parse_duration(text).total_seconds(), _LONGEST_WAIT)
    except ValueError as error:
        raise SettingsError(f"timeout: {error}.") from None


ROUTES = [
    AdminRoute(f"{ADMIN}/calls", list_calls, query=_QUERY),
    AdminRoute(f"{ADMIN}/calls", create_inbound_call, "POST", body=Body(InboundCall), reply=Reply(status="201")),
    AdminRoute(f"{ADMIN}/calls/{{id}}", get_call, query={"forecast": bool}),
    AdminRoute(f"{ADMIN}/calls/{{id}}/answer", answer, "POST", body=Body(AnswerCall)),
    AdminRoute(f"{ADMIN}/calls/{{id}}/fail", fail, "POST", body=Body(FailDial)),
    AdminRoute(f"{ADMIN}/calls/{{id}}/hangup", hang_up, "POST", body=Body(HangUp)),
    AdminRoute(f"{ADMIN}/calls/{{id}}/say", say, "POST", body=Body(SayTurn)),
    AdminRoute(f"{ADMIN}/calls/{{id}}/transfer", transfer, "POST", body=Body(TransferCall)),
    AdminRoute(f"{ADMIN}/wait", wait, query={"call": str, "phase": Phase, "timeout": str}),
]
