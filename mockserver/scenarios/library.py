"""The book of scenarios of one world: which there are, which one a call plays, and the plan of it.

Scenarios are looked up by name and tried in the order in which they were added. Plans that no call can change are
kept, so that calls share them. A world copies the book it starts with; the scenarios in it are values.

Every server has a book and opens it late: what reads, checks and plays scenarios is imported with the first of them.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mockserver.calls.timeline import Plan
from mockserver.errors import ScenarioError, UnknownName
from mockserver.scenarios.files import EMPTY, ScenarioSet
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.magic_numbers import magic_name, magic_scenario
from mockserver.scenarios.situation import Situation

if TYPE_CHECKING:
    from mockserver.scenarios.scenario import Scenario

LABEL = "mockserver_scenario"  #: the label by which a creating request asks for a scenario


class ScenarioLibrary:
    """Scenarios by name, in order. Iterating gives the scenarios; `in` also knows magic names."""

    __slots__ = ("_plans", "_scenarios", "limits")

    def __init__(
        self,
        scenarios: Iterable["Scenario"] = (),
        scenario_set: ScenarioSet = EMPTY,
        limits: ScenarioLimits = DEFAULT_LIMITS,
    ) -> None:
        """A book of what lies on a shelf already, and these scenarios. Raises what `add` raises."""
        self._scenarios, self.limits = scenario_set, limits
        self._plans: dict[tuple[str, ...], Plan] = {}
        self.add(scenarios)

    def __iter__(self) -> Iterator["Scenario"]:
        return iter(self._scenarios.values())

    def __len__(self) -> int:
        return len(self._scenarios)

    def __contains__(self, name: str) -> bool:
        return name in self._scenarios or magic_scenario(name) is not None

    def names(self) -> list[str]:
        """All names, in order; magic ones are not listed."""
        return list(self._scenarios)

    def sources(self) -> list[str]:
        """The file of each scenario, or what else it was read from."""
        return self._scenarios.sources()

    def get(self, name: str) -> "Scenario":
        """The scenario of that name; magic names such as `magic-1120` have one too.

        Raises:
            UnknownName: there is none; carries the nearest names.
        """
        scenario = self._scenarios.get(name) or magic_scenario(name)
        if scenario is None:
            raise UnknownName("scenario", name, self._scenarios)
        return scenario

    def add(self, scenarios: Iterable["Scenario"]) -> None:
        """Add scenarios behind the others; one whose name is taken takes that place. All are added, or none.

        Raises:
            ScenarioError: one of them plays or extends a scenario that does not exist, or itself, or begins a chain
                of more scenarios than `limits` allows.
        """
        self.adopt(self.extended(scenarios))

    def extended(self, scenarios: Iterable["Scenario"]) -> ScenarioSet:
        """Return what `add` would make of the book. It is slow for many scenarios, and changes nothing.

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
        """Hold these scenarios from now on."""
        self._scenarios, self._plans = scenarios, {}

    @property
    def scenario_set(self) -> ScenarioSet:
        """The scenarios as a value, which is replaced when the book changes."""
        return self._scenarios

    @classmethod
    def restored(cls, scenarios: Iterable["Scenario"]) -> "ScenarioLibrary":
        """A book as it was in a snapshot: what its scenarios play or extend may have been removed from it.

        Raises:
            ScenarioError: one of them comes back to itself.
        """
        from mockserver.scenarios.references import circular

        library = cls(scenario_set=ScenarioSet({scenario.name: scenario for scenario in scenarios}))
        problems = list(circular(library, library._scenarios))
        if problems:
            raise ScenarioError(problems)
        return library

    def remove(self, name: str) -> None:
        """Forget a scenario. Playing one that plays or extends it is an UnknownName from then on.

        Raises:
            UnknownName: there is none of that name.
        """
        if name not in self._scenarios:
            raise UnknownName("scenario", name, self._scenarios)
        self._scenarios, self._plans = self._scenarios.without(name), {}

    def copy(self) -> "ScenarioLibrary":
        """A book of its own with the same scenarios; cheap. Both share their plans until one of them changes."""
        library = ScenarioLibrary(scenario_set=self._scenarios, limits=self.limits)
        library._plans = self._plans  # shelf and plans are replaced when a book changes
        return library

    def choose(self, situation: Situation, *, asked: str | None, queued: str | None, default: str) -> str:
        """The name of the scenario that a call plays.

        The first of: `asked` (by header), the label `mockserver_scenario`, `queued` (the world's queue), the first
        whose `for:` fits, the magic number called, `default`.

        Raises:
            UnknownName: the name asked for, queued or set as default is none.
        """
        name = asked or _label(situation) or queued or self._fitting(situation) or _magic(situation) or default
        if name not in self:
            raise UnknownName("scenario", name, self._scenarios)
        return name

    def shared(self, key: tuple[str, ...]) -> Plan | None:
        """Return a plan that was shared: of a provider and a scenario, or of both and the scenario that it plays."""
        return self._plans.get(key)

    def share(self, key: tuple[str, ...], plan: Plan) -> Plan:
        """Share a plan that no call can change among all calls."""
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
