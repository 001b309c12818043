"""Agents: their type, and how they are created, found, adopted, updated, copied and deleted.

Every field is always present in responses, with null for what is not set (docs.revring.ai, api-reference/agents). An
update replaces the agent, so a call keeps the settings it was placed with. Choices: README.md.
"""

from typing import Annotated, Any

from msgspec import Meta, field
from msgspec.structs import replace

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.derived import CreateOnly, ReadOnly, Resource
from mockserver.providers.resources import Resources
from mockserver.providers.revring.agent_parts import Folder, Messaging, PhoneNumber, Route, Tool, Trunk, WarmTransfer
from mockserver.providers.revring.errors import CODES, DISABLED, Issue, not_found
from mockserver.providers.revring.fields import MAX_NAME, Instant, Name
from mockserver.providers.revring.ids import new_id
from mockserver.providers.revring.options import revring_options
from mockserver.providers.revring.words import (
    AgentMode,
    AgentStatus,
    Effort,
    RetrievalMode,
    TransferMode,
    VoicemailAction,
)
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

MAX_TALK_SECONDS = 600
HOW_TO_KEEP_AN_ID = (
    "POST /v1/agents creates agents with new ids. To use your own id: add it to a fixture file (--fixtures); or place a"
    " call with it, which adopts an unknown agent unless it was deleted or the profile is 'strict'; or set the profile"
    " 'lenient', which creates it on demand."
)
_FEATURES = {"voicemail_enabled": True, "transfer_enabled": True}
"""Enabled in agents that nobody created, so that every scenario runs as written."""
Object = dict[str, Any]
Temperature = Annotated[float, Meta(ge=0, le=2)]
Timeout = Annotated[float, Meta(ge=-1, description="-1: no limit")]


class Agent(Resource, frozen=True, kw_only=True, rename="camel"):
    """An agent. Every field is always present, with null for what is not set."""

    name: Name
    status: AgentStatus = "active"
    prompt_template: str
    created_at: ReadOnly[Instant]
    updated_at: ReadOnly[Instant]
    sip_trunk_id: str | None = None
    sip_trunk: ReadOnly[Trunk | None] = None
    folder_id: str | None = None
    folder: ReadOnly[Folder | None] = None
    default_variables: Object | None = None
    first_message: Annotated[str, Meta(max_length=4000)] | None = None
    turn_timeout_seconds: Timeout = 7
    silence_end_call_timeout_seconds: Timeout = -1
    max_conversation_duration_seconds: Annotated[float, Meta(ge=1)] = MAX_TALK_SECONDS
    llm_temperature: Temperature = 0.5
    timezone: str | None = None
    language: str = "en"
    pre_call_webhook_url: str | None = None
    post_call_webhook_url: str | None = None
    end_call_enabled: bool = True
    end_call_rules_override: str | None = None
    transfer_enabled: bool = False
    transfer_routes: list[Route] | None = None
    transfer_description_override: str | None = None
    voicemail_enabled: bool = False
    voicemail_action: VoicemailAction = "hangup"
    voicemail_message: Annotated[str, Meta(min_length=1)] | None = None
    voice_id: str | None = None
    voice_temperature: Temperature = 1
    voice_speed: Annotated[float, Meta(ge=0.5, le=1.5)] = 1
    runtime_config: Object | None = None
    mode: CreateOnly[AgentMode] = "single_prompt"
    flow_definition: Object | None = None
    test_variables: Object | None = None
    llm_reasoning_effort: Effort | None = None
    disable_interruptions: bool | None = None
    interruption_threshold_ms: Annotated[float, Meta(ge=0, le=1000)] | None = None
    transfer_mode: TransferMode | None = None
    warm_transfer_config: WarmTransfer | None = None
    play_keypad_touch_tone_enabled: bool | None = None
    play_keypad_touch_tone_description_override: Annotated[str, Meta(max_length=2000)] | None = None
    knowledge_base_retrieval_mode: RetrievalMode | None = None
    knowledge_base_chunks: Annotated[float, Meta(ge=1, le=20)] | None = None
    knowledge_base_similarity_threshold: Annotated[float, Meta(ge=0, le=1)] | None = None
    messaging_connection_id: str | None = None
    messaging_config: Messaging | None = None
    phone_numbers: ReadOnly[list[PhoneNumber]] = field(default_factory=list)
    custom_tools: ReadOnly[list[Tool]] = field(default_factory=list)


# -- for calls and messages ------------------------------------------------------------------------


