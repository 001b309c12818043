"""The endpoints of knowledge bases, their sources, and their links to agents.

Source pages: docs.revring.ai, api-reference/knowledge-bases/{update,add-source,get-source} and
agents/link-knowledge-base. Lists and deletions are not documented; they do what clients would expect.
"""

from mockserver.providers.base import Answer, Operation, Request, answer, options_of
from mockserver.providers.forms import MULTIPART
from mockserver.providers.revring import knowledge
from mockserver.providers.revring.agents import get_agent
from mockserver.providers.revring.bodies import decode
from mockserver.providers.revring.knowledge_bodies import (
    KnowledgeBaseCreate,
    KnowledgeBasePatch,
    Link,
    SourceCreate,
    SourceForm,
    decode_source,
    no_issues,
)
from mockserver.providers.revring.progress import skip_to_next_stage
from mockserver.providers.revring.shapes.envelopes import Deleted
from mockserver.providers.revring.shapes.knowledge import (
    KnowledgeBaseList,
    KnowledgeBaseReply,
    LinkReply,
    SourceReply,
)
from mockserver.world.documents import Document
from mockserver.world.world import World


def create_base(world: World, request: Request) -> Answer:
    """`POST /knowledge-bases`: create a knowledge base, without sources."""
    made = knowledge.create_base(world, decode(world, request, KnowledgeBaseCreate, no_issues))
    return answer(
        KnowledgeBaseReply(data=knowledge.render_base(world, made)), options_of(world, "revring").created_status
    )


def list_bases(world: World, _request: Request) -> Answer:
    """`GET /knowledge-bases`: all knowledge bases, in order of creation, without their sources."""
    bases = [knowledge.render_base(world, base, sources=False) for base in world.collection(knowledge.COLLECTION)]
    return answer(KnowledgeBaseList(data=bases))


def get_base(world: World, request: Request) -> Answer:
    """`GET /knowledge-bases/{id}`: one knowledge base, with its sources."""
    return answer(KnowledgeBaseReply(data=knowledge.render_base(world, _base(world, request))))


def update_base(world: World, request: Request) -> Answer:
    """`PATCH /knowledge-bases/{id}`: change the fields that are sent (knowledge-bases/update)."""
    old = _base(world, request)
    new = knowledge.update_base(world, old, decode(world, request, KnowledgeBasePatch, no_issues))
    return answer(KnowledgeBaseReply(data=knowledge.render_base(world, new)))


def delete_base(world: World, request: Request) -> Answer:
    """`DELETE /knowledge-bases/{id}`: delete a knowledge base with its sources and links."""
    base = _base(world, request)
    knowledge.delete_base(world, base)
    return answer(Deleted(data={"id": base["id"]}))


def create_source(world: World, request: Request) -> Answer:
    """`POST /knowledge-bases/{id}/sources`: add a text, a page or a file (knowledge-bases/add-source).

    The source is queued, processed, then ready or failed. It can be deleted, but not changed. A file is sent as a form.
    """
    base = _base(world, request)
    made = knowledge.create_source(world, base, decode_source(world, request))
    return answer(SourceReply(data=knowledge.render_source(world, made)), options_of(world, "revring").created_status)


def get_source(world: World, request: Request) -> Answer:
    """`GET /knowledge-bases/{id}/sources/{sourceId}`: one source (knowledge-bases/get-source)."""
    source = _source(world, request)
    skip_to_next_stage(world, source)
    return answer(SourceReply(data=knowledge.render_source(world, source)))


def delete_source(world: World, request: Request) -> Answer:
    """`DELETE /knowledge-bases/{id}/sources/{sourceId}`: delete a source."""
    source = _source(world, request)
    knowledge.delete_source(world, source)
    return answer(Deleted(data={"id": source["id"]}))


def create_link(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/knowledge-bases`: link a knowledge base (agents/link-knowledge-base).

    201; 200 with the same link when it already exists.
    """
    agent = get_agent(world, request.params["id"])
    body = decode(world, request, Link, no_issues)
    row, new = knowledge.create_link(world, agent["id"], knowledge.get_base(world, body.knowledge_base_id))
    status = options_of(world, "revring").created_status if new else 200
    return answer(LinkReply(data=knowledge.render_link(world, row)), status)


def delete_link(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}/knowledge-bases/{knowledgeBaseId}`: unlink a knowledge base."""
    agent = get_agent(world, request.params["id"])
    return answer(Deleted(data={"id": knowledge.delete_link(world, agent["id"], request.params["knowledgeBaseId"])}))


def _base(world: World, request: Request) -> Document:
    return knowledge.get_base(world, request.params["id"])


def _source(world: World, request: Request) -> Document:
    return knowledge.get_source(world, _base(world, request), request.params["sourceId"])


_ALL = "/v1/knowledge-bases"
_ONE = f"{_ALL}/{{id}}"
_SOURCE = f"{_ONE}/sources/{{sourceId}}"
_LINKS = "/v1/agents/{id}/knowledge-bases"
_MADE = (201, 200)
OPERATIONS = (
    Operation(
        "POST",
        _ALL,
        "knowledge_bases.create",
        create_base,
        body=KnowledgeBaseCreate,
        reply=KnowledgeBaseReply,
        statuses=_MADE,
        makes="/data/id",
    ),
    Operation("GET", _ALL, "knowledge_bases.list", list_bases, reply=KnowledgeBaseList),
    Operation("GET", _ONE, "knowledge_bases.retrieve", get_base, reply=KnowledgeBaseReply),
    Operation("PATCH", _ONE, "knowledge_bases.update", update_base, body=KnowledgeBasePatch, reply=KnowledgeBaseReply),
    Operation("DELETE", _ONE, "knowledge_bases.delete", delete_base, reply=Deleted),
    Operation(
        "POST",
        f"{_ONE}/sources",
        "knowledge_bases.sources.create",
        create_source,
        body=SourceCreate,
        forms={MULTIPART: SourceForm},
        reply=SourceReply,
        statuses=_MADE,
    ),
    Operation("GET", _SOURCE, "knowledge_bases.sources.retrieve", get_source, reply=SourceReply),
    Operation("DELETE", _SOURCE, "knowledge_bases.sources.delete", delete_source, reply=Deleted),
    Operation("POST", _LINKS, "agents.knowledge_bases.create", create_link, body=Link, reply=LinkReply, statuses=_MADE),
    Operation("DELETE", f"{_LINKS}/{{knowledgeBaseId}}", "agents.knowledge_bases.delete", delete_link, reply=Deleted),
)
