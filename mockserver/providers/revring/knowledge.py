"""Knowledge bases, their sources, and their links to agents.

A new source is processed in the background, by virtual time: queued, processing, then ready or failed. It fails when
its page cannot be reached (a host under `.invalid`) or its file does not match its name. No page is ever fetched, and
of a file only the type and size are stored (docs.revring.ai, platform/knowledge-bases).
"""

import json
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import urlsplit

from mockserver.providers.base import Refusal, lenient, options_of
from mockserver.providers.forms import Upload
from mockserver.providers.revring.bodies import sent_fields
from mockserver.providers.revring.errors import SOURCE_LIMIT, not_found
from mockserver.providers.revring.ids import new_id
from mockserver.providers.revring.knowledge_bodies import MEDIA, KnowledgeBaseCreate, KnowledgeBasePatch, NewSource
from mockserver.providers.revring.progress import planned_stages, stage_of
from mockserver.providers.revring.shapes.knowledge import KnowledgeBaseShape, LinkShape, SourceShape
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revring.knowledge_bases"
SOURCES = "revring.sources"
LINKS = "revring.links"
MAX_SOURCES = 10
_EPOCH = "1970-01-01T00:00:00.000Z"
_DEFAULTS: Document = {"id": "", "name": "", "description": None, "createdAt": _EPOCH, "updatedAt": _EPOCH}
_SOURCE_DEFAULTS: Document = {
    "id": "",
    "knowledgeBaseId": "",
    "sourceType": "text",
    "displayName": "",
    "status": "ready",
    "createdAt": _EPOCH,
    "updatedAt": None,
    "content": None,
    "originalUrl": None,
    "mimeType": None,
    "fileSize": None,
    "errorMessage": None,
}


# -- knowledge bases -------------------------------------------------------------------------------


def get_base(world: World, base_id: str) -> Document:
    """Return the knowledge base with that id. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404; it does not exist.
    """
    found = world.collection(COLLECTION).get(base_id)
    if found is None and not lenient(world):
        raise not_found("knowledge base", base_id)
    return found or _insert(world, base_id, {"name": f"Knowledge base {base_id[:9]}", "description": None})


def create_base(world: World, body: KnowledgeBaseCreate) -> Document:
    """Create a knowledge base, without sources."""
    number = world.serial("revring.knowledge_base")
    return _insert(world, new_id(world, f"knowledge base:{number}"), sent_fields(body))


def update_base(world: World, old: Document, body: KnowledgeBasePatch) -> Document:
    """Update a knowledge base with the fields of the body."""
    changes = sent_fields(body)
    if not changes:
        return old
    changed = {**old, **changes, "updatedAt": show_milliseconds(world.now)}
    return world.collection(COLLECTION).insert(old["id"], changed)


def delete_base(world: World, base: Document) -> None:
    """Delete a knowledge base with its sources and links. Profile `lenient` deletes nothing."""
    if lenient(world):
        return
    world.collection(COLLECTION).delete(base["id"])
    for kind in (SOURCES, LINKS):
        _delete_all(world, kind, "knowledgeBaseId", base["id"])


def _insert(world: World, base_id: str, given: dict[str, Any]) -> Document:
    at = show_milliseconds(world.now)
    return world.collection(COLLECTION).insert(base_id, {"id": base_id, "createdAt": at, "updatedAt": at, **given})


def _delete_all(world: World, kind: str, field: str, value: str) -> None:
    documents = world.collection(kind)
    for key, row in documents.rows().items():
        if row[field] == value:
            documents.delete(key)


def render_base(world: World, base: Document, *, sources: bool = True) -> KnowledgeBaseShape:
    """Return a knowledge base as JSON values. Fields that a fixture leaves out get their defaults."""
    own, whole = _sources(world, base["id"]), {**_DEFAULTS, **base}
    rendered: KnowledgeBaseShape = {
        "id": whole["id"],
        "name": whole["name"],
        "sourceCount": len(own),
        "createdAt": whole["createdAt"],
        "updatedAt": whole["updatedAt"],
        "description": whole["description"],
    }
    if sources:
        rendered["sources"] = [render_source(world, source) for source in own]
    return rendered


# -- sources ---------------------------------------------------------------------------------------


def create_source(world: World, base: Document, new: NewSource) -> Document:
    """Add a source to a knowledge base; its first status is queued.

    Raises:
        Refusal: 400; the knowledge base has the maximum number of sources.
    """
    if len(_sources(world, base["id"])) >= MAX_SOURCES and not lenient(world):
        message = f"Knowledge base {base['id']!r} already has {MAX_SOURCES} sources, the maximum. Delete one first."
        raise Refusal(400, SOURCE_LIMIT, message)
    return _insert_source(world, base["id"], new_id(world, f"source:{world.serial('revring.source')}"), new)


def get_source(world: World, base: Document, source_id: str) -> Document:
    """Return the source of a knowledge base that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404; it has no source with that id.
    """
    found = world.collection(SOURCES).get(source_id)
    if found is not None and found.get("knowledgeBaseId") == base["id"]:
        return found
    if not lenient(world):
        raise not_found("source", source_id)
    return _insert_source(world, base["id"], source_id, NewSource("text", "Text", content="Text."))


