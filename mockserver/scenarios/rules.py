"""Which keys of a scenario can be combined.

There is one function for each struct of `schema`. It gets a struct whose keys are valid by themselves, and yields
(path, message) for each invalid combination. `lint` decides whether a scenario makes sense as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from mockserver.calls.api_faults import OF_THE_ANSWER, ApiFaultKind, When
from mockserver.calls.events import EndedBy, EndReason
from mockserver.calls.webhook_faults import WebhookFaultKind
from mockserver.scenarios.schema import (
    OUTCOMES,
    Attempt,
    AttemptBranch,
    Body,
    Branch,
    Match,
    ScenarioBody,
    Talk,
    Turn,
)
from mockserver.scenarios.schema_faults import FaultRule, WebhookRule
from mockserver.scenarios.schema_reader import Rule
from mockserver.scenarios.talks import talks
from mockserver.scenarios.variants import unequal_rows
from mockserver.scenarios.yaml12 import Path

Wrong = Iterator[tuple[Path, str]]

MOST_TURNS = MOST_DIALS = MOST_STATES = 10_000
_LONGEST = timedelta(days=36_500)
SPEAKERS = ("agent", "user", "human", "tool", "transfer")
RESULTS = ("recording", "transcript", "analysis")
TOOL_KEYS = ("arguments", "output", "error")
COUNTS = ("first", "nth", "every")
NEEDS_ANSWER = (
    "answered_by",
    "talk",
    "lasts",
    "ended_by",
    "reason",
    "transferred_to",
    "hangs",
    "outputs",
    "summary",
    *RESULTS,
    "becomes",
    "language",
)
NEEDS_END = ("lasts", "ended_by", "reason", "transferred_to", "outputs", "summary", *RESULTS, "retry_after")
LANGUAGE = "[a-z]{2,3}"  #: the code of a language
TAKES_TIME = (WebhookFaultKind.LATE, WebhookFaultKind.REORDER, WebhookFaultKind.SLOW)
FAULT_KEYS = {
    "status": (ApiFaultKind.ERROR,),
    "body": (ApiFaultKind.ERROR,),
    "retry_after": (ApiFaultKind.ERROR, ApiFaultKind.RATE_LIMIT),
    "for_": (ApiFaultKind.DELAY, ApiFaultKind.DRIBBLE),
    "for_first": (ApiFaultKind.NOT_FOUND,),
    "at": (ApiFaultKind.CUT, ApiFaultKind.RESET),
}  #: key of a fault → the kinds that have it
BESIDE_CHOOSE = ("queued", "ringing", "fails", *NEEDS_ANSWER, "fields", "retry_after")


def _given(part: Any, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if getattr(part, key) is not None]


def turn(part: Turn) -> Wrong:
    """A turn has one speaker; only a tool has arguments and an output."""
    speakers = _given(part, SPEAKERS)
    if len(speakers) != 1:
        said = f"not {' and '.join(speakers)}" if speakers else "and has none"
        yield (), f"a turn has exactly one of {', '.join(SPEAKERS)}, {said}"
        return
    if part.tool is None:
        for key in _given(part, TOOL_KEYS):
            yield (key,), f"{key!r} belongs to a tool, not to {speakers[0]!r}"
    if part.transfer is None and part.warm is not None:
        yield ("warm",), f"'warm' belongs to a transfer, not to {speakers[0]!r}"


def attempt(part: Attempt) -> Wrong:
    """An attempt fails, is answered, never ends, or is drawn."""
    if part.choose is not None:
        yield from _excluded(part, BESIDE_CHOOSE, "beside 'choose': write it into the items of the list")
        yield from _weights(part.choose)
    elif part.fails is not None:
        yield from _excluded(part, NEEDS_ANSWER, "beside 'fails': nobody answers")
    elif part.hangs:
        yield from _excluded(part, NEEDS_END, "beside 'hangs: true': the attempt never ends")
    if part.transferred_to is not None:
        yield from _transfer(part)
    yield from _talk(part.talk)
    if _length(part) > _LONGEST:
        yield (), "an attempt lasts at most 36,500 days"


def _talk(talk: Talk | None) -> Wrong:
    for language, turns in talks(talk).items():
        where = ("talk", language) if language else ("talk",)
        if sum(turn.repeat or 1 for turn in turns) > MOST_TURNS:
            yield where, f"a talk has at most {MOST_TURNS:,} turns"
        if language and not re.fullmatch(LANGUAGE, language):
            yield where, "is not a language; expected its code in lower case, such as en, fr or de"
        transfers = [index for index, turn in enumerate(turns) if turn.transfer is not None]
        early = next((index for index, turn in enumerate(turns) if turn.human is not None), len(turns))
        if early < min(transfers, default=len(turns)):
            yield (*where, early, "human"), "nobody has been transferred yet; write a turn with 'transfer' before it"


def _excluded(part: Attempt, keys: Sequence[str], why: str) -> Wrong:
    for key in _given(part, keys):
        yield (key,), f"{key!r} cannot be used {why}"


def _transfer(part: Attempt) -> Wrong:
    if part.reason not in (None, EndReason.TRANSFER):
        yield ("reason",), f"a talk with 'transferred_to' ends with reason transfer, not {part.reason}"
    if part.ended_by not in (None, EndedBy.AGENT):
        yield ("ended_by",), f"a talk with 'transferred_to' is ended by the agent, not by {part.ended_by}"


def _length(part: Attempt) -> timedelta:
    """Return the sum of all lengths in the attempt, each at its longest."""
    total = timedelta(0)
    for span in (part.queued, part.ringing, part.lasts):
        total += span.high if span else timedelta(0)
    return total + max((_pauses(turns) for turns in talks(part.talk).values()), default=timedelta(0))


def _pauses(turns: Sequence[Turn]) -> timedelta:
    """Return the sum of all pauses between turns, each at its longest; of too many, just enough to exceed the limit."""
    total = timedelta(0)
    for item in turns:
        total += item.after.high * (item.repeat or 1) if item.after else timedelta(0)
        if total > _LONGEST:
            break
    return total


def _weights(branches: Sequence[AttemptBranch] | Sequence[Branch]) -> Wrong:
    if not any(branch.weight for branch in branches):
        yield ("choose",), "all weights are 0, so nothing can be drawn; give one of them a weight above 0"


def body(part: Body) -> Wrong:
    """A body has one outcome, or extends another scenario."""
    outcomes = _given(part, OUTCOMES)
    if len(outcomes) > 1:
        yield (outcomes[1],), f"cannot be combined with {outcomes[0]!r}: a scenario has one of {', '.join(OUTCOMES)}"
    if part.repeat is not None and part.sequence is None and part.extends is None:
        yield ("repeat",), "at the top belongs to 'sequence'; a dial is repeated inside its attempt"
    if part.queued is not None and (part.states or part.sequence):
        yield ("queued",), f"cannot be combined with {outcomes[0]!r}: it belongs to attempts"
    if part.choose is not None:
        yield from _weights(part.choose)
    if sum(item.repeat or 1 for item in part.attempts or ()) > MOST_DIALS:
        yield ("attempts",), f"a scenario has at most {MOST_DIALS:,} dials"
    if part.talk is not None and part.states is None:
        yield ("talk",), "belongs to 'states' here; the talk of an attempt is inside the attempt"
    yield from _talk(part.talk)
    yield from _states(part)


def _states(part: Body) -> Wrong:
    states = part.states or ()
    if len(states) > MOST_STATES:
        yield ("states",), f"a scenario has at most {MOST_STATES:,} states"
    total = timedelta(0)
    for index, state in enumerate(states):
        if state.span is None and index < len(states) - 1:
            message = f"only the last state may stay; say how long {state.word!r} is shown"
            yield ("states", index, state.word), message
        total = min(total + (state.span.high if state.span else timedelta(0)), _LONGEST * 2)
    if total > _LONGEST:
        yield ("states",), "states last at most 36,500 days together"


def branch(part: Branch) -> Wrong:
    """A branch plays a scenario, or has an outcome of its own."""
    own = _given(part, (*OUTCOMES, "extends"))
    if part.play is not None:
        for key in _given(part, (*OUTCOMES, "extends", "queued", "repeat")):
            yield (key,), f"{key!r} cannot be combined with 'play': the scenario {part.play!r} is played as it is"
    elif not own:
        yield (), f"an item needs 'play: NAME' or an outcome of its own: one of {', '.join(OUTCOMES)}, extends"
    yield from body(part)


def scenario(part: ScenarioBody) -> Wrong:
    """A scenario has an outcome; literal states need the provider whose status words they are."""
    if not _given(part, (*OUTCOMES, "extends")):
        yield (), f"the scenario has no outcome; write one of {', '.join(OUTCOMES)}, extends"
    if part.provider is None and _has_states(part):
        yield (), "'states' are words of one provider: name it with 'provider: …'"
    yield from unequal_rows(part.variants)
    yield from body(part)


def _has_states(part: Body) -> bool:
    return bool(part.states) or any(_has_states(inner) for inner in part.choose or ())


def match(part: Match) -> Wrong:
    """`metadata` and `variables` are the same labels."""
    if part.metadata is not None and part.variables is not None:
        yield ("variables",), "'metadata' and 'variables' name the same labels: write one of them"


def webhook(part: WebhookRule) -> Wrong:
    """Only faults that take time have a length; only redirects have a status."""
    if part.by is None and part.fault in (WebhookFaultKind.LATE, WebhookFaultKind.SLOW):
        yield ("fault",), f"{part.fault} needs 'by': how long, such as 30s or 5s..2m"
    if part.by is not None and part.fault not in TAKES_TIME:
        yield ("by",), f"belongs to {', '.join(TAKES_TIME)}, not to {part.fault}"
    if part.status is not None and part.fault is not WebhookFaultKind.REDIRECT:
        yield ("status",), f"belongs to redirect, not to {part.fault}"


def fault(part: FaultRule) -> Wrong:
    """Each kind of fault has its own keys."""
    for key, kinds in FAULT_KEYS.items():
        if getattr(part, key) is not None and part.fault not in kinds:
            written = key.rstrip("_")
            yield (written,), f"belongs to {', '.join(kinds)}, not to {part.fault}"
    if part.for_ is None and part.fault in FAULT_KEYS["for_"]:
        yield ("fault",), f"{part.fault} needs 'for': how long, such as 1500ms or 1s..3s"
    if part.when is When.BEFORE and (part.fault in OF_THE_ANSWER or part.at is not None):
        why = "with 'at'" if part.fault not in OF_THE_ANSWER else "as it changes the answer"
        yield ("when",), f"{part.fault} cannot come before the effect, {why}; leave 'when' out"


def counts(part: FaultRule) -> Wrong:
    """A rule counts in one way."""
    given = _given(part, COUNTS)
    if len(given) > 1:
        yield (given[1],), f"cannot be combined with {given[0]!r}: a rule has one of {', '.join(COUNTS)}"


RULES: Mapping[type, Sequence[Rule]] = {
    Turn: [Rule(turn)],
    Attempt: [Rule(attempt)],
    AttemptBranch: [Rule(attempt)],
    Branch: [Rule(branch)],
    ScenarioBody: [Rule(scenario)],
    Match: [Rule(match)],
    WebhookRule: [Rule(webhook, needs=("fault",))],
    FaultRule: [Rule(fault, needs=("fault",)), Rule(counts)],
}
