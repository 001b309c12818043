"""Providers of other packages: found by the entry point group `mockserver.providers`, and checked before use.

    [project.entry-points."mockserver.providers"]
    tiny = "tiny:TINY"                              the name of the provider = where its `Provider` is

`load_providers` never raises. A provider that cannot be used becomes a `ProviderError`, which says what was found,
where and what to do; the others work. Installed packages are only searched when somebody asks for a provider.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mockserver.errors import UnknownName
from mockserver.providers.base import CONTRACT, Provider
from mockserver.world.orders import Options

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from mockserver.scenarios.api_faults import Operations
    from mockserver.scenarios.situation import Vocabulary

GROUP = "mockserver.providers"
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
RESERVED = frozenset({"w", "recordings", *(field.name for field in msgspec.structs.fields(Options))})
_METADATA = (".dist-info", ".egg-info", "EGG-INFO")


class ProviderError(NamedTuple):
    """An entry point whose provider cannot be used."""

    name: str  #: of the entry point, so of the provider
    value: str  #: of the entry point, e.g. `tiny:TINY`
    distribution: str  #: name and version of the package
    message: str

    def __str__(self) -> str:
        return f"Provider {self.name!r} ({self.value}, from {self.distribution}) is left out: {self.message}"


class Loaded(NamedTuple):
    """The providers that can be used, by name, and the errors of the others."""

    providers: Mapping[str, Provider]
    errors: tuple[ProviderError, ...] = ()


class Providers(Mapping[str, Provider]):
    """All providers by name, in order: the built-in ones first. They are loaded when they are first used."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load

    @cached_property
    def _loaded(self) -> Loaded:
        return self._load()

    def __getitem__(self, name: str) -> Provider:
        return self._loaded.providers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded.providers)

    def __len__(self) -> int:
        return len(self._loaded.providers)

    @property
    def errors(self) -> tuple[ProviderError, ...]:
        """The installed providers that cannot be used."""
        return self._loaded.errors

    def operation_names(self) -> "Operations":
        """Return the names of the operations of each provider, for the patterns of planned faults."""
        from mockserver.scenarios.api_faults import OperationNames

        return {
            name: OperationNames(tuple([row.name for row in provider.operations]), provider.calls.create)
            for name, provider in self.items()
        }

    def vocabularies(self) -> "dict[str, Vocabulary]":
        """Return the status words of each provider."""
        return {name: provider.vocabulary for name, provider in self.items()}

    def named(self, name: str) -> Provider:
        """Return the provider of that name.

        Raises:
            UnknownName: there is no such provider, or it is installed but cannot be used; the message says why.
        """
        if name in self:
            return self[name]
        why = " ".join(str(error) for error in self.errors if error.name == name)
        raise UnknownName("provider", name, self, note=why)


def installed(built_in: Iterable[Provider]) -> Loaded:
    """Return the built-in providers and those of all installed packages."""
    if not any(map(_may_offer, sys.path)):  # saves the import of importlib.metadata, which takes 10 ms
        return load_providers((), built_in)
    from importlib.metadata import entry_points

    return load_providers(entry_points(group=GROUP), built_in)


def _may_offer(folder: str) -> bool:
    """Return whether the metadata of a distribution in that folder mentions the group. Archives always may."""
    try:
        with os.scandir(folder or ".") as entries:
            found = [Path(entry.path) for entry in entries if entry.name.endswith(_METADATA)]
    except NotADirectoryError:
        return True
    except OSError:
        return False
    return any(GROUP.encode() in _entry_points_of(metadata) for metadata in found)


def _entry_points_of(metadata: Path) -> bytes:
    try:
        return (metadata / "entry_points.txt").read_bytes()
    except OSError:
        return b""


def load_providers(entry_points: "Iterable[EntryPoint]", built_in: Iterable[Provider] = ()) -> Loaded:
    """Return the built-in providers and those to which the entry points lead. Entry points are used in order of their
    names and packages, so that the result does not depend on the order of installation."""
    providers = {provider.name: provider for provider in built_in}
    owners = dict.fromkeys(providers, "mockserver itself")
    errors = []
    for point in sorted(entry_points, key=lambda point: (point.name, _distribution(point), point.value)):
        try:
            provider = _load(point, providers, owners)
        except _Unusable as reason:
            errors.append(ProviderError(point.name, point.value, _distribution(point), str(reason)))
        else:
            providers[point.name] = provider
            owners[point.name] = _distribution(point)
    return Loaded(providers, tuple(errors))


class _Unusable(Exception):
    """Why an entry point's provider cannot be used, and what to do."""


def _distribution(point: "EntryPoint") -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else "an unknown package"


def _load(point: "EntryPoint", providers: Mapping[str, Provider], owners: Mapping[str, str]) -> Provider:
    """Return the checked provider of an entry point.

    Raises:
        _Unusable: it cannot be used.
    """
    if not NAME.match(point.name):
        raise _Unusable(
            "its name is invalid; use at most 32 lower-case letters, digits and underscores, with a letter first."
        )
    if point.name in RESERVED:
        raise _Unusable(f"its name is reserved, like {', '.join(sorted(RESERVED))}; choose another.")
    if point.name in providers:
        raise _Unusable(f"{owners[point.name]} has a provider of that name; choose another, or uninstall one of them.")
    provider = _import(point)
    if provider.name != point.name:
        raise _Unusable(f"the provider is named {provider.name!r}; give the entry point the same name.")
    _check_hosts(provider, providers)
    _check_parts(provider)
    return provider


def _import(point: "EntryPoint") -> Provider:
    try:
        found = point.load()
    except (Exception, SystemExit) as error:
        raise _Unusable(
            f"importing it failed with {_described(error)}. Try `python -c 'import {point.module}'`, and install what "
            "is missing, or uninstall the package."
        ) from None
    if not isinstance(found, Provider):
        raise _Unusable(
            f"it is a {type(found).__name__}; the entry point must lead to a mockserver.providers.base.Provider, e.g. "
            f"{point.module}:{point.name.upper()}."
        )
    if found.contract != CONTRACT:
        newer = found.contract > CONTRACT
        todo = "update mockserver" if newer else "update the package"
        raise _Unusable(f"it has contract {found.contract!r}, and this mockserver has contract {CONTRACT}; {todo}.")
    return found


def _check_hosts(provider: Provider, providers: Mapping[str, Provider]) -> None:
    for other in providers.values():
        taken = sorted(set(provider.hosts) & set(other.hosts))
        if taken:
            raise _Unusable(f"its host {taken[0]!r} belongs to {other.title}; remove it from `hosts`.")


def _check_parts(provider: Provider) -> None:
    """Use every part that all requests to the server need, so that it cannot fail later."""
    parts: dict[str, Callable[[], Any]] = {
        "table": lambda: [operation.name for operation in provider.operations],
        "options and limits": lambda: dict(provider.limits(provider.options())),
        "stored": lambda: provider.stored and provider.stored(),
        "folder / 'examples.yaml'": (provider.folder / "examples.yaml").read_bytes,
    }
    for part, use in parts.items():
        try:
            use()
        except (Exception, SystemExit) as error:
            raise _Unusable(f"its {part} failed with {_described(error)}. Repair or uninstall the package.") from None


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
