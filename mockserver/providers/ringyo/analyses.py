"""The analysis of a conversation: summary, sentiment, outcome, extracted data. Their form is a choice (README.md).

The scenario's `summary` and `outputs` come first. What they leave out follows the end of the call.
"""

from typing import Any

from mockserver.calls.events import AnsweredBy, Ended, EndedBy, EndReason, Said
from mockserver.calls.views import AttemptView
from mockserver.providers.ringyo.shapes.calls import Analysis, CallStatus, Sentiment
from mockserver.simulation.durations import say_duration

_SENTIMENTS: tuple[Sentiment, ...] = ("positive", "neutral", "negative")
COMPLETED = "completed"
OUTCOMES: dict[EndReason, str] = {
    EndReason.HANG_UP: COMPLETED,
    EndReason.TOOL_END_CALL: COMPLETED,
    EndReason.SILENCE: "no_response",
    EndReason.MAX_DURATION: "incomplete",
    EndReason.VOICEMAIL: "voicemail",
    EndReason.IVR_NO_NAVIGATE: "not_reached",
    EndReason.TRANSFER: "transferred",
    EndReason.HUMAN_TAKEOVER: "transferred",
    EndReason.PARTICIPANT_REMOVED: "incomplete",
    EndReason.CANCELLED: "cancelled",
}  #: all other ends are failures
_FAILED = "failed"
_ENDINGS: dict[EndReason, str] = {
    EndReason.TOOL_END_CALL: "the agent ended the call",
    EndReason.SILENCE: "nobody spoke any more",
    EndReason.MAX_DURATION: "the maximum duration was reached",
    EndReason.VOICEMAIL: "the agent hung up",
    EndReason.IVR_NO_NAVIGATE: "the agent gave up on the menu",
    EndReason.TRANSFER: "the agent transferred the call",
    EndReason.HUMAN_TAKEOVER: "a human took over",
    EndReason.PARTICIPANT_REMOVED: "the agent was removed from the call",
    EndReason.CONNECTION_LOST: "the connection was lost",
    EndReason.CANCELLED: "the call was cancelled",
}
_HUNG_UP = {EndedBy.AGENT: "the agent hung up", EndedBy.USER: "the other side hung up"}
_PARTNERS = {
    AnsweredBy.VOICEMAIL: "a voicemail",
    AnsweredBy.IVR: "a phone menu",
    AnsweredBy.SCREENING: "a call screener",
}


def analysis_of(last: AttemptView, ended: Ended, status: CallStatus, agent: str) -> Analysis:
    """Return the analysis of a conversation that has ended. `agent` is the agent's name."""
    outputs = dict(ended.outputs or {})
    return {
        "summary": ended.summary or _summary(last, ended, agent),
        "sentiment": _sentiment(outputs, status),
        "outcome": _outcome(outputs, ended, last, status),
        "extracted_data": outputs,
    }


def _outcome(outputs: dict[str, Any], ended: Ended, last: AttemptView, status: CallStatus) -> str:
    """Return the scenario's word, or the end's. A call that failed is never `completed`."""
    usual = OUTCOMES.get(ended.reason, _FAILED)
    if usual == COMPLETED and last.answered_by is AnsweredBy.VOICEMAIL:
        usual = "voicemail"
    word = str(outputs.get("outcome") or usual)
    return _FAILED if status != COMPLETED and word == COMPLETED else word


def _sentiment(outputs: dict[str, Any], status: CallStatus) -> Sentiment:
    """Return the scenario's word; else what `interested` says about a completed call."""
    written = next((word for word in _SENTIMENTS if word == outputs.get("sentiment")), None)
    interested = outputs.get("interested")
    if written is not None or status != COMPLETED or not isinstance(interested, bool):
        return written or "neutral"
    return "positive" if interested else "negative"


def _summary(last: AttemptView, ended: Ended, agent: str) -> str:
    """Return one sentence about the conversation: who talked, how long, and how it ended."""
    partner = _PARTNERS.get(last.answered_by, "a person") if last.answered_by else "a person"
    talked = "talked to" if any(isinstance(event, Said) for _, event in last.turns) else "was connected to"
    ending = _ENDINGS.get(ended.reason)
    if ending is None:
        hung_up = _HUNG_UP.get(ended.by) if ended.by and ended.reason is EndReason.HANG_UP else None
        ending = hung_up or "the call failed"
    return f"{agent} {talked} {partner} for {say_duration(last.talk_seconds or 0)}, until {ending}."
