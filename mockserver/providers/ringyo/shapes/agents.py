"""Agents as answers show them: whole, or as a row of a list. Sources: agents/create, agents/get, agents/list.

Agents look the same in both dialects but for the calls that `include=recent_calls` adds.
"""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from mockserver.providers.ringyo.shapes.calls import CallShape, GuideCall
from mockserver.providers.ringyo.shapes.envelopes import Instant, Metadata

AgentStatus = Literal["active", "inactive"]
Model = Literal["gpt-4o", "gpt-4o-mini", "claude-3-sonnet"]


class AgentStats(TypedDict):
    """What an agent has done so far."""

    total_calls: int
    total_duration_minutes: int
    avg_call_duration_seconds: int
    success_rate: Annotated[float, Meta(ge=0, le=1, description="Completed calls of those that have ended")]


class AgentHead(TypedDict):
    """What can be set of an agent, and its status."""

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
    """With what every agent ends."""

    metadata: Metadata
    created_at: Instant
    updated_at: Instant


class AgentExtras(TypedDict, total=False):
    """What `include` adds; the ten newest calls, newest first."""

    stats: AgentStats
    recent_calls: list[CallShape]


class GuideAgentExtras(TypedDict, total=False):
    """What `include` adds in the guide's dialect."""

    stats: AgentStats
    recent_calls: list[GuideCall]


class AgentShape(AgentHead, AgentExtras, AgentTail):
    """An agent, whole."""


class GuideAgent(AgentHead, GuideAgentExtras, AgentTail):
    """An agent, whole, in the guide's dialect."""


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
