"""The scenario library of one world: which scenarios exist, which one a call plays, and the plans that calls share.

Scenarios have a name and are tried in the order in which they were added. Plans that depend on nothing but the row
of variants that a call draws are kept, so that calls share them. A world copies the library that it starts with;
scenarios are immutable values.

Every server has a library. The modules that read, check and plan scenarios are imported when they are first needed.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mockserver.calls.timeline import Plan
from mockserver.errors import ScenarioError, UnknownName
from mockserver.scenarios.files import EMPTY, ScenarioSet
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.magic_numbers import magic_name, magic_scenario
from mockserver.scenarios.situation import Situation, draw_row
from mockserver.simulation.randomness import Randomness

if TYPE_CHECKING:
    from mockserver.scenarios.scenario import Scenario

Key = tuple[str | int, ...]  #: of a shared plan: provider, scenario, language; the scenario that it plays; the row
LABEL = "mockserver_scenario"  #: the label with which a request chooses the scenario of its call


class ScenarioLibrary:
    """Scenarios by name, in order. Iterating yields the scenarios. `in` also knows the names of magic numbers."""

    __slots__ = ("_plans", "_rows", "_scenarios", "limits")

    def __init__(
        self,
        scenarios: Iterable["Scenario"] = (),
        scenario_set: ScenarioSet = EMPTY,
        limits: ScenarioLimits = DEFAULT_LIMITS,
    ) -> None:
        """Create a library from files that are read when needed, and from these scenarios. Raises what `add` raises."""
        self._scenarios, self.limits = scenario_set, limits
        self._plans: dict[Key, Plan] = {}
        self._rows: dict[Key, list[Plan | None]] = {}  #: the plan of each row of variants, if a plan depends on it
        self.add(scenarios)

    def __iter__(self) -> Iterator["Scenario"]:
        return iter(self._scenarios.values())

    def __len__(self) -> int:
        return len(self._scenarios)

    def __contains__(self, name: str) -> bool:
        return name in self._scenarios or magic_scenario(name) is not None

    def names(self) -> list[str]:
        """Return all names, in order, without those of magic numbers."""
        return list(self._scenarios)

    def sources(self) -> list[str]:
        """Return the file of each scenario, or what else it was read from."""
        return self._scenarios.sources()

    def get(self, name: str) -> "Scenario":
        """Return the scenario of that name. Names of magic numbers, such as `magic-1120`, have one too.

        Raises:
            UnknownName: there is no such scenario; the error has the nearest names.
        """
        scenario = self._scenarios.get(name) or magic_scenario(name)
        if scenario is None:
            raise UnknownName("scenario", name, self._scenarios)
        return scenario

    def add(self, scenarios: Iterable["Scenario"]) -> None:
        """Add scenarios at the end. A scenario whose name exists replaces the old one in its place. Either all are
        added or none.

        Raises:
            ScenarioError: one of them plays or extends a scenario that does not exist, or itself, or is the first of a
                chain of more scenarios than `limits` allows.
        """
        self.adopt(self.extended(scenarios))

    def extended(self, scenarios: Iterable["Scenario"]) -> ScenarioSet:
        """Return what the library would hold after `add`, and change nothing. This is slow for many scenarios.

        Raises:
            ScenarioError: see `add`.
        """
        new = {scenario.name: scenario for scenario in scenarios}
        if not new:
            return self._scenarios
        from mockserver.scenarios.references import circular, missing, too_long

        merged = self._scenarios.extended(new.values())
        problems = [*missing(new.values(), merged), *circular(new.values(), merged)]
        problems = problems or [*too_long(new.values(), merged, self.limits.chain)]
        if problems:
            raise ScenarioError(problems)
        return merged

    def adopt(self, scenarios: ScenarioSet) -> None:
        """Replace all scenarios by these."""
        self._scenarios, self._plans, self._rows = scenarios, {}, {}

    @property
    def scenario_set(self) -> ScenarioSet:
        """The scenarios as one immutable value, which is replaced when the library changes."""
        return self._scenarios

    @classmethod
    def restored(cls, scenarios: Iterable["Scenario"]) -> "ScenarioLibrary":
        """Return a library from a snapshot. Scenarios may refer to others that have been removed since.

        Raises:
            ScenarioError: one of them refers to itself, directly or through others.
        """
        from mockserver.scenarios.references import circular

        library = cls(scenario_set=ScenarioSet({scenario.name: scenario for scenario in scenarios}))
        problems = list(circular(library, library._scenarios))
        if problems:
            raise ScenarioError(problems)
        return library

    def remove(self, name: str) -> None:
        """Remove a scenario. A call that plays or extends it raises UnknownName from then on.

        Raises:
            UnknownName: there is no such scenario.
        """
        if name not in self._scenarios:
            raise UnknownName("scenario", name, self._scenarios)
        self.adopt(self._scenarios.without(name))

    def copy(self) -> "ScenarioLibrary":
        """Return an independent library with the same scenarios. This is cheap; both share their plans until one of
        them changes."""
        library = ScenarioLibrary(scenario_set=self._scenarios, limits=self.limits)
        library._plans, library._rows = self._plans, self._rows  # replaced, never emptied, when a library changes
        return library

    def choose(self, situation: Situation, *, asked: str | None, queued: str | None, default: str) -> str:
        """Return the name of the scenario that a call plays.

        It is the first of: `asked` (by header), the label `mockserver_scenario`, `queued` (the world's next scenarios),
        the first scenario whose `for:` matches, the magic number that is called, `default`.

        Raises:
            UnknownName: the name that was asked for, queued or set as default does not exist.
        """
        name = asked or _label(situation) or queued or self._fitting(situation) or _magic(situation) or default
        if name not in self:
            raise UnknownName("scenario", name, self._scenarios)
        return name

    def shared_plan(self, name: str, situation: Situation, randomness: Randomness) -> Plan | None:
        """Return the plan that a call shares with earlier ones of this scenario, if there is one by now."""
        key = (situation.provider, name, situation.language)
        plan = self._plans.get(key)
        if plan is None and (rows := self._rows.get(key)) is not None:
            plan = rows[draw_row(situation, randomness, len(rows))]
        return plan

    def share_plan(self, plan: Plan, situation: Situation, row: int | None = None, rows: int = 0) -> None:
        """Share a plan with all later calls of its scenario, or with those that draw the same of `rows` rows."""
        key = (situation.provider, plan.scenario, situation.language)
        if row is None:
            self._plans[key] = plan
        else:
            self._rows.setdefault(key, [None] * rows)[row] = plan

    def row(self, name: str, situation: Situation, randomness: Randomness) -> int | None:
        """Return the row on which the shared plan of a call depends; None if it depends on none."""
        rows = self._rows.get((situation.provider, name, situation.language))
        return None if rows is None else draw_row(situation, randomness, len(rows))

    def shared(self, key: Key) -> Plan | None:
        """Return a shared plan of a scenario that plays another one."""
        return self._plans.get(key)

    def share(self, key: Key, plan: Plan) -> Plan:
        """Share a plan of a scenario that plays another one."""
        self._plans[key] = plan
        return plan

    def _fitting(self, situation: Situation) -> str | None:
        if not self._scenarios.selective:
            return None
        from mockserver.scenarios.match import fits

        return next((scenario.name for scenario in self._scenarios.selective if fits(scenario, situation)), None)


def _label(situation: Situation) -> str | None:
    asked = situation.labels.get(LABEL)
    return None if asked is None or asked == "" else str(asked)


def _magic(situation: Situation) -> str | None:
    return None if situation.direction == "inbound" else magic_name(situation.to_number)
