"""The call endpoints of Ringyo: decode, one command or query, render. The table at the end lists them.

Sources: calls/create, calls/get (the seed page) and calls/list; the guide's words are taken as aliases.
"""

from datetime import timedelta
from typing import Any

from mockserver.errors import LinesBusy
from mockserver.orders import Order
from mockserver.providers.base import (
    Answer,
    Inbound,
    Operation,
    Refusal,
    Request,
    answer,
    find_call,
    options_of,
    reads_path,
)
from mockserver.providers.ringyo.accounts import AGENTS, agent_for, from_number_for, number_document
from mockserver.providers.ringyo.bodies import CallCreate, read_call
from mockserver.providers.ringyo.errors import CODES
from mockserver.providers.ringyo.idempotency import once
from mockserver.providers.ringyo.listing import find_page
from mockserver.providers.ringyo.options import LINES, RingyoOptions
from mockserver.providers.ringyo.render import INCLUDES, VOCABULARY, created, one_call
from mockserver.world import World

_TEMPLATE = CallCreate(phone_number="+14155551234", agent_id="agent_abc123")  #: `lenient`: a call nobody placed


def create_call(world: World, request: Request) -> Answer:
    """`POST /v1/calls`: place a call. 201 with the call; the same `Idempotency-Key` places it once."""
    return once(world, request, lambda: _place(world, request))


def get_call(world: World, request: Request) -> Answer:
    """`GET /v1/calls/{id}`: one call; `include` adds transcript, recording and analysis."""
    call = find_call(world, request, "ringyo", CODES.no_call, lambda: _order(world, _TEMPLATE, request))
    return answer(one_call(world, call, _include(request)))


def list_calls(world: World, request: Request) -> Answer:
    """`GET /v1/calls`: calls that fit the filters, newest first, by pages."""
    page = find_page(world, request)
    rows = [one_call(world, call) for call in page.calls]
    more = page.next_cursor is not None
    return answer({"data": rows, "has_more": more, "next_cursor": page.next_cursor, "total": page.total})


def inbound(world: World, caller: Inbound) -> Order:
    """Somebody calls a number of the account; the agent named, else the number's own, answers."""
    number = number_document(world, caller.to_number)
    agent = caller.agent or (number["default_agent_id"] if number else None) or _first_agent(world)
    return Order(
        id=_new_id(world),
        provider="ringyo",
        direction="inbound",
        from_number=caller.from_number,
        to_number=caller.to_number,
        agent=agent_for(world, agent),
        details=_details(CallCreate()),
        lines=(LINES,),
        limit=timedelta(seconds=CallCreate().seconds),
        scenario=caller.scenario,
        vocabulary=VOCABULARY,
    )


# -- pieces ----------------------------------------------------------------------------------------


def _place(world: World, request: Request) -> Answer:
    body = read_call(world, request)
    options: RingyoOptions = options_of(world, "ringyo")
    order = _order(world, body, request)
    if not options.credits:
        raise Refusal(options.credits_status, "insufficient_credits", "The account has not enough credits.")
    try:
        call = world.place(order)
    except LinesBusy as busy:
        message = f"Too many concurrent calls: {busy.limit} may run at once. Wait until one has ended."
        raise Refusal(429, "rate_limit_exceeded", message, {"limit": busy.limit}) from None
    request.call = call.id
    return answer(created(call), 201)


def _order(world: World, body: CallCreate, request: Request) -> Order:
    context = body.context if isinstance(body.context, dict) else {}
    return Order(
        id=_new_id(world),
        provider="ringyo",
        agent=agent_for(world, body.agent_id or ""),
        from_number=from_number_for(world, body.from_number),
        to_number=body.destination or "",
        labels={**context, **(body.metadata or {})},
        details=_details(body),
        lines=(LINES,),
        limit=timedelta(seconds=body.seconds),
        waits=False,
        scenario=request.scenario,
        vocabulary=VOCABULARY,
    )


def _details(body: CallCreate) -> dict[str, Any]:
    return {
        "metadata": body.metadata or {},
        "context": body.context,
        "record": body.record is not False,
        "webhook_url": body.webhook_url,
        "max_duration": body.seconds,
    }


def _new_id(world: World) -> str:
    return "call_" + world.draws.letters(f"ringyo:call:{world.next_serial('ringyo')}", 12)


def _first_agent(world: World) -> str:
    agent = world.collection(AGENTS).first(lambda document: bool(document["status"] == "active"))
    return "agent_default" if agent is None else str(agent["id"])


def _include(request: Request) -> frozenset[str]:
    """`include=transcript,recording`, also repeated; words that it does not know are ignored."""
    words = {word.strip() for value in request.query.get("include", []) for word in value.split(",")}
    return frozenset(words & set(INCLUDES))


OPERATIONS = (
    Operation("POST", "/v1/calls", "calls.create", create_call, statuses=(201,), makes="/id"),
    Operation("GET", "/v1/calls", "calls.list", list_calls),
    Operation("GET", "/v1/calls/{id}", "calls.get", get_call, reads_path),
)
