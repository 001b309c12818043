"""Checks scenario files: what `mockserver check` prints, in order of files and lines.

    3 errors and 1 warning in 2 of 5 files

All files are read first, since they can refer to each other. What is wrong in one of them hides nothing in the rest:
`lint` also looks at scenarios in which something is wrong. Nothing is printed here.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as File
from types import MappingProxyType
from typing import NamedTuple

from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios.api_faults import Operations
from mockserver.scenarios.lint import Finding, check
from mockserver.scenarios.reading import Reading, read_file, yaml_files
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.situation import Vocabulary


class FileCheck(NamedTuple):
    """The findings about files. `is_readable` says whether all of them are valid scenario files."""

    findings: Sequence[Finding]
    files: int
    is_readable: bool

    @property
    def errors(self) -> int:
        """The number of errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def summary(self) -> str:
        """What was found, in a line: `3 errors and 1 warning in 2 of 5 files`."""
        if not self.findings:
            return f"{_count(self.files, 'file')} {'is' if self.files == 1 else 'are'} fine"
        counts = [(self.errors, "error"), (len(self.findings) - self.errors, "warning")]
        found = " and ".join(_count(number, noun) for number, noun in counts if number)
        if not self.files:
            return f"{found}; no file was checked"
        concerned = len({finding.problem.source for finding in self.findings})
        return f"{found} in {'' if self.files == 1 else f'{concerned} of '}{_count(self.files, 'file')}"


def check_files(
    paths: Iterable[File],
    vocabularies: Mapping[str, Vocabulary],
    known: Iterable[Scenario] = (),
    operations: Operations = MappingProxyType({}),
) -> FileCheck:
    """Check files, and all scenario files in folders; a file that is named twice only once. See `lint.check` for the
    rest. A path that does not exist counts as a file with an error."""
    readings: dict[str, Reading] = {}
    warnings: list[Finding] = []
    for path in paths:
        found, empty = _read(path, {File(name).resolve() for name in readings})
        readings |= found
        warnings += empty
    scenarios = [scenario for reading in readings.values() for scenario in reading.scenarios]
    problems = [problem for reading in readings.values() for problem in reading.problems]
    findings = [*warnings, *(Finding("error", problem) for problem in problems)]
    unread = frozenset[str]().union(*(reading.unread for reading in readings.values()))
    findings += check(scenarios, vocabularies, known, operations, unread)
    order = {source: number for number, source in enumerate(readings)}
    findings.sort(key=lambda finding: _position(finding.problem, order))
    return FileCheck(list(dict.fromkeys(findings)), len(readings), is_readable=not problems)


def _read(path: File, known: set[File]) -> tuple[dict[str, Reading], list[Finding]]:
    """Read the files at a path that are not known yet, and warn if there are none at all."""
    try:
        files = yaml_files(path)
    except ScenarioError as error:
        return {str(path): Reading([], list(error.problems))}, []
    empty = Problem(str(path), 1, 1, "", "there is no *.yaml or *.yml file in this folder")
    warnings = [] if files else [Finding("warning", empty)]
    return {str(file): read_file(file) for file in files if file.resolve() not in known}, warnings


def _position(problem: Problem, order: Mapping[str, int]) -> tuple[int, int, int]:
    return order.get(problem.source, -1), problem.line, problem.column


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
