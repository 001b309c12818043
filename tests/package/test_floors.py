"""The floors of the house: who may import whom, what a module looks like, and where providers may be named.

The floors themselves stand once, in pyproject.toml, where import-linter reads them; these tests read them there too.
"""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mockserver"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))
NO_NOUN = {"utils", "util", "helpers", "common", "manager", "service", "impl", "core", "misc"}


def contract() -> Any:
    """The import-linter contract that names the floors."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(one for one in contracts if one["name"] == "floors")


def floors() -> list[set[str]]:
    """The top-level names on each floor, highest floor first."""
    return [{name.strip().split(".")[1] for name in floor.split("|")} for floor in contract()["layers"]]


def below_the_providers() -> list[str]:
    layers = floors()
    providers = layers.index({"providers"})
    names = set().union(*layers[providers + 1 :])
    return [module for module in MODULES if module.split("/")[1].removesuffix(".py") in names]


def test_modules_import_only_from_floors_below_their_own() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_stands_on_a_floor() -> None:
    there = {module.split("/")[1].removesuffix(".py") for module in MODULES} - {"__init__"}
    assert there == set().union(*floors())


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_a_few_lines_on_its_job(module: str) -> None:
    header = ast.get_docstring(ast.parse((ROOT / module).read_text()))
    assert header is not None, f"{module} has no header"
    assert len(header.splitlines()) >= 3, f"{module}: say its job, the one idea, and what it does not do"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_more_than_300_lines_says_why_in_its_header(module: str) -> None:
    text = (ROOT / module).read_text()
    header = ast.get_docstring(ast.parse(text)) or ""
    assert len(text.splitlines()) <= 300 or "300 lines" in header, f"{module} has {len(text.splitlines())} lines"


@pytest.mark.parametrize("module", MODULES)
def test_imports_are_absolute(module: str) -> None:
    nodes = ast.walk(ast.parse((ROOT / module).read_text()))
    assert not [node.lineno for node in nodes if isinstance(node, ast.ImportFrom) and node.level > 0]


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
