"""The scenarios of a library by name, in order. Some are values already; others are files that are read when needed.

    {"answered": Path("…/answered.yaml"), "mine": Scenario(…)}

A file in this mapping holds one scenario of the same name. It is read when the scenario is first used, so it cannot
have a `for:`, which must be known before. `shipped` says which files these are.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockserver.scenarios.scenario import Scenario


class ScenarioSet(Mapping[str, "Scenario"]):
    """An immutable mapping. Names and the number of scenarios are known without reading a file; reading a value may
    read one.

    Raises:
        ScenarioError: when a value is read and its file is not a valid scenario.
    """

    __slots__ = ("rows", "selective")

    def __init__(self, rows: Mapping[str, "Scenario | File"]) -> None:
        self.rows = rows  #: each scenario, or the file that has it
        self.selective = [row for row in rows.values() if not isinstance(row, File) and row.body.for_ is not None]

    def __getitem__(self, name: str) -> "Scenario":
        row = self.rows[name]
        return _read(row) if isinstance(row, File) else row

    def __contains__(self, name: object) -> bool:
        return name in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def extended(self, scenarios: Iterable["Scenario"]) -> "ScenarioSet":
        """Return a set with these scenarios added at the end. A scenario whose name exists replaces the old one in its
        place."""
        return ScenarioSet({**self.rows, **{scenario.name: scenario for scenario in scenarios}})

    def without(self, name: str) -> "ScenarioSet":
        """Return a set without this scenario."""
        return ScenarioSet({key: row for key, row in self.rows.items() if key != name})

    def rebased(self, old: "ScenarioSet", new: "ScenarioSet") -> "ScenarioSet":
        """Return this set, which once was `old`, with what has changed between `old` and `new`. What was added,
        replaced or removed here stays so."""
        rows: dict[str, Scenario | File] = {}
        for name in (*new.rows, *self.rows):
            here = self.rows.get(name)
            row = new.rows.get(name) if here is old.rows.get(name) else here
            if row is not None:
                rows[name] = row
        return ScenarioSet(rows)

    def differing(self, other: "ScenarioSet") -> list["Scenario"]:
        """Return the scenarios that are not the same in another set. No file is read for the others."""
        return [self[name] for name, row in self.rows.items() if row is not other.rows.get(name)]

    def sources(self) -> list[str]:
        """Return the file of each scenario, or what else it was read from."""
        return [str(row) if isinstance(row, File) else row.source for row in self.rows.values()]


EMPTY = ScenarioSet({})


def scenario_files(files: Iterable[File]) -> ScenarioSet:
    """Return a set of files that are read when they are first used."""
    return ScenarioSet({file.stem: file for file in files})


@cache
def _read(file: File) -> "Scenario":
    from mockserver.scenarios.reading import load_file

    (scenario,) = load_file(file)
    assert scenario.name == file.stem, f"{file} is called otherwise than its scenario {scenario.name!r}"
    assert scenario.body.for_ is None, f"{file} says for which calls it is, which is read too late"
    return scenario
