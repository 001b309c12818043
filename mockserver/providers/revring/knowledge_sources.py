"""Sources of knowledge bases: their type, and how they are created, processed, found and deleted.

A new source is processed in the background, by virtual time: queued, processing, then ready or failed. It fails when
its page cannot be reached (a host under `.invalid`) or its file does not match its name. No page is ever fetched, and
of a file only the type and size are stored (docs.revring.ai, platform/knowledge-bases).
"""

import json
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from mockserver.providers.base import Refusal, lenient
from mockserver.providers.derived import Resource
from mockserver.providers.forms import Upload
from mockserver.providers.resources import Resources
from mockserver.providers.revring.errors import SOURCE_LIMIT, not_found
from mockserver.providers.revring.fields import EPOCH, Instant
from mockserver.providers.revring.ids import new_id
from mockserver.providers.revring.knowledge_bodies import MEDIA, NewSource
from mockserver.providers.revring.options import revring_options
from mockserver.providers.revring.progress import Stage, current_stage, planned_stages
from mockserver.providers.revring.words import SourceStatus, SourceType
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

MAX_SOURCES = 10


class Source(Resource, frozen=True, kw_only=True, rename="camel"):
    """A source; its status changes by itself. `errorMessage` says why it failed."""

    knowledge_base_id: str
    source_type: SourceType
    display_name: str
    status: SourceStatus
    created_at: Instant
    updated_at: Instant
    content: str | None = None
    original_url: str | None = None
    mime_type: str | None = None
    file_size: int | None = None
    error_message: str | None = None


class StoredSource(Source, frozen=True, kw_only=True):
    """A source with its stages, which responses leave out. It has an `errorMessage` before it has failed."""

    stages: list[Stage[SourceStatus]] | UnsetType = UNSET


def render_source(world: World, source: StoredSource) -> Source:
    """Return a source with its current status."""
    stage = current_stage(source.stages or [], world.now)
    status = source.status if stage is None else stage.status
    return replace(
        source,
        status=status,
        updated_at=source.updated_at if stage is None else show_milliseconds(stage.at),
        error_message=source.error_message if status == "failed" else None,
        stages=UNSET,
    )


def sources_of(world: World, base_id: str) -> list[StoredSource]:
    """Return the sources of a knowledge base, in order of creation."""
    return [source for source in SOURCES.of(world) if source.knowledge_base_id == base_id]


# -- the life of a source --------------------------------------------------------------------------


def get_source(world: World, base_id: str, source_id: str) -> StoredSource:
    """Return the source of a knowledge base that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404; it has no source with that id.
    """
    found = SOURCES.find(world, source_id)
    if found is not None and found.knowledge_base_id == base_id:
        return found
    if not lenient(world):
        raise not_found("source", source_id)
    return SOURCES.put(world, _new_source(world, base_id, source_id, NewSource("text", "Text", content="Text.")))


def create_source(world: World, base_id: str, new: NewSource) -> StoredSource:
    """Add a source to a knowledge base; its first status is queued.

    Raises:
        Refusal: 400; the knowledge base has the maximum number of sources.
    """
    if len(sources_of(world, base_id)) >= MAX_SOURCES and not lenient(world):
        message = f"Knowledge base {base_id!r} already has {MAX_SOURCES} sources, the maximum. Delete one first."
        raise Refusal(400, SOURCE_LIMIT, message)
    source_id = new_id(world, f"source:{world.serial('revring.source')}")
    return SOURCES.put(world, _new_source(world, base_id, source_id, new))


def _new_source(world: World, base_id: str, source_id: str, new: NewSource) -> StoredSource:
    at, problem = show_milliseconds(world.now), _problem(new)
    return StoredSource(
        id=source_id,
        knowledge_base_id=base_id,
        source_type=new.kind,
        display_name=new.name,
        status="queued",
        created_at=at,
        updated_at=at,
        content=new.content,
        original_url=new.url,
        mime_type=_media_type(new),
        file_size=_size(new),
        error_message=problem,
        stages=_stages(world, "ready" if problem is None else "failed"),
    )


def _stages(world: World, end: SourceStatus) -> list[Stage[SourceStatus]]:
    options = revring_options(world)
    steps: list[tuple[float, SourceStatus]] = [
        (0, "queued"),
        (options.source_queued_seconds, "processing"),
        (options.source_processing_seconds, end),
    ]
    return planned_stages(world, steps)


def _blank(_world: World, source_id: str) -> StoredSource:
    return StoredSource(
        id=source_id,
        knowledge_base_id="",
        source_type="text",
        display_name="",
        status="ready",
        created_at=EPOCH,
        updated_at=EPOCH,
    )


SOURCES = Resources(
    "revring.sources",
    StoredSource,
    blank=_blank,
    missing=lambda source_id: not_found("source", source_id),
    needed=("knowledge_base_id",),
)


# -- what the processing finds ---------------------------------------------------------------------


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
