"""From a request to the order of a call: numbers, variables, and the agent's behavior.

    agent's settings + call's variables ─► Order(labels, limit, behavior, lines)

An outbound call needs a line of the account and, with the option `agent_concurrency`, a line of its agent. An inbound
call, by phone or browser, needs no line.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from mockserver.calls.agent_behavior import AgentBehavior
from mockserver.calls.call import Call
from mockserver.calls.events import Ended, EndReason
from mockserver.calls.results import Delays, delays_of
from mockserver.providers.base import Inbound, Request
from mockserver.providers.revring.agents import AGENTS, Agent, agent_for, inbound_agent
from mockserver.providers.revring.bodies import CallCreate
from mockserver.providers.revring.details import Details
from mockserver.providers.revring.ids import new_id
from mockserver.providers.revring.options import LINES, RevRingOptions, revring_options
from mockserver.providers.revring.statuses import VOCABULARY
from mockserver.providers.revring.templates import Participants, missing_variables, render, system_variables
from mockserver.providers.revring.transcripts import END_CALL, TRANSFER_NAMES
from mockserver.providers.revring.words import PLACEHOLDER
from mockserver.world.orders import Order
from mockserver.world.world import World

_MAX_NAMED = 10  #: variables in a note
_DAY = 86_400  #: seconds; the upper limit of every talk


class SharedBehavior(NamedTuple):
    """What an agent's settings decide for all its calls."""

    texts: str  #: its prompt and first message if they contain variables, else empty
    limit: timedelta
    behavior: AgentBehavior | None  #: without the effect of variables


def outbound(world: World, body: CallCreate, request: Request) -> Order:
    """Return the order of `POST /calls`. Variables of the agent's texts without a value go into the request's note.

    Raises:
        Refusal: what `agent_for` raises.
    """
    options, agent = revring_options(world), agent_for(world, body.agent_id)
    participants = Participants("outbound", user_number=body.to_number, agent_number=body.from_number)
    labels = {**(agent.default_variables or {}), **body.variables}
    shared = shared_behavior(agent)
    if shared.texts:
        variables = _all_variables(agent, participants, labels, world.now)
        _note_missing(request, shared.texts, variables)
    return Order(
        id=_next_id(world),
        provider="revring",
        from_number=body.from_number,
        to_number=body.to_number,
        agent=body.agent_id,
        labels=labels,
        details=Details(caller_id_name=None if body.caller_id_name is UNSET else body.caller_id_name),
        lines=_lines(world, options, body.agent_id),
        delays=_delays(options),
        limit=shared.limit,
        language=_text(agent.language) or "",
        behavior=behavior_of(agent, variables) if shared.texts else shared.behavior,
        setup=timedelta(seconds=options.queued_seconds if options.start_status == "queued" else 0),
        waits=not body.skip_queue,
        scenario=request.scenario,
        vocabulary=VOCABULARY,
    )


def inbound(world: World, caller: Inbound) -> Order:
    """Return the order of a call to a number of the account; the agent that owns the number answers.

    Raises:
        Refusal: what `inbound_agent` raises.
    """
    agent = inbound_agent(world, caller.agent, caller.to_number)
    return _inbound_order(world, agent, caller, Details(dialed_agent=caller.agent))


def from_browser(world: World, caller: Inbound) -> Order:
    """Return the order of a call from a web page to an agent."""
    agent = inbound_agent(world, caller.agent, caller.to_number)
    return _inbound_order(world, agent, caller, Details(source="web_widget"))


def _inbound_order(world: World, agent: Agent, caller: Inbound, details: Details) -> Order:
    labels, shared = dict(agent.default_variables or {}), shared_behavior(agent)
    participants = Participants("inbound", user_number=caller.from_number, agent_number=caller.to_number)
    return Order(
        id=_next_id(world),
        provider="revring",
        direction="inbound",
        from_number=caller.from_number,
        to_number=caller.to_number,
        agent=agent.id,
        labels=labels,
        details=details,
        delays=_delays(revring_options(world)),
        limit=shared.limit,
        language=_text(agent.language) or "",
        behavior=behavior_of(agent, _all_variables(agent, participants, labels, world.now))
        if shared.texts
        else shared.behavior,
        scenario=caller.scenario,
        vocabulary=VOCABULARY,
    )


def all_variables(world: World, call: Call) -> dict[str, Any]:
    """Return all variables of a placed call."""
    return _all_variables(_agent(world, call), _participants(call), call.labels, call.created_at)


