"""The enums of Revox's API that several types use, in requests and responses.

Each has the values of all versions (SDK 0.0.3 to 0.5.0; docs.getrevox.com); `dialects` replaces values that a client's
version does not know. Enums of a single type are defined in that type. `render` translates phases and end reasons of
calls to these values.
"""

from typing import Literal

OrderStatus = Literal[
    "initializing",
    "queued_for_calling",
    "calling",
    "post_processing",
    "not_launched",
    "scheduled",
    "paused",
    "completed",
    "cancelled",
    "errored",
]
AttemptStatus = Literal["queued", "ringing", "ongoing", "completed", "error"]
DialError = Literal[
    "number_non_attributed",
    "too_many_calls",
    "busy",
    "temporarily_unavailable",
    "no_answer",
    "no_international_permission",
    "precondition_failed",
    "non_classified_error",
]
AttemptEndReason = Literal[
    "client_initiated",
    "connection_timeout",
    "human_takeover",
    "ivr_no_navigate",
    "max_duration",
    "participant_removed",
    "tool_end_call",
    "transfer",
    "user_inactive",
    "user_rejected",
    "user_unavailable",
    "voicemail",
    "speed_dial_abandoned",
    "speed_dial_operator_missed",
    "speed_dial_timeout",
    "speed_dial_hangup",
]
Role = Literal["user", "assistant", "human_agent", "tool"]
Outcome = Literal[
    "not_interested",
    "interested",
    "completed",
    "requested_callback_later",
    "requested_callback_new_number",  # this and the next two: SDK 0.2.0 and 0.3.0
    "do_not_contact",
    "ai_averse",
]
OutcomeChoice = Literal[Outcome, "none"]  #: for filters; `none` means no outcome
ResultChoice = Literal["IVR", "voicemail", "human", "unknown", "ios-screening-filter", "none"]
CampaignStatus = Literal["draft", "running", "paused", "completed"]  #: `draft` is sent to clients up to 0.3.0 only
CampaignType = Literal["regular", "jump_in"]
Skip = Literal["active", "attempts_exhausted", "cancelled"]
VoiceProvider = Literal["cartesia", "elevenlabs", "gradium"]
VoiceModel = Literal["sonic-3", "sonic-3.5"]
Language = Literal["en", "fr", "es", "de", "it", "pt", "ru", "zh"]
Kind = Literal["string", "number", "boolean", "enum", "date", "datetime"]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