def agent_for(world: World, agent_id: str) -> Agent:
    """Return the agent of a new call. An agent that nobody created is adopted.

    Raises:
        Refusal: 404, it was deleted, or it does not exist and the profile is `strict`; 400, it is disabled.
    """
    agent = AGENTS.refer(world, agent_id)
    if agent.status == "disabled" and not lenient(world):
        raise _refusal(400, DISABLED, f"Agent {agent_id!r} is disabled; set its status to 'active' to make calls.")
    return agent


def inbound_agent(world: World, agent_id: str | None, number: str) -> Agent:
    """Return the agent of an inbound call: the one named, else the number's owner, else the account's default agent.

    Raises:
        Refusal: what `agent_for` raises; 404, no agent owns the number and the profile is `strict`.
    """
    named = agent_id if agent_id is not None else owner_of(world, number)
    if named is not None:
        return agent_for(world, named)
    if strict(world):
        message = f"No agent owns {number!r}, which profile 'strict' requires. Assign it with the option phone_numbers."
        raise _refusal(404, CODES.no_call, message)
    own = new_id(world, "agent:default")
    return AGENTS.find(world, own) or _default_agent(world, own)


def _default_agent(world: World, agent_id: str) -> Agent:
    return AGENTS.put(world, replace(_blank(world, agent_id), name="Default agent", **_FEATURES))


def owner_of(world: World, number: str) -> str | None:
    """Return the id of the agent that answers a number; the option `phone_numbers` overrides the agents'
    own numbers."""
    assigned = revring_options(world).phone_numbers.get(number)
    if assigned is not None:
        return assigned
    owner = AGENTS.of(world).first(lambda agent: any(row.e164 == number for row in agent.phone_numbers))
    return None if owner is None else owner.id


def _refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, code, message, {"issues": [Issue(("agentId",), message).render()]})


# -- in responses ----------------------------------------------------------------------------------


def render_agent(world: World, agent: Agent) -> Agent:
    """Return an agent with the numbers that it answers."""
    if not revring_options(world).phone_numbers:
        return agent
    return replace(agent, phone_numbers=numbers_of(world, agent))


def numbers_of(world: World, agent: Agent) -> list[PhoneNumber]:
    """Return the numbers that an agent answers: its own ones, then those that the option `phone_numbers` adds."""
    assigned, own = revring_options(world).phone_numbers, {row.e164 for row in agent.phone_numbers}
    kept = [row for row in agent.phone_numbers if assigned.get(row.e164, agent.id) == agent.id]
    more = [number for number, owner in assigned.items() if owner == agent.id and number not in own]
    return [*kept, *(_assigned_number(world, agent, number) for number in more)]


def _assigned_number(world: World, agent: Agent, number: str) -> PhoneNumber:
    at, number_id = agent.created_at, new_id(world, f"number:{number}")
    return PhoneNumber(id=number_id, e164=number, created_at=at, updated_at=at)


# -- the life of an agent --------------------------------------------------------------------------


def duplicate_agent(world: World, original: Agent) -> Agent:
    """Copy an agent. The copy and its tools have their own ids, and the copy has its own name and no numbers."""
    at = show_milliseconds(world.now)
    copy = replace(
        original,
        id=_new_id(world),
        name=f"{original.name[: MAX_NAME - 7]} (Copy)",
        phone_numbers=[],
        custom_tools=[replace(tool, id=new_tool_id(world)) for tool in original.custom_tools],
        created_at=at,
        updated_at=at,
    )
    return AGENTS.put(world, copy)


def new_tool_id(world: World) -> str:
    """Return the id of the next custom tool."""
    return new_id(world, f"tool:{world.serial('revring.tool')}")


def _new_id(world: World) -> str:
    return new_id(world, f"agent:{world.serial('revring.agent')}")


def _blank(world: World, agent_id: str) -> Agent:
    at = show_milliseconds(world.now)
    return Agent(
        id=agent_id,
        name=f"Agent {agent_id[:9]}",
        prompt_template="You are a helpful agent.",
        created_at=at,
        updated_at=at,
    )


def _adopted(world: World, agent_id: str) -> Agent:
    return replace(_blank(world, agent_id), messaging_connection_id=new_id(world, "connection"), **_FEATURES)


AGENTS = Resources(
    "revring.agents",
    Agent,
    blank=_blank,
    missing=lambda agent_id: not_found("agent", agent_id, HOW_TO_KEEP_AN_ID),
    unknown=lambda agent_id: _refusal(404, CODES.no_call, f"There is no agent {agent_id!r}. {HOW_TO_KEEP_AN_ID}"),
    new_id=_new_id,
    adopted=_adopted,
    tombstones="revring.deleted_agents",
)