def with_variables(world: World, call: Call, variables: Mapping[str, Any]) -> Call:
    """Return the call with variables that override its agent's, and with the behavior that follows from them."""
    agent = _agent(world, call)
    labels = {**call.labels, **variables}
    behavior = behavior_of(agent, _all_variables(agent, _participants(call), labels, call.created_at))
    return replace(call, labels=labels, behavior=behavior)


def _agent(world: World, call: Call) -> Agent:
    """Return the agent of a call, as it is now, or as it was when it was deleted."""
    agent = AGENTS.recall(world, call.agent or "")
    assert agent is not None, f"the agent of call {call.id} does not exist"
    return agent


def _participants(call: Call) -> Participants:
    outbound = call.direction == "outbound"
    user, agent = (call.to_number, call.from_number) if outbound else (call.from_number, call.to_number)
    return Participants(call.direction, user_number=user, agent_number=agent)


def shared_behavior(agent: Agent) -> SharedBehavior:
    """Return what an agent's settings decide for all its calls."""
    texts = f"{agent.prompt_template} {agent.first_message or ''}"
    longest = min(agent.max_conversation_duration_seconds, _DAY)
    return SharedBehavior(texts if "{{" in texts else "", timedelta(seconds=longest), behavior_of(agent, {}))


def behavior_of(agent: Agent, variables: Mapping[str, Any]) -> AgentBehavior | None:
    """Return how an agent behaves with its settings; None when the settings change nothing in a scenario."""
    silence = agent.silence_end_call_timeout_seconds
    warm = agent.warm_transfer_config if agent.transfer_mode == "warm" else None
    lacks = (() if agent.end_call_enabled else (END_CALL,)) + (() if agent.transfer_enabled else TRANSFER_NAMES)
    behavior = AgentBehavior(
        opening=render(_text(agent.first_message) or "", variables) or None,
        silence=timedelta(seconds=min(silence, _DAY)) if silence > 0 else None,
        detects=agent.voicemail_enabled,
        message=_text(agent.voicemail_message) if agent.voicemail_action == "leave_message" else None,
        may_end=agent.end_call_enabled,
        may_transfer=agent.transfer_enabled,
        routes=tuple(route.to_number for route in agent.transfer_routes or () if _text(route.to_number)),
        handover=(_text(warm.hold_message) or None) if warm else None,
        lacks=lacks,
        tools=tuple([tool.name for tool in agent.custom_tools if tool.enabled]) if agent.custom_tools else None,
    )
    return None if behavior == AgentBehavior() else behavior


def _text(text: str | None) -> str | None:
    """Return a text of an agent; None for the placeholder of the documentation's samples."""
    return None if text == PLACEHOLDER else text


def disabled_features(call: Call) -> Iterator[str]:
    """Yield what a call's scenario needs and its agent's settings turn off."""
    steps = call.plan.attempts[0].steps if call.plan.attempts else ()
    ended = steps[-1][1] if steps else None
    behavior = call.behavior
    if behavior is None or not isinstance(ended, Ended):
        return
    if ended.reason is EndReason.VOICEMAIL and not behavior.detects:
        yield "voicemailEnabled is false: the agent will not detect the scenario's voicemail"
    elif not call.plan.default:
        return
    elif ended.reason is EndReason.TRANSFER and not behavior.may_transfer:
        yield "transferEnabled is false: the scenario's transfer will not happen"
    elif ended.reason is EndReason.TOOL_END_CALL and not behavior.may_end:
        yield "endCallEnabled is false: the agent will not end the call"


def _all_variables(agent: Agent, participants: Participants, labels: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Return all variables of a call: the system's, overridden by those of the agent and the call."""
    return {**system_variables(agent, participants, at), **labels}


def _note_missing(request: Request, texts: str, variables: Mapping[str, Any]) -> None:
    """Note the variables of the agent's texts that have no value."""
    missing = missing_variables(texts, variables)
    if missing:
        more = " …" if len(missing) > _MAX_NAMED else ""
        request.add_note(f"variables without a value: {', '.join(missing[:_MAX_NAMED])}{more}")


def _lines(world: World, options: RevRingOptions, agent_id: str) -> tuple[str, ...]:
    """Return the kinds of lines that a call of an agent needs, and set their numbers as the options say."""
    own = f"{LINES}:agent:{agent_id}"
    if world.lines.limits.get(own) != options.agent_concurrency:
        world.limit_lines({own: options.agent_concurrency})
    return (LINES,) if options.agent_concurrency is None else (LINES, own)


def _next_id(world: World) -> str:
    return new_id(world, f"call:{world.next_serial('revring')}")


def _delays(options: RevRingOptions) -> Delays:
    """Return how long after the end of a conversation its results come: all at once."""
    return delays_of(options.results_seconds, options.results_seconds, options.results_seconds)
