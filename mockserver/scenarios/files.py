"""The scenarios of a book by name, in order: those that were handed over as values, and files that wait to be read.

    {"answered": Path("…/answered.yaml"), "mine": Scenario(…)}

A file on the shelf holds one scenario, is called as it is, and is read when the scenario is first asked for. So its
`for:` would not be seen in time, and it must have none. Which files those are is the business of `shipped`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockserver.scenarios.scenario import Scenario


class ScenarioSet(Mapping[str, "Scenario"]):
    """Immutable. Looking at a name, or at how many there are, reads nothing; looking at a scenario may.

    Raises:
        ScenarioError: by whatever looks at a scenario; its file is not as it should be.
    """

    __slots__ = ("_rows", "selective")

    def __init__(self, rows: Mapping[str, "Scenario | File"]) -> None:
        self._rows = rows
        self.selective = [row for row in rows.values() if not isinstance(row, File) and row.body.for_ is not None]

    def __getitem__(self, name: str) -> "Scenario":
        row = self._rows[name]
        return _read(row) if isinstance(row, File) else row

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def extended(self, scenarios: Iterable["Scenario"]) -> "ScenarioSet":
        """With these behind the others; one whose name is taken takes that place."""
        return ScenarioSet({**self._rows, **{scenario.name: scenario for scenario in scenarios}})

    def without(self, name: str) -> "ScenarioSet":
        """The same but for one."""
        return ScenarioSet({key: row for key, row in self._rows.items() if key != name})

    def sources(self) -> list[str]:
        """The file of each scenario, or what else it was read from."""
        return [str(row) if isinstance(row, File) else row.source for row in self._rows.values()]


EMPTY = ScenarioSet({})


def scenario_files(files: Iterable[File]) -> ScenarioSet:
    """A shelf of files that are read when they are first asked for."""
    return ScenarioSet({file.stem: file for file in files})


@cache
def _read(file: File) -> "Scenario":
    from mockserver.scenarios.reading import load_file

    (scenario,) = load_file(file)
    assert scenario.name == file.stem, f"{file} is called otherwise than its scenario {scenario.name!r}"
    assert scenario.body.for_ is None, f"{file} says for which calls it is, which is read too late"
    return scenario
