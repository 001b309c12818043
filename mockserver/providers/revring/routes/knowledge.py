"""The endpoints of knowledge bases, their sources, and their links to agents.

Source pages: docs.revring.ai, api-reference/knowledge-bases/{update,add-source,get-source} and
agents/link-knowledge-base. Lists and deletions are not documented; they are there because nothing else could be
expected.
"""

from mockserver.providers.base import Answer, Operation, Request, answer, options_of
from mockserver.providers.forms import MULTIPART
from mockserver.providers.revring.agents import find_agent
from mockserver.providers.revring.bodies import decode
from mockserver.providers.revring.knowledge import (
    COLLECTION,
    add_source,
    create_base,
    delete_base,
    delete_source,
    find_base,
    find_source,
    link,
    patch_base,
    shown_base,
    shown_link,
    shown_source,
    unlink,
)
from mockserver.providers.revring.knowledge_bodies import (
    KnowledgeBaseCreate,
    KnowledgeBasePatch,
    Link,
    SourceCreate,
    SourceForm,
    decode_source,
    no_issues,
)
from mockserver.providers.revring.progress import hurry
from mockserver.providers.revring.shapes.envelopes import Deleted
from mockserver.providers.revring.shapes.knowledge import (
    KnowledgeBaseList,
    KnowledgeBaseReply,
    LinkReply,
    SourceReply,
)
from mockserver.world.documents import Document
from mockserver.world.world import World


def create(world: World, request: Request) -> Answer:
    """`POST /knowledge-bases`: a new knowledge base, without sources."""
    made = create_base(world, decode(world, request, KnowledgeBaseCreate, no_issues))
    return answer(KnowledgeBaseReply(data=shown_base(world, made)), options_of(world, "revring").created_status)


def list_all(world: World, _request: Request) -> Answer:
    """`GET /knowledge-bases`: all of them, in order of creation, without their sources."""
    shown = [shown_base(world, base, sources=False) for base in world.collection(COLLECTION)]
    return answer(KnowledgeBaseList(data=shown))


def retrieve(world: World, request: Request) -> Answer:
    """`GET /knowledge-bases/{id}`: one, with its sources."""
    return answer(KnowledgeBaseReply(data=shown_base(world, _base(world, request))))


def update(world: World, request: Request) -> Answer:
    """`PATCH /knowledge-bases/{id}`: change what is sent (knowledge-bases/update)."""
    old = _base(world, request)
    new = patch_base(world, old, decode(world, request, KnowledgeBasePatch, no_issues))
    return answer(KnowledgeBaseReply(data=shown_base(world, new)))


def delete(world: World, request: Request) -> Answer:
    """`DELETE /knowledge-bases/{id}`: with its sources and links."""
    base = _base(world, request)
    delete_base(world, base)
    return answer(Deleted(data={"id": base["id"]}))


def create_source(world: World, request: Request) -> Answer:
    """`POST /knowledge-bases/{id}/sources`: take a text, a page or a file (knowledge-bases/add-source).

    It is queued, then processed, then ready or failed; it cannot be changed, only deleted. A file is sent as a form.
    """
    base = _base(world, request)
    made = add_source(world, base, decode_source(world, request))
    return answer(SourceReply(data=shown_source(world, made)), options_of(world, "revring").created_status)


def retrieve_source(world: World, request: Request) -> Answer:
    """`GET /knowledge-bases/{id}/sources/{sourceId}`: one source (knowledge-bases/get-source)."""
    source = _source(world, request)
    hurry(world, source)
    return answer(SourceReply(data=shown_source(world, source)))


def remove_source(world: World, request: Request) -> Answer:
    """`DELETE /knowledge-bases/{id}/sources/{sourceId}`: remove a source."""
    source = _source(world, request)
    delete_source(world, source)
    return answer(Deleted(data={"id": source["id"]}))


def create_link(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/knowledge-bases`: link a knowledge base (agents/link-knowledge-base).

    201; 200 with the same link if they were linked already.
    """
    agent = find_agent(world, request.params["id"])
    body = decode(world, request, Link, no_issues)
    row, new = link(world, agent["id"], find_base(world, body.knowledge_base_id))
    status = options_of(world, "revring").created_status if new else 200
    return answer(LinkReply(data=shown_link(world, row)), status)


def remove_link(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}/knowledge-bases/{knowledgeBaseId}`: unlink a knowledge base."""
    agent = find_agent(world, request.params["id"])
    return answer(Deleted(data={"id": unlink(world, agent["id"], request.params["knowledgeBaseId"])}))


def _base(world: World, request: Request) -> Document:
    return find_base(world, request.params["id"])


def _source(world: World, request: Request) -> Document:
    return find_source(world, _base(world, request), request.params["sourceId"])


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
        create,
        body=KnowledgeBaseCreate,
        reply=KnowledgeBaseReply,
        statuses=_MADE,
        makes="/data/id",
    ),
    Operation("GET", _ALL, "knowledge_bases.list", list_all, reply=KnowledgeBaseList),
    Operation("GET", _ONE, "knowledge_bases.retrieve", retrieve, reply=KnowledgeBaseReply),
    Operation("PATCH", _ONE, "knowledge_bases.update", update, body=KnowledgeBasePatch, reply=KnowledgeBaseReply),
    Operation("DELETE", _ONE, "knowledge_bases.delete", delete, reply=Deleted),
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
    Operation("GET", _SOURCE, "knowledge_bases.sources.retrieve", retrieve_source, reply=SourceReply),
    Operation("DELETE", _SOURCE, "knowledge_bases.sources.delete", remove_source, reply=Deleted),
    Operation("POST", _LINKS, "agents.knowledge_bases.create", create_link, body=Link, reply=LinkReply, statuses=_MADE),
    Operation("DELETE", f"{_LINKS}/{{knowledgeBaseId}}", "agents.knowledge_bases.delete", remove_link, reply=Deleted),
)
