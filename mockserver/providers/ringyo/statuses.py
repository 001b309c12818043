"""Ringyo's words for the phases and ends of calls (calls/get; the guides' words are translated).

`PHASES` and `ENDS` have every member of their enums.
"""

from typing import cast

from mockserver.calls.events import EndReason, Phase
from mockserver.calls.views import View
from mockserver.providers.base import known_words
from mockserver.providers.ringyo.shapes.calls import (
    CallStatus,
)

PHASES: dict[Phase, CallStatus] = {
    Phase.PLACED: "queued",
    Phase.HELD: "queued",
    Phase.WAITING: "queued",
    Phase.DIALLING: "queued",
    Phase.RINGING: "ringing",
    Phase.TALKING: "in_progress",
    Phase.WRAPPING: "in_progress",
    Phase.PAUSED: "queued",
    Phase.ENDED: "completed",
}
ENDS: dict[EndReason, CallStatus] = {
    EndReason.BUSY: "busy",
    EndReason.NO_ANSWER: "no_answer",
    EndReason.NUMBER_NON_ATTRIBUTED: "failed",
    EndReason.TEMPORARILY_UNAVAILABLE: "failed",
    EndReason.TOO_MANY_CALLS: "failed",
    EndReason.NO_INTERNATIONAL_PERMISSION: "failed",
    EndReason.PRECONDITION_FAILED: "failed",
    EndReason.NON_CLASSIFIED_ERROR: "failed",
    EndReason.HANG_UP: "completed",
    EndReason.TOOL_END_CALL: "completed",
    EndReason.SILENCE: "completed",
    EndReason.MAX_DURATION: "completed",
    EndReason.VOICEMAIL: "completed",
    EndReason.IVR_NO_NAVIGATE: "completed",
    EndReason.TRANSFER: "completed",
    EndReason.CONNECTION_LOST: "failed",
    EndReason.REJECTED: "busy",
    EndReason.UNAVAILABLE: "no_answer",
    EndReason.HUMAN_TAKEOVER: "completed",
    EndReason.PARTICIPANT_REMOVED: "completed",
    EndReason.CANCELLED: "failed",
}
VOCABULARY = known_words(
    [
        ("queued", Phase.PLACED, None),
        ("ringing", Phase.RINGING, None),
        ("in_progress", Phase.TALKING, None),
        ("completed", Phase.ENDED, EndReason.HANG_UP),
        ("failed", Phase.ENDED, EndReason.NON_CLASSIFIED_ERROR),
        ("no_answer", Phase.ENDED, EndReason.NO_ANSWER),
        ("busy", Phase.ENDED, EndReason.BUSY),
        ("initiated", Phase.PLACED, None),
        ("answered", Phase.TALKING, None),
        ("transferred", Phase.ENDED, EndReason.TRANSFER),
    ]
)
FROM_GUIDE: dict[str, CallStatus] = {"initiated": "queued", "answered": "in_progress", "transferred": "completed"}


def call_status(view: View) -> CallStatus:
    """Return the status of a call. The guide's words, which a scenario may set literally, are translated."""
    if view.word is not None:
        return FROM_GUIDE.get(view.word) or cast("CallStatus", view.word)
    return ENDS[view.reason] if view.reason is not None else PHASES[view.phase]
