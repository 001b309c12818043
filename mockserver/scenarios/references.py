"""The names by which scenarios call each other: `extends`, `play` and `sequence`.

A book refuses scenarios that call what does not exist, or that come back to themselves, so that playing one always
comes to an end.
"""

from collections.abc import Iterable, Iterator, Mapping

from mockserver.errors import Problem
from mockserver.scenarios.magic import magic_scenario
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import Body, Branch
from mockserver.scenarios.shape import nearest
from mockserver.yaml12 import Path

Scenarios = Mapping[str, Scenario]


def references(body: Body, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every name that a body mentions, with its path."""
    if body.extends is not None:
        yield (*path, "extends"), body.extends
    if isinstance(body, Branch) and body.play is not None:
        yield (*path, "play"), body.play
    for index, name in enumerate(body.sequence or ()):
        yield (*path, "sequence", index), name
    for index, branch in enumerate(body.choose or ()):
        yield from references(branch, (*path, "choose", index))


def missing(scenarios: Iterable[Scenario], known: Scenarios) -> Iterator[Problem]:
    """The names that `scenarios` mention and that nothing in `known` has."""
    for scenario in scenarios:
        for path, name in references(scenario.body):
            if name not in known and magic_scenario(name) is None:
                message = f"there is no scenario {name!r}.{nearest(name, known)}"
                yield scenario.document.problem(path, message)


def circular(scenarios: Iterable[Scenario], known: Scenarios) -> Iterator[Problem]:
    """The names by which `scenarios` come back to themselves."""
    for scenario in scenarios:
        for path, name in references(scenario.body):
            way = _way_back(scenario.name, name, known)
            if way:
                message = f"comes back to itself: {' → '.join((scenario.name, *way))}"
                yield scenario.document.problem(path, message)


def _way_back(goal: str, start: str, known: Scenarios) -> tuple[str, ...]:
    """The names from `start` to `goal`, or nothing where `start` does not lead there."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        scenario = known.get(way[-1])
        for _, name in references(scenario.body) if scenario else ():
            if name == goal or name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
