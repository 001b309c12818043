"""RevRing's call endpoints, with their table at the end. Each: request → command or query → call → response.

Success is `{"data": …}`. Source pages: docs.revring.ai, api-reference/calls/{send,get,cancel,batch-get}. The list is
known only from a real client. README.md lists the choices; `options` switches them.
"""

from collections.abc import Iterable, Iterator

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import Waiting
from mockserver.errors import LinesBusy
from mockserver.providers.base import Answer, Operation, Refusal, Request, find_call, lenient, reads_path
from mockserver.providers.bodies import BadBody, read_object
from mockserver.providers.revring import selection
from mockserver.providers.revring.bodies import BatchGet, CallCreate
from mockserver.providers.revring.checks import ignore_body, read_batch, read_call
from mockserver.providers.revring.errors import CODES, NO_LINE, NOT_RUNNING
from mockserver.providers.revring.options import LINES, revring_options
from mockserver.providers.revring.orders import disabled_features, outbound
from mockserver.providers.revring.queries import CallQuery
from mockserver.providers.revring.render import call_reply, render_batch_call, render_call
from mockserver.providers.revring.replies import list_answer, page_answer
from mockserver.providers.revring.shapes.calls import BatchCallShape, CallShape
from mockserver.providers.revring.shapes.envelopes import Listing, Page, Reply
from mockserver.providers.revring.statuses import FINISHED, call_status
from mockserver.world.world import World

_TEMPLATE = CallCreate(agent_id="agent", to_number="+14155550142", from_number="+14155550100")
"""Profile `lenient`: the template for a call that does not exist."""


def create_call(world: World, request: Request) -> Answer:
    """`POST /calls`: place an outbound call (calls/send). 201 `{"data": call}`.

    When all lines are busy, the call is QUEUED, first come, first served; `skipQueue: true` gives 429 instead.
    """
    order = outbound(world, read_call(world, request), request)
    try:
        call = world.place(order)
    except LinesBusy as busy:
        owner = "" if busy.line == LINES else " of its agent"
        message = f"The concurrency limit{owner} ({busy.limit}) is reached, and skipQueue is true: no call was created."
        raise Refusal(429, NO_LINE, message) from None
    request.call = call.id
    for note in _notes(world, call):
        request.add_note(note)
    return call_reply(world, call, revring_options(world).created_status)


def get_call(world: World, request: Request) -> Answer:
    """`GET /calls/{id}`: one call (calls/get)."""
    return call_reply(world, _get_call(world, request))


def cancel_call(world: World, request: Request) -> Answer:
    """`POST /calls/{id}/cancel`: end a call now (calls/cancel); 409 if it has ended (option `cancel_finished`)."""
    ignore_body(request)
    call = _get_call(world, request)
    word = call_status(call.view())
    if word not in FINISHED:
        call = world.command(commands.cancel(call, world.now))
    elif revring_options(world).cancel_finished == "conflict" and not lenient(world):
        message = f"Call {call.id!r} is {word}; expected QUEUED, INITIATED or ONGOING. Nothing was changed."
        raise Refusal(409, NOT_RUNNING, message)
    return call_reply(world, call)


def batch_get_calls(world: World, request: Request) -> Answer:
    """`POST /calls/batch-get`: the calls with up to 100 ids, in order; unknown ids are dropped (calls/batch-get)."""
    body = read_batch(world, request)
    found = [world.calls[call_id] for call_id in dict.fromkeys(body.ids) if call_id in world.calls]
    rendered = [render_batch_call(world, call, minimal=body.minimal) for call in found if call.provider == "revring"]
    return list_answer(rendered)


def list_calls(world: World, request: Request) -> Answer:
    """`GET /calls`: calls by filter, order and page. `{"data": [call, …], "pagination": {page, pageSize, total}}`."""
    selected = selection.decode_selection(world, request)
    found, total = selection.list_calls(world, selected)
    return page_answer(selected.query, [render_call(world, call) for call in found], total)


# -- helpers ---------------------------------------------------------------------------------------


def _notes(world: World, call: Call) -> Iterator[str]:
    """Yield what may surprise a developer."""
    last = call.past[-1][1]
    if isinstance(last, Waiting):
        owner = "" if last.line == LINES else " of its agent"
        yield f"queued: the concurrency limit{owner} ({world.lines.limits[last.line]}) is reached"
    yield from disabled_features(call)


def _get_call(world: World, request: Request) -> Call:
    return find_call(world, request, "revring", CODES.no_call, lambda: outbound(world, _TEMPLATE, request))


def _reads_body(request: Request) -> Iterable[str]:
    """Return the calls that `ids` in the body names."""
    try:
        ids = read_object(request.body).get("ids")
    except BadBody:
        return ()
    return [call_id for call_id in ids if isinstance(call_id, str)] if isinstance(ids, list) else ()


OPERATIONS = (
    Operation(
        "POST",
        "/v1/calls",
        "calls.create",
        create_call,
        body=CallCreate,
        reply=Reply[CallShape],
        statuses=(201, 200),
        makes="/data/id",
    ),
    Operation("GET", "/v1/calls", "calls.list", list_calls, query=CallQuery, reply=Page[CallShape]),
    Operation(
        "POST",
        "/v1/calls/batch-get",
        "calls.batch_get",
        batch_get_calls,
        _reads_body,
        body=BatchGet,
        reply=Listing[BatchCallShape],
    ),
    Operation("GET", "/v1/calls/{id}", "calls.retrieve", get_call, reads_path, reply=Reply[CallShape]),
    Operation("POST", "/v1/calls/{id}/cancel", "calls.cancel", cancel_call, reply=Reply[CallShape]),
)
