"""Words and an event that RevRing might add. They are invented: no page of its documentation has them.

The setting `tomorrow` uses them, so that tests show what a client does with something that it does not know.
"""

from typing import get_args

from mockserver.providers.revring.words import HangupCause, WebhookStatus
from mockserver.providers.tomorrow import Tomorrow

EVENT = "call_insights"
TOMORROW = Tomorrow(
    words={
        "status": ("UNDER_REVIEW", "CARRIER_BLOCKED"),
        "Source.status": ("quarantined",),
        "Message.status": ("filtered",),
        "hangupCause": ("CARRIER_BLOCKED", "CALL_SCREENED"),
        "direction": ("INTERNAL",),
        "source": ("mobile_sdk",),
        "postCallWebhookStatus": ("throttled",),
        "preCallWebhookStatus": ("throttled",),
    },
    texts={
        "hangupCause": get_args(HangupCause),
        "postCallWebhookStatus": get_args(WebhookStatus),
        "preCallWebhookStatus": get_args(WebhookStatus),
    },
    event=EVENT,
    foreign_events=("tool.*",),
)
