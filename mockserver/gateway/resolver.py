"""Everything that depends on the request line and headers alone: world, provider, operation, parameters.

    (method, scheme, target, headers) ─► Head ─► Target (mounts) ─► RouteMatch (routing) ─► Access (cors)
        ─► ResolvedRequest

Clients poll: they send the same line and headers again and again. Both are parsed once and cached: first the headers by
their bytes, then the result by line and headers. A repeated request costs two lookups in bounded caches. This is safe
because nothing here depends on any state.
"""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from mockserver.gateway.cors import Access, CrossOrigin, is_preflight
from mockserver.gateway.mounts import DEFAULT, WORLD_NAME, Mounts, Target
from mockserver.providers.base import Operation, Provider
from mockserver.providers.routing import Index, RouteMatch

RawHeaders = tuple[tuple[bytes, bytes], ...]
_KEPT_HEADS = 256
_KEPT_PLACES = 4096
DOCUMENT = "/openapi.json"
EVERYTHING = "*"  #: the target of a request that is about the server as a whole
_SLASHES = re.compile(r"/{2,}")
_LONGEST_KEPT = 512  #: characters of a target; longer ones are not cached, so that they cannot fill the memory


class Head:
    """The headers of a request as text: `items` in their order, `named` by names in lower case (the last one counts).

    Compared by identity, so that it is a cheap key.
    """

    __slots__ = ("items", "named")

    def __init__(self, raw: RawHeaders) -> None:
        self.items = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)
        self.named: Mapping[str, str] = MappingProxyType(dict(self.items))


class Own(Enum):
    """What the server itself answers, in place of an operation."""

    PREFLIGHT = "preflight"
    OPTIONS = "options"  #: which methods there are
    RECORDING = "recording"
    DOCUMENT = "document"  #: the OpenAPI document of a provider


class ResolvedRequest(NamedTuple):
    """Where a request belongs. Without an operation no endpoint answers it, although `found` may have other methods."""

    head: Head
    target: Target
    named_well: bool  #: whether the name of the world is valid
    origin: str  #: the URL under which the client reaches that world: the base of the links in responses
    found: RouteMatch | None
    operation: Operation | None
    params: Mapping[str, str]
    own: Own | None  #: set if the server itself answers
    access: Access | None  #: the headers for browsers; None if the response needs none


class Resolver:
    """Resolves requests. With `only`, that provider alone is served, at the root. Pages of the origins `cors` may use
    the providers.

    Raises:
        SettingsError: one of the origins is invalid.
    """

    def __init__(self, providers: Iterable[Provider], only: str | None = None, cors: Iterable[str] = ()) -> None:
        every = list(providers)
        self._mounts = Mounts(every, only)
        self._cross_origin = CrossOrigin(cors)
        self._indices: dict[str, Index] = {}
        self._head = lru_cache(_KEPT_HEADS)(Head)
        self._kept = lru_cache(_KEPT_PLACES)(self._find)

    def find(self, method: str, scheme: str, target: str, headers: RawHeaders) -> ResolvedRequest:
        """Return where the request with that raw target and those headers belongs."""
        find = self._kept if len(target) <= _LONGEST_KEPT else self._find
        return find(method, scheme, target, self._head(headers))

    def _find(self, method: str, scheme: str, target: str, head: Head) -> ResolvedRequest:
        where = self._mounts.locate(target, head.named)
        if "//" in where.path:
            where = where._replace(path=self._merged(where))
        named_well = where.world == DEFAULT or WORLD_NAME.match(where.world) is not None
        base = origin(scheme, head.named.get("host", "localhost"), where.world)
        found = self._index(where.provider).find(where.path) if where.provider is not None else None
        if method == "HEAD" and found is not None and "HEAD" not in found.methods:
            method = "GET"  # RFC 9110, section 9.3.2: the same headers, without the body
        operation = found.methods.get(method) if found is not None else None
        params = found.params(method) if found is not None and operation is not None else {}
        own = _own(method, target, where, found, operation, head)
        access = self._cross_origin.access(head.named, is_open=self._is_open(where, found))
        return ResolvedRequest(head, where, named_well, base, found, operation, MappingProxyType(params), own, access)

    def _is_open(self, where: Target, found: RouteMatch | None) -> bool:
        """Return whether pages of any origin may send requests to that path."""
        provider = where.provider
        if where.sound or _is_document(where):
            return True
        if provider is None or not provider.cross_origin:
            return False
        return found is not None and any(row.name in provider.cross_origin for row in found.methods.values())

    def _merged(self, where: Target) -> str:
        """Return the path with single slashes, as many servers read it: clients send more if a base URL ends with one.
        Between two slashes may be an empty id instead (`/calls//cancel`); then the path stays as it is."""
        if where.provider is not None and self._index(where.provider).find(where.path.replace("//", "/-/")):
            return where.path
        return _SLASHES.sub("/", where.path)

    def _index(self, provider: Provider) -> Index:
        """Return the operations of a provider, which are imported with the first request to it."""
        if provider.name not in self._indices:
            self._indices[provider.name] = Index(provider.operations)
        return self._indices[provider.name]


def origin(scheme: str, host: str, world: str) -> str:
    """Return the URL under which clients reach a world: the base of the links in responses."""
    return f"{scheme}://{host}" if world == DEFAULT else f"{scheme}://{host}/w/{world}"


def _own(
    method: str, target: str, where: Target, found: RouteMatch | None, operation: Operation | None, head: Head
) -> Own | None:
    """Return what the server itself answers, if it does."""
    if is_preflight(method, head.named):
        return Own.PREFLIGHT
    is_document = operation is None and _is_document(where)
    if method == "OPTIONS" and operation is None:
        known = found is not None or where.sound or is_document or target == EVERYTHING
        return Own.OPTIONS if known else None
    if where.sound:
        return Own.RECORDING
    return Own.DOCUMENT if is_document else None


def _is_document(where: Target) -> bool:
    return where.provider is not None and where.path.rstrip("/") == DOCUMENT
