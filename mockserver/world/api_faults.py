"""The faults of API answers that are planned in a world, with their accounting.

    added to the world    for all requests, or for those that name a plan in `X-Mockserver-Fault-Plan`
    of a scenario         for the requests about one call; each call counts for itself

Every rule that matches a request counts it, whether it acts or not. The first added that fires acts. What a rule does
is decided elsewhere: nothing here changes a call or an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

import msgspec

from mockserver.calls.api_faults import ApiFault, Asked, Tally
from mockserver.calls.call import Call
from mockserver.errors import UnknownName
from mockserver.simulation.randomness import Randomness

KEPT_REQUESTS = 1000  #: numbers of requests that each rule remembers


class PlannedFault(msgspec.Struct, kw_only=True):
    """A rule and what it has done. `plan` limits it to requests that name that plan, `call` to requests about it."""

    id: str
    fault: ApiFault
    since: datetime
    plan: str | None = None
    call: str | None = None
    scenario: str | None = None
    tally: Tally = Tally()
    requests: tuple[int, ...] = ()  #: the last requests on which it fired, by their number in the journal

    @property
    def left(self) -> int | None:
        """On how many further requests it can fire at most; None if that is not limited."""
        return self.tally.left(self.fault)

    def matches(self, asked: Asked, plan: str | None, now: datetime) -> bool:
        """Return whether the rule is about that request at that time."""
        fault = self.fault
        if self.plan is not None and self.plan != plan:
            return False
        if fault.between is not None and not fault.between.begin <= now - self.since < fault.between.end:
            return False
        return fault.concerns(asked)


class Faults:
    """The planned faults of one world. `is_empty` says that no request needs to look here."""

    def __init__(self) -> None:
        self.is_empty = True
        self.count = 0  #: of the rules that were added so far; their ids depend on it
        self._rules: dict[str, PlannedFault] = {}
        self._by_call: dict[str, list[PlannedFault]] = {}

    def __iter__(self) -> Iterator[PlannedFault]:
        return chain(self._rules.values(), chain.from_iterable(self._by_call.values()))

    def add(self, faults: Iterable[ApiFault], now: datetime, plan: str | None = None) -> list[PlannedFault]:
        """Add rules, in order. Return them with their ids."""
        added = []
        for fault in faults:
            self.count += 1
            added.append(PlannedFault(id=f"fault-{self.count}", fault=fault, since=now, plan=plan))
        self._rules |= {rule.id: rule for rule in added}
        self.is_empty = self.is_empty and not added
        return added

    def follow(self, call: Call) -> None:
        """Plan the faults of the scenario that a new call plays."""
        self._by_call[call.id] = [
            PlannedFault(
                id=f"{call.id}:{number}",
                fault=fault,
                since=call.created_at,
                call=call.id,
                scenario=call.plan.scenario,
            )
            for number, fault in enumerate(call.plan.faults, 1)
        ]
        self.is_empty = False

    def remove(self, rule_id: str) -> PlannedFault:
        """Remove a rule.

        Raises:
            UnknownName: there is none with that id.
        """
        rule = self._rules.pop(rule_id, None)
        if rule is not None:
            return rule
        for rules in self._by_call.values():
            for rule in rules:
                if rule.id == rule_id:
                    rules.remove(rule)
                    return rule
        raise UnknownName("fault", rule_id, [rule.id for rule in self])

    def clear(self) -> None:
        """Remove all rules, those of scenarios too."""
        self._rules.clear()
        self._by_call.clear()
        self.is_empty = True

    def add_again(self, others: "Faults", now: datetime) -> None:
        """Add the rules of another world, except those of scenarios, as if they were new."""
        for rule in others:
            if rule.call is None:
                self.add([rule.fault], now, rule.plan)

    def restore(self, rules: Iterable[PlannedFault], count: int) -> None:
        """Take over the rules of another world."""
        for rule in rules:
            if rule.call is None:
                self._rules[rule.id] = rule
            else:
                self._by_call.setdefault(rule.call, []).append(rule)
        self.count = count
        self.is_empty = not (self._rules or self._by_call)

    def of_request(self, asked: Asked, plan: str | None, now: datetime, call: str | None) -> list[PlannedFault]:
        """Return the rules that match a request before its effect, in order. `call` is the one that it is about."""
        rules = chain(self._rules.values(), self._by_call.get(call, ()) if call is not None else ())
        return [rule for rule in rules if rule.matches(asked, plan, now)]

    def of_new_call(self, asked: Asked, now: datetime, call: str) -> list[PlannedFault]:
        """Return the rules of the call that a request has just created, as far as they can still act on it."""
        rules = self._by_call.get(call, ())
        return [rule for rule in rules if rule.fault.needs_answer and rule.matches(asked, None, now)]


def acting(
    rules: Iterable[PlannedFault], randomness: Randomness, can_act: Callable[[PlannedFault], bool]
) -> PlannedFault | None:
    """Let all the rules that match a request count it. Return the first that fires, which acts; None if none does."""
    first = None
    for rule in rules:
        rule.tally = rule.tally.counted()
        if first is None and rule.tally.fires(rule.fault, _chance(rule, randomness)) and can_act(rule):
            rule.tally, first = rule.tally.acted(), rule
    return first


def note(rule: PlannedFault, request: int) -> None:
    """Record the number of a request on which a rule has acted."""
    rule.requests = (*rule.requests[-KEPT_REQUESTS + 1 :], request)


def _chance(rule: PlannedFault, randomness: Randomness) -> float:
    if rule.fault.chance is None:
        return 0.0
    return randomness.random(f"fault:{rule.id}:{rule.tally.matched}").random()
