"""The types of what RevRing stores: agents, knowledge bases with sources and links, messages, details of calls.

Snapshots are checked by them. What a fixture may leave out may be missing; nothing here stores or shows anything.
"""

from datetime import datetime
from typing import Any

from msgspec import Struct

from mockserver.providers.revring import agents, knowledge, messages
from mockserver.providers.revring.shapes.agents import AgentShape
from mockserver.providers.revring.shapes.knowledge import KnowledgeBaseShape, LinkShape, SourceShape
from mockserver.providers.revring.shapes.messages import MessageShape
from mockserver.providers.stored import Stored, partly

_STAGES = list[tuple[datetime, str]]


class Conversation(Struct):
    """A conversation, and when its last message was."""

    id: str
    lastAt: datetime


class Details(Struct):
    """What is kept of a call."""

    caller_id_name: str | None = None
    source: Any = None
    dialed_agent: str | None = None


_AGENT = partly(AgentShape, "id")
STORED = Stored(
    {
        agents.COLLECTION: _AGENT,
        agents.DELETED: _AGENT,
        knowledge.COLLECTION: partly(KnowledgeBaseShape, "id"),
        knowledge.SOURCES: partly(SourceShape, "id", "knowledgeBaseId", updatedAt=str | None, stages=_STAGES),
        knowledge.LINKS: partly(LinkShape, "id", "agentId", "knowledgeBaseId", "createdAt"),
        messages.COLLECTION: partly(MessageShape, "id", stages=_STAGES),
        messages.CONVERSATIONS: Conversation,
    },
    Details,
    apart=frozenset({messages.CONVERSATIONS}),
)
