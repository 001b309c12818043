"""The types of what RevRing stores: agents, knowledge bases with sources and links, messages, details of calls.

Snapshots are validated against them. Fields that a fixture may leave out are optional. Nothing here stores or renders
anything.
"""

from datetime import datetime
from typing import Any

from msgspec import Struct

from mockserver.providers.revring import agents, knowledge, messages
from mockserver.providers.revring.shapes.agents import AgentShape
from mockserver.providers.revring.shapes.knowledge import KnowledgeBaseShape, LinkShape, SourceShape
from mockserver.providers.revring.shapes.messages import MessageShape
from mockserver.providers.stored import Stored, partial

_STAGES = list[tuple[datetime, str]]


class Conversation(Struct):
    """A conversation, and the time of its last message."""

    id: str
    lastAt: datetime


class Details(Struct):
    """Details that are stored with a call."""

    caller_id_name: str | None = None
    source: Any = None
    dialed_agent: str | None = None


_AGENT = partial(AgentShape, "id")
STORED = Stored(
    {
        agents.COLLECTION: _AGENT,
        agents.DELETED: _AGENT,
        knowledge.COLLECTION: partial(KnowledgeBaseShape, "id"),
        knowledge.SOURCES: partial(SourceShape, "id", "knowledgeBaseId", updatedAt=str | None, stages=_STAGES),
        knowledge.LINKS: partial(LinkShape, "id", "agentId", "knowledgeBaseId", "createdAt"),
        messages.COLLECTION: partial(MessageShape, "id", stages=_STAGES),
        messages.CONVERSATIONS: Conversation,
    },
    Details,
    own_ids=frozenset({messages.CONVERSATIONS}),
)
