"""The endpoints of Tiny: place, read, list and cancel calls."""

from typing import TypedDict

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.providers.base import Answer, Operation, Request, answer, find_call, reads_path
from mockserver.world.world import World
from mockserver_tiny.calls import CallCreate, CallShape, new_order, read_create, render_call
from mockserver_tiny.errors import CODES


class CallList(TypedDict):
    """All calls."""

    calls: list[CallShape]


def create_call(world: World, request: Request) -> Answer:
    """`POST /v1/calls`: place a call."""
    body = read_create(world, request)
    call = world.place(new_order(world, body.to, body.hook, request.scenario))
    request.call = call.id
    return answer(render_call(call), 201)


def get_call(world: World, request: Request) -> Answer:
    """`GET /v1/calls/{id}`: one call."""
    return answer(render_call(_find(world, request)))


def list_calls(world: World, _request: Request) -> Answer:
    """`GET /v1/calls`: all calls, in the order of placing."""
    return answer(CallList(calls=[render_call(call) for call in world.calls_of("tiny")]))


def cancel_call(world: World, request: Request) -> Answer:
    """`DELETE /v1/calls/{id}`: end a call now; one that has ended stays as it is."""
    call = _find(world, request)
    if not call.closed:
        call = world.command(commands.cancel(call, world.now))
    return answer(render_call(call))


def _find(world: World, request: Request) -> Call:
    return find_call(world, request, "tiny", CODES.no_call, lambda: new_order(world, "+12125550142"))


OPERATIONS = (
    Operation(
        "POST", "/v1/calls", "calls.create", create_call, body=CallCreate, reply=CallShape, statuses=(201,), makes="/id"
    ),
    Operation("GET", "/v1/calls", "calls.list", list_calls, reply=CallList),
    Operation("GET", "/v1/calls/{id}", "calls.get", get_call, reads_path, reply=CallShape),
    Operation("DELETE", "/v1/calls/{id}", "calls.cancel", cancel_call, reply=CallShape),
)
