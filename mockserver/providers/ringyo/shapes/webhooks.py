"""Webhooks in responses; only the response that creates a webhook shows its secret.

Sources: webhooks/create, webhooks/list; /concepts/webhooks for the guide's response.
"""

from typing import Literal, TypedDict

from mockserver.providers.ringyo.shapes.envelopes import Instant, Metadata

WebhookStatus = Literal["active", "inactive", "failing"]
SharedEvent = Literal["call.answered", "call.completed", "call.failed", "agent.created", "agent.updated", "*"]
ReferenceEvent = Literal[
    "call.started",
    "call.ringing",
    "call.recording.ready",
    "call.transcript.ready",
    "agent.deleted",
]
GuideEvent = Literal[
    "call.initiated",
    "call.transferred",
    "appointment.created",
    "appointment.updated",
    "appointment.cancelled",
    "appointment.reminder",
    "phone_number.assigned",
    "phone_number.released",
    "credits.low",
]
EventName = Literal[SharedEvent, ReferenceEvent, GuideEvent]


class WebhookMade(TypedDict):
    """The response to `POST /v1/webhooks`."""

    id: str
    url: str
    events: list[EventName]
    secret: str
    description: str | None
    status: WebhookStatus
    metadata: Metadata
    created_at: Instant


class GuideWebhookMade(TypedDict):
    """The response to `POST /v1/webhooks` in the guide's dialect, without an envelope."""

    webhook_id: str
    secret: str
    message: str


class WebhookHead(TypedDict):
    """The first keys of every webhook in a list."""

    id: str
    url: str
    events: list[EventName]
    description: str | None
    status: WebhookStatus
    last_triggered_at: Instant | None


class WebhookFailures(TypedDict, total=False):
    """The number of consecutive failed deliveries; present while the status is `failing`."""

    failure_count: int


class WebhookRow(WebhookHead, WebhookFailures):
    """A webhook in a list, or after a change."""

    created_at: Instant
