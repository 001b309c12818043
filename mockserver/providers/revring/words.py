"""The fixed sets of words of RevRing's API, for request bodies, queries and responses.

Sources: docs.revring.ai, api-reference/calls, agents, knowledge-bases, messages. Where the documentation shows only a
part of a set, the rest is a choice; see README.md.
"""

from typing import Literal

PLACEHOLDER = "<string>"  #: any text in the documentation's samples

CallStatus = Literal["QUEUED", "INITIATED", "ONGOING", "TRANSFERRED", "COMPLETED", "FAILED", "CANCELED"]
Direction = Literal["INBOUND", "OUTBOUND"]
CallSource = Literal["web_widget"]
HangupCause = Literal[
    "USER_ENDED",
    "END_CALL_TOOL",
    "SILENCE_TIMEOUT",
    "MAX_DURATION",
    "VOICEMAIL_DETECTED",
    "USER_DID_NOT_RESPOND",
    "AGENT_HUNG_UP",
    "BUSY",
    "NO_ANSWER",
]
WebhookStatus = Literal["pending", "sent", "failed"]
Role = Literal["assistant", "user", "tool"]
SortKey = Literal["createdAt", "initiatedAt", "updatedAt", "startedAt", "endedAt", "durationSeconds"]
SortOrder = Literal["asc", "desc"]

AgentStatus = Literal["active", "disabled"]
AgentMode = Literal["single_prompt", "conversation_flow"]
VoicemailAction = Literal["hangup", "leave_message"]
TransferMode = Literal["cold", "warm"]
Effort = Literal["low", "medium", "high"]
RetrievalMode = Literal["automatic", "tool"]
InboundMode = Literal["auto_reply", "notify"]
HttpMethod = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

SourceType = Literal["file", "url", "text"]
SourceStatus = Literal["queued", "processing", "ready", "failed"]

Channel = Literal["sms"]
MessageStatus = Literal["queued", "sent", "delivered", "undelivered", "failed", "received"]
