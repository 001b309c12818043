"""How an agent's settings change a planned attempt: they fill in what the scenario leaves open, and remove what the
agent cannot do.

    scenario   Answered ── silence ────────────────────────── Ended by the agent
    behavior   Answered ── "Hello, this is Ann." ──────────── Ended by the user: this agent may not hang up

This module is pure and knows no provider. What a scenario writes stays unchanged if the agent can do it. Time after the
last written turn counts as conversation, not as silence.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from mockserver.calls.events import Answered, AnsweredBy, Ended, EndedBy, EndReason, Said, ToolUsed, Transferred
from mockserver.calls.timeline import Entry, Timeline, spoken
from mockserver.simulation.durations import later

_AGENT_ENDS = (EndReason.HANG_UP, EndReason.TOOL_END_CALL, EndReason.IVR_NO_NAVIGATE)


class AgentBehavior(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How an agent behaves. With the defaults, every scenario is played as written."""

    opening: str | None = None  #: first message, if the scenario has no turns
    silence: timedelta | None = None  #: silence after which the call ends
    detects: bool = True  #: whether it detects voicemail; otherwise it talks to it and hangs up
    message: str | None = None  #: voicemail message, if the scenario has none
    may_end: bool = True  #: whether it may hang up; otherwise the other side does
    may_transfer: bool = True  #: whether it may transfer; otherwise the other side hangs up
    routes: tuple[str, ...] = ()  #: allowed transfer targets; any other becomes the first one; empty: all are allowed
    handover: str | None = None  #: what it says before a transfer
    lacks: tuple[str, ...] = ()  #: tools of the scenario that it does not have


def shaped(attempt: Timeline, behavior: AgentBehavior) -> Timeline:
    """Return an attempt (from its `Dialled` on) as this agent would conduct it. Unanswered attempts are unchanged."""
    answered = next(((at, event.by) for at, event in attempt if isinstance(event, Answered)), None)
    if answered is None:
        return attempt
    at, by = answered
    kept = [entry for entry in attempt if not (isinstance(entry[1], ToolUsed) and entry[1].name in behavior.lacks)]
    entries = tuple(_opened(kept, behavior, machine=by is AnsweredBy.VOICEMAIL and behavior.detects))
    if entries and isinstance(entries[-1][1], Ended):
        entries = (*_body(entries), *_ending(entries, behavior))
    return entries if behavior.silence is None else _broken_off(entries, at, behavior.silence)


def _opened(entries: list[Entry], behavior: AgentBehavior, *, machine: bool) -> Iterator[Entry]:
    silent = not any(isinstance(event, Said) for _, event in entries)
    for at, event in entries:
        yield at, event
        if isinstance(event, Answered) and behavior.opening and silent and not machine:
            yield at, Said("agent", behavior.opening)


def _body(entries: Timeline) -> Iterator[Entry]:
    """Return everything but the end."""
    return (entry for entry in entries if not isinstance(entry[1], Ended | Transferred))


def _ending(entries: Timeline, behavior: AgentBehavior) -> Iterator[Entry]:
    """Return the end of an answered attempt: the agent's last words, a `Transferred`, and the `Ended`."""
    at, ended = entries[-1]
    assert isinstance(ended, Ended), "an ending has an end"
    to = next((event.to for _, event in entries if isinstance(event, Transferred)), None)
    ended = _allowed(ended, behavior)
    last = _last_words(entries, ended, behavior)
    if last is not None:
        yield at, Said("agent", last)
        at = later(at, spoken(last))
    if to is not None and behavior.may_transfer:
        yield at, Transferred(to if not behavior.routes or to in behavior.routes else behavior.routes[0])
    yield at, ended


def _allowed(ended: Ended, behavior: AgentBehavior) -> Ended:
    """Return the end if the agent can cause it; otherwise the other side hangs up."""
    if ended.reason is EndReason.VOICEMAIL and not behavior.detects:
        ended = replace(ended, reason=EndReason.TOOL_END_CALL, by=EndedBy.AGENT)
    by_agent = ended.by is EndedBy.AGENT and ended.reason in _AGENT_ENDS
    transfer = ended.reason is EndReason.TRANSFER
    if (by_agent and not behavior.may_end) or (transfer and not behavior.may_transfer):
        return replace(ended, reason=EndReason.HANG_UP, by=EndedBy.USER)
    return ended


def _last_words(entries: Timeline, ended: Ended, behavior: AgentBehavior) -> str | None:
    """Return what the agent says at the end in addition to the scenario."""
    if ended.reason is EndReason.TRANSFER:
        return behavior.handover
    if ended.reason is not EndReason.VOICEMAIL:
        return None
    spoke = any(isinstance(event, Said) and event.who == "agent" for _, event in entries)
    return None if spoke else behavior.message


def _broken_off(entries: Timeline, answered: datetime, silence: timedelta) -> Timeline:
    """Return the attempt, cut where the silence is too long. An attempt that ends by silence ends exactly there."""
    quiet_since = answered
    for at, event in entries:
        if not isinstance(event, Said | ToolUsed):
            continue
        if at - quiet_since > silence:
            return _silenced(entries, later(quiet_since, silence))
        quiet_since = max(quiet_since, later(at, spoken(event.text if isinstance(event, Said) else None)))
    last = entries[-1][1]
    ends_so = isinstance(last, Ended) and last.reason is EndReason.SILENCE
    return _silenced(entries, later(quiet_since, silence)) if ends_so else entries


def _silenced(entries: Timeline, at: datetime) -> Timeline:
    last = entries[-1][1]
    ended = last if isinstance(last, Ended) else Ended(EndReason.SILENCE)
    before = (entry for entry in _body(entries) if entry[0] <= at)
    return (*before, (at, replace(ended, reason=EndReason.SILENCE, by=EndedBy.SYSTEM)))
