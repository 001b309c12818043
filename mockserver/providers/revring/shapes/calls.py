"""Calls in responses.

Source: docs.revring.ai, api-reference/calls/{send,get,cancel,batch-get}. `source` and the list are known only from a
real client.
"""

from typing import Annotated, Any, NotRequired, TypedDict, get_args

from msgspec import Meta

from mockserver.providers.revring.fields import Instant
from mockserver.providers.revring.metrics import Metrics
from mockserver.providers.revring.words import CallSource, CallStatus, Direction, HangupCause, Role, WebhookStatus

WebhookWord = Annotated[
    str | None,
    Meta(description=f"The status of the delivery: {', '.join(get_args(WebhookStatus))}; null: no webhook was sent."),
]


class TurnShape(TypedDict, total=False):
    """A turn of a conversation; the documentation shows none of its keys. A tool's content is `Tool: NAME: OUTPUT`."""

    role: Role
    content: str
    timestamp: Instant


class _CallFacts(TypedDict):
    """The fields that every call has."""

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
    """A call. Every key is always present, with null for what is missing."""

    variables: dict[str, Any]
    transcript: list[TurnShape] | None
    summary: str | None
    metrics: Metrics


class BatchCallShape(_CallFacts):
    """A call in a batch; `minimal: true` leaves out the large fields."""

    variables: NotRequired[dict[str, Any]]
    transcript: NotRequired[list[TurnShape] | None]
    summary: NotRequired[str | None]
    metrics: NotRequired[Metrics]
