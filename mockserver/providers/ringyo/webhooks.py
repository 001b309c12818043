"""Webhooks: the client's endpoints for events. This module stores them; `webhook_policy` sends to them.

The webhooks of the documentation's examples (`example`) get no events until a client changes their `url`, because
nothing listens there. Only the response that creates a webhook shows its secret. Sources: webhooks/create,
webhooks/list, webhooks/delete. Choices: README.md.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from mockserver.providers.base import Refusal
from mockserver.providers.derived import CreateOnly, PatchOnly, ReadOnly, Resource, Sent
from mockserver.providers.resources import Resources
from mockserver.providers.ringyo.errors import not_found
from mockserver.providers.ringyo.fields import Instant, Metadata, Text
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.simulation.durations import show_seconds
from mockserver.world.world import World

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
WebhookStatus = Literal["active", "inactive", "failing"]


class Webhook(Resource, frozen=True, kw_only=True):
    """A webhook. `failure_count` counts consecutive failed deliveries."""

    url: Text
    events: Annotated[list[EventName], Meta(min_length=1, description="`*` means all events.")]
    secret: CreateOnly[Text] = ""
    description: str | None = None
    status: Annotated[PatchOnly[WebhookStatus], Sent(Literal["active", "inactive"])] = "active"
    last_triggered_at: ReadOnly[Instant | None] = None
    failure_count: ReadOnly[int] = 0
    metadata: Metadata = field(default_factory=dict)
    created_at: ReadOnly[Instant]
    example: ReadOnly[bool] = False


def update_webhook(world: World, webhook: Webhook, changes: Mapping[str, Any]) -> Webhook:
    """Update a webhook with the given fields. Setting `status` resets the failure count."""
    more: dict[str, Any] = {"failure_count": 0} if "status" in changes else {}
    if "url" in changes:
        more["example"] = False
    return WEBHOOKS.update(world, webhook, {**changes, **more})


# -- the life of a webhook -------------------------------------------------------------------------


def _blank(world: World, webhook_id: str) -> Webhook:
    return Webhook(
        id=webhook_id,
        url="https://example.com/webhooks/ringyo",
        events=["*"],
        secret="whsec_" + world.randomness.letters(f"ringyo:secret:{webhook_id}", 32),
        created_at=show_seconds(world.now),
    )


def _check_new(world: World) -> None:
    limit, count = ringyo_options(world).webhook_limit, len(WEBHOOKS.of(world))
    if limit is not None and count >= limit:
        message = f"The plan allows {limit} webhooks, and there are {count}. Delete one first."
        raise Refusal(403, "webhook_limit_reached", message, {"limit": limit})


WEBHOOKS: Resources[Webhook] = Resources(
    "ringyo.webhooks",
    Webhook,
    blank=_blank,
    missing=lambda webhook_id: not_found("webhook", webhook_id),
    new_id=lambda world: "wh_" + world.randomness.new_letters(f"ringyo:webhook:{world.serial('ringyo.webhook')}", 12),
    check_new=_check_new,
)
