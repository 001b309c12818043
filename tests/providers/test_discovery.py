"""Providers of other packages: found by their entry points, or left out with a reason and what to do."""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, PackageNotFoundError, PathDistribution, distribution
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.errors import UnknownName
from mockserver.providers import BUILT_IN, PROVIDERS
from mockserver.providers.base import CONTRACT, Provider
from mockserver.providers.discovery import GROUP, Loaded, Providers, installed, load_providers

FIRST = BUILT_IN[0]
Offer = Callable[..., EntryPoint]


@pytest.fixture
def offer(tmp_path: Path) -> Iterator[Offer]:
    """Return a function that makes an entry point of an installed package; its module has that value."""
    made: list[str] = []

    def make(name: str, value: Any, package: str = "acme-calls") -> EntryPoint:
        module = ModuleType(f"acme_{len(made)}")
        module.ACME = value  # type: ignore[attr-defined]
        sys.modules[module.__name__] = module
        made.append(module.__name__)
        return at(name, f"{module.__name__}:ACME", package)

    def at(name: str, value: str, package: str) -> EntryPoint:
        folder = tmp_path / f"{package.replace('-', '_')}-1.2.dist-info"
        folder.mkdir(exist_ok=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n")
        (folder / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {value}\n")
        (found,) = PathDistribution(folder).entry_points
        return found

    make.at = at  # type: ignore[attr-defined]
    yield make
    for name in made:
        del sys.modules[name]


def acme(**changes: Any) -> Provider:
    """Return a provider that nobody has yet."""
    return replace(FIRST, **{"name": "acme", "title": "Acme", "hosts": ("api.acme.example",), **changes})


def only_error(loaded: Loaded) -> str:
    (error,) = loaded.errors
    return str(error)


def test_a_provider_of_another_package_comes_after_the_built_in_ones(offer: Offer) -> None:
    provider = acme()
    loaded = load_providers([offer("acme", provider)], BUILT_IN)
    assert list(loaded.providers.values()) == [*BUILT_IN, provider]
    assert loaded.errors == ()


BROKEN: list[tuple[str, str, Any, str]] = [
    ("not a provider", "acme", SimpleNamespace(name="acme"), "it is a SimpleNamespace; the entry point must lead to a"),
    ("a function", "acme", acme, "it is a function; the entry point must lead to a mockserver.providers.base.Provider"),
    ("taken", FIRST.name, acme(), "mockserver itself has a provider of that name; choose another, or uninstall"),
    ("capital", "Acme", acme(), "its name is invalid; use at most 32 lower-case letters"),
    ("dash", "acme-calls", acme(), "its name is invalid"),
    ("reserved", "profile", acme(), "its name is reserved, like default_scenario, examples, "),
    ("path", "w", acme(), "its name is reserved"),
    ("two names", "acme", acme(name="acm"), "the provider is named 'acm'; give the entry point the same name."),
    ("newer", "acme", acme(contract=CONTRACT + 1), "contract 2, and this mockserver has contract 1; update mockserver"),
    ("older", "acme", acme(contract=CONTRACT - 1), "contract 0, and this mockserver has contract 1; update the pack"),
    ("host", "acme", acme(hosts=FIRST.hosts), f"its host {FIRST.hosts[0]!r} belongs to {FIRST.title}; remove it"),
    ("table", "acme", acme(table=lambda: 1 / 0), "its table failed with ZeroDivisionError"),
    ("options", "acme", acme(limits=lambda _options: 1 / 0), "its options and limits failed with ZeroDivisionError"),
    ("stored", "acme", acme(stored=lambda: sys.exit("no")), "its stored failed with SystemExit: no."),
    ("folder", "acme", acme(folder=Path("nowhere")), "its folder / 'examples.yaml' failed with FileNotFoundError"),
]


@pytest.mark.parametrize(("name", "value", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_one_is_left_out_with_a_reason(offer: Offer, name: str, value: Any, message: str) -> None:
    loaded = load_providers([offer(name, value)], BUILT_IN)
    assert tuple(loaded.providers.values()) == BUILT_IN
    assert message in only_error(loaded)
    assert f"Provider {name!r} (acme_0:ACME, from acme-calls 1.2) is left out: " in only_error(loaded)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("not_there_at_all:ACME", "importing it failed with ModuleNotFoundError: No module named 'not_there_at_all'"),
        ("json:ACME", "importing it failed with AttributeError"),
    ],
)
def test_one_that_cannot_be_imported_is_left_out(offer: Offer, value: str, message: str) -> None:
    entry = offer.at("acme", value, "acme-calls")  # type: ignore[attr-defined]
    loaded = load_providers([entry], BUILT_IN)
    assert tuple(loaded.providers.values()) == BUILT_IN
    assert message in only_error(loaded)
    assert f"Try `python -c 'import {value.partition(':')[0]}'`" in only_error(loaded)


def test_of_two_with_one_name_the_first_package_by_name_wins(offer: Offer) -> None:
    both = [offer("acme", acme(title="Second"), "beta"), offer("acme", acme(title="First"), "alpha")]
    for order in (both, both[::-1]):
        loaded = load_providers(order, BUILT_IN)
        assert loaded.providers["acme"].title == "First"
        assert "from beta 1.2) is left out: alpha 1.2 has a provider of that name" in only_error(loaded)


def test_the_others_work_if_one_is_broken(offer: Offer) -> None:
    loaded = load_providers([offer("acme", 5), offer("best", acme(name="best"), "best-calls")], BUILT_IN)
    assert "best" in loaded.providers
    assert len(loaded.errors) == 1


def test_an_entry_point_without_a_package_is_described_too() -> None:
    loaded = load_providers([EntryPoint("acme", "json:dumps", GROUP)])
    assert "(json:dumps, from an unknown package)" in only_error(loaded)


def test_providers_are_loaded_once_and_not_before_they_are_used() -> None:
    loads: list[int] = []

    def load() -> Loaded:
        loads.append(1)
        return Loaded({FIRST.name: FIRST})

    providers = Providers(load)
    assert loads == []
    assert dict(providers) == {FIRST.name: FIRST}
    assert (len(providers), providers.errors, loads) == (1, (), [1])


def test_an_unknown_name_is_explained_by_the_error_of_its_package(offer: Offer) -> None:
    broken = offer("acme", 5)
    providers = Providers(lambda: load_providers([broken], BUILT_IN))
    with pytest.raises(UnknownName, match=r"There is no provider 'acme'\. Provider 'acme' .* is left out: it is a int"):
        providers.named("acme")


def test_packages_are_found_on_the_path(offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    provider = acme()
    offer("acme", provider)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), *sys.path])
    assert "acme" not in installed(BUILT_IN).providers
    monkeypatch.syspath_prepend(tmp_path)
    assert installed(BUILT_IN).providers["acme"] is provider


def test_archives_on_the_path_are_searched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "packages.zip"
    archive.write_bytes(b"")
    monkeypatch.setattr(sys, "path", [str(archive)])
    assert tuple(installed(BUILT_IN).providers.values()) == BUILT_IN


def test_the_table_has_the_built_in_providers_first() -> None:
    assert tuple(PROVIDERS.values())[: len(BUILT_IN)] == BUILT_IN


def test_this_package_offers_no_provider_by_entry_point() -> None:
    try:
        points = distribution("voice-mockserver").entry_points
    except PackageNotFoundError:
        pytest.skip("the package is not installed")
    assert not points.select(group=GROUP)
