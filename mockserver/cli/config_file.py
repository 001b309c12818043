"""`serve --config FILE`: options from a YAML file. Its keys are the names of the flags, without the leading dashes.

    FILE ─► yaml12 ─► each value, as text, through the type of its option ─► click's default_map
                └──► all mistakes together, each with file:line:column

A flag overrides its environment variable, which overrides the file, which overrides the default; click decides that.
Relative paths are relative to the folder of the file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mockserver.cli.options import FILES, F, option

if TYPE_CHECKING:
    from mockserver.errors import Problem
    from mockserver.scenarios.yaml12 import Document


def config_option(command: F) -> F:
    """Add `--config` to a command. Its file gives values to the other options."""
    text = "YAML file with options: its keys are the names of the flags, lists are for repeatable ones."
    decorate = option("--config", type=FILES, is_eager=True, expose_value=False, callback=_use, help=text)
    return decorate(command)


def _use(ctx: click.Context, _param: click.Parameter, path: Path | None) -> None:
    if path is not None:
        ctx.default_map = {**(ctx.default_map or {}), **read_config(path, ctx)}


def read_config(path: Path, ctx: click.Context) -> dict[str, Any]:
    """Return the options in a file, by the name of their parameter. Values are text, lists of text, or flags.

    Raises:
        ScenarioError: with every mistake: unknown options, wrong types, invalid values.
    """
    from mockserver.errors import ScenarioError

    document = _document(path)
    options = {_name(known): known for known in ctx.command.params if isinstance(known, click.Option)}
    options.pop("config")
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for key in document.value:
        if key not in options:
            problems.append(document.problem((key,), _unknown(key, options), key=True))
            continue
        known = options[key]
        found = list(_value_problems(document, known, key, ctx))
        problems += found
        if not found and known.name is not None:
            values[known.name] = _value(document.value[key], known, path.parent)
    if problems:
        raise ScenarioError(problems)
    return values


def _name(known: click.Option) -> str:
    """Return the name of the flag without its leading dashes, which is the key in the file."""
    return next(name for name in known.opts if name.startswith("--")).removeprefix("--")


def _document(path: Path) -> "Document":
    from mockserver.errors import Problem, ScenarioError
    from mockserver.scenarios.remedies import given
    from mockserver.scenarios.yaml12 import Document, load

    try:
        text = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError([Problem(str(path), 1, 1, "", f"cannot be read: {reason}")]) from None
    documents = [document for document in load(text, str(path)) if document.value is not None]
    if len(documents) > 1:
        raise ScenarioError([documents[1].problem((), "a second document; a file of options has one")])
    document = documents[0] if documents else Document({}, str(path))
    if not isinstance(document.value, dict):
        message = f"expected options, such as 'port: 4010', not {given(document.value)}"
        raise ScenarioError([document.problem((), message)])
    return document


def _unknown(key: str, options: dict[str, click.Option]) -> str:
    from difflib import get_close_matches

    from mockserver.errors import did_you_mean

    near = did_you_mean(get_close_matches(key, options, n=1))
    return f"there is no option {key!r}.{near or ' mockserver serve --help lists all options.'}"


def _value_problems(document: "Document", known: click.Option, key: str, ctx: click.Context) -> Iterator["Problem"]:
    """Yield what is wrong with the value of a key."""
    value = document.value[key]
    many = isinstance(value, list)
    if many and not known.multiple:
        yield document.problem((key,), "expected one value, not a list")
        return
    for path, item in [((key, index), inner) for index, inner in enumerate(value)] if many else [((key,), value)]:
        message = _problem(item, known, ctx)
        if message is not None:
            yield document.problem(path, message)


def _problem(item: Any, known: click.Option, ctx: click.Context) -> str | None:
    """Return what is wrong with one value; the type of the option judges it as it judges the flag."""
    from mockserver.scenarios.remedies import given

    if known.is_flag:
        return None if isinstance(item, bool) else f"expected true or false, not {given(item)}"
    if item is None:
        return "has no value; add one, or remove the key"
    if isinstance(item, bool | list | dict):
        return f"expected {known.type.name}, not {given(item)}"
    try:
        known.type(str(item), known, ctx)
    except click.BadParameter as error:
        return error.message
    return None


def _value(value: Any, known: click.Option, folder: Path) -> Any:
    """Return a checked value as click expects it from a default."""
    if known.is_flag:
        return value
    texts = [str(item) for item in (value if isinstance(value, list) else [value])]
    if isinstance(known.type, click.Path):
        texts = [str(folder / text) for text in texts]
    return texts if known.multiple else texts[0]
