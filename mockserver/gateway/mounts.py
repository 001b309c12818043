"""Which world, which provider, and which path of that provider a request is for.

    /w/NAME/PROVIDER/v1/calls   path prefixes, outermost first
    /v1/calls  Host: api.provider.example                the real host name
    /v1/calls  x-api-key: … / Authorization: …           the real path alone, distinguished by the kind of key
    /other/path                                          a path that only one provider has
    /v1/calls  with `--only PROVIDER`                    one provider at the root

The header, the path prefix, or the part of the key after `~` names the world, in this order; the default is `default`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mockserver.providers.base import Provider

WORLD_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
DEFAULT = "default"
_NEEDLESS = re.compile(r"%(2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)", re.IGNORECASE)
"""Percent-encoded unreserved characters, which mean the same without the encoding (RFC 3986, section 2.3)."""


class Target(NamedTuple):
    """Where a request belongs. Without a provider, no provider is mounted at the path; `sound` is the path of a
    recording.

    `world` is the name in the request, whether or not it is valid (see `WORLD_NAME`).
    """

    world: str
    provider: Provider | None
    path: str
    query: str
    key: str
    sound: bool = False


class Mounts:
    """Locates requests. With `only`, that provider alone is served, at the root."""

    def __init__(self, providers: Iterable[Provider], only: str | None = None) -> None:
        served = [provider for provider in providers if only in (None, provider.name)]
        self._by_name = {provider.name: provider for provider in served}
        self._by_host = {host: provider for provider in served for host in provider.hosts}
        self._only = self._by_name[only] if only is not None else None

    def locate(self, target: str, headers: Mapping[str, str]) -> Target:
        """Return where the request with that raw target and these headers (names in lower case) belongs."""
        path, _, query = target.partition("?")
        path = one_slash(_NEEDLESS.sub(_decoded, path) if "%" in path else path)
        named = headers.get("x-mockserver-world", "")
        if path.startswith("/w/"):
            prefix, _, rest = path[3:].lstrip("/").partition("/")
            path = one_slash(rest)
            named = named or prefix
        sound = path.startswith("/recordings/")
        provider, path = (None, path) if sound else self._provider(path, headers)
        key, _, suffix = (provider.key_of(headers) or "" if provider else "").partition("~")
        return Target(named or suffix or DEFAULT, provider, path, query, key, sound)

    def _provider(self, path: str, headers: Mapping[str, str]) -> tuple[Provider | None, str]:
        first, _, rest = path.lstrip("/").partition("/")
        if first in self._by_name:
            return self._strip(self._by_name[first], one_slash(rest))
        if self._only is not None:
            return self._strip(self._only, path)
        host = headers.get("host", "").partition(":")[0].lower()
        if host in self._by_host:
            return self._strip(self._by_host[host], path)
        return self._by_real_path(path, headers)

    def _by_real_path(self, path: str, headers: Mapping[str, str]) -> tuple[Provider | None, str]:
        rooted = [provider for provider in self._by_name.values() if path.startswith(_roots(provider))]
        if len(rooted) > 1:
            rooted = [provider for provider in rooted if provider.key_of(headers)]
        return self._strip(rooted[0], path) if rooted else (None, path)

    @staticmethod
    def _strip(provider: Provider, path: str) -> tuple[Provider, str]:
        for alias in provider.aliases:
            if path.startswith(f"{alias}/"):
                return provider, one_slash(path[len(alias) :])
        return provider, path


def mount(provider: Provider | None, host: str, only: str | None) -> str:
    """Return what comes before the path of a request in its URL: the mount point and the prefix of the provider. `host`
    is the value of the header, `only` the one provider that the server serves."""
    if provider is None:
        return ""
    at_root = only is not None or host.partition(":")[0].lower() in provider.hosts
    return provider.prefix if at_root else f"/{provider.name}{provider.prefix}"


def one_slash(path: str) -> str:
    """Return the path with exactly one leading slash. Clients send two if their base URL ends with a slash."""
    return "/" + path.lstrip("/")


def _decoded(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _roots(provider: Provider) -> tuple[str, ...]:
    """Return the first segments of the real paths of a provider."""
    return (f"{provider.prefix or provider.base}/", *provider.other_roots)
