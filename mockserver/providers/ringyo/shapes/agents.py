"""Agents in responses: whole, or as a row of a list. Sources: agents/create, agents/get, agents/list.

Agents are the same in both dialects, except for the calls of `include=recent_calls`.
"""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from mockserver.providers.ringyo.shapes.calls import CallShape, GuideCall
from mockserver.providers.ringyo.shapes.envelopes import Instant, Metadata

AgentStatus = Literal["active", "inactive"]
Model = Literal["gpt-4o", "gpt-4o-mini", "claude-3-sonnet"]


class AgentStats(TypedDict):
    """The statistics of an agent."""

    total_calls: int
    total_duration_minutes: int
    avg_call_duration_seconds: int
    success_rate: Annotated[float, Meta(ge=0, le=1, description="Completed calls of those that have ended")]


class AgentHead(TypedDict):
    """The settings of an agent, and its status."""

    id: str
    name: str
    system_prompt: str
    voice_id: str
    first_message: str | None
    language: str
    model: Model
    temperature: float
    max_tokens: int
    interruption_threshold: float
    end_call_phrases: list[str]
    status: AgentStatus


class AgentTail(TypedDict):
    """The last keys of every agent."""

    metadata: Metadata
    created_at: Instant
    updated_at: Instant


class AgentExtras(TypedDict, total=False):
    """What `include` adds; at most ten calls, newest first."""

    stats: AgentStats
    recent_calls: list[CallShape]


class GuideAgentExtras(TypedDict, total=False):
    """What `include` adds in the guide's dialect."""

    stats: AgentStats
    recent_calls: list[GuideCall]


class AgentShape(AgentHead, AgentExtras, AgentTail):
    """A whole agent."""


class GuideAgent(AgentHead, GuideAgentExtras, AgentTail):
    """A whole agent in the guide's dialect."""


class AgentRow(TypedDict):
    """An agent in a list."""

    id: str
    name: str
    voice_id: str
    language: str
    model: Model
    status: AgentStatus
    created_at: Instant
    updated_at: Instant
