"""Knowledge bases and their links to agents: their types, and how they are created, found, updated and deleted.

Source: docs.revring.ai, api-reference/knowledge-bases/update and agents/link-knowledge-base.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from mockserver.providers.base import lenient
from mockserver.providers.derived import ReadOnly, Resource, Sent, create_body, extended, patch_body
from mockserver.providers.resources import Records, Resources
from mockserver.providers.revring.errors import not_found
from mockserver.providers.revring.fields import EPOCH, Instant, Name
from mockserver.providers.revring.ids import new_id
from mockserver.providers.revring.knowledge_sources import SOURCES, Source, render_source, sources_of
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World


class KnowledgeBase(Resource, frozen=True, kw_only=True, rename="camel"):
    """A knowledge base; the list leaves out the sources. A stored one has neither its sources nor their number."""

    name: Annotated[str, Sent(Name)]
    source_count: ReadOnly[int] = 0
    created_at: ReadOnly[Instant]
    updated_at: ReadOnly[Instant]
    description: Annotated[str, Meta(max_length=500)] | None = None
    sources: ReadOnly[list[Source] | UnsetType] = UNSET


class Link(Resource, frozen=True, kw_only=True, rename="camel"):
    """A link: the agent may use the knowledge base."""

    agent_id: ReadOnly[str]
    knowledge_base_id: str
    created_at: ReadOnly[Instant]


class LinkedBase(Struct, frozen=True, rename="camel"):
    """A knowledge base as a link shows it."""

    id: str
    name: str
    description: str | None
    source_count: int


class LinkReply(Link, frozen=True, kw_only=True):
    """A link with its knowledge base."""

    knowledge_base: LinkedBase


KnowledgeBaseCreate = create_body(KnowledgeBase, "KnowledgeBaseCreate", "`POST /knowledge-bases`.")
KnowledgeBasePatch = patch_body(
    KnowledgeBase, "KnowledgeBasePatch", "`PATCH /knowledge-bases/{id}`: any of the fields, or none."
)
LinkCreate = create_body(Link, "LinkCreate", "`POST /agents/{id}/knowledge-bases`.")


def render_base(world: World, base: KnowledgeBase, *, sources: bool = True) -> KnowledgeBase:
    """Return a knowledge base with the number of its sources and, if wanted, the sources."""
    own = sources_of(world, base.id)
    shown = [render_source(world, source) for source in own] if sources else UNSET
    return replace(base, source_count=len(own), sources=shown)


def render_link(world: World, link: Link) -> LinkReply:
    """Return a link with its knowledge base."""
    base = BASES.get(world, link.knowledge_base_id)
    linked = LinkedBase(base.id, base.name, base.description, len(sources_of(world, base.id)))
    return extended(LinkReply, link, knowledge_base=linked)


# -- links -----------------------------------------------------------------------------------------

LINKS = Records("revring.links", Link)


def create_link(world: World, agent_id: str, base_id: str) -> tuple[Link, bool]:
    """Link an agent to a knowledge base. Return the link, and whether it is new."""
    old = _find_link(world, agent_id, base_id)
    if old is not None:
        return old, False
    link_id, at = new_id(world, f"link:{world.serial('revring.link')}"), show_milliseconds(world.now)
    link = Link(id=link_id, agent_id=agent_id, knowledge_base_id=base_id, created_at=at)
    return LINKS.of(world).insert(link_id, link), True


def delete_link(world: World, agent_id: str, base_id: str) -> str:
    """Delete a link and return its id. Profile `lenient` deletes nothing.

    Raises:
        Refusal: 404; the link does not exist.
    """
    old = _find_link(world, agent_id, base_id)
    if lenient(world):
        return base_id if old is None else old.id
    if old is None:
        raise not_found("link to a knowledge base", base_id)
    LINKS.of(world).delete(old.id)
    return old.id


def copy_links(world: World, old_agent: str, new_agent: str) -> None:
    """Link an agent to all knowledge bases of another agent."""
    for link in LINKS.of(world):
        if link.agent_id == old_agent:
            create_link(world, new_agent, BASES.get(world, link.knowledge_base_id).id)


def delete_links(world: World, fits: Callable[[Link], bool]) -> None:
    """Delete the links that fit. Profile `lenient` deletes nothing."""
    links = LINKS.of(world)
    for link in links.rows().values():
        if fits(link) and not lenient(world):
            links.delete(link.id)


def _find_link(world: World, agent_id: str, base_id: str) -> Link | None:
    return LINKS.of(world).first(lambda link: link.agent_id == agent_id and link.knowledge_base_id == base_id)


# -- the life of a knowledge base ------------------------------------------------------------------


def _blank_base(world: World, base_id: str) -> KnowledgeBase:
    at = show_milliseconds(world.now)
    return KnowledgeBase(id=base_id, name=f"Knowledge base {base_id[:9]}", created_at=at, updated_at=at)


def _completed_base(_world: World, _base_id: str, given: Mapping[str, Any]) -> KnowledgeBase:
    return KnowledgeBase(**{"name": "", "created_at": EPOCH, "updated_at": EPOCH, **given})


def _delete_contents(world: World, base: KnowledgeBase) -> None:
    for source in SOURCES.all(world):
        if source.knowledge_base_id == base.id:
            SOURCES.delete(world, source)
    delete_links(world, lambda link: link.knowledge_base_id == base.id)


BASES = Resources(
    "revring.knowledge_bases",
    KnowledgeBase,
    blank=_blank_base,
    missing=lambda base_id: not_found("knowledge base", base_id),
    new_id=lambda world: new_id(world, f"knowledge base:{world.serial('revring.knowledge_base')}"),
    completed=_completed_base,
    deleted=_delete_contents,
)
