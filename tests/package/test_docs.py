"""The docs name each command, option, control route and scenario key. (The suite of providers checks their endpoints.)

The tests cannot judge the text; they only find what was added without docs. A failure lists the missing names.
"""

import importlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from starlette.routing import BaseRoute, Mount, Route

ROOT = Path(__file__).parents[2]


def docs() -> str:
    """Return README.md and everything in docs/ as one text."""
    return "\n".join(path.read_text() for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every visible command of a tree with its full name."""
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            if not child.hidden:
                yield from commands(child, f"{path} {name}")


def routes(routes_: Iterable[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield method and path template of every route, including those inside mounts."""
    for route in routes_:
        if isinstance(route, Mount):
            yield from routes(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            path = re.sub(r"\{(\w+):\w+\}", r"{\1}", prefix + route.path)
            for method in (route.methods or {"GET"}) - {"HEAD", "OPTIONS"}:
                yield method, path


def keys(schema: Any) -> Iterator[str]:
    """Yield every property name of a JSON Schema, at any depth."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from value
            yield from keys(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from keys(item)


def is_named(text: str, method: str, path: str) -> bool:
    """Return whether a line of `text` contains both the method and the whole path."""
    whole = re.compile(rf"{re.escape(path)}(?![\w/{{-])")
    return any(whole.search(line) and re.search(rf"\b{method}\b", line) for line in text.splitlines())


def test_each_command_and_option_is_named_in_the_docs() -> None:
    text = docs()
    whole = importlib.import_module("mockserver.cli.group").mockserver
    missing = []
    for path, command in commands(whole, "mockserver"):
        if path not in text:
            missing.append(path)
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                long = [name for name in option.opts if name.startswith("--")]
                missing += [f"{path} {name}" for name in long if not re.search(rf"{name}(?![\w-])", text)]
    assert not missing


def test_each_control_route_is_named_in_the_docs() -> None:
    text = docs()
    found = list(routes(importlib.import_module("mockserver.control.routes").ROUTES))
    assert found
    assert sorted(f"{method} {path}" for method, path in found if not is_named(text, method, path)) == []


def test_each_picture_is_shown_and_small() -> None:
    shown = {name for _, name in re.findall(r"!\[([^\]]+)\]\((?:docs/|\.\./)?pictures/([\w.-]+)\)", docs())}
    pictures = {path.name: path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()}
    assert len(pictures) > 8
    assert shown == set(pictures)
    assert [f"{name}: {size} bytes" for name, size in pictures.items() if size > 150_000] == []


def test_each_key_of_a_scenario_file_is_named_in_the_docs() -> None:
    text = (ROOT / "docs" / "scenarios.md").read_text()
    found = set(keys(json.loads((ROOT / "scenarios" / "scenario.schema.json").read_text())))
    assert {"version", "name", "attempts", "states"} <= found
    assert sorted(name for name in found if not re.search(rf"(?<![\w-]){re.escape(name)}[`:]", text)) == []
