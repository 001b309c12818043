"""How an agent's settings change a planned attempt.

    scenario   Answered ── "Hello, this is Sarah." ── … ── Ended by the agent
    behavior   Answered ── "Hello, this is Ann." ──── … ── Ended by the user: this agent may not hang up

A user's scenario is played as written; the settings fill in only what it leaves open: the first message of a silent
talk, the message on a voicemail. In a shipped scenario the settings come first: they replace its wording and remove
what the agent cannot do. Limits of silence hold for both. This module is pure and knows no provider. Time after the
last written turn counts as conversation, not as silence.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from mockserver.calls.events import (
    Answered,
    AnsweredBy,
    Detected,
    Ended,
    EndedBy,
    EndReason,
    Said,
    ToolUsed,
    Transferred,
)
from mockserver.calls.timeline import Entry, Timeline, spoken
from mockserver.simulation.durations import later

_AGENT_ENDS = (EndReason.HANG_UP, EndReason.TOOL_END_CALL, EndReason.IVR_NO_NAVIGATE)
_MACHINES = (AnsweredBy.VOICEMAIL, AnsweredBy.IVR)
PRESS_KEYS = "press_keys"  #: the tool with which shipped scenarios press keys in a phone menu
BUILT_IN = ("end_call", "transfer_call", PRESS_KEYS)  #: tools of shipped scenarios that agents have without a setting


class AgentBehavior(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How an agent behaves. With the defaults, every scenario is played as written."""

    opening: str | None = None  #: first message
    waits: bool = False  #: it lets the other side speak first
    opening_delay: timedelta = timedelta(0)  #: from the answer to its first words, if it speaks first
    closing: str | None = None  #: what it says before it hangs up
    farewells: tuple[str, ...] = ()  #: it hangs up after it has said one of these
    limit_message: str | None = None  #: what it says when the longest duration is reached; then the call ends
    silence: timedelta | None = None  #: silence after which the call ends
    detects: bool = True  #: whether it detects voicemail; otherwise it talks to it and hangs up
    message: str | None = None  #: voicemail message
    leaves_messages: bool = True  #: without it, it hangs up when it detects a voicemail
    navigates: bool = True  #: whether it presses keys in a phone menu
    may_end: bool = True  #: whether it may hang up; otherwise the other side does
    may_transfer: bool = True  #: whether it may transfer; otherwise the other side hangs up
    routes: tuple[str, ...] = ()  #: allowed transfer targets; any other becomes the first one; empty: all are allowed
    handover: str | None = None  #: what it says before a transfer
    lacks: tuple[str, ...] = ()  #: tools that it does not have
    tools: tuple[str, ...] | None = None  #: its own tools, the only ones beside `BUILT_IN`; None: any
    names: tuple[tuple[str, str], ...] = ()  #: the provider's names of tools in shipped scenarios


def shaped(attempt: Timeline, behavior: AgentBehavior, *, default: bool = False) -> Timeline:
    """Return an attempt (from its `Dialled` on) as this agent would conduct it. Unanswered attempts are unchanged.
    `default`: the scenario is a shipped one."""
    answered, found, by = None, None, None
    for at, event in attempt:
        if type(event) is Answered:
            answered, found, by = at, at, event.by
        elif type(event) is Detected:
            found, by = at, event.by
    if answered is None:
        return attempt
    machine = found if behavior.detects and by is AnsweredBy.VOICEMAIL else None
    entries = _worded(attempt, behavior, machine) if default else attempt
    if machine != answered:
        entries = _begun(entries, behavior, answered, default=default)
    if behavior.farewells and default and by not in _MACHINES:
        entries = _until_farewell(entries, behavior.farewells)
    ending = behavior if default else _filling(behavior)
    if isinstance(entries[-1][1], Ended) and not _ends_as_planned(ending):
        entries = (*_body(entries), *_ending(entries, ending))
    return entries if behavior.silence is None else _broken_off(entries, answered, behavior.silence, default=default)


def _begun(entries: Timeline, behavior: AgentBehavior, answered: datetime, *, default: bool) -> Timeline:
    """Return a talk in which the agent begins after its delay. Turns and end of a user's scenario do not move."""
    talk = _opened(entries, behavior.opening) if behavior.opening and not behavior.waits else entries
    if not behavior.opening_delay or not (default or talk is not entries):
        return talk
    delayed = _delayed(talk, later(answered, behavior.opening_delay))
    fits = default or delayed[-1] == talk[-1] or not isinstance(talk[-1][1], Ended)
    return delayed if fits else talk


