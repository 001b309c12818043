"""Headers, sizes and names of modules, and where providers may be named. `./scripts/lint` checks the imports."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mockserver"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))
NO_NOUN = {"utils", "util", "helpers", "common", "manager", "service", "impl", "core", "misc"}


def layers() -> list[str]:
    """Return the layers of the package, highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    rows: list[str] = next(contract["layers"] for contract in contracts if contract["name"] == "layers")
    return rows


def below_the_providers() -> list[str]:
    below = layers()[layers().index("providers") + 1 :]
    return [module for module in MODULES if module.split("/")[1].removesuffix(".py") in below]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_header_of_three_lines_or_more(module: str) -> None:
    header = ast.get_docstring(ast.parse((ROOT / module).read_text()))
    assert header is not None, f"{module} has no header"
    assert len(header.splitlines()) >= 3, f"{module}: write its job, the one idea, and what it does not do"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_more_than_300_lines_gives_the_reason_in_its_header(module: str) -> None:
    text = (ROOT / module).read_text()
    header = ast.get_docstring(ast.parse(text)) or ""
    assert len(text.splitlines()) <= 300 or "300 lines" in header, f"{module} has {len(text.splitlines())} lines"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_named_after_a_thing(module: str) -> None:
    assert not NO_NOUN & set(module.removesuffix(".py").split("/"))


@pytest.mark.parametrize("module", below_the_providers())
def test_nothing_below_the_providers_names_one(module: str) -> None:
    lines = (ROOT / module).read_text().splitlines()
    named = [
        f"{module}:{number}" for number, line in enumerate(lines, 1) if re.search("(?i)revring|ringyo|revox", line)
    ]
    assert not named
