"""The endpoints of knowledge bases, their sources, and their links to agents.

Source pages: docs.revring.ai, api-reference/knowledge-bases/{update,add-source,get-source} and
agents/link-knowledge-base. Lists and deletions are not documented; they do what clients would expect.
"""

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.forms import MULTIPART
from mockserver.providers.revring import knowledge, knowledge_sources
from mockserver.providers.revring.agents import AGENTS
from mockserver.providers.revring.checks import read_fields
from mockserver.providers.revring.knowledge import (
    BASES,
    KnowledgeBase,
    KnowledgeBaseCreate,
    KnowledgeBasePatch,
    LinkCreate,
    LinkReply,
    render_base,
    render_link,
)
from mockserver.providers.revring.knowledge_bodies import SourceCreate, SourceForm, decode_source
from mockserver.providers.revring.knowledge_sources import SOURCES, Source, StoredSource, render_source
from mockserver.providers.revring.progress import skip_to_next_stage
from mockserver.providers.revring.replies import created_answer, deleted_answer, list_answer, single_answer
from mockserver.providers.revring.shapes.envelopes import Deleted, Listing, Reply
from mockserver.world.world import World


def create_base(world: World, request: Request) -> Answer:
    """`POST /knowledge-bases`: create a knowledge base, without sources."""
    made = BASES.create(world, read_fields(world, request, KnowledgeBaseCreate))
    return created_answer(world, render_base(world, made))


def list_bases(world: World, _request: Request) -> Answer:
    """`GET /knowledge-bases`: all knowledge bases, in order of creation, without their sources."""
    return list_answer([render_base(world, base, sources=False) for base in BASES.listed(world)])


def get_base(world: World, request: Request) -> Answer:
    """`GET /knowledge-bases/{id}`: one knowledge base, with its sources."""
    return single_answer(render_base(world, _base(world, request)))


def update_base(world: World, request: Request) -> Answer:
    """`PATCH /knowledge-bases/{id}`: change the fields that are sent (knowledge-bases/update)."""
    old = _base(world, request)
    new = BASES.update(world, old, read_fields(world, request, KnowledgeBasePatch))
    return single_answer(render_base(world, new))


def delete_base(world: World, request: Request) -> Answer:
    """`DELETE /knowledge-bases/{id}`: delete a knowledge base with its sources and links."""
    base = _base(world, request)
    BASES.delete(world, base)
    return deleted_answer(base.id)


def create_source(world: World, request: Request) -> Answer:
    """`POST /knowledge-bases/{id}/sources`: add a text, a page or a file (knowledge-bases/add-source).

    The source is queued, processed, then ready or failed. It can be deleted, but not changed. A file is sent as a form.
    """
    base = _base(world, request)
    made = knowledge_sources.create_source(world, base.id, decode_source(world, request))
    return created_answer(world, render_source(world, made))


def get_source(world: World, request: Request) -> Answer:
    """`GET /knowledge-bases/{id}/sources/{sourceId}`: one source (knowledge-bases/get-source)."""
    source = _source(world, request)
    skip_to_next_stage(world, source.stages or ())
    return single_answer(render_source(world, source))


def delete_source(world: World, request: Request) -> Answer:
    """`DELETE /knowledge-bases/{id}/sources/{sourceId}`: delete a source."""
    source = _source(world, request)
    SOURCES.delete(world, source)
    return deleted_answer(source.id)


def create_link(world: World, request: Request) -> Answer:
    """`POST /agents/{id}/knowledge-bases`: link a knowledge base (agents/link-knowledge-base).

    201; 200 with the same link when it already exists.
    """
    agent = AGENTS.get(world, request.params["id"])
    base = BASES.get(world, read_fields(world, request, LinkCreate)["knowledge_base_id"])
    link, new = knowledge.create_link(world, agent.id, base.id)
    shown = render_link(world, link)
    return created_answer(world, shown) if new else single_answer(shown)


def delete_link(world: World, request: Request) -> Answer:
    """`DELETE /agents/{id}/knowledge-bases/{knowledgeBaseId}`: unlink a knowledge base."""
    agent = AGENTS.get(world, request.params["id"])
    return deleted_answer(knowledge.delete_link(world, agent.id, request.params["knowledgeBaseId"]))


def _base(world: World, request: Request) -> KnowledgeBase:
    return BASES.get(world, request.params["id"])


def _source(world: World, request: Request) -> StoredSource:
    return knowledge_sources.get_source(world, _base(world, request).id, request.params["sourceId"])


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
        reply=Reply[KnowledgeBase],
        statuses=_MADE,
        makes="/data/id",
    ),
    Operation("GET", _ALL, "knowledge_bases.list", list_bases, reply=Listing[KnowledgeBase]),
    Operation("GET", _ONE, "knowledge_bases.retrieve", get_base, reply=Reply[KnowledgeBase]),
    Operation(
        "PATCH", _ONE, "knowledge_bases.update", update_base, body=KnowledgeBasePatch, reply=Reply[KnowledgeBase]
    ),
    Operation("DELETE", _ONE, "knowledge_bases.delete", delete_base, reply=Deleted),
    Operation(
        "POST",
        f"{_ONE}/sources",
        "knowledge_bases.sources.create",
        create_source,
        body=SourceCreate,
        forms={MULTIPART: SourceForm},
        reply=Reply[Source],
        statuses=_MADE,
    ),
    Operation("GET", _SOURCE, "knowledge_bases.sources.retrieve", get_source, reply=Reply[Source]),
    Operation("DELETE", _SOURCE, "knowledge_bases.sources.delete", delete_source, reply=Deleted),
    Operation(
        "POST",
        _LINKS,
        "agents.knowledge_bases.create",
        create_link,
        body=LinkCreate,
        reply=Reply[LinkReply],
        statuses=_MADE,
    ),
    Operation("DELETE", f"{_LINKS}/{{knowledgeBaseId}}", "agents.knowledge_bases.delete", delete_link, reply=Deleted),
)
