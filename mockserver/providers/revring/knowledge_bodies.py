"""The bodies that add a source to a knowledge base, as JSON or as a form, and their checks.

Sources: docs.revring.ai, api-reference/knowledge-bases/add-source, platform/knowledge-bases. The name of the URL field
and the way to send a file are not documented; see README.md.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.base import Request, lenient
from mockserver.providers.bodies import BadBody, media_of
from mockserver.providers.forms import MULTIPART, Upload, read_form
from mockserver.providers.revring.agent_checks import URL_EXPECTED, is_url
from mockserver.providers.revring.checks import read_body, refusal_of, shorten
from mockserver.providers.revring.errors import Issue, invalid
from mockserver.providers.revring.words import SourceType
from mockserver.world.world import World

MAX_DISPLAY_NAME = 256
MEDIA = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".json": "application/json",
}  #: the accepted kinds of files


class SourceCreate(Struct, kw_only=True, rename="camel"):
    """`POST /knowledge-bases/{id}/sources` as JSON: a text, or the URL of a page. A file is sent as a form."""

    source_type: Literal["text", "url"]
    display_name: Annotated[str, Meta(min_length=1, max_length=MAX_DISPLAY_NAME)]
    content: Annotated[str, Meta(min_length=1, max_length=100_000)] | UnsetType = UNSET
    url: str | UnsetType = UNSET
    original_url: Annotated[str, Meta(description="The same as url.")] | UnsetType = UNSET


class SourceForm(Struct, kw_only=True, rename="camel"):
    """`POST /knowledge-bases/{id}/sources` as a form: a file. `displayName` defaults to the file name."""

    file: Annotated[str, Meta(extra_json_schema={"contentMediaType": "application/octet-stream"})]
    source_type: Literal["file"] = "file"
    display_name: Annotated[str, Meta(extra_json_schema={"maxLength": MAX_DISPLAY_NAME})] | UnsetType = UNSET


class NewSource(NamedTuple):
    """A source from a request, JSON or form."""

    kind: SourceType
    name: str
    content: str | None = None
    url: str | None = None
    file: Upload | None = None


def decode_source(world: World, request: Request) -> NewSource:
    """Decode the body of `POST /knowledge-bases/{id}/sources`, JSON or form.

    Raises:
        Refusal: 400, naming what is invalid.
    """
    if media_of(request) == MULTIPART and request.body:
        return _file(world, request)
    body = read_body(world, request, SourceCreate, _source_issues)
    if body.source_type == "text":
        return NewSource("text", body.display_name, content=body.content or "")
    return NewSource("url", body.display_name, url=body.url or body.original_url or "")


def _file(world: World, request: Request) -> NewSource:
    try:
        form = read_form(request)
    except BadBody as bad:
        raise refusal_of(bad) from None
    sent = form.files.get("file")
    name = form.texts.get("displayName") or (sent.name if sent else "file")
    issues = [] if lenient(world) else list(_file_issues(sent, name, form.texts.get("sourceType", "file")))
    if issues:
        raise invalid(issues)
    plain = Upload("file.txt", "text/plain", form.texts.get("file", "").encode())
    return NewSource("file", name, file=sent or plain)


def _file_issues(sent: Upload | None, name: str, kind: str) -> Iterator[Issue]:
    if kind != "file":
        yield Issue(
            ("sourceType",), f"sourceType is {shorten(kind)}; a form must hold a 'file'. Send other sources as JSON."
        )
    if sent is None:
        yield Issue(("file",), "file is required, as a form part with a filename.")
        return
    suffix = PurePosixPath(sent.name).suffix.lower()
    if suffix not in MEDIA:
        yield Issue(("file",), f"The file name is {shorten(sent.name)}; expected one of {', '.join(MEDIA)}.")
    if len(name) > MAX_DISPLAY_NAME:
        most = f"expected at most {MAX_DISPLAY_NAME} characters, not {len(name)}"
        yield Issue(("displayName",), f"displayName is {shorten(name)}; {most}.")


def _source_issues(given: Mapping[str, Any]) -> Iterator[Issue]:
    if given.get("source_type") == "text" and "content" not in given:
        yield Issue(("content",), "content is required when sourceType is 'text'.")
    if given.get("source_type") == "url":
        url = given.get("url", given.get("original_url"))
        if url is None:
            yield Issue(("url",), "url is required when sourceType is 'url'.")
        elif not is_url(url):
            yield Issue(("url",), f"url is {shorten(url)}; {URL_EXPECTED}.")
