"""From text, files, folders and plain values to scenarios.

All errors in a text are found and reported together, each with file:line:column and path. `load_…` raises them;
`read_…` returns them beside the scenarios, for `lint`. The library checks whether the names in `extends`, `play` and
`sequence` exist.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from mockserver.calls.events import EndReason
from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios import variables
from mockserver.scenarios.json_values import to_json_values
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.remedies import given
from mockserver.scenarios.rules import RULES
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import NAME_PATTERN, Attempt, AttemptBranch, Match, ScenarioBody
from mockserver.scenarios.schema_reader import SchemaReader
from mockserver.scenarios.synonyms import meant_key
from mockserver.scenarios.variants import filled_texts, undefined
from mockserver.scenarios.yaml12 import Document, Path, load_all

VERSION = 1
SUFFIXES = (".yaml", ".yml")
_BUSY = EndReason.BUSY
_NEUTRAL: Mapping[type, Any] = {
    Attempt: Attempt(fails=_BUSY),
    AttemptBranch: AttemptBranch(fails=_BUSY),
    Match: None,
}  #: what replaces invalid parts, so that no warning follows from them


class Reading(NamedTuple):
    """What was read, and what is wrong with it, in order of lines. A scenario in which something is wrong is among
    `scenarios` too; what is invalid in it was replaced."""

    scenarios: list[Scenario]
    problems: list[Problem]
    unread: frozenset[str] = frozenset()  #: names in documents that are not YAML


def load_text(text: str | bytes, source: str, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read the scenarios of a YAML (or JSON) text. `source` is its name in errors.

    Raises:
        ScenarioError: with every problem found: not YAML, unknown keys, wrong types, a duplicate name, no scenario,
            larger than `limits` allows.
    """
    return _sound(read_text(text, source, limits))


def _sound(reading: Reading) -> list[Scenario]:
    if reading.problems:
        raise ScenarioError(reading.problems)
    return reading.scenarios


def read_text(text: str | bytes, source: str, limits: ScenarioLimits = DEFAULT_LIMITS) -> Reading:
    """Read the scenarios of a text, also those in which something is wrong. See `load_text`."""
    if len(text) > limits.bytes:
        return Reading([], [_too_large(len(text), source, limits)])
    documents, problems = load_all(text, source, most=limits.documents)
    documents = [doc for doc in documents if doc.value is not None]
    if not documents and not problems:
        problems = [Problem(source, 1, 1, "", "holds no scenario; begin with 'version: 1' and 'name: …'")]
    reported = {(problem.line, problem.path) for problem in problems}
    found: list[Problem] = []
    scenarios = [scenario for document in documents if (scenario := _read(document, found)) is not None]
    problems += [problem for problem in found if (problem.line, problem.path) not in reported]
    problems += _duplicates(scenarios)
    unread = _names(text).difference(scenario.name for scenario in scenarios) if problems else frozenset[str]()
    return Reading(scenarios, sorted(problems, key=lambda problem: (problem.line, problem.column)), unread)


def _names(text: str | bytes) -> frozenset[str]:
    """Return the names in a text of which not all can be read as YAML."""
    decoded = text if isinstance(text, str) else text.decode(errors="replace")
    return frozenset(re.findall(rf"^name:\s*[\"']?({NAME_PATTERN})\b", decoded, re.MULTILINE))


def _duplicates(scenarios: list[Scenario]) -> Iterator[Problem]:
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        if scenario.name in first:
            line = first[scenario.name].document.place(("name",)).line
            yield scenario.document.problem(("name",), f"{scenario.name!r} is already the name in line {line}")
        first[scenario.name] = scenario


def _too_large(size: int, source: str, limits: ScenarioLimits) -> Problem:
    message = f"has {size:,} bytes; at most {limits.bytes:,} are read (--max-scenario-bytes)"
    return Problem(source, 1, 1, "", message)


