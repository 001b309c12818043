"""RevRing's words for the phases and ends of calls (docs.revring.ai, api-reference/calls/get).

`PHASES` and `ENDS` have every member of their enums.
"""

from typing import NamedTuple, cast, get_args

from mockserver.calls.call import Call
from mockserver.calls.events import ENDED, WRAPPING, EndReason, Phase
from mockserver.calls.views import View
from mockserver.providers.base import known_words
from mockserver.providers.revring.words import CallStatus, HangupCause

PHASES: dict[Phase, CallStatus] = {
    Phase.PLACED: "QUEUED",
    Phase.HELD: "QUEUED",
    Phase.WAITING: "QUEUED",
    Phase.DIALLING: "INITIATED",
    Phase.RINGING: "INITIATED",
    Phase.TALKING: "ONGOING",
    Phase.WRAPPING: "COMPLETED",
    Phase.PAUSED: "QUEUED",
    Phase.ENDED: "COMPLETED",
}


class EndWords(NamedTuple):
    """RevRing's words for an end of a call; `failure_cause` only with the option `failure_causes`."""

    status: CallStatus = "COMPLETED"
    cause: HangupCause | None = None
    error: str | None = None
    failure_cause: HangupCause | None = None


ENDS: dict[EndReason, EndWords] = {
    EndReason.BUSY: EndWords("FAILED", None, "SIP 486 Busy Here", "BUSY"),
    EndReason.NO_ANSWER: EndWords("FAILED", None, "Request timed out", "NO_ANSWER"),
    EndReason.NUMBER_NON_ATTRIBUTED: EndWords("FAILED", None, "SIP 404 Not Found"),
    EndReason.TEMPORARILY_UNAVAILABLE: EndWords("FAILED", None, "SIP 480 Temporarily Unavailable"),
    EndReason.TOO_MANY_CALLS: EndWords("FAILED", None, "SIP 503 Service Unavailable"),
    EndReason.NO_INTERNATIONAL_PERMISSION: EndWords("FAILED", None, "SIP 403 Forbidden"),
    EndReason.PRECONDITION_FAILED: EndWords("FAILED", None, "SIP 412 Conditional Request Failed"),
    EndReason.NON_CLASSIFIED_ERROR: EndWords("FAILED", None, "SIP 500 Server Internal Error"),
    EndReason.HANG_UP: EndWords(cause="USER_ENDED"),
    EndReason.TOOL_END_CALL: EndWords(cause="END_CALL_TOOL"),
    EndReason.SILENCE: EndWords(cause="SILENCE_TIMEOUT"),
    EndReason.MAX_DURATION: EndWords(cause="MAX_DURATION"),
    EndReason.VOICEMAIL: EndWords(cause="VOICEMAIL_DETECTED"),
    EndReason.IVR_NO_NAVIGATE: EndWords(cause="END_CALL_TOOL"),
    EndReason.TRANSFER: EndWords("TRANSFERRED"),
    EndReason.CONNECTION_LOST: EndWords("FAILED", None, "Connection timed out"),
    EndReason.REJECTED: EndWords("FAILED", None, "SIP 603 Decline", "BUSY"),
    EndReason.UNAVAILABLE: EndWords("FAILED", None, "SIP 480 Temporarily Unavailable", "USER_DID_NOT_RESPOND"),
    EndReason.HUMAN_TAKEOVER: EndWords("TRANSFERRED"),
    EndReason.PARTICIPANT_REMOVED: EndWords(cause="AGENT_HUNG_UP"),
    EndReason.CANCELLED: EndWords("CANCELED"),
}
VOCABULARY = known_words(
    [
        ("QUEUED", Phase.WAITING, None),
        ("INITIATED", Phase.DIALLING, None),
        ("ONGOING", Phase.TALKING, None),
        ("TRANSFERRED", Phase.ENDED, EndReason.TRANSFER),
        ("COMPLETED", Phase.ENDED, EndReason.HANG_UP),
        ("FAILED", Phase.ENDED, EndReason.NON_CLASSIFIED_ERROR),
        ("CANCELED", Phase.ENDED, EndReason.CANCELLED),
    ]
)
STATUSES: tuple[CallStatus, ...] = get_args(CallStatus)
FINISHED = frozenset(word for word, meaning in VOCABULARY.items() if meaning.phase is Phase.ENDED)


def call_status(view: View) -> CallStatus:
    """Return the status of a call."""
    return status_of(view, end_words(view))


def status_of(view: View, ended: EndWords | None) -> CallStatus:
    """Return the status of a call whose `end_words` are known."""
    if view.word is not None:
        return cast("CallStatus", view.word)  # the vocabulary has it, or the scenario would have been refused
    return ended.status if ended is not None else PHASES[view.phase]


def status(call: Call) -> object:
    """Return what a polling client sees as the status: the word, and whether the results are available."""
    view = call.view()
    return call_status(view), view.phase is ENDED


def end_words(view: View) -> EndWords | None:
    """Return the words for the end of a call; None while it has not ended."""
    if view.cancelled_at is not None:
        return ENDS[EndReason.CANCELLED]
    if view.phase is not ENDED and view.phase is not WRAPPING:
        return None
    reason = view.last.reason if view.last else EndReason.CANCELLED
    return ENDS[reason] if reason is not None else None
