"""Likely mistakes in attempts: dials that are never reached, talks that do not fit, settings without effect.

    attempts: [{}, {fails: busy}]      attempts[1] is never reached: in attempts[0] a person answers

All of them are warnings: such a scenario can be played. `lint` looks at the rest of a scenario.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from mockserver.calls.events import NEVER_ANSWERED, AnsweredBy, EndReason, Result
from mockserver.scenarios.lengths import longest, longest_talk, usual_length
from mockserver.scenarios.schema import Attempt, Body
from mockserver.scenarios.yaml12 import Path
from mockserver.simulation.durations import show_duration

_VERY_LONG = timedelta(days=1)
_MEANT_AS_SPEECH = timedelta(seconds=1)  #: a shorter conversation is compressed on purpose
Found = Iterator[tuple[str, Path, str]]  #: severity, path, message


def inside(path: Path, found: Found) -> Found:
    """Return the same findings about what lies at a path."""
    return ((severity, (*path, *inner), message) for severity, inner, message in found)


def weights(body: Body) -> Found:
    lists: list[tuple[Path, Any]] = [((), body.choose or ())]
    lists += [(("attempts", index), attempt.choose or ()) for index, attempt in enumerate(body.attempts or ())]
    for path, branches in lists:
        for index, branch in enumerate(branches):
            if branch.weight == 0 and any(other.weight for other in branches):  # all 0: an error of the file
                yield "warning", (*path, "choose", index, "weight"), "is never drawn: its weight is 0"


def dials(body: Body) -> Found:
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


def talks(body: Body) -> Found:
    for index, attempt in enumerate(body.attempts or ()):
        for look in (_talk, _effects):
            yield from inside(("attempts", index), _each(attempt, look))


def _each(attempt: Attempt, look: Callable[[Attempt], Found]) -> Found:
    yield from look(attempt)
    for index, branch in enumerate(attempt.choose or ()):
        yield from inside(("choose", index), _each(branch, look))


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
    if whole is not None and whole > _VERY_LONG:
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
