"""Turns a scenario into a plan: attempts as offsets from each dial, or literal states as offsets from the creation.

The planner resolves `extends`, decides `choose` and `sequence` for the call, draws ranges and variants and fills in
variables. A plan knows nothing of retries or lines: a scenario does not decide when a dial begins.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec

from mockserver.calls.events import Phase, Shown
from mockserver.calls.timeline import AttemptPlan, Extras, Plan, Step
from mockserver.errors import ScenarioError
from mockserver.scenarios.api_faults import api_faults
from mockserver.scenarios.dials import QUEUED, plan_dial, speak
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.plan_context import PlanContext
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import OUTCOMES, Attempt, Body, Branch
from mockserver.scenarios.schema_reader import nearest
from mockserver.scenarios.shipped import is_shipped
from mockserver.scenarios.situation import Situation, Vocabulary
from mockserver.scenarios.span import State
from mockserver.scenarios.talks import wording
from mockserver.scenarios.variables import faker_methods_used, strings, variants_used
from mockserver.scenarios.variants import FILLED
from mockserver.scenarios.webhook_faults import faults
from mockserver.scenarios.yaml12 import Path
from mockserver.simulation.randomness import Randomness

_INHERITED = ("queued", "repeat", "fields", "webhooks", "faults", "visible_after", "talk")


class Played(NamedTuple):
    """Another scenario that is played, and what replaces parts of its plan."""

    name: str
    extras: Extras


_NOTHING = Extras()


class Life(msgspec.Struct, frozen=True):
    """A body after `extends` is resolved, where its attempts or states are written, and the rows for its texts."""

    body: Body
    scenario: Scenario
    path: Path = ()
    variants: Sequence[dict[str, Any]] | None = None


def life_of(scenario: Scenario) -> Life:
    """Return how a call of that scenario begins, before anything is resolved."""
    return Life(scenario.body, scenario, variants=scenario.body.variants)


def plan_call(
    library: ScenarioLibrary, name: str, situation: Situation, randomness: Randomness, vocabulary: Vocabulary
) -> Plan:
    """Return the plan of a call that plays the scenario `name`. It is the same object for all calls if it does not
    depend on the call, and for all that draw the same variant if it depends on that only. `vocabulary` says what the
    status words of the provider mean.

    Raises:
        UnknownName: the scenario, or one that it plays or extends, does not exist.
        ScenarioError: a literal state is not a status of the provider; Faker has no such method; no row of variants
            has such a name; the scenario is for another provider.
    """
    shared = library.shared_plan(name, situation, randomness)
    if shared is not None:
        return shared
    return Planner(library, PlanContext(situation, randomness, vocabulary)).plan(library.get(name))


class Planner:
    """Makes the plan of one call. `library` has the scenarios; `context` is what the plan may depend on."""

    def __init__(self, library: ScenarioLibrary, context: PlanContext) -> None:
        self.library, self.context = library, context

    def plan(self, scenario: Scenario) -> Plan:
        """Return the plan of a scenario; see `plan_call`. A chain of scenarios that play each other is followed without
        recursion, since it may be long."""
        outer: list[tuple[str, Played]] = []
        made = self._made(scenario)
        while isinstance(made, Played):
            outer.append((scenario.name, made))
            self.context = self.context.into(made.name)
            scenario = self.library.get(made.name)
            made = self._made(scenario)
        varied = self.context.varied
        for name, played in reversed(outer):
            made = self._renamed(made, name, played, varied=varied)
            varied = True  # a choice or a sequence decided what to play
        return made

    def _made(self, scenario: Scenario) -> Plan | Played:
        """Return the plan that calls of the scenario share, or make one and share it if possible."""
        context, situation = self.context, self.context.situation
        shared = self.library.shared_plan(scenario.name, situation, context.randomness)
        if shared is not None:
            return shared
        made = self._own(scenario)
        if isinstance(made, Plan) and not context.varied:
            self.library.share_plan(made, situation, context.row, context.rows)
        return made

    def _own(self, scenario: Scenario) -> Plan | Played:
        """Return the plan of one scenario, or which scenario it plays instead."""
        provider = provider_of(scenario, self.library)
        if provider is not None and provider != self.context.situation.provider:
            message = f"is for calls of {provider}, and this is a call of {self.context.situation.provider}"
            raise scenario.error(("provider",), message)
        try:
            return self._outcome(resolve(life_of(scenario), self.library), scenario.name)
        except LookupError as error:
            raise _variable_error(scenario, str(error)) from None

    def _renamed(self, plan: Plan, name: str, played: Played, *, varied: bool) -> Plan:
        """Return the plan of a scenario that was played for `name`. What `name` says itself replaces parts of it."""
        extras = played.extras
        if varied or extras != _NOTHING:
            merged = {**(plan.fields or {}), **(extras.fields or {})} or None
            return msgspec.structs.replace(
                plan,
                scenario=name,
                fields=merged,
                webhooks=extras.webhooks or plan.webhooks,
                faults=extras.faults or plan.faults,
                visible_after=plan.visible_after if extras.visible_after is None else extras.visible_after,
            )
        situation = self.context.situation
        row = self.library.row(played.name, situation, self.context.randomness)
        key = (situation.provider, name, situation.language, played.name, -1 if row is None else row)
        renamed = self.library.shared(key)
        return renamed or self.library.share(key, msgspec.structs.replace(plan, scenario=name))

    def _outcome(self, life: Life, name: str) -> Plan | Played:
        body, context = life.body, self.context
        context.use(life.variants or ())
        if body.choose is not None:
            return self._chosen(life, name)
        if body.sequence is not None:
            return self._played(_next(body.sequence, context.turn(), again=bool(body.repeat)), body)
        if body.states is not None:
            states = (AttemptPlan(tuple(self._shown(life))),)
            return self._plan(life, name, states, literal=True)
        queued = context.span(body.queued, QUEUED) if body.queued is None or body.queued.fixed else None
        return self._plan(life, name, tuple(self._dials(body, queued)))

    def _plan(self, life: Life, name: str, attempts: tuple[AttemptPlan, ...], *, literal: bool = False) -> Plan:
        body, context = life.body, self.context
        return Plan(
            name,
            attempts,
            context.value(body.fields),
            literal=literal,
            webhooks=faults(body.webhooks),
            faults=api_faults(body.faults),
            visible_after=context.span(body.visible_after, timedelta(0)),
            default=is_shipped(life.scenario.source),
        )

    def _dials(self, body: Body, queued: timedelta | None) -> Iterator[AttemptPlan]:
        for attempt in body.attempts or ():
            for _ in range(attempt.repeat or 1):
                wait = self.context.span(body.queued, QUEUED) if queued is None else queued
                yield plan_dial(self.context, self._picked(attempt), wait)

    def _picked(self, attempt: Attempt) -> Attempt:
        while attempt.choose is not None:
            attempt = attempt.choose[self.context.pick([branch.weight for branch in attempt.choose])]
        return attempt

    def _chosen(self, life: Life, name: str) -> Plan | Played:
        branches = life.body.choose or []
        index = self.context.pick([branch.weight for branch in branches])
        branch: Branch = branches[index]
        fields = {**(life.body.fields or {}), **(branch.fields or {})} or None
        webhooks, queued = branch.webhooks or life.body.webhooks, branch.queued or life.body.queued
        hidden = life.body.visible_after if branch.visible_after is None else branch.visible_after
        own = msgspec.structs.replace(
            branch,
            queued=queued,
            fields=fields,
            webhooks=webhooks,
            faults=branch.faults or life.body.faults,
            visible_after=hidden,
        )
        if branch.play is not None:
            return self._played(branch.play, own)
        chosen = Life(own, life.scenario, (*life.path, "choose", index), life.variants)
        return self._outcome(resolve(chosen, self.library), name)

    def _played(self, name: str, body: Body) -> Played:
        """Return another scenario to play, with what this body says besides its outcome."""
        hidden = None if body.visible_after is None else self.context.span(body.visible_after, timedelta(0))
        extras = Extras(self.context.value(body.fields), faults(body.webhooks), api_faults(body.faults), hidden)
        return Played(name, extras)

    def _shown(self, life: Life) -> Iterator[Step]:
        """Yield the states, and the talk from the first state of a conversation on."""
        turns, _ = speak(self.context, wording(life.body.talk, self.context.situation.language))
        now = timedelta(0)
        for index, state in enumerate(life.body.states or ()):
            shown = self._meaning(life, index, state)
            yield now, shown
            following = now + self.context.span(state.span, timedelta(0))
            if shown.phase is Phase.TALKING:
                lasts = state.span is None
                yield from ((now + at, event) for at, event in turns if lasts or now + at < following)
                turns = []
            now = following

    def _meaning(self, life: Life, index: int, state: State) -> Shown:
        meaning = self.context.vocabulary.get(state.word)
        if meaning is None:
            word, provider = state.word, self.context.situation.provider
            raise life.scenario.error(
                (*life.path, "states", index), unknown_word(word, provider, self.context.vocabulary)
            )
        return Shown(state.word, meaning.phase, meaning.reason)


def provider_of(scenario: Scenario, library: ScenarioLibrary) -> str | None:
    """Return the only provider whose calls may play the scenario, by itself or by one that it extends."""
    while scenario.provider is None and scenario.body.extends is not None:
        scenario = library.get(scenario.body.extends)
    return scenario.provider


def resolve(life: Life, library: ScenarioLibrary) -> Life:
    """Return the scenario with `extends` resolved: each key that it does not give comes from the base."""
    while life.body.extends is not None:
        base = library.get(life.body.extends)
        own = any(getattr(life.body, key) is not None for key in OUTCOMES)
        inherited = (*_INHERITED, *(() if own else OUTCOMES))
        taken = {key: getattr(base.body, key) for key in inherited if getattr(life.body, key) is None}
        body = msgspec.structs.replace(life.body, extends=base.body.extends, **taken)
        rows = life.variants or base.body.variants
        life = Life(body, life.scenario, life.path, rows) if own else Life(body, base, (), rows)
    return life


def _next(names: list[str], nth: int, *, again: bool) -> str:
    return names[nth % len(names) if again else min(nth, len(names) - 1)]


def unknown_word(word: str, provider: str, vocabulary: Vocabulary) -> str:
    """Return the sentence about a status word that a provider does not have."""
    words = ", ".join(known for known in vocabulary if "/" not in known)
    pair = next((known for known in vocabulary if "/" in known), None)
    more = f" (or with the status of the attempt, such as {pair})" if pair else ""
    return f"{word!r} is not a status of {provider}; expected one of {words}{more}.{nearest(word, vocabulary)}"


def _variable_error(scenario: Scenario, message: str) -> ScenarioError:
    texts = {key: scenario.value[key] for key in FILLED if key in scenario.value}
    for path, text in strings(texts):
        if any(repr(name) in message for name in (*faker_methods_used(text), *variants_used(text))):
            return scenario.error(path, message)
    return scenario.error((), message)
