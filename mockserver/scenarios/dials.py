"""Turns one attempt into steps: what happens, and how long after the dial.

    +0 queued  +1 s Ringing  +5 s Answered  +5 s "Hello."  +6.2 s "Hi."  …  +50 s Ended

Turns follow each other by an estimate of how long it takes to say them. A conversation that is longer than the call is
compressed, so that every turn is between the answer and the end.
"""

from collections.abc import Iterator
from datetime import timedelta

from mockserver.calls.events import (
    NEVER_ANSWERED,
    Answered,
    AnsweredBy,
    AnyEvent,
    Detected,
    Ended,
    EndedBy,
    EndReason,
    Result,
    Ringing,
    Said,
    ToolUsed,
    Transferred,
)
from mockserver.calls.timeline import AttemptPlan, Step, spoken
from mockserver.scenarios.plan_context import PlanContext
from mockserver.scenarios.schema import Attempt, Later, Turn
from mockserver.scenarios.talks import wording
from mockserver.scenarios.variables import show

QUEUED = timedelta(seconds=1)
RINGING = timedelta(seconds=4)
PAUSE = timedelta(seconds=0.5)
SILENT_TALK = timedelta(seconds=30)
GOODBYE = timedelta(seconds=1)

_SPEAKERS = ("agent", "user", "human")
_BY_ANSWER = {
    AnsweredBy.HUMAN: (EndReason.HANG_UP, EndedBy.USER),
    AnsweredBy.VOICEMAIL: (EndReason.VOICEMAIL, EndedBy.AGENT),
    AnsweredBy.IVR: (EndReason.IVR_NO_NAVIGATE, EndedBy.AGENT),
    AnsweredBy.UNKNOWN: (EndReason.HANG_UP, EndedBy.USER),
    AnsweredBy.SCREENING: (EndReason.HANG_UP, EndedBy.USER),
}
_BY_REASON = {
    EndReason.HANG_UP: EndedBy.USER,
    EndReason.REJECTED: EndedBy.USER,
    EndReason.UNAVAILABLE: EndedBy.USER,
    EndReason.TOOL_END_CALL: EndedBy.AGENT,
    EndReason.VOICEMAIL: EndedBy.AGENT,
    EndReason.IVR_NO_NAVIGATE: EndedBy.AGENT,
    EndReason.TRANSFER: EndedBy.AGENT,
    EndReason.SILENCE: EndedBy.SYSTEM,
    EndReason.MAX_DURATION: EndedBy.SYSTEM,
    EndReason.CONNECTION_LOST: EndedBy.SYSTEM,
    EndReason.HUMAN_TAKEOVER: EndedBy.SYSTEM,
    EndReason.PARTICIPANT_REMOVED: EndedBy.SYSTEM,
    EndReason.CANCELLED: EndedBy.SYSTEM,
}
_BY_SIDE = {
    EndedBy.USER: EndReason.HANG_UP,
    EndedBy.AGENT: EndReason.TOOL_END_CALL,
    EndedBy.SYSTEM: EndReason.CONNECTION_LOST,
}


def plan_dial(context: PlanContext, attempt: Attempt, queued: timedelta) -> AttemptPlan:
    """Return the plan of one dial. `queued` is how long it waits before it rings, unless the attempt says so itself.

    Raises:
        LookupError: a text uses a Faker method that does not exist.
    """
    rings = context.span(attempt.queued, queued)
    picks_up = rings + context.span(attempt.ringing, RINGING)
    steps = ((rings, Ringing()), *_after_ringing(context, attempt, picks_up))
    retry_after = None if attempt.retry_after is None else context.span(attempt.retry_after, QUEUED)
    return AttemptPlan(steps, context.value(attempt.fields), retry_after)


