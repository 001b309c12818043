"""RevRing's call endpoints and the table of them. Each: request → command or query → call → answer.

Success is `{"data": …}`. Source pages: docs.revring.ai, api-reference/calls/{send,get,cancel,batch-get}; seeds. The
list is known from a real client only. What they leave open is a choice of README.md, switched in `options`.
"""

from collections.abc import Iterable
from datetime import timedelta

from msgspec import UNSET

from mockserver import commands
from mockserver.calls import Call
from mockserver.documents import Document
from mockserver.errors import LinesBusy
from mockserver.events import AnsweredBy, Waiting
from mockserver.orders import Order
from mockserver.providers.base import (
    Answer,
    Inbound,
    Operation,
    Refusal,
    Request,
    answer,
    find_call,
    lenient,
    options_of,
    reads_path,
)
from mockserver.providers.bodies import BadBody, read_object
from mockserver.providers.revring.agents import LONGEST_TALK, agent_for, inbound_agent, new_id
from mockserver.providers.revring.bodies import CallCreate, decode_batch, decode_call, ignore_body
from mockserver.providers.revring.errors import CODES, NO_LINE, NOT_RUNNING
from mockserver.providers.revring.listing import read_listing, select
from mockserver.providers.revring.options import LINES, RevRingOptions
from mockserver.providers.revring.render import BULKY, FINISHED, VOCABULARY, call_object, call_status
from mockserver.windows import RetryPolicy
from mockserver.world import World

_DAY = 86_400  #: seconds; no agent talks longer, whatever is set for it
_TEMPLATE = CallCreate(agent_id="agent", to_number="+14155550142", from_number="+14155550100")
"""Profile `lenient`: what a call is that nobody placed."""


def create_call(world: World, request: Request) -> Answer:
    """`POST /calls`: place an outbound call (calls/send). 201 `{"data": call}`.

    All lines being busy it is QUEUED, first come, first served; with `skipQueue: true` it is refused with 429.
    """
    order = _order(world, decode_call(world, request), request)
    try:
        call = world.place(order)
    except LinesBusy as busy:
        message = f"The concurrency limit of {busy.limit} calls is reached, and skipQueue is true: no call was made."
        raise Refusal(429, NO_LINE, message) from None
    request.call = call.id
    if isinstance(call.past[-1][1], Waiting):
        request.note = f"queued: all {world.lines.limits[LINES]} lines are busy"
    options: RevRingOptions = options_of(world, "revring")
    return answer({"data": call_object(world, call)}, options.created_status)


def get_call(world: World, request: Request) -> Answer:
    """`GET /calls/{id}`: one call (calls/get)."""
    return answer({"data": call_object(world, _find(world, request))})


def cancel_call(world: World, request: Request) -> Answer:
    """`POST /calls/{id}/cancel`: end a call now (calls/cancel); 409 if it has ended (option `cancel_finished`)."""
    ignore_body(request)
    call = _find(world, request)
    word = call_status(call.view())
    if word not in FINISHED:
        call = world.command(commands.cancel(call, world.now))
    elif options_of(world, "revring").cancel_finished == "conflict" and not lenient(world):
        message = f"Call {call.id!r} is {word}; expected QUEUED, INITIATED or ONGOING. It was left as it is."
        raise Refusal(409, NOT_RUNNING, message)
    return answer({"data": call_object(world, call)})


def batch_get(world: World, request: Request) -> Answer:
    """`POST /calls/batch-get`: the calls of up to 100 ids, in that order; unknown ids are dropped (calls/batch-get)."""
    body = decode_batch(world, request)
    found = [world.calls[call_id] for call_id in dict.fromkeys(body.ids) if call_id in world.calls]
    shown = [call_object(world, call) for call in found if call.provider == "revring"]
    if body.minimal:
        shown = [{key: value for key, value in row.items() if key not in BULKY} for row in shown]
    return answer({"data": shown})


def list_calls(world: World, request: Request) -> Answer:
    """`GET /calls`: calls by filter, order and page. `{"data": [call, …], "pagination": {page, pageSize, total}}`."""
    asked = read_listing(world, request)
    found, total = select(world.calls_of("revring"), asked)
    pagination = {"page": asked.page, "pageSize": asked.size, "total": total}
    return answer({"data": [call_object(world, call) for call in found], "pagination": pagination})


def inbound(world: World, caller: Inbound) -> Order:
    """Somebody calls a number of the account. Only outbound calls count against the concurrency limit."""
    agent = inbound_agent(world, caller.agent)
    return Order(
        id=new_id(world, f"call:{world.next_serial('revring')}"),
        provider="revring",
        direction="inbound",
        from_number=caller.from_number,
        to_number=caller.to_number,
        agent=agent["id"],
        labels=dict(agent.get("defaultVariables") or {}),
        policy=_policy(options_of(world, "revring")),
        limit=_limit(agent),
        scenario=caller.scenario,
        vocabulary=VOCABULARY,
    )


# -- pieces ----------------------------------------------------------------------------------------


def _find(world: World, request: Request) -> Call:
    return find_call(world, request, "revring", CODES.no_call, lambda: _order(world, _TEMPLATE, request))


def _order(world: World, body: CallCreate, request: Request) -> Order:
    options: RevRingOptions = options_of(world, "revring")
    agent = agent_for(world, body.agent_id)
    name = body.caller_id_name
    return Order(
        id=new_id(world, f"call:{world.next_serial('revring')}"),
        provider="revring",
        from_number=body.from_number,
        to_number=body.to_number,
        agent=body.agent_id,
        labels={**(agent.get("defaultVariables") or {}), **body.variables},
        details={} if name is UNSET else {"caller_id_name": name},
        lines=(LINES,),
        policy=_policy(options),
        limit=_limit(agent),
        setup=timedelta(seconds=options.queued_seconds if options.start_status == "queued" else 0),
        waits=not body.skip_queue,
        scenario=request.scenario,
        vocabulary=VOCABULARY,
    )


def _limit(agent: Document) -> timedelta:
    longest = agent.get("maxConversationDurationSeconds") or LONGEST_TALK
    return timedelta(seconds=min(longest, _DAY))


def _policy(options: RevRingOptions) -> RetryPolicy | None:
    """One dial, never a second; with a policy only where the results of a talk are to come later than its end."""
    if not options.results_seconds:
        return None
    wrap = timedelta(seconds=options.results_seconds)
    return RetryPolicy(max_attempts=1, windows=(), any_time=True, wrap=wrap, satisfied_by=tuple(AnsweredBy))


def _reads_body(request: Request) -> Iterable[str]:
    """The calls named by `ids` in the body."""
    try:
        ids = read_object(request.body).get("ids")
    except BadBody:
        return ()
    return [call_id for call_id in ids if isinstance(call_id, str)] if isinstance(ids, list) else ()


OPERATIONS = (
    Operation("POST", "/v1/calls", "calls.create", create_call, statuses=(201, 200), makes="/data/id"),
    Operation("GET", "/v1/calls", "calls.list", list_calls),
    Operation("POST", "/v1/calls/batch-get", "calls.batch_get", batch_get, _reads_body),
    Operation("GET", "/v1/calls/{id}", "calls.retrieve", get_call, reads_path),
    Operation("POST", "/v1/calls/{id}/cancel", "calls.cancel", cancel_call),
)
