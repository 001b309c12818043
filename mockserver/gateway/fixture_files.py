"""Reads the YAML of fixture files: documents and calls, in the form in which worlds hold them.

A fixture call is written as facts and an outcome (`attempts:` or `states:`, as in a scenario). It began at `created_at`
and has ended; without an outcome it stays as it was created. `fields` override its response. `fixtures` decides for
which providers they are, and when they are read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, ValidationError, inspect
from msgspec.structs import replace

from mockserver.calls.call import Call, placed, played
from mockserver.calls.events import Direction, Placed
from mockserver.calls.timeline import Plan
from mockserver.errors import Problem, ScenarioError, did_you_mean
from mockserver.providers.base import Provider
from mockserver.providers.mistakes import explain
from mockserver.providers.stored import Stored, read
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.schema_reader import SchemaReader
from mockserver.scenarios.situation import Situation
from mockserver.scenarios.yaml12 import Document, load
from mockserver.simulation.durations import parse_instant
from mockserver.simulation.randomness import Randomness

T = TypeVar("T")


class FixtureCall(Struct, forbid_unknown_fields=True, kw_only=True):
    """A call of a fixture file."""

    from_number: str
    to_number: str
    created_at: str
    direction: Direction = "outbound"
    agent: str | None = None
    labels: dict[str, Any] = {}
    details: dict[str, Any] = {}
    life: dict[str, Any] | None = None
    fields: dict[str, Any] | None = None


class FixtureFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """One document of a fixture file: the resources of one provider."""

    version: int
    provider: str
    documents: dict[str, dict[str, dict[str, Any]]] = {}
    calls: dict[str, Any] = {}


class Contents(NamedTuple):
    """The contents of fixture files: documents by kind and id as JSON objects, and calls by id."""

    documents: dict[str, dict[str, dict[str, Any]]]
    calls: dict[str, Call]


def read_files(paths: Iterable[Path], providers: Mapping[str, Provider], *, check: bool = True) -> Contents:
    """Read all files, and all files of all folders. `providers` are those that they may name.

    Raises:
        ScenarioError: with every problem found in the first invalid file.
    """
    contents = Contents({}, {})
    for file, source in (pair for path in paths for pair in _read(path, providers)):
        provider = providers[file.provider]
        stored = provider.stored() if check and provider.stored is not None else None
        for kind, rows in file.documents.items():
            _check_rows(kind, rows, provider.name, stored, source)
            contents.documents.setdefault(f"{file.provider}.{kind}", {}).update(rows)
        for call_id, raw in file.calls.items():
            given = _shaped(raw, FixtureCall, source, ("calls", call_id))
            details = _typed(given.details, provider.details, source, ("calls", call_id, "details"))
            contents.calls[call_id] = replace(_call(call_id, given, file.provider, source), details=details)
    return contents


def _read(path: Path, providers: Mapping[str, Provider]) -> Iterator[tuple[FixtureFile, Document]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.y*ml")):
            yield from _read(file, providers)
        return
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ScenarioError([Problem(str(path), 1, 1, "", f"cannot be read: {error.strerror}")]) from None
    for document in load(text, str(path)):
        given = _shaped(document.value, FixtureFile, document)
        if given.provider not in providers:
            known = ", ".join(providers)
            raise ScenarioError([document.problem(("provider",), f"is {given.provider!r}; expected one of {known}")])
        yield given, document


def _check_rows(kind: str, rows: Mapping[str, Any], provider: str, stored: Stored | None, source: Document) -> None:
    if stored is None:
        return
    shape = stored.documents.get(f"{provider}.{kind}")
    if shape is None:
        from difflib import get_close_matches

        known = [name.partition(".")[2] for name in stored.documents]
        near = did_you_mean(get_close_matches(kind, known, n=2))
        message = f"{kind!r} is no kind of documents of {provider}.{near}"
        raise ScenarioError([source.problem(("documents", kind), message, key=True)])
    for key, row in rows.items():
        _typed(row, shape, source, ("documents", kind, key))


def _typed(value: Mapping[str, Any], shape: Any, source: Document, path: tuple[str | int, ...]) -> Any:
    try:
        return read(value, shape)
    except ValidationError as error:
        message, where = explain(str(error), value, shape)
        inner = [int(part) if part.isdigit() else part for part in re.split(r"[.\[\]]+", where) if part]
        problem = source.problem((*path, *inner), message.removeprefix("The body: "))
        raise ScenarioError([problem]) from None


def _shaped(value: Any, kind: type[T], source: Document, path: tuple[str | int, ...] = ()) -> T:
    reader = SchemaReader({})
    made: T = reader.read(value, inspect.type_info(kind), path)
    if reader.faults:
        raise ScenarioError(source.problem(fault.path, fault.message, key=fault.at_key) for fault in reader.faults)
    return made


def _call(call_id: str, given: FixtureCall, provider: str, source: Document) -> Call:
    try:
        created = parse_instant(given.created_at)
    except ValueError as error:
        raise ScenarioError([source.problem(("calls", call_id, "created_at"), str(error))]) from None
    call = Call(
        id=call_id,
        number=0,
        provider=provider,
        direction=given.direction,
        from_number=given.from_number,
        to_number=given.to_number,
        created_at=created,
        plan=_plan(given, provider),
        agent=given.agent,
        labels=given.labels,
        example=True,
    )
    if given.life is None:
        return replace(call, timeline=((created, Placed()),), processed=1)
    return played(placed(call, timedelta(0), None))


def _plan(given: FixtureCall, provider: str) -> Plan:
    """Return the plan of a fixture call. Only variables in its texts can be random."""
    if given.life is None:
        return Plan("example", (), given.fields)
    scenario = load_value({"version": 1, "name": "example", **given.life}, "fixture")
    situation = Situation(provider, given.direction, given.from_number, given.to_number, given.labels, 0)
    plan = plan_call(ScenarioLibrary([scenario]), "example", situation, Randomness("example"), {})
    return replace(plan, fields=given.fields)
