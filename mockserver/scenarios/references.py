"""The names by which scenarios refer to each other: `extends`, `play` and `sequence`.

A library refuses scenarios that refer to a name that does not exist, that refer to themselves, or whose chain of
references is too long. So playing a scenario always ends. All checks take linear time.
"""

from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping

from mockserver.errors import Problem
from mockserver.scenarios.magic_numbers import magic_scenario
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import Body, Branch
from mockserver.scenarios.schema_reader import nearest
from mockserver.scenarios.yaml12 import Path

Scenarios = Mapping[str, Scenario]
_MOST_SHOWN = 10  #: names of a chain, and scenarios of a circle, in messages


def references(body: Body, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every name that a body refers to, with its path."""
    if body.extends is not None:
        yield (*path, "extends"), body.extends
    if isinstance(body, Branch) and body.play is not None:
        yield (*path, "play"), body.play
    for index, name in enumerate(body.sequence or ()):
        yield (*path, "sequence", index), name
    for index, branch in enumerate(body.choose or ()):
        yield from references(branch, (*path, "choose", index))


def missing(scenarios: Iterable[Scenario], known: Scenarios, unread: Container[str] = ()) -> Iterator[Problem]:
    """Yield the names that `scenarios` refer to and that are neither in `known` nor in `unread`; the first ten with the
    nearest names."""
    found = 0
    for scenario in scenarios:
        for path, name in references(scenario.body):
            if name in known or name in unread or path in scenario.wrong:
                continue
            if magic_scenario(name) is None:
                found += 1
                hint = nearest(name, known) if found <= _MOST_SHOWN else ""
                yield scenario.document.problem(path, f"there is no scenario {name!r}.{hint}")


def circular(scenarios: Iterable[Scenario], known: Scenarios) -> Iterator[Problem]:
    """Yield the names by which `scenarios` refer to themselves, for the first ten scenarios of each circle."""
    given = list(scenarios)
    graph = Graph(known, given)
    shown: dict[int, int] = {}
    for scenario in given:
        circle = graph.circles[scenario.name]
        back = [(path, name) for path, name in references(scenario.body) if graph.returns(scenario.name, name)]
        if back and shown.get(circle, 0) < _MOST_SHOWN:
            shown[circle] = shown.get(circle, 0) + 1
            for path, name in back:
                way = (scenario.name, *graph.way(name, scenario.name))
                yield scenario.document.problem(path, f"refers to itself: {_shown(way)}")


def too_long(scenarios: Iterable[Scenario], known: Scenarios, longest: int) -> Iterator[Problem]:
    """Yield the shortest chain of references that has more than `longest` scenarios. There must be no circles."""
    given = list(scenarios)
    graph = Graph(known, given)
    over = [scenario for scenario in given if graph.lengths[scenario.name] > longest]
    if over:
        scenario = min(over, key=lambda each: graph.lengths[each.name])
        chain = graph.chain(scenario.name)
        path = next(path for path, name in references(scenario.body) if name == chain[1])
        message = f"starts a chain of {len(chain)} scenarios that refer to each other: {_shown(chain)}"
        yield scenario.document.problem(path, f"{message}; at most {longest} may (--max-scenario-chain)")


def _shown(names: tuple[str, ...]) -> str:
    if len(names) > _MOST_SHOWN:
        names = (*names[: _MOST_SHOWN - 2], f"… {len(names) - _MOST_SHOWN + 1} more …", names[-1])
    return " → ".join(names)


class Graph:
    """Which scenarios refer to which, as far as they can be reached from `begin`. `circles` numbers the groups of
    scenarios that refer to each other. `lengths` are the lengths of the longest chains that begin at each scenario.

    Tarjan's algorithm without recursion: it visits each scenario and each reference once.
    """

    def __init__(self, known: Scenarios, begin: Iterable[Scenario]) -> None:
        self.circles: dict[str, int] = {}
        self.lengths: dict[str, int] = {}
        self._known = known
        self._next: dict[str, list[str]] = {}
        self._order: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: list[str] = []
        for scenario in begin:
            if scenario.name not in self._order:
                self._visit(scenario.name)

    def returns(self, name: str, mentioned: str) -> bool:
        """Return whether `mentioned`, to which `name` refers, refers back to `name`."""
        return self.circles.get(mentioned) == self.circles[name]

    def way(self, start: str, goal: str) -> tuple[str, ...]:
        """Return the shortest path between two scenarios of one circle."""
        before: dict[str, str | None] = {start: None}
        queue = deque([start])
        while queue[0] != goal:
            name = queue.popleft()
            for following in self._next[name]:
                if self.returns(name, following) and following not in before:
                    before[following] = name
                    queue.append(following)
        names: list[str] = []
        step: str | None = goal
        while step is not None:
            names.append(step)
            step = before[step]
        return tuple(reversed(names))

    def chain(self, name: str) -> tuple[str, ...]:
        """Return the longest chain that begins at a scenario."""
        names = [name]
        while self.lengths[names[-1]] > 1:
            goal = self.lengths[names[-1]] - 1
            names.append(next(name for name in self._next[names[-1]] if self.lengths[name] == goal))
        return tuple(names)

    def _enter(self, name: str) -> Iterator[str]:
        scenario = self._known.get(name)
        mentioned = [other for _, other in references(scenario.body)] if scenario else []
        self._next[name] = list(dict.fromkeys(other for other in mentioned if other in self._known))
        self._order[name] = self._low[name] = len(self._order)
        self._open.append(name)
        return iter(self._next[name])

    def _visit(self, start: str) -> None:
        stack = [(start, self._enter(start))]
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                self._leave(name)
                if stack:
                    above = stack[-1][0]
                    self._low[above] = min(self._low[above], self._low[name])
            elif following not in self._order:
                stack.append((following, self._enter(following)))
            elif following not in self.circles:
                self._low[name] = min(self._low[name], self._order[following])

    def _leave(self, name: str) -> None:
        """Finish a scenario after all its references. If nothing earlier can be reached from it, its circle is
        complete."""
        if self._low[name] != self._order[name]:
            return
        members = [self._open.pop()]
        while members[-1] != name:
            members.append(self._open.pop())
        further = {other for member in members for other in self._next[member]}.difference(members)
        length = 1 + max((self.lengths[other] for other in further), default=0)
        for member in members:
            self.circles[member] = self._order[name]
            self.lengths[member] = length
