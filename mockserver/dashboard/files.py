"""The files of the page: read once, and sent with a tag (ETag), so that browsers load them again only if they changed.

The page may load nothing from other sites and run no script but its own; browsers enforce `SECURITY_POLICY`.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from mockserver.control import ADMIN
from mockserver.dashboard import ASSETS, PAGES

SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STATIC = Path(__file__).parent / "static"
_MEDIA = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_ASSETS = ("dashboard.js", "dashboard.css", "icon.svg", "licenses.txt")
_BASE = b"{base}"  #: in the page: the folder of the control API, relative to the address of the page
_HEADERS = (
    (b"cache-control", b"no-cache"),  # ask each time whether it has changed
    (b"content-security-policy", SECURITY_POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class File(NamedTuple):
    """A file as it is sent."""

    body: bytes
    media: str
    tag: str


def find(path: str) -> File | None:
    """Return the file at a path, or None if there is none. The page refers to its assets relative to its address."""
    if path in PAGES:
        return _page("" if path.endswith(f"{ADMIN}/") else f"{ADMIN.strip('/')}/")
    name = path.removeprefix(ASSETS)
    return _asset(name) if name in _ASSETS else None


@cache
def _page(base: str) -> File:
    return _file((_STATIC / "index.html").read_bytes().replace(_BASE, base.encode()), ".html")


@cache
def _asset(name: str) -> File:
    return _file((_STATIC / name).read_bytes(), Path(name).suffix)


def _file(body: bytes, suffix: str) -> File:
    media = f"{_MEDIA.get(suffix, 'text/plain')}; charset=utf-8"
    return File(body, media, f'"{sha256(body).hexdigest()[:20]}"')


async def respond(file: File, scope: Any, send: Any) -> None:
    """Send a file: 304 without a body if the client has it already."""
    known = b",".join([value for name, value in scope["headers"] if name == b"if-none-match"])
    tag = file.tag.encode()
    unchanged = tag in known
    head = [*_HEADERS, (b"etag", tag), (b"vary", b"accept")]
    if not unchanged:
        head += [(b"content-type", file.media.encode()), (b"content-length", b"%d" % len(file.body))]
    await send({"type": "http.response.start", "status": 304 if unchanged else 200, "headers": head})
    body = b"" if unchanged or scope["method"] == "HEAD" else file.body
    await send({"type": "http.response.body", "body": body})
