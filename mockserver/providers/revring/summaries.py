"""The summary of a conversation whose scenario has none: one sentence about who talked, how long, and how it ended.

    Ann talked to a person for 45 seconds; then the other side hung up.

The same call always has the same summary. It does not repeat what was said.
"""

from mockserver.calls.events import AnsweredBy, EndedBy, EndReason, Said
from mockserver.calls.views import AttemptView
from mockserver.providers.revring.transcripts import ended_by_agent
from mockserver.simulation.durations import say_duration

_PARTNERS = {
    AnsweredBy.VOICEMAIL: "a voicemail",
    AnsweredBy.IVR: "a phone menu",
    AnsweredBy.SCREENING: "a call screener",
}
_AGENT_ENDED = "the agent ended the call"
_ENDINGS: dict[EndReason, str] = {
    EndReason.SILENCE: "the call ended because nobody spoke",
    EndReason.MAX_DURATION: "the call reached its maximum duration",
    EndReason.VOICEMAIL: "the agent hung up",
    EndReason.IVR_NO_NAVIGATE: "the agent gave up on the menu",
    EndReason.TRANSFER: "the agent transferred the call",
    EndReason.CONNECTION_LOST: "the connection was lost",
    EndReason.HUMAN_TAKEOVER: "a human took over",
    EndReason.PARTICIPANT_REMOVED: "the agent was removed from the call",
    EndReason.CANCELLED: "the call was cancelled",
}


def summary_of(last: AttemptView, agent: str) -> str:
    """Return one sentence about a conversation that has ended. `agent` is the agent's name."""
    partner = _PARTNERS.get(last.answered_by or AnsweredBy.HUMAN, "a person")
    length = say_duration(last.talk_seconds or 0)
    if any(isinstance(event, Said) for _, event in last.turns):
        return f"{agent} talked to {partner} for {length}; then {_ending(last)}."
    return f"{agent} was connected to {partner} for {length}, but nothing was said; then {_ending(last)}."


def _ending(last: AttemptView) -> str:
    if ended_by_agent(last):
        return _AGENT_ENDED
    by_user = last.ended is not None and last.ended.by is EndedBy.USER
    if last.reason is EndReason.HANG_UP and by_user:
        return "the other side hung up"
    return _ENDINGS.get(last.reason, "the call failed") if last.reason else "the call failed"