def _after_ringing(context: PlanContext, attempt: Attempt, at: timedelta) -> Iterator[Step]:
    if attempt.fails is not None:
        yield at, Ended(attempt.fails)
        return
    if attempt.reason in NEVER_ANSWERED:
        yield at, next(iter(_ending(context, attempt)))
        return
    if attempt.hangs and attempt.answered_by is None and attempt.talk is None:
        return
    yield at, Answered(attempt.answered_by or AnsweredBy.HUMAN)
    turns, length = speak(context, wording(attempt.talk, attempt.language, context.situation.language))
    if attempt.hangs:
        yield from ((at + offset, event) for offset, event in _with_change(context, attempt, turns, None))
        return
    lasts = context.span(attempt.lasts, length + GOODBYE if turns else SILENT_TALK)
    turns = list(_compressed(turns, length, lasts))
    yield from ((at + offset, event) for offset, event in _with_change(context, attempt, turns, lasts))
    yield from ((at + lasts, event) for event in _ending(context, attempt))


def _with_change(context: PlanContext, attempt: Attempt, turns: list[Step], lasts: timedelta | None) -> list[Step]:
    """Return the turns with what the agent finds out on the way, unless the talk is over before."""
    if attempt.becomes is None:
        return turns
    after = context.span(attempt.becomes.after, PAUSE)
    if lasts is not None and after > lasts:
        return turns
    before = [step for step in turns if step[0] <= after]
    return [*before, (after, Detected(attempt.becomes.answered_by)), *turns[len(before) :]]


def speak(context: PlanContext, talk: list[Turn]) -> tuple[list[Step], timedelta]:
    """Return the turns of a conversation as offsets from the answer, and the length of the conversation."""
    steps: list[Step] = []
    now = timedelta(0)
    for turn in talk:
        for _ in range(turn.repeat or 1):
            now += context.span(turn.after, PAUSE if steps else timedelta(0))
            event = _said(context, turn)
            steps.append((now, event))
            now += _spoken(event)
    return steps, now


def _said(context: PlanContext, turn: Turn) -> Said | ToolUsed | Transferred:
    if turn.transfer is not None:
        return Transferred(context.text(turn.transfer), turn.warm or False)
    if turn.tool is None:
        who, text = next((who, text) for who in _SPEAKERS if (text := getattr(turn, who)) is not None)
        return Said(who, context.text(text))
    output = "" if turn.output is None else show(context.value(turn.output))
    return ToolUsed(turn.tool, context.value(turn.arguments) or {}, output, turn.error or False)


def _spoken(event: Said | ToolUsed | Transferred) -> timedelta:
    return spoken(event.text if isinstance(event, Said) else None)


def _compressed(turns: list[Step], length: timedelta, lasts: timedelta) -> Iterator[Step]:
    if length <= lasts:
        yield from turns
        return
    factor = lasts / length
    for offset, event in turns:
        yield min(offset * factor, lasts), event


def _ending(context: PlanContext, attempt: Attempt) -> Iterator[AnyEvent]:
    reason, by = how_it_ends(attempt)
    if attempt.transferred_to is not None:
        yield Transferred(context.text(attempt.transferred_to))
    yield Ended(
        reason,
        by,
        outputs=context.value(attempt.outputs),
        summary=None if attempt.summary is None else context.text(attempt.summary),
        after=_delays(context, attempt),
    )


def _delays(context: PlanContext, attempt: Attempt) -> dict[Result, timedelta | None] | None:
    """Return how long after the end the results come, as far as the attempt says so; None: never."""
    delays: dict[Result, timedelta | None] = {}
    for result in Result:
        timing = getattr(attempt, result.value)
        if isinstance(timing, Later):
            delays[result] = context.span(timing.after, PAUSE)
        elif timing is False:
            delays[result] = None
    return delays or None


def how_it_ends(attempt: Attempt) -> tuple[EndReason, EndedBy]:
    """Return why an answered attempt ends and who ends it. Missing details are inferred."""
    if attempt.transferred_to is not None:
        return EndReason.TRANSFER, EndedBy.AGENT
    found = attempt.becomes.answered_by if attempt.becomes is not None else attempt.answered_by
    usual, usual_by = _BY_ANSWER[found or AnsweredBy.HUMAN]
    if attempt.reason is not None:
        return attempt.reason, attempt.ended_by or _BY_REASON[attempt.reason]
    if attempt.ended_by in (None, usual_by):
        return usual, usual_by
    return _BY_SIDE[attempt.ended_by], attempt.ended_by