def with_limit_message(attempt: Timeline, message: str) -> Timeline:
    """Return an attempt that ends by its longest duration with the agent's message there. It ends after the message."""
    at, ended = attempt[-1]
    if not isinstance(ended, Ended) or ended.reason is not EndReason.MAX_DURATION:
        return attempt
    return (*attempt[:-1], (at, Said("agent", message)), (later(at, spoken(message)), ended))


def _filling(behavior: AgentBehavior) -> AgentBehavior:
    """Return the settings that fill in what a user's scenario leaves open at its end."""
    return AgentBehavior(message=behavior.message, handover=behavior.handover, detects=behavior.detects)


# -- a shipped scenario in the agent's words -------------------------------------------------------


def _worded(attempt: Timeline, behavior: AgentBehavior, machine: datetime | None) -> Timeline:
    """Return the entries without what the agent does not do, and with its own first message. `machine` is when it finds
    out that it talks to a voicemail."""
    if machine is not None and (behavior.message is not None or not behavior.leaves_messages):
        attempt = tuple([entry for entry in attempt if entry[0] < machine or not _is_said(entry[1], "agent")])
    elif behavior.waits:
        first = next((index for index, (_, event) in enumerate(attempt) if _is_said(event, "user")), len(attempt))
        attempt = (*(entry for entry in attempt[:first] if not _is_said(entry[1], "agent")), *attempt[first:])
    if any(type(event) is ToolUsed for _, event in attempt):
        attempt = _with_tools(attempt, behavior)
    if (behavior.routes or not behavior.may_transfer) and any(
        type(event) is Transferred for _, event in _body(attempt)
    ):
        attempt = _with_routes(attempt, behavior)
    return attempt if behavior.opening is None else _with_opening(attempt, behavior.opening)


def _with_tools(attempt: Timeline, behavior: AgentBehavior) -> Timeline:
    """Return the entries with the tools that the agent has, under the provider's names."""
    lacks, names = behavior.lacks if behavior.navigates else (*behavior.lacks, PRESS_KEYS), dict(behavior.names)
    own = None if behavior.tools is None else (*BUILT_IN, *behavior.tools)
    had = [
        (at, event)
        for at, event in attempt
        if type(event) is not ToolUsed or (event.name not in lacks and (own is None or event.name in own))
    ]
    if not names:
        return tuple(had)
    return tuple([(at, _renamed(event, names) if type(event) is ToolUsed else event) for at, event in had])


def _with_routes(attempt: Timeline, behavior: AgentBehavior) -> Timeline:
    """Return a talk that goes on after a transfer: with an allowed target, or without transfer and colleague."""
    if not any(type(event) is Transferred for _, event in _body(attempt)):
        return attempt
    if behavior.may_transfer:
        to = behavior.routes
        return tuple(
            (at, replace(event, to=to[0]) if type(event) is Transferred and event.to not in to else event)
            for at, event in attempt
        )
    kept = (entry for entry in attempt if type(entry[1]) is not Transferred and not _is_said(entry[1], "human"))
    return tuple(
        (at, replace(event, outputs=None, summary=None) if type(event) is Ended else event) for at, event in kept
    )


def _renamed(event: ToolUsed, names: dict[str, str]) -> ToolUsed:
    return replace(event, name=names.get(event.name, event.name))


def _with_opening(attempt: Timeline, opening: str) -> Timeline:
    """Return the entries with the agent's first message in place of the first thing that it says."""
    for index, (at, event) in enumerate(attempt):
        if type(event) is Said and event.who == "agent":
            return (*attempt[:index], (at, Said("agent", opening)), *attempt[index + 1 :])
    return attempt


def _delayed(attempt: Timeline, begins: datetime) -> Timeline:
    """Return a talk that the agent opens with its first words not before `begins`. What follows moves by the same time;
    the end moves only as far as the last words need it."""
    turns = (index for index, (_, event) in enumerate(attempt) if isinstance(event, Said | ToolUsed | Transferred))
    first = next(turns, None)
    if first is None or not _is_said(attempt[first][1], "agent") or attempt[first][0] >= begins:
        return attempt
    shift, body = begins - attempt[first][0], _body(attempt)
    moved = tuple([(later(at, shift), event) for at, event in body[first:]])
    ending = attempt[len(body) :]
    if ending:
        (at, last), ends = body[-1], attempt[-1][0]
        words = min(spoken(last.text if isinstance(last, Said) else None), ends - at)
        ending = tuple([(max(ends, later(moved[-1][0], words)), event) for _, event in ending])
    return (*attempt[:first], *moved, *ending)


