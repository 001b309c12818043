"""Everything that follows from the line and the headers of a request alone: world, provider, operation, parameters.

    (method, scheme, target, headers) ─► Head ─► Target (mounts) ─► RouteMatch (routing) ─► Place

Clients poll: they send the same line and the same headers again and again. So both are read once and kept for the
next time, the bytes of the headers first, then what they mean together with the line; a request that was there before
costs two look-ups in bounded caches. This is safe because nothing here depends on any state.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from mockserver.gateway.mounts import DEFAULT, WORLD_NAME, Mounts, Target
from mockserver.providers.base import Operation, Provider
from mockserver.providers.routing import Index, RouteMatch

RawHeaders = tuple[tuple[bytes, bytes], ...]
_KEPT_HEADS = 256
_KEPT_PLACES = 4096
_LONGEST_KEPT = 512  #: characters of a target; longer ones are not kept, or they could fill the memory


class Head:
    """The headers of a request as text: `items` as they came, `named` by names in lower case (the last one counts).

    Told apart by identity, so that it is cheap as a key.
    """

    __slots__ = ("items", "named")

    def __init__(self, raw: RawHeaders) -> None:
        self.items = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)
        self.named: Mapping[str, str] = MappingProxyType(dict(self.items))


class ResolvedRequest(NamedTuple):
    """Where a request belongs. Without an operation nothing answers it, though `found` may know other methods."""

    head: Head
    target: Target
    named_well: bool  #: whether the world that was asked for may be called so
    origin: str  #: where the client reaches that world: the base of the links inside answers
    found: RouteMatch | None
    operation: Operation | None
    params: Mapping[str, str]


class Resolver:
    """Finds the places of requests. With `only` that provider alone is served, at the root."""

    def __init__(self, providers: Iterable[Provider], only: str | None = None) -> None:
        every = list(providers)
        self._mounts = Mounts(every, only)
        self._indices: dict[str, Index] = {}
        self._head = lru_cache(_KEPT_HEADS)(Head)
        self._kept = lru_cache(_KEPT_PLACES)(self._find)

    def find(self, method: str, scheme: str, target: str, headers: RawHeaders) -> ResolvedRequest:
        """The place of the request with that raw target and those headers."""
        find = self._kept if len(target) <= _LONGEST_KEPT else self._find
        return find(method, scheme, target, self._head(headers))

    def _find(self, method: str, scheme: str, target: str, head: Head) -> ResolvedRequest:
        where = self._mounts.locate(target, head.named)
        named_well = where.world == DEFAULT or WORLD_NAME.match(where.world) is not None
        base = origin(scheme, head.named.get("host", "localhost"), where.world)
        found = self._index(where.provider).find(where.path) if where.provider is not None else None
        if method == "HEAD" and found is not None and "HEAD" not in found.methods:
            method = "GET"  # RFC 9110, section 9.3.2: the same headers, without the body
        operation = found.methods.get(method) if found is not None else None
        params = found.params(method) if found is not None and operation is not None else {}
        return ResolvedRequest(head, where, named_well, base, found, operation, MappingProxyType(params))

    def _index(self, provider: Provider) -> Index:
        """The operations of a provider, which are imported with the first request to it."""
        if provider.name not in self._indices:
            self._indices[provider.name] = Index(provider.operations)
        return self._indices[provider.name]


def origin(scheme: str, host: str, world: str) -> str:
    """Where clients reach a world: the base of the links inside answers."""
    return f"{scheme}://{host}" if world == DEFAULT else f"{scheme}://{host}/w/{world}"
