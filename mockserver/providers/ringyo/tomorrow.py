"""Words and an event that Ringyo might add. They are invented: no page of its documentation has them.

The setting `tomorrow` uses them, so that tests show what a client does with something that it does not know.
"""

from mockserver.providers.tomorrow import Tomorrow

EVENT = "call.insights.ready"
TOMORROW = Tomorrow(
    words={
        "status": ("queued_for_review", "carrier_blocked"),
        "sentiment": ("mixed",),
        "role": ("supervisor",),
    },
    event=EVENT,
)