def _until_farewell(attempt: Timeline, farewells: tuple[str, ...]) -> Timeline:
    """Return a talk that the agent ends as soon as it has said one of the farewells, before any transfer. If it would
    have said more, the talk loses its outputs and summary."""
    ends, ended = attempt[-1]
    words = re.compile("|".join(rf"(?<!\w){re.escape(_plain(words))}(?!\w)" for words in farewells), re.IGNORECASE)
    for index, (at, event) in enumerate(attempt):
        if type(event) is Transferred or not isinstance(ended, Ended):
            return attempt
        if type(event) is not Said or event.who != "agent" or not words.search(_plain(event.text)):
            continue
        hangs_up = later(at, spoken(event.text))
        if hangs_up >= ends:
            return attempt
        rest = (event for _, event in attempt[index + 1 :])
        if any(_is_said(it, "agent") or (isinstance(it, ToolUsed) and it.name != "end_call") for it in rest):
            ended = replace(ended, outputs=None, summary=None)
        ended = replace(ended, reason=EndReason.TOOL_END_CALL, by=EndedBy.AGENT)
        return (*attempt[: index + 1], (hangs_up, ended))
    return attempt


def _plain(text: str) -> str:
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _is_said(event: object, who: str) -> bool:
    return type(event) is Said and event.who == who


# -- what the scenario leaves open -----------------------------------------------------------------


def _opened(entries: Timeline, opening: str) -> Timeline:
    """Return a talk in which nothing is said with the agent's first message."""
    if any(type(event) is Said for _, event in entries):
        return entries
    after = next(index for index, (_, event) in enumerate(entries, 1) if type(event) is Answered)
    return (*entries[:after], (entries[after - 1][0], Said("agent", opening)), *entries[after:])


def _ends_as_planned(behavior: AgentBehavior) -> bool:
    """Return whether the settings change no end, whatever it is."""
    able = behavior.detects and behavior.may_end and behavior.may_transfer and not behavior.routes
    return able and behavior.message is None and behavior.closing is None and behavior.handover is None


def _body(entries: Timeline) -> Timeline:
    """Return everything but the end: the `Ended`, and the transfer that causes it."""
    before = entries[:-1] if isinstance(entries[-1][1], Ended) else entries
    return before[:-1] if before and isinstance(before[-1][1], Transferred) else before


def _ending(entries: Timeline, behavior: AgentBehavior) -> Iterator[Entry]:
    """Return the end of an answered attempt: the agent's last words, a `Transferred`, and the `Ended`."""
    at, ended = entries[-1]
    assert isinstance(ended, Ended), "an ending has an end"
    previous = entries[-2][1]
    to = previous.to if isinstance(previous, Transferred) else None
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
    if by_agent and not behavior.may_end:
        return replace(ended, reason=EndReason.HANG_UP, by=EndedBy.USER)
    if transfer and not behavior.may_transfer:  # what the scenario concludes from the transfer did not happen
        return replace(ended, reason=EndReason.HANG_UP, by=EndedBy.USER, outputs=None, summary=None)
    return ended


def _last_words(entries: Timeline, ended: Ended, behavior: AgentBehavior) -> str | None:
    """Return what the agent says at the end in addition to the scenario."""
    if ended.reason is EndReason.TRANSFER:
        return behavior.handover
    if ended.reason is not EndReason.VOICEMAIL:
        return behavior.closing if ended.by is EndedBy.AGENT and ended.reason in _AGENT_ENDS else None
    found = max(at for at, event in entries if isinstance(event, Answered | Detected))
    spoke = any(at >= found and _is_said(event, "agent") for at, event in entries)
    return None if spoke else behavior.message


def _broken_off(entries: Timeline, answered: datetime, silence: timedelta, *, default: bool) -> Timeline:
    """Return the attempt, cut where the silence is too long. An attempt that ends by silence ends exactly there."""
    quiet_since = answered
    for at, event in entries:
        if not isinstance(event, Said | ToolUsed):
            continue
        if at - quiet_since > silence:
            return _silenced(entries, later(quiet_since, silence), concluded=not default)
        quiet_since = max(quiet_since, later(at, spoken(event.text if isinstance(event, Said) else None)))
    last = entries[-1][1]
    ends_so = isinstance(last, Ended) and last.reason is EndReason.SILENCE
    return _silenced(entries, later(quiet_since, silence)) if ends_so else entries


def _silenced(entries: Timeline, at: datetime, *, concluded: bool = True) -> Timeline:
    last = entries[-1][1]
    ended = last if isinstance(last, Ended) else Ended(EndReason.SILENCE)
    if not concluded:
        ended = replace(ended, outputs=None, summary=None)  # it did not get that far
    before = (entry for entry in _body(entries) if entry[0] <= at)
    return (*before, (at, replace(ended, reason=EndReason.SILENCE, by=EndedBy.SYSTEM)))
