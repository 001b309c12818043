"""The calls of a world: look at them, let somebody call in, drive one by hand, wait for one.

Each route turns a body into one command on a call. Looking never moves the clock, not even in step mode: that is for
clients of the providers.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import AnsweredBy, Ended, EndedBy, EndReason, Phase
from mockserver.calls.numbers import is_e164
from mockserver.control import ADMIN
from mockserver.control.http import body_as, dispatcher_of, exchange_of, guarded, listed, reply, world_of
from mockserver.control.serializers import serialize_call
from mockserver.errors import Conflict, SettingsError
from mockserver.gateway.exchange import provider_named
from mockserver.providers.base import Inbound
from mockserver.simulation.durations import parse_duration
from mockserver.world.orders import EventRecord
from mockserver.world.world import World

if TYPE_CHECKING:
    from mockserver.webhooks.messages import Delivery

_LONGEST_WAIT = 300.0


class Incoming(msgspec.Struct, rename={"from_number": "from", "to_number": "to"}):
    """Somebody calls a number of the account."""

    provider: str
    from_number: str
    to_number: str
    agent: str | None = None
    scenario: str | None = None


class Answer(msgspec.Struct):
    """Who picks up."""

    by: AnsweredBy = AnsweredBy.HUMAN


class Fail(msgspec.Struct):
    """Why the dial fails."""

    reason: EndReason = EndReason.NO_ANSWER


class HangUp(msgspec.Struct):
    """Who ends the talk, why, and what it yielded."""

    by: EndedBy = EndedBy.USER
    reason: EndReason = EndReason.HANG_UP
    outputs: dict[str, Any] | None = None
    summary: str | None = None


class Say(msgspec.Struct):
    """A turn of the talk."""

    text: str
    who: str = "user"


class Transfer(msgspec.Struct):
    """Whom the agent hands the talk over to (E.164)."""

    to: str


async def list_all(request: Request) -> Response:
    """`GET /__admin/calls`: those placed here (`?examples=true`: the documented ones too), oldest first."""
    world = world_of(request)
    query = request.query_params
    found = [
        call
        for call in world.calls.values()
        if (query.get("examples") == "true" or not call.example)
        and query.get("provider", call.provider) == call.provider
        and query.get("to", call.to_number) == call.to_number
    ]
    about: dict[str | None, list[Delivery]] = defaultdict(list)
    for delivery in world.outbox.deliveries:
        about[delivery.message.call].append(delivery)
    return await listed("calls", (serialize_call(call, about[call.id]) for call in found))


async def read(request: Request) -> Response:
    """`GET /__admin/calls/{id}`; looking does not move the clock."""
    world, call = _call(request)
    return _shown(world, call)


async def ring_in(request: Request) -> Response:
    """`POST /__admin/calls`: an inbound call."""
    world = world_of(request)
    asked = await body_as(request, Incoming)
    provider = provider_named(asked.provider)
    for name, number in (("from", asked.from_number), ("to", asked.to_number)):
        if not is_e164(number):
            raise SettingsError(f"{name} is {number!r}; expected an E.164 number such as +14155550142.")
    caller = Inbound(
        from_number=asked.from_number, to_number=asked.to_number, agent=asked.agent, scenario=asked.scenario
    )
    call = world.place(provider.inbound(world, caller))
    exchange_of(request).on_change(world)
    await dispatcher_of(request).wait(world)
    return _shown(world, world.call(call.id), 201)


async def answer(request: Request) -> Response:
    """`POST /__admin/calls/{id}/answer`: somebody picks up."""
    asked = await body_as(request, Answer)
    return _drive(request, lambda call, world: commands.answer(call, world.now, asked.by))


async def fail(request: Request) -> Response:
    """`POST /__admin/calls/{id}/fail`: the dial fails."""
    asked = await body_as(request, Fail)
    return _drive(request, lambda call, world: commands.fail(call, world.now, asked.reason))


async def hang_up(request: Request) -> Response:
    """`POST /__admin/calls/{id}/hangup`: the talk ends."""
    asked = await body_as(request, HangUp)
    ended = Ended(asked.reason, asked.by, asked.outputs, asked.summary)
    return _drive(request, lambda call, world: commands.hang_up(call, world.now, ended))


async def say(request: Request) -> Response:
    """`POST /__admin/calls/{id}/say`: one side says something."""
    asked = await body_as(request, Say)
    if asked.who not in ("user", "agent"):
        raise SettingsError(f"who is {asked.who!r}; expected 'user' or 'agent'.")
    return _drive(request, lambda call, world: commands.say(call, world.now, asked.who, asked.text))


async def transfer(request: Request) -> Response:
    """`POST /__admin/calls/{id}/transfer`: the agent hands over."""
    asked = await body_as(request, Transfer)
    if not is_e164(asked.to):
        raise SettingsError(f"to is {asked.to!r}; expected an E.164 number such as +14155550142.")
    return _drive(request, lambda call, world: commands.transfer(call, world.now, asked.to))


def _shown(world: World, call: Call, status: int = 200) -> Response:
    deliveries = [delivery for delivery in world.outbox.deliveries if delivery.message.call == call.id]
    return reply(serialize_call(call, deliveries), status)


def _call(request: Request) -> tuple[World, Call]:
    world = world_of(request)
    return world, world.call(request.path_params["id"])


def _drive(request: Request, change: Callable[[Call, World], Call]) -> Response:
    world, call = _call(request)
    if call.plan.literal:
        raise Conflict(f"Call {call.id!r} plays literal states, so it cannot be driven by hand.")
    changed = world.command(change(call, world))
    exchange_of(request).on_change(world)
    return _shown(world, changed)


# -- waiting ---------------------------------------------------------------------------------------


async def wait(request: Request) -> Response:
    """`GET /__admin/wait?call=ID&phase=ended&timeout=5`: answers when the call is in that phase.

    Ends early, with 409 and the reason, when the call has ended and so can never be there; after `timeout` real
    seconds (at most 300) with 409 as well.
    """
    world = world_of(request)
    call = world.call(request.query_params.get("call", "")).id
    phase = _phase(request.query_params.get("phase", "ended"))
    seconds = _timeout(request.query_params.get("timeout", "5"))
    changed = asyncio.Event()

    def watch(_happening: EventRecord) -> None:
        changed.set()

    world.watchers.append(watch)
    try:
        async with asyncio.timeout(seconds):
            while not _arrived(world.call(call), phase):
                changed.clear()
                await changed.wait()
    except TimeoutError:
        now = world.call(call).view().phase
        how = "passes by itself" if world.clock.runs else "stands still: advance the clock"
        message = f"Call {call!r} is {now} after {seconds:g} s, not {phase}. Time in this world {how}."
        raise Conflict(message) from None
    finally:
        world.watchers.remove(watch)
    return _shown(world, world.call(call))


def _arrived(call: Call, phase: Phase) -> bool:
    now = call.view().phase
    if now is phase:
        return True
    if now is Phase.ENDED:
        raise Conflict(f"Call {call.id!r} has ended, so it can never be {phase} any more.")
    return False


def _phase(word: str) -> Phase:
    try:
        return Phase(word)
    except ValueError:
        raise SettingsError(f"phase is {word!r}; expected one of {', '.join(Phase)}.") from None


def _timeout(text: str) -> float:
    try:
        return min(parse_duration(text).total_seconds(), _LONGEST_WAIT)
    except ValueError as error:
        raise SettingsError(f"timeout: {error}.") from None


ROUTES = [
    Route(f"{ADMIN}/calls", guarded(list_all)),
    Route(f"{ADMIN}/calls", guarded(ring_in), methods=["POST"]),
    Route(f"{ADMIN}/calls/{{id}}", guarded(read)),
    Route(f"{ADMIN}/calls/{{id}}/answer", guarded(answer), methods=["POST"]),
    Route(f"{ADMIN}/calls/{{id}}/fail", guarded(fail), methods=["POST"]),
    Route(f"{ADMIN}/calls/{{id}}/hangup", guarded(hang_up), methods=["POST"]),
    Route(f"{ADMIN}/calls/{{id}}/say", guarded(say), methods=["POST"]),
    Route(f"{ADMIN}/calls/{{id}}/transfer", guarded(transfer), methods=["POST"]),
    Route(f"{ADMIN}/wait", guarded(wait)),
]
