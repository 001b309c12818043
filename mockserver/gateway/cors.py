"""Which pages of other origins a browser lets use the providers (CORS), and the headers that tell it so.

    operations of `Provider.cross_origin`, recordings, OpenAPI documents    pages of any origin
    everything else of the providers                                        pages of the origins of `--cors`
    the control API                                                         none of them; see `control.origins`

Everything here depends on the request line and headers alone, so the resolver caches it. With a preflight, a browser
asks before it sends the request itself. It is answered without a world: it needs no key, and no fault acts on it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mockserver.errors import SettingsError
from mockserver.providers.base import Answer, answer

ANY = "*"
_ALLOW = "Access-Control-Allow-Origin"
_VARY = ("Vary", "Origin")
_EXPOSED = (
    "Access-Control-Expose-Headers",
    "X-Mockserver-World, X-Mockserver-Scenario, X-Mockserver-Note, X-Mockserver-Fault, X-Mockserver-Unmatched, "
    "Retry-After, Accept-Ranges, Content-Length, Content-Range, ETag, *",
)
_TO_ALL = ((_ALLOW, ANY), _EXPOSED)
_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
_HEADERS = "Authorization, Content-Type, X-Api-Key, X-Mockserver-World, X-Mockserver-Scenario"
_PREFLIGHT_SECONDS = 7200  #: as long as a browser remembers an answer; Chrome remembers none longer

_ORIGIN = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?")
_PORTS = {"http": "80", "https": "443"}
_EXPECTED = "expected SCHEME://HOST or SCHEME://HOST:PORT, such as http://localhost:5173, or * for every origin"


class Access(NamedTuple):
    """What pages may do with the response to a request, as the headers that say so."""

    headers: tuple[tuple[str, str], ...]

    @property
    def is_allowed(self) -> bool:
        """Whether the page that has sent the request may read the response."""
        return any(name == _ALLOW for name, _ in self.headers)

    def add_to(self, given: Answer) -> None:
        """Add the headers to a response."""
        given.headers.extend(self.headers)


class CrossOrigin:
    """The rules of a server. `origins` may use everything of the providers.

    Raises:
        SettingsError: one of the origins is invalid.
    """

    def __init__(self, origins: Iterable[str] = ()) -> None:
        self._origins = frozenset(map(parse_origin, origins))

    def access(self, headers: Mapping[str, str], *, is_open: bool) -> Access | None:
        """Return the rules for a request with these headers (names in lower case); None if it needs no header for them.
        `is_open` says whether pages of any origin may send it."""
        if is_open or ANY in self._origins:
            return Access(_TO_ALL)
        if not self._origins:
            return None
        origin = headers.get("origin", "")
        return Access(((_ALLOW, origin), _EXPOSED, _VARY)) if origin in self._origins else Access((_VARY,))


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    """Return whether a browser asks whether a page may send a request."""
    return method == "OPTIONS" and "origin" in headers and "access-control-request-method" in headers


def preflight(access: Access | None, headers: Mapping[str, str]) -> Answer:
    """Return the response to a preflight, without the headers of `access`: everything that the page wants to send is
    allowed. If its origin is not, the response is an error that says how to allow it."""
    if access is None or not access.is_allowed:
        return _refused(headers["origin"][:200])
    given = [
        ("Access-Control-Allow-Methods", _METHODS),
        ("Access-Control-Allow-Headers", headers.get("access-control-request-headers") or _HEADERS),
        ("Access-Control-Max-Age", str(_PREFLIGHT_SECONDS)),
    ]
    if "access-control-request-private-network" in headers:
        given.append(("Access-Control-Allow-Private-Network", "true"))
    return Answer(204, b"", given)


def _refused(origin: str) -> Answer:
    origin = ANY if origin == "null" else origin  # that of pages from files, which cannot be told apart
    message = (
        "The browser asks whether the page may call this API, but its origin is not allowed. To allow it, start the "
        f"server with --cors {origin!r} (in Python: the setting cors)."
    )
    return answer({"error": {"code": "origin_not_allowed", "message": message, "details": {}}}, 403)


def parse_origin(text: str) -> str:
    """Return an origin as browsers write it: in lower case, without the usual port. `*` stands for every origin.

    Raises:
        SettingsError: the text is not an origin; the message says why.
    """
    if text == ANY:
        return text
    found = _ORIGIN.fullmatch(text.lower())
    if found is None:
        raise SettingsError(f"{text[:200]!r} is not an origin: {_mistake(text)}.")
    scheme, host, port = found["scheme"], found["host"], found["port"]
    return f"{scheme}://{host}" if port is None or port == _PORTS.get(scheme) else f"{scheme}://{host}:{port}"


def _mistake(text: str) -> str:
    """Return what is wrong with an origin, and what to write instead."""
    scheme, separator, rest = text.partition("://")
    if not separator:
        known = _ORIGIN.fullmatch(f"http://{text}".lower())
        return f"it has no scheme; {f'write http://{text} (or https)' if known else _EXPECTED}"
    if re.search(r"[\s,;]", text):
        return "it looks like several; give --cors once for each (in MOCKSERVER_CORS, a space is between them)"
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if authority != rest and _ORIGIN.fullmatch(f"{scheme}://{authority}".lower()):
        extra = "it ends with a slash" if rest == f"{authority}/" else "it has a path"
        return f"{extra}; write {scheme}://{authority}"
    return _EXPECTED
