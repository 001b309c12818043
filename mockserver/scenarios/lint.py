"""Finds scenarios that are valid but probably a mistake: the findings of `mockserver check`.

    names       extends, play and sequence refer to scenarios that exist; no name is used twice
    selection   every `for:` can match a call that no earlier one takes
    attempts    all can be reached; a conversation fits into its call; nothing lasts for days;
                all settings have an effect
    words       statuses, providers, Faker methods and variants exist

A scenario with an *error* cannot be played, one with a *warning* can. Nothing is played here.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from mockserver.calls.events import NEVER_ANSWERED, AnsweredBy, EndReason, Phase, Result
from mockserver.errors import Problem
from mockserver.scenarios.api_faults import Operations, api_faults, too_early, wrong_scopes
from mockserver.scenarios.lengths import longest, longest_talk, usual_length
from mockserver.scenarios.limits import DEFAULT_LIMITS
from mockserver.scenarios.match import shadows
from mockserver.scenarios.planner import unknown_word
from mockserver.scenarios.references import circular, missing, too_long
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import Attempt, Body
from mockserver.scenarios.schema_reader import nearest
from mockserver.scenarios.situation import Vocabulary
from mockserver.scenarios.variables import ROOTS, faker_methods_used, variables_in_braces
from mockserver.scenarios.variants import filled_texts, undefined, unused
from mockserver.scenarios.yaml12 import Path
from mockserver.simulation.durations import show_duration
from mockserver.simulation.randomness import faker_methods

VERY_LONG = timedelta(days=1)
_MEANT_AS_SPEECH = timedelta(seconds=1)  #: a shorter conversation is compressed on purpose
Found = Iterator[tuple[str, Path, str]]  #: severity, path, message


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
        for look in (_weights, _dials, _talks):
            found += _at(path, look(body))
        if operations:
            found += _at(path, _faults(body, operations))
        if vocabulary is not None:
            found += _at(path, _states(body, _provider(scenario, everything) or "", vocabularies))
    for severity, path, message in found:
        if path not in scenario.wrong and not (severity == "warning" and _is_broken(scenario, path)):
            yield Finding(severity, scenario.document.problem(path, message))


def _is_broken(scenario: Scenario, path: Path) -> bool:
    """Return whether something below a path is wrong, so that warnings about it would be guesses."""
    return any(wrong[: len(path)] == path for wrong in scenario.wrong)


def _at(path: Path, found: Found) -> Found:
    return ((severity, (*path, *inner), message) for severity, inner, message in found)


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
    asked = scenario.body.for_.provider if scenario.body.for_ else None
    names: list[tuple[Path, str | None]] = [(("provider",), scenario.provider)]
    names += [(("for", "provider"), name) for name in (asked if isinstance(asked, list) else [asked])]
    for path, name in names:
        if name and vocabularies and name not in vocabularies and not any(sign in name for sign in "*?["):
            hint = nearest(name, vocabularies)
            yield (
                "error",
                path,
                f"there is no provider {name!r}; expected one of {', '.join(vocabularies)}.{hint}",
            )


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


def _weights(body: Body) -> Found:
    lists: list[tuple[Path, Any]] = [((), body.choose or ())]
    lists += [(("attempts", index), attempt.choose or ()) for index, attempt in enumerate(body.attempts or ())]
    for path, branches in lists:
        for index, branch in enumerate(branches):
            if branch.weight == 0 and any(other.weight for other in branches):  # all 0: an error of the file
                yield "warning", (*path, "choose", index, "weight"), "is never drawn: its weight is 0"


def _dials(body: Body) -> Found:
    """Find dials that are never reached, because no dial follows an earlier one."""
    final: str | None = None
    for index, attempt in enumerate(body.attempts or ()):
        if final is not None:
            yield "warning", ("attempts", index), f"is never reached: {final}"
            return
        final = _final(attempt)
        if final is not None and (attempt.repeat or 1) > 1:
            yield "warning", ("attempts", index, "repeat"), f"is never repeated: {final}"
        final = final and f"in attempts[{index}] {final}"


def _final(attempt: Attempt) -> str | None:
    """Return why no dial follows this one, or None."""
    if attempt.choose:
        reasons = [_final(branch) for branch in attempt.choose if branch.weight]
        return reasons[0] if None not in reasons else None
    if attempt.hangs:
        return "the dial never ends"
    if attempt.reason is EndReason.CANCELLED:
        return "the call is cancelled, after which nobody is dialled again"
    found = attempt.becomes.answered_by if attempt.becomes is not None else attempt.answered_by
    if not _unanswered(attempt) and found in (None, AnsweredBy.HUMAN):
        return "a person answers, after which nobody is dialled again"
    return None


def _unanswered(attempt: Attempt) -> bool:
    return attempt.fails is not None or attempt.reason in NEVER_ANSWERED


def _talks(body: Body) -> Found:
    for index, attempt in enumerate(body.attempts or ()):
        for look in (_talk, _effects):
            yield from _at(("attempts", index), _each(attempt, look))


def _each(attempt: Attempt, look: Callable[[Attempt], Found]) -> Found:
    yield from look(attempt)
    for index, branch in enumerate(attempt.choose or ()):
        yield from _at(("choose", index), _each(branch, look))


def _talk(attempt: Attempt) -> Found:
    if attempt.reason in NEVER_ANSWERED:
        for key in ("talk", "lasts"):
            if getattr(attempt, key) is not None:
                yield "warning", (key,), f"is not played: with the reason {attempt.reason} nobody answers"
        return
    length = longest_talk(attempt.talk)
    if attempt.lasts is not None and length > attempt.lasts.low and attempt.lasts.high >= _MEANT_AS_SPEECH:
        needs = show_duration(length)
        yield (
            "warning",
            ("lasts",),
            f"the conversation takes up to {needs} and is compressed into {attempt.lasts}",
        )
    if attempt.reason is EndReason.TRANSFER and attempt.transferred_to is None:
        yield "warning", ("reason",), "a transfer to nobody: say to whom with 'transferred_to'"
    whole = None if attempt.choose else longest(attempt)
    if whole is not None and whole > VERY_LONG:
        yield "warning", (), f"takes up to {show_duration(whole)} from the dial to its end"


def _effects(attempt: Attempt) -> Found:
    """Find settings that change nothing."""
    if attempt.reason in NEVER_ANSWERED:
        for key in ("becomes", "language", *Result):
            if getattr(attempt, key) is not None:
                yield "warning", (key,), f"has no effect: with the reason {attempt.reason} nobody answers"
    else:
        yield from _change(attempt)
        yield from _language(attempt)
    final = None if attempt.retry_after is None else _final(attempt)
    if final is not None:
        yield "warning", ("retry_after",), f"has no effect: {final}"


def _change(attempt: Attempt) -> Found:
    if attempt.becomes is None or attempt.hangs:
        return
    ends = attempt.lasts.high if attempt.lasts is not None else usual_length(attempt)
    if attempt.becomes.after.low > ends:
        yield "warning", ("becomes", "after"), f"has no effect: the call ends before, after {show_duration(ends)}"


def _language(attempt: Attempt) -> Found:
    if attempt.language is None:
        return
    if not isinstance(attempt.talk, dict):
        yield "warning", ("language",), "has no effect: the attempt has no talk by language"
    elif attempt.language.partition("-")[0].lower() not in attempt.talk:
        known = ", ".join(attempt.talk)
        yield "warning", ("language",), f"has no effect: the talk has no {attempt.language!r}, only {known}"


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
