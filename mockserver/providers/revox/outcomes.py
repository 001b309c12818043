"""The business outcome of an order, and its summary (SDK 0.5.0: "null if not computed or no transcript").

The scenario names the outcome (`outputs: {outcome: interested}`); otherwise it follows from the talk and its end.
"""

from typing import get_args

from mockserver.calls.events import AnsweredBy, EndReason, Result, Said
from mockserver.calls.views import AttemptView, View
from mockserver.providers.revox.outputs import matching_option
from mockserver.providers.revox.shapes.orders import OutcomeShape
from mockserver.providers.revox.words import Outcome

KEY = "outcome"  #: the name in the `outputs` of a scenario
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_BROKEN_OFF = (EndReason.CONNECTION_LOST, EndReason.CANCELLED)
_RESULTS: dict[Outcome, str] = {
    "interested": "The contact is interested.",
    "not_interested": "The contact is not interested.",
    "completed": "The contact and the agent talked to the end.",
    "requested_callback_later": "The contact asked to be called back later.",
    "requested_callback_new_number": "The contact asked to be called back at another number.",
    "do_not_contact": "The contact does not want to be called again.",
    "ai_averse": "The contact does not want to talk to an AI agent.",
}
_ENDS: dict[EndReason, str] = {
    EndReason.HANG_UP: "The contact hung up",
    EndReason.TOOL_END_CALL: "The agent ended the call",
    EndReason.SILENCE: "The call ended because nobody spoke any more",
    EndReason.MAX_DURATION: "The call reached its maximum duration",
    EndReason.TRANSFER: "The agent transferred the call",
    EndReason.HUMAN_TAKEOVER: "A colleague took the call over",
}


def render_outcome(view: View) -> OutcomeShape:
    """Return the outcome and its summary. Both are set when the order has ended."""
    last = view.last
    word = _outcome(last) if last is not None and view.closed_at is not None else None
    if word is None or last is None or last.ended is None:
        return {"outcome": None, "outcome_summary": None}
    return {"outcome": word, "outcome_summary": last.ended.summary or _summary(word, last, last.ended.reason)}


def _outcome(attempt: AttemptView) -> Outcome | None:
    if attempt.ended is None or attempt.answered_at is None or not attempt.has(Result.ANALYSIS):
        return None
    wish = matching_option((attempt.ended.outputs or {}).get(KEY), OUTCOMES)
    if wish is not None:
        return wish
    heard = any(isinstance(event, Said) and event.who == "user" for _, event in attempt.turns)
    talked = heard and attempt.answered_by is AnsweredBy.HUMAN and attempt.ended.reason not in _BROKEN_OFF
    return "completed" if talked else None


def _summary(word: Outcome, attempt: AttemptView, reason: EndReason) -> str:
    how, seconds = _ENDS.get(reason, "The call ended"), round(attempt.talk_seconds or 0)
    return f"{_RESULTS[word]} {how} after {seconds} second{'' if seconds == 1 else 's'}."
