"""Finds scenarios that are valid but probably a mistake: the findings of `mockserver check`.

    names       extends, play and sequence refer to scenarios that exist; no name is used twice
    selection   every `for:` can match a call that no earlier one takes
    attempts    all can be reached; a conversation fits into its call; nothing lasts for days;
                all settings have an effect
    words       statuses, providers, Faker methods and variants exist

A scenario with an *error* cannot be played, one with a *warning* can. A scenario that could be read only in part is
looked at too: nothing is said about the parts that are wrong, and no warning follows from them. `attempt_lint` looks at
attempts. Nothing is played here.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import NamedTuple

from mockserver.calls.events import Phase
from mockserver.errors import Problem
from mockserver.scenarios.api_faults import Operations, api_faults, too_early, wrong_scopes
from mockserver.scenarios.attempt_lint import Found, dials, inside, talks, weights
from mockserver.scenarios.limits import DEFAULT_LIMITS
from mockserver.scenarios.match import shadows
from mockserver.scenarios.planner import unknown_word
from mockserver.scenarios.references import circular, missing, too_long
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import Body
from mockserver.scenarios.schema_reader import nearest
from mockserver.scenarios.situation import Vocabulary
from mockserver.scenarios.variables import ROOTS, faker_methods_used, variables_in_braces
from mockserver.scenarios.variants import filled_texts, undefined, unused
from mockserver.scenarios.yaml12 import Path
from mockserver.simulation.randomness import faker_methods


class Finding(NamedTuple):
    """Something to look at. `severity` is `error` (cannot be played) or `warning`."""

    severity: str
    problem: Problem

    def __str__(self) -> str:
        problem = self.problem
        return str(problem._replace(message=f"{self.severity}: {problem.message}"))


def check(
    scenarios: Iterable[Scenario],
    vocabularies: Mapping[str, Vocabulary],
    known: Iterable[Scenario] = (),
    operations: Operations = MappingProxyType({}),
    unread: Container[str] = (),
) -> list[Finding]:
    """Return all findings about `scenarios`, in their order.

    `vocabularies` has the status words of each provider, `operations` its operations. `known` are other scenarios that
    these may refer to; they are not checked. `unread` are names of scenarios that exist but could not be read.
    """
    checked = list(scenarios)
    everything = {scenario.name: scenario for scenario in (*known, *checked)}
    circles = [*circular(checked, everything)]
    chains = circles or [*too_long(checked, everything, DEFAULT_LIMITS.chain)]
    found = [Finding("error", problem) for problem in (*missing(checked, everything, unread), *chains)]
    for number, scenario in enumerate(checked):
        found += _beside(scenario, checked[:number])
        found += _alone(scenario, vocabularies, everything, operations)
    return found


def _beside(scenario: Scenario, earlier: list[Scenario]) -> Iterator[Finding]:
    namesake = next((other for other in reversed(earlier) if other.name == scenario.name), None)
    if namesake is not None and namesake.source != scenario.source:  # else an error of its file
        message = f"replaces the {scenario.name!r} of {_where(namesake)}"
        yield Finding("warning", scenario.document.problem(("name",), message))
    first = next((other for other in earlier if other is not namesake and shadows(other, scenario)), None)
    if first is not None:
        message = f"never matches: all its calls go to {first.name!r} ({_where(first)}) before it"
        yield Finding("warning", scenario.document.problem(("for",), message))


def _where(scenario: Scenario) -> str:
    return f"{scenario.source}:{scenario.document.place(('name',)).line}"


def _alone(
    scenario: Scenario,
    vocabularies: Mapping[str, Vocabulary],
    everything: Mapping[str, Scenario],
    operations: Operations,
) -> Iterator[Finding]:
    found = [*_providers(scenario, vocabularies), *_faker(scenario), *_variants(scenario, everything)]
    found += _braces(scenario)
    vocabulary = vocabularies.get(_provider(scenario, everything) or "")
    for path, body in _bodies(scenario.body):
        for look in (weights, dials, talks):
            found += inside(path, look(body))
        if operations:
            found += inside(path, _faults(body, operations))
        if vocabulary is not None:
            found += inside(path, _states(body, _provider(scenario, everything) or "", vocabularies))
    for severity, path, message in found:
        if path not in scenario.wrong and not (severity == "warning" and _is_broken(scenario, path)):
            yield Finding(severity, scenario.document.problem(path, message))


def _is_broken(scenario: Scenario, path: Path) -> bool:
    """Return whether something below a path is wrong, so that warnings about it would be guesses."""
    return any(wrong[: len(path)] == path for wrong in scenario.wrong)


def _provider(scenario: Scenario, everything: Mapping[str, Scenario]) -> str | None:
    """Return the provider to which a scenario is restricted, by itself or by one that it extends."""
    seen: set[str] = set()
    name: str | None = scenario.name
    while scenario.provider is None and name is not None and name not in seen:
        seen.add(name)
        name = scenario.body.extends
        scenario = everything.get(name or "", scenario)
    return scenario.provider


def _bodies(body: Body, path: Path = ()) -> Iterator[tuple[Path, Body]]:
    """Yield the body and the bodies written inside its `choose`."""
    yield path, body
    for index, branch in enumerate(body.choose or ()):
        yield from _bodies(branch, (*path, "choose", index))


def _providers(scenario: Scenario, vocabularies: Mapping[str, Vocabulary]) -> Found:
    if scenario.provider is not None and vocabularies and scenario.provider not in vocabularies:
        yield "error", ("provider",), _no_provider(scenario.provider, vocabularies)
    asked = scenario.body.for_.provider if scenario.body.for_ else None
    for index, glob in enumerate(asked if isinstance(asked, list) else [asked]):
        if glob is not None and vocabularies and not any(fnmatchcase(name, glob) for name in vocabularies):
            path: Path = ("for", "provider", index) if isinstance(asked, list) else ("for", "provider")
            yield "error", path, _no_provider(glob, vocabularies)


def _no_provider(name: str, vocabularies: Mapping[str, Vocabulary]) -> str:
    hint = nearest(name, vocabularies)
    return f"there is no provider {name!r}; expected one of {', '.join(vocabularies)}.{hint}"


def _faker(scenario: Scenario) -> Found:
    for path, text in filled_texts(scenario.value):
        for method in faker_methods_used(text):
            if method not in faker_methods():
                yield "error", path, f"Faker has no provider {method!r}.{nearest(method, faker_methods())}"


def _variants(scenario: Scenario, everything: Mapping[str, Scenario]) -> Found:
    yield from (("error", *found) for found in undefined(scenario.value, everything))
    if scenario.is_sound:
        yield from (("warning", *found) for found in unused(scenario, everything))


def _braces(scenario: Scenario) -> Found:
    """Find variables as other tools write them."""
    for path, text in filled_texts(scenario.value):
        for name in variables_in_braces(text):
            yield "warning", path, f"'{{{{{name}}}}}' stays as it is: variables are ${{…}}. {_variable(name)}"


def _variable(name: str) -> str:
    meant = name if name.split(".")[0] in ROOTS else f"metadata.{name}"
    return f"Did you mean '${{{meant}}}'?"


def _faults(body: Body, operations: Operations) -> Found:
    for index, fault in enumerate(api_faults(body.faults)):
        for key, message in wrong_scopes(fault, operations):
            yield "error", ("faults", index, key), message
        if too_early(fault, operations):
            message = "never fires: before a call is created its scenario is not known; write 'when: after'"
            yield "warning", ("faults", index), message


def _word_of_another(word: str, provider: str, vocabularies: Mapping[str, Vocabulary]) -> str:
    """Return a sentence about a word that another provider has, with the words that mean the same at this one."""
    other = next((name for name, words in vocabularies.items() if word in words), None)
    if other is None:
        return ""
    meant, own = vocabularies[other][word], vocabularies[provider]
    same = [known for known, meaning in own.items() if meaning == meant]
    if not same and meant.phase is not Phase.ENDED:
        same = [known for known, meaning in own.items() if meaning.phase is meant.phase]
    shown = " or ".join(map(repr, same[:3]))
    return f" It is a status of {other}" + (f"; here this is {shown}." if shown and not nearest(word, own) else ".")


def _states(body: Body, provider: str, vocabularies: Mapping[str, Vocabulary]) -> Found:
    states, vocabulary = body.states or [], vocabularies[provider]
    for index, state in enumerate(states):
        if state.word not in vocabulary:
            message = unknown_word(state.word, provider, vocabulary) + _word_of_another(
                state.word, provider, vocabularies
            )
            yield "error", ("states", index), message
    last = vocabulary.get(states[-1].word) if states else None
    if last is not None and states[-1].span is not None and last.phase is not Phase.ENDED:
        word = states[-1].word
        message = f"the call stays {word!r} for good; add how it ends, or write {{{word}: }} if that is meant"
        yield "warning", ("states", len(states) - 1), message
