"""Checks scenario files, and texts: what `mockserver check` prints, in order of files and lines.

    3 errors and 1 warning in 2 of 5 files

All files are read first, since they can refer to each other. What is wrong in one of them hides nothing in the rest:
`lint` also looks at scenarios in which something is wrong. Nothing is printed here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path as File
from types import MappingProxyType
from typing import NamedTuple

from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios.api_faults import Operations
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.lint import Finding, check
from mockserver.scenarios.reading import Reading, read_file, read_text, yaml_files
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


class TextCheck(NamedTuple):
    """The names of the scenarios in a text, and the findings about it, in order of lines."""

    names: Sequence[str]
    findings: Sequence[Finding]

    @property
    def is_valid(self) -> bool:
        """Whether there are no errors; there can be warnings."""
        return all(finding.severity != "error" for finding in self.findings)


def check_text(
    text: str | bytes,
    source: str,
    vocabularies: Mapping[str, Vocabulary],
    known: Iterable[Scenario] = (),
    operations: Operations = MappingProxyType({}),
    limits: ScenarioLimits = DEFAULT_LIMITS,
) -> TextCheck:
    """Check a text as `check_files` checks a file; `source` is its name in findings. The text may be no YAML at all."""
    reading = read_text(text, source, limits)
    findings = _findings([reading], vocabularies, known, operations)
    findings.sort(key=lambda finding: _position(finding.problem, {}))
    names = [scenario.name for scenario in reading.scenarios if scenario.name == scenario.value.get("name")]
    return TextCheck(names, list(dict.fromkeys(findings)))


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
    findings = [*warnings, *_findings(readings.values(), vocabularies, known, operations)]
    order = {source: number for number, source in enumerate(readings)}
    findings.sort(key=lambda finding: _position(finding.problem, order))
    is_readable = not any(reading.problems for reading in readings.values())
    return FileCheck(list(dict.fromkeys(findings)), len(readings), is_readable)


def _findings(
    readings: Collection[Reading],
    vocabularies: Mapping[str, Vocabulary],
    known: Iterable[Scenario],
    operations: Operations,
) -> list[Finding]:
    """Return what is wrong with what was read, and what `lint` says about it."""
    scenarios = [scenario for reading in readings for scenario in reading.scenarios]
    problems = [problem for reading in readings for problem in reading.problems]
    unread = frozenset[str]().union(*(reading.unread for reading in readings))
    return [
        *(Finding("error", problem) for problem in problems),
        *check(scenarios, vocabularies, known, operations, unread),
    ]


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
