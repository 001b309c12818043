"""Knowledge bases, their sources, and their links to agents in responses.

Source: docs.revring.ai, api-reference/knowledge-bases/{update,add-source,get-source} and agents/link-knowledge-base.
"""

from typing import NotRequired, TypedDict

from mockserver.providers.revring.words import Instant, SourceStatus, SourceType


class SourceShape(TypedDict):
    """A source; its status changes by itself. `errorMessage` says why it failed."""

    id: str
    knowledgeBaseId: str
    sourceType: SourceType
    displayName: str
    status: SourceStatus
    createdAt: Instant
    updatedAt: Instant
    content: str | None
    originalUrl: str | None
    mimeType: str | None
    fileSize: int | None
    errorMessage: str | None


class KnowledgeBaseShape(TypedDict):
    """A knowledge base; the list leaves out the sources."""

    id: str
    name: str
    sourceCount: int
    createdAt: Instant
    updatedAt: Instant
    description: str | None
    sources: NotRequired[list[SourceShape]]


class LinkedShape(TypedDict):
    """A knowledge base as a link shows it."""

    id: str
    name: str
    description: str | None
    sourceCount: int


class LinkShape(TypedDict):
    """A link: the agent may use the knowledge base."""

    id: str
    agentId: str
    knowledgeBaseId: str
    createdAt: Instant
    knowledgeBase: LinkedShape


class KnowledgeBaseReply(TypedDict):
    """One knowledge base."""

    data: KnowledgeBaseShape


class KnowledgeBaseList(TypedDict):
    """All knowledge bases of the account."""

    data: list[KnowledgeBaseShape]


class SourceReply(TypedDict):
    """One source."""

    data: SourceShape


class LinkReply(TypedDict):
    """One link."""

    data: LinkShape
