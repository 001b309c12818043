"""Calls in responses: `CallShape` in the reference's dialect, `GuideCall` in the guide's.

Sources: calls/create, calls/get (the seed page), calls/list; /concepts/calls for the guide's words. Renderers combine
the types whose names end in `Head`, `Results` and `End`.
"""

from typing import Annotated, Any, Literal, TypedDict

from msgspec import Meta

from mockserver.providers.ringyo.fields import Instant, Metadata

CallStatus = Literal["queued", "ringing", "in_progress", "completed", "failed", "no_answer", "busy"]
GuideStatus = Literal[
    "initiated",
    "ringing",
    "answered",
    "in_progress",
    "completed",
    "transferred",
    "no_answer",
    "busy",
    "failed",
]
Sentiment = Literal["positive", "neutral", "negative"]


class Turn(TypedDict):
    """Something that was said; `timestamp` is in seconds since the answer."""

    role: Literal["agent", "user"]
    content: str
    timestamp: float


class Analysis(TypedDict):
    """The results of a conversation; their form is not documented."""

    summary: str
    sentiment: Sentiment
    outcome: str
    extracted_data: dict[str, Any]


class CallHead(TypedDict):
    """The first keys of every call in the reference's dialect."""

    id: str
    status: CallStatus
    phone_number: str
    from_number: str
    agent_id: str


class CallPlaced(CallHead):
    """The response to `POST /v1/calls`, the only one with `record`."""

    metadata: Metadata
    record: bool
    created_at: Instant


class CallResults(TypedDict, total=False):
    """What a call shows after its end; all keys except `duration` need `include`."""

    duration: Annotated[int, Meta(description="Seconds; only of a completed call")]
    transcript: list[Turn]
    recording_url: str
    analysis: Analysis


class CallEnd(TypedDict, total=False):
    """When a call ended."""

    ended_at: Instant


class CallShape(CallHead, CallResults, CallEnd):
    """A call in the reference's dialect."""

    metadata: Metadata
    created_at: Instant


class GuideResults(TypedDict, total=False):
    """What a call in the guide's dialect shows after its end; lists leave out transcript and recording."""

    duration_seconds: Annotated[int, Meta(description="Of a completed or transferred call")]
    outcome: str
    transcript: Annotated[str, Meta(description="Lines that begin with `Agent:` or `Customer:`")]
    recording_url: str
    extracted_data: dict[str, Any]


class GuideCall(GuideResults, CallEnd):
    """A call in the guide's dialect."""

    call_id: str
    status: GuideStatus
    to: str
    from_number: str
    agent_id: str
    context: dict[str, Any] | str | None
    metadata: Metadata
    created_at: Instant
