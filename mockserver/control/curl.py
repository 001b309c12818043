"""The URL of a recorded request, and the command that sends it again.

    record, world ─► url_of ─► curl_of ─► curl -X POST http://localhost:4010/acme/v1/calls -H '…' --data-raw '…'

The journal stores the path after the mount point of the provider, so the URL is composed again; it leads to the same
operation. Secrets are redacted as everywhere.
"""

import re
import shlex
from typing import NamedTuple

import msgspec

from mockserver.gateway.mounts import DEFAULT, mount
from mockserver.providers import PROVIDERS
from mockserver.simulation.sizes import CLIPPED_BYTES
from mockserver.world.journal import Record

_BY_CURL = {"host", "content-length", "transfer-encoding", "connection", "expect", "accept-encoding"}
_DECODED = "content-encoding"  #: bodies are stored after decompression
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\\": r"\\", "'": r"\'"}


class Site(NamedTuple):
    """What a record does not say about its URL."""

    world: str
    authority: str  #: of the control request; stands in for a missing `Host`
    scheme: str = "http"
    only: str | None = None  #: the one provider that the server serves, at the root


def url_of(record: Record, site: Site) -> str:
    """Return the URL of a request, without secrets: host, world, mount point, path and query."""
    headers = dict(record.headers)
    host = headers.get("host", site.authority)
    named = site.world == DEFAULT or "x-mockserver-world" in headers
    world = "" if named else f"/w/{site.world}"
    query = f"?{record.redacted().query}" if record.query else ""
    return f"{site.scheme}://{host}{world}{mount(PROVIDERS.get(record.provider), host, site.only)}{record.path}{query}"


def curl_of(record: Record, site: Site) -> str:
    """Return a command for a shell that sends the request again, in one line."""
    url, record = url_of(record, site), record.redacted()
    words = ["curl", *_method(record)]
    words += ["--globoff"] if re.search(r"[\[\]{}]", url) else []
    words += ["--path-as-is"] if re.search(r"/\.\.?(/|\Z)", record.path) else []
    words.append(url)
    for name, value in record.headers:
        if name not in _BY_CURL and name != _DECODED:
            words += ["-H", f"{name}: {value}" if value else f"{name};"]
    if record.body:
        if not any(name == "content-type" for name, _ in record.headers):
            words += ["-H", "content-type:"]  # else curl sends one of its own
        words += ["--data-raw", _body(record)]
    return " ".join(map(_quoted, words))


def curl_note(record: Record) -> str | None:
    """Return why the command does not send quite the same request, if it does not."""
    notes = []
    redacted, body = record.redacted(), record.body.decode("utf-8", "replace").encode()
    if (redacted.headers, redacted.query, redacted.body) != (record.headers, record.query, body):
        notes.append("Secrets are redacted: put in your own.")
    if record.bare:
        notes.append("The body was dropped to save memory.")
    if len(record.body) > CLIPPED_BYTES:
        notes.append("Only the beginning of the body was stored.")
    if b"\0" in record.body:
        notes.append("The body has zero bytes, which no argument of a command can have.")
    if body != record.body:
        notes.append("The body is not UTF-8 text, and only text is shown.")
    return " ".join(notes) or None


def _method(record: Record) -> list[str]:
    if record.method == "HEAD":
        return ["--head"]
    return [] if record.method == "GET" and not record.body else ["-X", record.method]


def _body(record: Record) -> str:
    """Return the body. Line breaks in JSON are outside of its strings, so spaces mean the same."""
    text = record.body.decode("utf-8", "replace")
    try:
        msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    return re.sub(r"\s*[\r\n]\s*", " ", text).strip()


def _quoted(word: str) -> str:
    """Quote a word for a shell, so that it stays in one line."""
    if not _CONTROL.search(word):
        return shlex.quote(word)
    plain = re.sub(r"[\\']", lambda found: _ESCAPES[found[0]], word)
    return "$'" + _CONTROL.sub(_escape, plain) + "'"


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], f"\\x{ord(found[0]):02x}")
