"""Agents: their type, and how they are created, found, adopted, updated and deleted.

An agent that a call names is adopted, unless it was deleted or the profile is `strict`. Sources: agents/create,
agents/get, agents/list, agents/update, agents/delete. Choices: README.md.
"""

from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType, field
from msgspec.structs import replace

from mockserver.calls.events import Phase
from mockserver.providers.base import Refusal
from mockserver.providers.derived import PatchOnly, ReadOnly, Resource
from mockserver.providers.resources import Resources
from mockserver.providers.ringyo.errors import not_found
from mockserver.providers.ringyo.fields import Instant, Metadata, Share, Text
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.phone_numbers import unassign
from mockserver.providers.ringyo.render import NO_AGENT
from mockserver.providers.ringyo.shapes.envelopes import Deleted
from mockserver.providers.ringyo.webhook_policy import send_agent_event
from mockserver.simulation.durations import show_seconds
from mockserver.world.world import World

Call = TypeVar("Call")
_ADOPTION = "or place a call with it, which adopts an unknown agent unless it was deleted or the profile is 'strict'; "


class AgentStats(Struct, frozen=True):
    """The statistics of an agent."""

    total_calls: int = 0
    total_duration_minutes: int = 0
    avg_call_duration_seconds: int = 0
    success_rate: Annotated[float, Meta(ge=0, le=1, description="Completed calls of those that have ended")] = 0.0


class Agent(Resource, Generic[Call], frozen=True, kw_only=True):
    """An agent. Its calls have the dialect of the world; `stats` of a fixture count what happened before the world
    began."""

    name: Text
    system_prompt: Text
    voice_id: Text
    first_message: str | None = None
    language: Annotated[str, Meta(description="A language and a country.", examples=["en-US", "es-ES"])] = "en-US"
    model: Literal["gpt-4o", "gpt-4o-mini", "claude-3-sonnet"] = "gpt-4o"
    temperature: Share = 0.7
    max_tokens: Annotated[int, Meta(ge=1)] = 150
    interruption_threshold: Share = 0.5
    end_call_phrases: list[str] = field(default_factory=list)
    status: PatchOnly[Literal["active", "inactive"]] = "active"
    stats: ReadOnly[AgentStats | UnsetType] = UNSET
    recent_calls: ReadOnly[Annotated[list[Call], Meta(max_length=10, description="Newest first")] | UnsetType] = UNSET
    metadata: Metadata = field(default_factory=dict)
    created_at: ReadOnly[Instant]
    updated_at: ReadOnly[Instant]


def agent_for(world: World, agent_id: str) -> Agent[Any]:
    """Return the agent that a call names. An agent that nobody created is adopted.

    Raises:
        Refusal: 404 `agent_not_found`: deleted, unknown in profile `strict`, or inactive and that is not allowed.
    """
    agent = AGENTS.refer(world, agent_id)
    if agent.status == "inactive" and not ringyo_options(world).inactive_agents:
        raise Refusal(404, "agent_not_found", f"The agent {agent_id!r} is inactive.", {"agent_id": agent_id})
    return agent


def first_agent(world: World) -> str:
    """Return the id of the first active agent; `agent_default` if there is none."""
    return next((agent.id for agent in AGENTS.listed(world) if agent.status == "active"), NO_AGENT)


# -- the life of an agent --------------------------------------------------------------------------


def _blank(world: World, agent_id: str) -> Agent[Any]:
    at = show_seconds(world.now)
    return Agent(
        id=agent_id,
        name=f"Agent {agent_id.removeprefix('agent_')}",
        system_prompt="You are a helpful assistant on the phone.",
        voice_id="sarah-professional",
        created_at=at,
        updated_at=at,
    )


def _check_new(world: World) -> None:
    limit, count = ringyo_options(world).agent_limit, len(AGENTS.of(world))
    if limit is not None and count >= limit:
        message = f"The plan allows {limit} agents, and there are {count}. Delete one first."
        raise Refusal(403, "agent_limit_reached", message, {"limit": limit})


def _check_delete(world: World, agent: Agent[Any]) -> None:
    its_calls = (call for call in world.calls_of("ringyo") if call.agent == agent.id)
    busy = [call.id for call in its_calls if call.view().phase is not Phase.ENDED]
    if busy and not ringyo_options(world).delete_busy_agents:
        message = f"The agent {agent.id!r} has active calls: {len(busy)}. Wait until they have ended."
        raise Refusal(409, "agent_in_use", message, {"calls": busy[:10]})


def _tell(world: World, what: Literal["created", "updated", "deleted"], agent: Agent[Any]) -> None:
    shown = Deleted(id=agent.id, deleted=True) if what == "deleted" else replace(agent, stats=UNSET)
    send_agent_event(world, f"agent.{what}", shown)


AGENTS: Resources[Agent[Any]] = Resources(
    "ringyo.agents",
    Agent,
    blank=_blank,
    missing=lambda agent_id: not_found("agent", agent_id, _ADOPTION),
    new_id=lambda world: "agent_" + world.randomness.new_letters(f"ringyo:agent:{world.serial('ringyo.agent')}", 12),
    tombstones="ringyo.deleted_agents",
    check_new=_check_new,
    check_delete=_check_delete,
    deleted=lambda world, agent: unassign(world, agent.id),
    changed=_tell,
    stamp=show_seconds,
    stamps_empty=True,
)
