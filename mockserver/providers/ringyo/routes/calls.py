"""The endpoints of calls: decode, one command or query, render. The table is at the end.

Sources: calls/create, calls/get (the seed page) and calls/list; the guide's field names are accepted as aliases.
`agents` and `phone_numbers` resolve what a call names, `credits` computes what it costs.
"""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from mockserver.calls.agent_behavior import AgentBehavior
from mockserver.calls.results import Delays, delays_of
from mockserver.errors import LinesBusy
from mockserver.providers.base import Answer, Inbound, Operation, Refusal, Request, find_call, reads_path
from mockserver.providers.ringyo import selection
from mockserver.providers.ringyo.agents import Agent, agent_for, first_agent
from mockserver.providers.ringyo.bodies import CallCreate
from mockserver.providers.ringyo.checks import read_call
from mockserver.providers.ringyo.credits import check_credits
from mockserver.providers.ringyo.details import Details
from mockserver.providers.ringyo.errors import CODES
from mockserver.providers.ringyo.idempotency import answer_once
from mockserver.providers.ringyo.keys import uses_credits
from mockserver.providers.ringyo.max_duration import limit_call
from mockserver.providers.ringyo.options import LINES, RingyoOptions, ringyo_options
from mockserver.providers.ringyo.phone_numbers import account_number, from_number_for
from mockserver.providers.ringyo.queries import CallQuery, CallsQuery, decode_query, include_words
from mockserver.providers.ringyo.replies import page_answer, single_answer
from mockserver.providers.ringyo.serializers import render_call, render_call_row, render_placed_call
from mockserver.providers.ringyo.shapes.calls import CallPlaced, CallShape, GuideCall
from mockserver.providers.ringyo.shapes.envelopes import GuidePage, Page, Wrapped
from mockserver.providers.ringyo.statuses import VOCABULARY
from mockserver.world.orders import Order
from mockserver.world.world import World

_NUMBER = "+14155551234"  #: `lenient`: called when no number is given
_TEMPLATE = CallCreate(phone_number=_NUMBER, agent_id="agent_abc123")  #: `lenient`: template of a missing call


def create_call(world: World, request: Request) -> Answer:
    """`POST /v1/calls`: place a call. 201 with the call; the same `Idempotency-Key` places it once."""
    return answer_once(world, request, lambda: _create_call(world, request))


def get_call(world: World, request: Request) -> Answer:
    """`GET /v1/calls/{id}`: one call; `include` adds transcript, recording and analysis."""
    include = include_words(decode_query(world, request, CallQuery).include)
    call = find_call(world, request, "ringyo", CODES.no_call, lambda: _order(world, _TEMPLATE, request))
    return render_call(world, call, include)


def list_calls(world: World, request: Request) -> Answer:
    """`GET /v1/calls`: calls that match the filters, newest first, in pages."""
    return page_answer(
        world,
        selection.list_calls(world, decode_query(world, request, CallsQuery)),
        lambda call: render_call_row(world, call),
    )


def inbound(world: World, caller: Inbound) -> Order:
    """Return the order of a call to a number of the account. The named agent answers, else the number's own."""
    number = account_number(world, caller.to_number)
    named = caller.agent or (number.default_agent_id if number else None) or first_agent(world)
    agent = agent_for(world, named)
    return Order(
        id=_new_id(world),
        provider="ringyo",
        direction="inbound",
        from_number=caller.from_number,
        to_number=caller.to_number,
        agent=agent.id,
        details=_details(world, CallCreate(agent_id=agent.id), agent, charged=True),
        lines=(LINES,),
        limit=timedelta(seconds=CallCreate(agent_id=agent.id).seconds),
        delays=_delays(ringyo_options(world), recorded=True),
        language=agent.language,
        behavior=_behavior(agent),
        scenario=caller.scenario,
        vocabulary=VOCABULARY,
    )


# -- helpers ---------------------------------------------------------------------------------------


def _create_call(world: World, request: Request) -> Answer:
    body = read_call(world, request)
    order = _order(world, body, request)
    if uses_credits(request.key):
        check_credits(world)
    try:
        call = limit_call(world, world.place(order))
    except LinesBusy as busy:
        message = f"Too many concurrent calls: the limit is {busy.limit}. Wait until one has ended."
        raise Refusal(429, "rate_limit_exceeded", message, {"limit": busy.limit}) from None
    request.call = call.id
    return single_answer(world, render_placed_call(world, call), 201)


def _order(world: World, body: CallCreate, request: Request) -> Order:
    context = body.context if isinstance(body.context, dict) else {}
    agent = agent_for(world, body.agent_id)
    return Order(
        id=_new_id(world),
        provider="ringyo",
        agent=agent.id,
        from_number=from_number_for(world, body.from_number),
        to_number=body.destination or _NUMBER,
        labels={**context, **(body.metadata or {})},
        details=_details(world, body, agent, charged=uses_credits(request.key)),
        lines=(LINES,),
        limit=timedelta(seconds=body.seconds),
        delays=_delays(ringyo_options(world), recorded=body.record is not False),
        language=agent.language,
        behavior=_behavior(agent),
        waits=False,
        scenario=request.scenario,
        vocabulary=VOCABULARY,
    )


def _details(world: World, body: CallCreate, agent: Agent[Any], *, charged: bool) -> Details:
    return Details(
        metadata=body.metadata or {},
        context=body.context,
        record=body.record is not False,
        webhook_url=body.webhook_url,
        max_duration=body.seconds,
        charged=charged,
        dialect=ringyo_options(world).dialect,
        agent_name=agent.name,
    )


def _behavior(agent: Agent[Any]) -> AgentBehavior | None:
    """Return how an agent behaves: it begins with its `first_message`, and hangs up after one of its
    `end_call_phrases`, if it has them (agents/create)."""
    if not agent.first_message and not agent.end_call_phrases:
        return None
    return _shared_behavior(agent.first_message or None, tuple(agent.end_call_phrases))


@lru_cache(1024)
def _shared_behavior(first_message: str | None, end_call_phrases: tuple[str, ...]) -> AgentBehavior:
    """Return the behavior; all calls with the same settings share it."""
    phrases = tuple([phrase.strip() for phrase in end_call_phrases if phrase.strip()])
    return AgentBehavior(opening=first_message, farewells=phrases)


def _delays(options: RingyoOptions, *, recorded: bool) -> Delays:
    """Return how long after the end of a call its results come."""
    if options.dialect == "guide":
        return delays_of(0.0 if recorded else None, 0.0, 0.0)
    recording = options.recording_seconds if recorded else None
    return delays_of(recording, options.transcript_seconds, options.analysis_seconds)


def _new_id(world: World) -> str:
    return "call_" + world.randomness.new_letters(f"ringyo:call:{world.next_serial('ringyo')}", 12)


OPERATIONS = (
    Operation(
        "POST",
        "/v1/calls",
        "calls.create",
        create_call,
        body=CallCreate,
        reply=CallPlaced | Wrapped[GuideCall],
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/calls",
        "calls.list",
        list_calls,
        query=CallsQuery,
        reply=Page[CallShape] | GuidePage[GuideCall],
    ),
    Operation(
        "GET",
        "/v1/calls/{id}",
        "calls.get",
        get_call,
        reads_path,
        query=CallQuery,
        reply=CallShape | Wrapped[GuideCall],
    ),
)
