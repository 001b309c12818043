"""The book of scenarios of one world: which there are, which one a call plays, and the plan of it.

Scenarios are looked up by name and tried in the order in which they were added. Plans that no call can change are
kept, so that calls share them. A world copies the book it starts with; the scenarios in it are values.

Every server has a book and opens it late: what reads, checks and plays scenarios is imported with the first of them.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from mockserver.calls.timeline import Plan
from mockserver.errors import ScenarioError, UnknownName
from mockserver.scenarios.files import EMPTY, Shelf
from mockserver.scenarios.limits import DEFAULT_LIMITS, ScenarioLimits
from mockserver.scenarios.magic_numbers import magic_name, magic_scenario
from mockserver.scenarios.situation import Situation, Vocabulary
from mockserver.simulation.randomness import Draws

if TYPE_CHECKING:
    from mockserver.scenarios.plan_context import Take
    from mockserver.scenarios.planner import Played
    from mockserver.scenarios.scenario import Scenario

LABEL = "mockserver_scenario"  #: the label by which a creating request asks for a scenario


class Book:
    """Scenarios by name, in order. Iterating gives the scenarios; `in` also knows magic names."""

    __slots__ = ("_plans", "_scenarios", "limits")

    def __init__(
        self, scenarios: Iterable["Scenario"] = (), shelf: Shelf = EMPTY, limits: ScenarioLimits = DEFAULT_LIMITS
    ) -> None:
        """A book of what lies on a shelf already, and these scenarios. Raises what `add` raises."""
        self._scenarios, self.limits = shelf, limits
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

    def extended(self, scenarios: Iterable["Scenario"]) -> Shelf:
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

    def adopt(self, scenarios: Shelf) -> None:
        """Hold these scenarios from now on."""
        self._scenarios, self._plans = scenarios, {}

    @property
    def shelf(self) -> Shelf:
        """The scenarios as a value, which is replaced when the book changes."""
        return self._scenarios

    @classmethod
    def restored(cls, scenarios: Iterable["Scenario"]) -> "Book":
        """A book as it was in a snapshot: what its scenarios play or extend may have been removed from it.

        Raises:
            ScenarioError: one of them comes back to itself.
        """
        from mockserver.scenarios.references import circular

        book = cls(shelf=Shelf({scenario.name: scenario for scenario in scenarios}))
        problems = list(circular(book, book._scenarios))
        if problems:
            raise ScenarioError(problems)
        return book

    def remove(self, name: str) -> None:
        """Forget a scenario. Playing one that plays or extends it is an UnknownName from then on.

        Raises:
            UnknownName: there is none of that name.
        """
        if name not in self._scenarios:
            raise UnknownName("scenario", name, self._scenarios)
        self._scenarios, self._plans = self._scenarios.without(name), {}

    def copy(self) -> "Book":
        """A book of its own with the same scenarios; cheap. Both share their plans until one of them changes."""
        book = Book(shelf=self._scenarios, limits=self.limits)
        book._plans = self._plans  # shelf and plans are replaced when a book changes
        return book

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

    def plan(self, name: str, situation: Situation, draws: Draws, vocabulary: Vocabulary) -> Plan:
        """The plan of a call that plays `name`; the same object for all calls where nothing depends on the call.

        Raises:
            UnknownName: there is no such scenario.
            ScenarioError: the scenario cannot be played by this provider, or asks Faker for what it has not.
        """
        shared = self._plans.get((situation.provider, name))
        if shared is not None:
            return shared
        from mockserver.scenarios.plan_context import Take
        from mockserver.scenarios.planner import compose

        return compose(self.get(name), Take(self, situation, draws, vocabulary))

    def known(self, name: str, take: "Take") -> Plan | None:
        """Return the plan of a scenario that all calls of a provider share, if it was made before."""
        return self._plans.get((take.situation.provider, name))

    def keep(self, name: str, take: "Take", plan: Plan) -> None:
        """Keep a plan for other calls, unless it depends on the call or on chance."""
        if not take.varied:
            self._plans[take.situation.provider, name] = plan

    def rename(self, plan: Plan, name: str, inner: "Take", played: "Played") -> Plan:
        """Return a plan that was made by `inner` on behalf of the scenario `name`, whose extras go over its own."""
        extras = played.extras
        if inner.varied or any(extras):
            merged = {**(plan.fields or {}), **(extras.fields or {})} or None
            rules = extras.webhooks or plan.webhooks
            return msgspec.structs.replace(plan, scenario=name, fields=merged, webhooks=rules)
        key = (inner.situation.provider, name, played.name)
        if key not in self._plans:
            self._plans[key] = msgspec.structs.replace(plan, scenario=name)
        return self._plans[key]

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
