"""Headers, sizes and names of modules, also of those in JavaScript, and where providers may be named.

`./scripts/lint` checks the imports, `./scripts/dashboard --check` the style of JavaScript.
"""

import ast
import re
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mockserver"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))
SCRIPTS = sorted(path.relative_to(ROOT).as_posix() for path in (PACKAGE / "dashboard" / "src").rglob("*.js"))
HANDLE = "mockserver/testing/simulated_world.py"
SETTINGS = "mockserver/client/settings.py"  #: types of the options of the built-in providers, for editors
NO_NOUN = {"utils", "util", "helpers", "common", "manager", "service", "impl", "core", "misc"}


def provider_names() -> list[str]:
    return sorted(readme.parent.name for readme in (PACKAGE / "providers").glob("*/README.md"))


def outside_the_providers() -> list[str]:
    """Return the modules that may not name a provider: all but those of the providers, the table of them, and the types
    of their options for editors."""
    inside = {"mockserver/providers/__init__.py", SETTINGS}
    folders = tuple(f"mockserver/providers/{name}/" for name in provider_names())
    return [module for module in MODULES if module not in inside and not module.startswith(folders)]


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


def script_header(script: str) -> str:
    """Return the comment at the top of a module in JavaScript."""
    lines = (ROOT / script).read_text().splitlines()
    return "\n".join(takewhile(lambda line: line.startswith("//"), lines))


def test_the_scripts_are_found() -> None:
    assert len(SCRIPTS) > 30


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_has_a_header_in_sentences(script: str) -> None:
    assert re.search(r"\w{3}.*[.]", script_header(script)), f"{script} has no header: write its job in // comments"


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_of_more_than_300_lines_gives_the_reason_in_its_header(script: str) -> None:
    lines = len((ROOT / script).read_text().splitlines())
    assert lines <= 300 or "300 lines" in script_header(script), f"{script} has {lines} lines"


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_named_after_a_thing(script: str) -> None:
    assert Path(script).stem not in NO_NOUN


def test_the_providers_are_found() -> None:
    assert len(provider_names()) >= 3
    assert len(outside_the_providers()) > 100


@pytest.mark.parametrize("module", outside_the_providers())
def test_nothing_outside_the_providers_names_one(module: str) -> None:
    """Only the pytest handle declares the attributes of the built-in ones, for editors."""
    names = re.compile("|".join(provider_names()), re.IGNORECASE)
    declared = re.compile(rf" +({names.pattern}): ClientConfig") if module == HANDLE else re.compile("(?!)")
    lines = enumerate((ROOT / module).read_text().splitlines(), 1)
    assert not [f"{module}:{n}" for n, line in lines if names.search(line) and not declared.fullmatch(line)]
