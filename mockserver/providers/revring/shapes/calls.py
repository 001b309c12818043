"""A call as RevRing shows it, and the answers that hold calls.

Source: docs.revring.ai, api-reference/calls/{send,get,cancel,batch-get}. `source` and the list are known from a real
client only.
"""

from typing import Annotated, Any, NotRequired, TypedDict, get_args

from msgspec import Meta

from mockserver.providers.revring.shapes.envelopes import Pagination
from mockserver.providers.revring.words import (
    CallSource,
    CallStatus,
    Direction,
    HangupCause,
    Instant,
    Role,
    WebhookStatus,
)

WebhookWord = Annotated[
    str | None,
    Meta(description=f"How the delivery went: {', '.join(get_args(WebhookStatus))}; null: there was none."),
]


class TurnShape(TypedDict, total=False):
    """A turn of a talk; the documentation shows none of its keys. The content of a tool is `Tool: NAME: OUTPUT`."""

    role: Role
    content: str
    timestamp: Instant


class _CallFacts(TypedDict):
    """What is always shown of a call."""

    id: str
    organizationId: str
    direction: Direction
    status: CallStatus
    fromNumber: str
    toNumber: str
    initiatedAt: Instant
    createdAt: Instant
    updatedAt: Instant
    agentId: str | None
    sipTrunkId: str | None
    agentCallerIdName: str | None
    agentName: str | None
    recordingUrl: str | None
    hangupCause: Annotated[str | None, Meta(description=f"Common values: {', '.join(get_args(HangupCause))}")]
    errorMessage: str | None
    startedAt: Instant | None
    endedAt: Instant | None
    durationSeconds: int | None
    postCallWebhookStatus: WebhookWord
    preCallWebhookStatus: WebhookWord
    source: CallSource | None


class CallShape(_CallFacts):
    """A call. Every key is always there, null where there is nothing."""

    variables: dict[str, Any]
    transcript: list[TurnShape] | None
    summary: str | None
    metrics: dict[str, Any]


class BatchCallShape(_CallFacts):
    """A call of a batch; `minimal: true` leaves out what is bulky."""

    variables: NotRequired[dict[str, Any]]
    transcript: NotRequired[list[TurnShape] | None]
    summary: NotRequired[str | None]
    metrics: NotRequired[dict[str, Any]]


class CallReply(TypedDict):
    """One call."""

    data: CallShape


class CallBatch(TypedDict):
    """The calls of some ids."""

    data: list[BatchCallShape]


class CallList(TypedDict):
    """A page of calls."""

    data: list[CallShape]
    pagination: Pagination
