"""From text, files, folders and plain values to scenarios.

All errors in a text are found and reported together, each with file:line:column and path. The library checks whether
the names in `extends`, `play` and `sequence` exist.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path as File
from typing import Any

from msgspec import inspect

from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios import variables
from mockserver.scenarios.json_values import to_json_values
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.rules import RULES
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import ScenarioBody
from mockserver.scenarios.schema_reader import SchemaReader, given
from mockserver.scenarios.variants import FILLED, undefined
from mockserver.scenarios.yaml12 import Document, load

VERSION = 1
SUFFIXES = (".yaml", ".yml")


def load_text(text: str | bytes, source: str, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read the scenarios of a YAML (or JSON) text. `source` is its name in errors.

    Raises:
        ScenarioError: with every problem found: not YAML, unknown keys, wrong types, a duplicate name, no scenario,
            larger than `limits` allows.
    """
    _check_size(len(text), source, limits)
    documents = [doc for doc in load(text, source, most=limits.documents) if doc.value is not None]
    if not documents:
        raise ScenarioError([Problem(source, 1, 1, "", "holds no scenario; begin with 'version: 1' and 'name: …'")])
    problems: list[Problem] = []
    scenarios: dict[str, Scenario] = {}
    for document in documents:
        scenario = _read(document, problems)
        if scenario is None:
            continue
        if scenario.name in scenarios:
            first = scenarios[scenario.name].document.place(("name",)).line
            problems.append(document.problem(("name",), f"{scenario.name!r} is already the name in line {first}"))
        scenarios[scenario.name] = scenario
    if problems:
        raise ScenarioError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return list(scenarios.values())


def _check_size(size: int, source: str, limits: ScenarioLimits) -> None:
    if size > limits.bytes:
        message = f"has {size:,} bytes; at most {limits.bytes:,} are read (--max-scenario-bytes)"
        raise ScenarioError([Problem(source, 1, 1, "", message)])


def load_file(path: File, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read the scenarios of a file.

    Raises:
        ScenarioError: the file cannot be read, or `load_text` finds problems in it.
    """
    try:
        _check_size(path.stat().st_size, str(path), limits)
        text = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError([Problem(str(path), 1, 1, "", f"cannot be read: {reason}")]) from None
    return load_text(text, str(path), limits)


def load_folder(path: File, limits: ScenarioLimits = DEFAULT_LIMITS) -> list[Scenario]:
    """Read all `*.yaml` and `*.yml` files of a folder and its subfolders, ordered by path. A single file can be given
    too.

    Raises:
        ScenarioError: with the problems of all files; or the folder does not exist.
    """
    if path.is_file():
        return load_file(path, limits)
    if not path.is_dir():
        raise ScenarioError([Problem(str(path), 1, 1, "", "there is no such file or folder")])
    files = (file for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES and file.is_file())
    return _gather(files, limits)


def load_value(value: object, source: str) -> Scenario:
    """Read one scenario from plain values, such as a Python dict or a JSON body.

    Raises:
        ScenarioError: with every problem found.
    """
    problems: list[Problem] = []
    scenario = _read(Document(value, source), problems)
    if scenario is None:
        raise ScenarioError(problems)
    return scenario


def _gather(files: Iterable[File], limits: ScenarioLimits) -> list[Scenario]:
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for file in files:
        try:
            scenarios += load_file(file, limits)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise ScenarioError(problems)
    return scenarios


def _read(document: Document, problems: list[Problem]) -> Scenario | None:
    """Return the scenario of a document, or None after adding to `problems`."""
    before = len(problems)

    def report(path: tuple[str | int, ...], message: str) -> None:
        problems.append(document.problem(path, message))

    value = to_json_values(document.value, report)
    document = Document(value, document.source, document.places, document.keys)
    if len(problems) == before:
        _check_version(document, problems)
    if len(problems) > before:
        return None
    reader = SchemaReader(RULES)
    body = reader.read(value, _type())
    problems += [document.problem(fault.path, fault.message, key=fault.at_key) for fault in reader.faults]
    _check_variables(document, problems)
    return Scenario(body, document) if len(problems) == before else None


def _check_version(document: Document, problems: list[Problem]) -> None:
    """Check the version first: another version has another format, so no other check would make sense."""
    if not isinstance(document.value, dict):
        message = f"expected a scenario (a mapping that begins with 'version: 1'), not {given(document.value)}"
        problems.append(document.problem((), message))
    elif "version" not in document.value:
        problems.append(document.problem((), "the version is missing; begin the scenario with 'version: 1'"))
    elif document.value["version"] != VERSION or not _is_whole(document.value["version"]):
        message = f"expected version: 1, the only one this mockserver reads, not {given(document.value['version'])}"
        problems.append(document.problem(("version",), message))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_variables(document: Document, problems: list[Problem]) -> None:
    for key in FILLED:
        for path, text in variables.strings(document.value.get(key), (key,)):
            try:
                variables.parse(text)
            except ValueError as error:
                problems.append(document.problem(path, str(error)))
    problems += [document.problem(path, message) for path, message in undefined(document.value, {})]


@cache
def _type() -> Any:
    return inspect.type_info(ScenarioBody)