def delete_source(world: World, source: Document) -> None:
    """Delete a source. Profile `lenient` deletes nothing."""
    if not lenient(world):
        world.collection(SOURCES).delete(source["id"])


def render_source(world: World, source: Document) -> SourceShape:
    """Return a source with its current status as JSON values. Fields that a fixture leaves out get their defaults."""
    whole = {**_SOURCE_DEFAULTS, **source}
    stage = stage_of(whole, world.now)
    problem = whole["errorMessage"] if stage.status == "failed" else None
    rendered = {key: value for key, value in whole.items() if key != "stages"}
    return cast("SourceShape", {**rendered, "status": stage.status, "updatedAt": stage.since, "errorMessage": problem})


def _sources(world: World, base_id: str) -> list[Document]:
    return [source for source in world.collection(SOURCES) if source.get("knowledgeBaseId") == base_id]


def _insert_source(world: World, base_id: str, source_id: str, new: NewSource) -> Document:
    options = options_of(world, "revring")
    problem = _problem(new)
    steps = [
        (0, "queued"),
        (options.source_queued_seconds, "processing"),
        (options.source_processing_seconds, "ready" if problem is None else "failed"),
    ]
    source: Document = {
        **_SOURCE_DEFAULTS,
        "id": source_id,
        "knowledgeBaseId": base_id,
        "sourceType": new.kind,
        "displayName": new.name,
        "status": "queued",
        "createdAt": show_milliseconds(world.now),
        "content": new.content,
        "originalUrl": new.url,
        "mimeType": _media_type(new),
        "fileSize": _size(new),
        "errorMessage": problem,
        "stages": planned_stages(world, steps),
    }
    return world.collection(SOURCES).insert(source_id, source)


def _media_type(new: NewSource) -> str | None:
    if new.file is not None:
        return MEDIA.get(PurePosixPath(new.file.name).suffix.lower(), new.file.media)
    return "text/plain" if new.kind == "text" else None


def _size(new: NewSource) -> int | None:
    if new.file is not None:
        return len(new.file.content)
    return None if new.content is None else len(new.content.encode())


def _problem(new: NewSource) -> str | None:
    """Return why a source cannot be processed; None if it can."""
    if new.file is not None:
        return _file_problem(new.file)
    host = (urlsplit(new.url).hostname or "") if new.url else ""
    return f"Could not fetch {new.url}: the host cannot be found." if host.endswith(".invalid") else None


def _file_problem(file: Upload) -> str | None:
    kind = PurePosixPath(file.name).suffix.lower()
    signature = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}.get(kind)
    if not file.content.strip():
        return "The file is empty."
    if signature is not None:
        return None if file.content.startswith(signature) else f"The file is not a {kind[1:].upper()} document."
    try:
        text = file.content.decode("utf-8-sig")
        if kind == ".json":
            json.loads(text)
    except UnicodeDecodeError:
        return "The file is not text in UTF-8."
    except (ValueError, RecursionError):
        return "The file is not valid JSON."
    return None


# -- links -----------------------------------------------------------------------------------------


def create_link(world: World, agent_id: str, base: Document) -> tuple[Document, bool]:
    """Link an agent to a knowledge base. Return the link, and whether it is new."""
    old = _find_link(world, agent_id, base["id"])
    if old is not None:
        return old, False
    link_id = new_id(world, f"link:{world.serial('revring.link')}")
    new = {"id": link_id, "agentId": agent_id, "knowledgeBaseId": base["id"]}
    new["createdAt"] = show_milliseconds(world.now)
    return world.collection(LINKS).insert(link_id, new), True


def delete_link(world: World, agent_id: str, base_id: str) -> str:
    """Delete a link and return its id. Profile `lenient` deletes nothing.

    Raises:
        Refusal: 404; the link does not exist.
    """
    old = _find_link(world, agent_id, base_id)
    if lenient(world):
        return old["id"] if old is not None else base_id
    if old is None:
        raise not_found("link to a knowledge base", base_id)
    world.collection(LINKS).delete(old["id"])
    return str(old["id"])


def copy_links(world: World, old_agent: str, new_agent: str) -> None:
    """Link an agent to all knowledge bases of another agent."""
    for row in [row for row in world.collection(LINKS) if row["agentId"] == old_agent]:
        create_link(world, new_agent, get_base(world, row["knowledgeBaseId"]))


def delete_links(world: World, agent_id: str) -> None:
    """Delete all links of an agent. Profile `lenient` deletes nothing."""
    if not lenient(world):
        _delete_all(world, LINKS, "agentId", agent_id)


def render_link(world: World, row: Document) -> LinkShape:
    """Return a link as JSON values."""
    base = get_base(world, row["knowledgeBaseId"])
    return {
        "id": row["id"],
        "agentId": row["agentId"],
        "knowledgeBaseId": base["id"],
        "createdAt": row["createdAt"],
        "knowledgeBase": {
            "id": base["id"],
            "name": base.get("name", ""),
            "description": base.get("description"),
            "sourceCount": len(_sources(world, base["id"])),
        },
    }


def _find_link(world: World, agent_id: str, base_id: str) -> Document | None:
    return world.collection(LINKS).first(lambda row: row["agentId"] == agent_id and row["knowledgeBaseId"] == base_id)
