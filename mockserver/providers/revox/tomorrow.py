"""Words and an event that Revox might add. They are invented: no page of its documentation has them.

The setting `tomorrow` uses them, so that tests show what a client does with something that it does not know.
"""

from mockserver.providers.tomorrow import Tomorrow

EVENT = "call.insights_ready"
TOMORROW = Tomorrow(
    words={
        "status": ("queued_for_review", "carrier_blocked"),
        "AttemptShape.status": ("screened",),
        "SessionShape.status": ("winding_down",),
        "dial_error": ("carrier_blocked", "number_quarantined"),
        "end_reason": ("carrier_blocked", "compliance_stop"),
        "ended_by": ("supervisor",),
        "result": ("call_assistant",),
        "outcome": ("wrong_person",),
        "last_outcome": ("wrong_person",),
        "direction": ("internal",),
        "role": ("supervisor",),
        "speaker": ("supervisor",),
        "provider": ("bandwidth",),
    },
    event=EVENT,
)
