"""A scenario becomes a plan: attempts as offsets since each dial, or literal states since the placing.

`extends` is resolved, `choose` and `sequence` are decided for the call that asks, ranges are drawn and variables
filled. The plan knows nothing of retries or lines: when a dial begins is not the scenario's business.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from mockserver.calls.events import AnyEvent, Shown
from mockserver.calls.timeline import AttemptPlan, Extras, Plan
from mockserver.errors import ScenarioError
from mockserver.scenarios.dials import QUEUED, plan_dial
from mockserver.scenarios.plan_context import Take
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import LIVES, Attempt, Body, Branch
from mockserver.scenarios.schema_reader import nearest
from mockserver.scenarios.situation import Situation, Vocabulary
from mockserver.scenarios.span import State
from mockserver.scenarios.variables import faker_methods_used, strings
from mockserver.scenarios.webhook_faults import mishaps
from mockserver.scenarios.yaml12 import Path
from mockserver.simulation.randomness import Draws

if TYPE_CHECKING:
    from mockserver.scenarios.library import Book


class Played(NamedTuple):
    """Another scenario that is played, and what goes over its plan."""

    name: str
    extras: Extras


class Life(msgspec.Struct, frozen=True):
    """A body with `extends` resolved, and where its attempts or states are written."""

    body: Body
    scenario: Scenario
    path: Path = ()


def compile_plan(scenario: Scenario, book: "Book", situation: Situation, draws: Draws, vocabulary: Vocabulary) -> Plan:
    """The plan of a call. `vocabulary` is what the status words of the call's provider mean.

    Raises:
        ScenarioError: a literal state is no word of the provider; Faker has no such method; the scenario is for
            another provider.
        UnknownName: a scenario that it plays or extends is not in the book.
    """
    return compose(scenario, Take(book, situation, draws, vocabulary))


def compose(scenario: Scenario, take: Take) -> Plan:
    """Return the plan of a take; see `compile_plan`. A chain of scenarios that play each other is followed without
    recursion, since it may be long."""
    outer: list[tuple[str, Take, Played]] = []
    made = _one(scenario, take)
    while isinstance(made, Played):
        outer.append((scenario.name, take, made))
        take = take.into(made.name)
        scenario = take.book.get(made.name)
        made = take.book.known(scenario.name, take) or _one(scenario, take)
    take.book.keep(scenario.name, take, made)
    for name, above, played in reversed(outer):
        made = take.book.rename(made, name, take, played)
        take = above
    return made


def _one(scenario: Scenario, take: Take) -> "Plan | Played":
    """Return the plan of one scenario, or which one it plays instead."""
    provider = provider_of(scenario, take.book)
    if provider is not None and provider != take.situation.provider:
        message = f"is for calls of {provider}, and this is a call of {take.situation.provider}"
        raise scenario.error(("provider",), message)
    try:
        return _live(resolve(Life(scenario.body, scenario), take.book), take, scenario.name)
    except LookupError as error:
        raise _faker_error(scenario, str(error)) from None


def provider_of(scenario: Scenario, book: "Book") -> str | None:
    """The only provider whose calls may play the scenario; also told by what it extends."""
    while scenario.provider is None and scenario.body.extends is not None:
        scenario = book.get(scenario.body.extends)
    return scenario.provider


def resolve(life: Life, book: "Book") -> Life:
    """The life with what it extends filled in: each key that it does not give is the base's."""
    while life.body.extends is not None:
        base = book.get(life.body.extends)
        own = any(getattr(life.body, key) is not None for key in LIVES)
        inherited = ("queued", "repeat", "fields", "webhooks", *(() if own else LIVES))
        taken = {key: getattr(base.body, key) for key in inherited if getattr(life.body, key) is None}
        body = msgspec.structs.replace(life.body, extends=base.body.extends, **taken)
        life = Life(body, life.scenario, life.path) if own else Life(body, base)
    return life


def _live(life: Life, take: Take, name: str) -> Plan | Played:
    body = life.body
    if body.choose is not None:
        return _chosen(life, take, name)
    if body.sequence is not None:
        return _played(take, _next(body.sequence, take.turn(), again=bool(body.repeat)), body)
    rules = mishaps(body.webhooks)
    if body.states is not None:
        states = (AttemptPlan(tuple(_shown(life, take))),)
        return Plan(name, states, take.value(body.fields), literal=True, webhooks=rules)
    queued = take.span(body.queued, QUEUED) if body.queued is None or body.queued.fixed else None
    attempts = tuple(_dials(take, body, queued))
    return Plan(name, attempts, take.value(body.fields), webhooks=rules)


def _dials(take: Take, body: Body, queued: timedelta | None) -> Iterator[AttemptPlan]:
    for attempt in body.attempts or ():
        for _ in range(attempt.repeat or 1):
            wait = take.span(body.queued, QUEUED) if queued is None else queued
            yield plan_dial(take, _drawn(take, attempt), wait)


def _drawn(take: Take, attempt: Attempt) -> Attempt:
    while attempt.choose is not None:
        attempt = attempt.choose[take.pick([branch.weight for branch in attempt.choose])]
    return attempt


def _chosen(life: Life, take: Take, name: str) -> Plan | Played:
    branches = life.body.choose or []
    index = take.pick([branch.weight for branch in branches])
    branch: Branch = branches[index]
    fields = {**(life.body.fields or {}), **(branch.fields or {})} or None
    webhooks = branch.webhooks or life.body.webhooks
    own = msgspec.structs.replace(branch, queued=branch.queued or life.body.queued, fields=fields, webhooks=webhooks)
    if branch.play is not None:
        return _played(take, branch.play, own)
    return _live(resolve(Life(own, life.scenario, (*life.path, "choose", index)), take.book), take, name)


def _played(take: Take, played: str, body: Body) -> Played:
    """Play another scenario, with what this one's body says beside its life."""
    return Played(played, Extras(take.value(body.fields), mishaps(body.webhooks)))


def _next(names: list[str], nth: int, *, again: bool) -> str:
    return names[nth % len(names) if again else min(nth, len(names) - 1)]


def _shown(life: Life, take: Take) -> Iterator[tuple[timedelta, AnyEvent]]:
    now = timedelta(0)
    for index, state in enumerate(life.body.states or ()):
        yield now, _meaning(life, take, index, state)
        now += take.span(state.span, timedelta(0))


def _meaning(life: Life, take: Take, index: int, state: State) -> Shown:
    meaning = take.vocabulary.get(state.word)
    if meaning is None:
        path = (*life.path, "states", index)
        raise life.scenario.error(path, unknown_word(state.word, take.situation.provider, take.vocabulary))
    return Shown(state.word, meaning.phase, meaning.reason)


def unknown_word(word: str, provider: str, vocabulary: Vocabulary) -> str:
    """The sentence about a status word that a provider has not."""
    hint = nearest(word, vocabulary)
    return f"{word!r} is no status of {provider}; expected one of {', '.join(vocabulary)}.{hint}"


def _faker_error(scenario: Scenario, message: str) -> ScenarioError:
    for path, text in strings(scenario.value):
        if any(repr(method) in message for method in faker_methods_used(text)):
            return scenario.error(path, message)
    return scenario.error((), message)
