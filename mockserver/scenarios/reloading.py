"""What changed files mean for a library: a pure step from the old scenarios to the new ones, with messages.

    Loaded ─┐
            ├─► reload ─► Loaded, messages          base    scenarios that no file changes: the shipped ones
    reads ──┘                                       used    the version of each file that calls play
                                                    newest  what was last read of each file

A file that is broken, or whose scenarios refer to others that do not exist, keeps its last good version. Nothing is
read or watched here.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as File
from typing import NamedTuple

from mockserver.errors import Problem, ScenarioError
from mockserver.scenarios.files import EMPTY, ScenarioSet
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.reading import load_file
from mockserver.scenarios.references import circular, missing, too_long
from mockserver.scenarios.scenario import Scenario

_MOST_NAMES = 8
Version = tuple[Scenario, ...]
Read = Version | ScenarioError  #: a version of a file; broken if it is an error
Problems = dict[File, tuple[Problem, ...]]


class Message(NamedTuple):
    """A line for the log; `is_warning` if somebody should do something."""

    text: str
    is_warning: bool = False


class Loaded(NamedTuple):
    """The scenarios of all files. `broken` has the files whose newest version is not used, and why; `conflicts` say why
    no change is used at all. Files are in the order in which their scenarios are tried."""

    base: ScenarioSet = EMPTY
    used: Mapping[File, Version] = {}
    newest: Mapping[File, Read] = {}
    broken: Mapping[File, tuple[Problem, ...]] = {}
    conflicts: tuple[Problem, ...] = ()
    limits: ScenarioLimits = DEFAULT_LIMITS

    @property
    def scenarios(self) -> ScenarioSet:
        """All scenarios."""
        return self.base.extended(scenario for version in self.used.values() for scenario in version)


def read_version(file: File, limits: ScenarioLimits) -> Read:
    """Read a file, which may be broken."""
    try:
        return tuple(load_file(file, limits))
    except ScenarioError as error:
        return error


def reload(old: Loaded, files: Sequence[File], reads: Mapping[File, Read]) -> tuple[Loaded, list[Message]]:
    """Return the scenarios after files have changed, and what to tell about it. `files` are all that exist now, in
    order; `reads` has the newest version of those that have changed."""
    newest = {file: reads[file] if file in reads else old.newest[file] for file in files}
    new = _usable(old._replace(newest=newest))
    return new, [*_about_broken(old, new), *_about_mended(old, new), *_about_changes(old, new)]


def _usable(old: Loaded) -> Loaded:
    """Return the scenarios with the newest version of each file, or its last one if the newest cannot be used."""
    broken: Problems = {file: read.problems for file, read in old.newest.items() if isinstance(read, ScenarioError)}
    while True:
        used = {file: version for file in old.newest if (version := _version(file, old, broken)) is not None}
        problems = _wrong_references(old, used)
        culprits = [file for file in problems if used.get(file) is not old.used.get(file)]
        if not problems:
            return old._replace(used=used, broken=broken, conflicts=())
        if not culprits:  # files that have not changed need what has changed or is gone
            return old._replace(
                broken=broken, conflicts=tuple(problem for found in problems.values() for problem in found)
            )
        broken |= {file: problems[file] for file in culprits}


def _version(file: File, old: Loaded, broken: Problems) -> Version | None:
    read = old.newest[file]
    return old.used.get(file) if file in broken or isinstance(read, ScenarioError) else read


def _wrong_references(old: Loaded, used: Mapping[File, Version]) -> Problems:
    """Return what is wrong with the names that scenarios refer to, by file."""
    together = old._replace(used=used).scenarios
    given = {scenario.name: scenario for version in used.values() for scenario in version}.values()
    problems = [*missing(given, together), *circular(given, together)]
    problems = problems or [*too_long(given, together, old.limits.chain)]
    found: Problems = {}
    for problem in problems:
        file = File(problem.source)
        found[file] = (*found.get(file, ()), problem)
    return found


# -- messages --------------------------------------------------------------------------------------


def _about_broken(old: Loaded, new: Loaded) -> Iterator[Message]:
    for file, problems in new.broken.items():
        if problems != old.broken.get(file):
            yield from (Message(str(problem), is_warning=True) for problem in problems)
            stays = "its last good version stays in use" if file in new.used else "it is not used"
            yield Message(f"{file} is broken, so {stays}. Mend it and save it again.", is_warning=True)
    if new.conflicts and new.conflicts != old.conflicts:
        yield from (Message(str(problem), is_warning=True) for problem in new.conflicts)
        text = "Nothing is reloaded until that is mended, because scenarios need what has changed or is gone."
        yield Message(text, is_warning=True)


def _about_mended(old: Loaded, new: Loaded) -> Iterator[Message]:
    waiting = [] if new.conflicts else [File(problem.source) for problem in old.conflicts]
    for file in dict.fromkeys([*old.broken, *waiting]):
        if file in new.newest and file not in new.broken:
            yield Message(f"{file} is mended.")


def _about_changes(old: Loaded, new: Loaded) -> Iterator[Message]:
    before, now = _by_name(old.used), _by_name(new.used)
    changes = {
        "changed": [name for name in now if name in before and now[name].value != before[name].value],
        "new": [name for name in now if name not in before],
        "removed": [name for name in before if name not in now],
    }
    texts = [f"{len(names)} {word} ({_listed(names)})" for word, names in changes.items() if names]
    if texts:
        yield Message(
            f"Scenarios reloaded: {', '.join(texts)}. This applies to new calls; running calls keep their plan."
        )


def _by_name(used: Mapping[File, Version]) -> dict[str, Scenario]:
    return {scenario.name: scenario for version in used.values() for scenario in version}


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + (" …" if names[_MOST_NAMES:] else "")
