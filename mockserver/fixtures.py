"""What a world begins with: documents and calls from YAML files, those of the providers' documentation first.

A fixture call is written as facts plus a life (`attempts:` or `states:`, as in a scenario) that began at
`created_at` and has run its course; without a life it stays as it was placed. `fields` are laid over its answer.
Files are read once; every world is handed the same values.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, inspect
from msgspec.structs import replace

from mockserver import calls
from mockserver.calls import Call
from mockserver.documents import Documents
from mockserver.draws import Draws
from mockserver.durations import parse_instant
from mockserver.errors import Problem, ScenarioError
from mockserver.events import Placed
from mockserver.providers.base import Provider
from mockserver.scenarios.book import Book
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.shape import Shape
from mockserver.scenarios.situation import Situation
from mockserver.timeline import Plan
from mockserver.world import World
from mockserver.yaml12 import Document, load

EXAMPLES = "examples.yaml"
T = TypeVar("T")


class FixtureCall(Struct, forbid_unknown_fields=True, kw_only=True):
    """A call of a fixture file."""

    from_number: str
    to_number: str
    created_at: str
    direction: str = "outbound"
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


class Fixtures:
    """All that a world begins with."""

    def __init__(self, files: Iterable[tuple[FixtureFile, Document]]) -> None:
        self._documents: dict[str, dict[str, dict[str, Any]]] = {}
        self._calls: dict[str, Call] = {}
        for file, source in files:
            for kind, rows in file.documents.items():
                self._documents.setdefault(f"{file.provider}.{kind}", {}).update(rows)
            for call_id, raw in file.calls.items():
                given = _shaped(raw, FixtureCall, source, ("calls", call_id))
                self._calls[call_id] = _call(call_id, given, file.provider, source)

    def lay_out(self, world: World) -> None:
        """Put everything into a new world, beside what is there."""
        for kind, rows in self._documents.items():
            world.documents[kind] = Documents({**world.collection(kind).rows(), **rows})
        world.calls.update(self._calls)

    def withdraw(self, world: World) -> None:
        """Take everything out again that is still as it was laid out."""
        for kind, rows in self._documents.items():
            kept = {key: row for key, row in world.collection(kind).rows().items() if rows.get(key) is not row}
            world.documents[kind] = Documents(kept)
        for call_id, call in self._calls.items():
            if world.calls.get(call_id) is call:
                del world.calls[call_id]


def read_fixtures(paths: Iterable[Path], providers: Mapping[str, Provider]) -> Fixtures:
    """The fixtures of all files and folders named.

    Raises:
        ScenarioError: with every problem found in the first bad file.
    """
    return Fixtures(pair for path in paths for pair in _read(path, providers))


def documented(providers: Mapping[str, Provider]) -> Fixtures:
    """The resources of the providers' own documentation."""
    return read_fixtures([provider.folder / EXAMPLES for provider in providers.values()], providers)


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


def _shaped(value: Any, kind: type[T], source: Document, path: tuple[str | int, ...] = ()) -> T:
    shape = Shape({})
    made: T = shape.read(value, inspect.type_info(kind), path)
    if shape.faults:
        raise ScenarioError(source.problem(fault.path, fault.message, key=fault.at_key) for fault in shape.faults)
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
        details=given.details,
        example=True,
    )
    if given.life is None:
        return replace(call, timeline=((created, Placed()),), told=1)
    return calls.played(calls.placed(call, timedelta(0), None))


def _plan(given: FixtureCall, provider: str) -> Plan:
    """The life of a fixture call as a plan; nothing in it is left to chance but what its own text asks for."""
    if given.life is None:
        return Plan("example", (), given.fields)
    scenario = load_value({"version": 1, "name": "example", **given.life}, "fixture")
    situation = Situation(provider, given.direction, given.from_number, given.to_number, given.labels, 0)
    plan = Book([scenario]).plan("example", situation, Draws("example"), {})
    return replace(plan, fields=given.fields)
