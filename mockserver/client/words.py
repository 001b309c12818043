"""The words that methods of the client take, as an editor shows them. A test compares them with the server's.

The parameters also accept other texts, so that a client can use the words of a newer server. The server refuses those
that it does not know, and its message lists the known ones.
"""

from collections.abc import Sequence
from typing import Literal

Phase = Literal["placed", "held", "waiting", "dialling", "ringing", "talking", "wrapping", "paused", "ended"]
Answerer = Literal["human", "voicemail", "IVR", "unknown", "ios-screening-filter"]
Side = Literal["agent", "user", "system"]
EndReason = Literal[
    "busy",
    "no_answer",
    "number_non_attributed",
    "temporarily_unavailable",
    "too_many_calls",
    "no_international_permission",
    "precondition_failed",
    "non_classified_error",
    "hang_up",
    "tool_end_call",
    "silence",
    "max_duration",
    "voicemail",
    "ivr_no_navigate",
    "transfer",
    "connection_lost",
    "rejected",
    "unavailable",
    "human_takeover",
    "participant_removed",
    "cancelled",
]
Kept = Literal["scenarios", "settings", "clock", "journal", "faults"]
ClockMode = Literal["real", "manual", "step", "auto"]
Outcome = Literal["pending", "sending", "delivered", "failed", "lost", "refused"]
FaultKind = Literal[
    "error",
    "rate_limit",
    "delay",
    "timeout",
    "reset",
    "empty",
    "cut",
    "garbage",
    "malformed_json",
    "dribble",
    "wrong_content_type",
    "stale",
    "not_found",
]
FaultTime = Literal["before", "after"]
FindingKind = Literal[
    "unknown_field",
    "deprecated_field",
    "lenient_type",
    "real_number",
    "live_key",
    "fast_polling",
    "first_page",
    "double_dial",
]
Globs = str | Sequence[str]  #: a glob, or several, any of which may match
Duration = str | float  #: `"2s"`, or a number of seconds
