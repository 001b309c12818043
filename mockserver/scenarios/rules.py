"""Which keys of a scenario can be combined.

There is one function for each struct of `schema`. It gets a struct whose keys are valid by themselves, and yields
(path, message) for each invalid combination. `lint` decides whether a scenario makes sense as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from mockserver.calls.events import EndedBy, EndReason
from mockserver.calls.faults import WebhookFaultKind
from mockserver.scenarios.schema import (
    OUTCOMES,
    Attempt,
    AttemptBranch,
    Body,
    Branch,
    Match,
    ScenarioBody,
    Turn,
    WebhookRule,
)
from mockserver.scenarios.schema_reader import Rule
from mockserver.scenarios.yaml12 import Path

Wrong = Iterator[tuple[Path, str]]

MOST_TURNS = MOST_DIALS = MOST_STATES = 10_000
_LONGEST = timedelta(days=36_500)
_SPEAKERS = ("agent", "user", "tool")
_TOOL_KEYS = ("arguments", "output", "error")
_NEEDS_ANSWER = (
    "answered_by",
    "talk",
    "lasts",
    "ended_by",
    "reason",
    "transferred_to",
    "hangs",
    "outputs",
    "summary",
    "recording",
)
_NEEDS_END = ("lasts", "ended_by", "reason", "transferred_to", "outputs", "summary", "recording")
_TAKES_TIME = (WebhookFaultKind.LATE, WebhookFaultKind.REORDER, WebhookFaultKind.SLOW)
_BESIDE_CHOOSE = ("queued", "ringing", "fails", *_NEEDS_ANSWER, "fields")


def _given(part: Any, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if getattr(part, key) is not None]


def turn(part: Turn) -> Wrong:
    """A turn has one speaker; only a tool has arguments and an output."""
    speakers = _given(part, _SPEAKERS)
    if len(speakers) != 1:
        said = f"not {' and '.join(speakers)}" if speakers else "and has none"
        yield (), f"a turn has exactly one of agent, user, tool, {said}"
    elif part.tool is None:
        for key in _given(part, _TOOL_KEYS):
            yield (key,), f"{key!r} belongs to a tool, not to what the {speakers[0]} says"


def attempt(part: Attempt) -> Wrong:
    """An attempt fails, is answered, never ends, or is drawn."""
    if part.choose is not None:
        yield from _excluded(part, _BESIDE_CHOOSE, "beside 'choose': write it into the items of the list")
        yield from _weights(part.choose)
    elif part.fails is not None:
        yield from _excluded(part, _NEEDS_ANSWER, "beside 'fails': nobody answers")
    elif part.hangs:
        yield from _excluded(part, _NEEDS_END, "beside 'hangs: true': the attempt never ends")
    if part.transferred_to is not None:
        yield from _transfer(part)
    if sum(turn.repeat or 1 for turn in part.talk or ()) > MOST_TURNS:
        yield ("talk",), f"a talk has at most {MOST_TURNS:,} turns"
    if _length(part) > _LONGEST:
        yield (), "an attempt lasts at most 36,500 days"


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
    for item in part.talk or ():
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
    if part.by is not None and part.fault not in _TAKES_TIME:
        yield ("by",), f"belongs to {', '.join(_TAKES_TIME)}, not to {part.fault}"
    if part.status is not None and part.fault is not WebhookFaultKind.REDIRECT:
        yield ("status",), f"belongs to redirect, not to {part.fault}"


RULES: dict[type, Rule] = {
    Turn: turn,
    Attempt: attempt,
    AttemptBranch: attempt,
    Branch: branch,
    ScenarioBody: scenario,
    Match: match,
    WebhookRule: webhook,
}