def load_file(path: File, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read the scenarios of a file.

    Raises:
        ScenarioError: the file cannot be read, or `load_text` finds problems in it.
    """
    return _sound(read_file(path, limits))


def read_file(path: File, limits: ScenarioLimits = DEFAULT_LIMITS) -> Reading:
    """Read the scenarios of a file, also those in which something is wrong."""
    try:
        size = path.stat().st_size
        text = path.read_bytes() if size <= limits.bytes else b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Reading([], [Problem(str(path), 1, 1, "", f"cannot be read: {reason}")])
    if size > limits.bytes:
        return Reading([], [_too_large(size, str(path), limits)])
    return read_text(text, str(path), limits)


def yaml_files(path: File) -> list[File]:
    """Return all `*.yaml` and `*.yml` files of a folder and its subfolders, ordered by path, or the file itself.

    Raises:
        ScenarioError: there is no such file or folder.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ScenarioError([Problem(str(path), 1, 1, "", "there is no such file or folder")])
    return [file for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES and file.is_file()]


def load_folder(path: File, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read all `*.yaml` and `*.yml` files of a folder and its subfolders, ordered by path. A single file can be given
    too.

    Raises:
        ScenarioError: with the problems of all files; or the folder does not exist.
    """
    readings = [read_file(file, limits) for file in yaml_files(path)]
    return _sound(
        Reading(
            [scenario for reading in readings for scenario in reading.scenarios],
            [problem for reading in readings for problem in reading.problems],
        )
    )


def load_value(value: object, source: str) -> Scenario:
    """Read one scenario from plain values, such as a Python dict or a JSON body.

    Raises:
        ScenarioError: with every problem found.
    """
    problems: list[Problem] = []
    scenario = _read(Document(value, source), problems)
    if scenario is None or problems:
        raise ScenarioError(problems)
    return scenario


def _read(document: Document, problems: list[Problem]) -> Scenario | None:
    """Return the scenario of a document after adding to `problems` what is wrong with it; None if it is no mapping."""
    lost: set[Path] = set()

    def report(path: Path, message: str) -> None:
        lost.add(path)
        problems.append(document.problem(path, message))

    value = to_json_values(document.value, report)
    document = Document(value, document.source, document.places, document.keys)
    if not isinstance(value, dict):
        message = f"expected a scenario (a mapping that begins with 'version: 1'), not {given(value)}"
        problems += [] if lost else [document.problem((), message)]
        return None
    reader = SchemaReader(RULES, _NEUTRAL)
    reader.wrong |= lost | set(_check_version(document, problems))
    body = reader.read({"version": VERSION, **value}, _type())
    problems += [document.problem(fault.path, fault.message, key=fault.at_key) for fault in reader.faults]
    _check_variables(document, problems)
    if not body.name:
        body = msgspec.structs.replace(body, name=f"{document.source}:{document.place(()).line}")
    return Scenario(body, document, frozenset(reader.wrong), is_sound=not (lost or reader.faults))


def _check_version(document: Document, problems: list[Problem]) -> Iterator[Path]:
    """Yield the path of the version if it is wrong."""
    version = document.value.get("version")
    if "version" not in document.value:
        if not _is_misspelled("version", document.value):
            message = "the version is missing; begin the scenario with 'version: 1'"
            problems.append(document.problem((), message))
    elif version != VERSION or not _is_whole(version):
        message = f"expected version: 1, the only one this mockserver reads, not {given(version)}"
        problems.append(document.problem(("version",), message))
        yield ("version",)


def _is_misspelled(key: str, value: dict[str, Any]) -> bool:
    fields = ScenarioBody.__struct_encode_fields__
    return any(meant_key(given_key, fields) == key for given_key in value if given_key not in fields)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_variables(document: Document, problems: list[Problem]) -> None:
    for path, text in filled_texts(document.value):
        problems += [document.problem(path, message) for message in variables.mistakes(text)]
    problems += [document.problem(path, message) for path, message in undefined(document.value, {})]


@cache
def _type() -> Any:
    return inspect.type_info(ScenarioBody)
