"""The endpoints of webhooks: decode, one change of a resource, render. The table is at the end.

Sources: webhooks/create, webhooks/list, webhooks/delete (which shows the PATCH); /concepts/webhooks for the guide's
response. Only the response that creates a webhook shows its secret.
"""

from typing import TypedDict

from msgspec import UNSET, Struct

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.derived import Part, create_body, patch_body
from mockserver.providers.ringyo.checks import read_webhook
from mockserver.providers.ringyo.dialects import is_guide
from mockserver.providers.ringyo.idempotency import answer_once
from mockserver.providers.ringyo.listing import page_of_resources
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.queries import WebhooksQuery, decode_query
from mockserver.providers.ringyo.replies import page_answer, page_type, single_answer, single_type
from mockserver.providers.ringyo.shapes.envelopes import Deleted, Wrapped
from mockserver.providers.ringyo.webhooks import WEBHOOKS, Webhook, update_webhook
from mockserver.world.world import World

WebhookCreate = create_body(
    Webhook, "WebhookCreate", "`POST /v1/webhooks`. Without a secret, one is generated.", null_is_absent=True
)
WebhookPatch = patch_body(Webhook, "WebhookPatch", "`PATCH /v1/webhooks/{id}`: any of the fields.", null_is_absent=True)
WEBHOOK_MADE = Part(
    Webhook,
    "WebhookMade",
    "The response to `POST /v1/webhooks`.",
    "id url events secret description status metadata created_at",
)
WEBHOOK_ROW = Part(
    Webhook,
    "WebhookRow",
    "A webhook in a list, or after a change. `failure_count` is there while the status is `failing`.",
    "id url events description status last_triggered_at failure_count created_at",
    optional="failure_count",
)


class GuideWebhookMade(TypedDict):
    """The response to `POST /v1/webhooks` in the guide's dialect, without an envelope."""

    webhook_id: str
    secret: str
    message: str


def create_webhook(world: World, request: Request) -> Answer:
    """`POST /v1/webhooks`: 201 with the new webhook and its secret, which no other response shows."""
    return answer_once(world, request, lambda: _create_webhook(world, request))


def list_webhooks(world: World, request: Request) -> Answer:
    """`GET /v1/webhooks`: webhooks, oldest first, in pages."""
    query = decode_query(world, request, WebhooksQuery)
    page = page_of_resources(world, query, WEBHOOKS.of(world), lambda webhook: query.status in (None, webhook.status))
    return page_answer(world, page, lambda webhook: _row(world, webhook))


def change_webhook(world: World, request: Request) -> Answer:
    """`PATCH /v1/webhooks/{id}`: change only the fields that are sent; `status` turns the webhook off and on."""
    webhook = WEBHOOKS.get(world, request.params["id"])
    return single_answer(world, _row(world, update_webhook(world, webhook, read_webhook(world, request, WebhookPatch))))


def delete_webhook(world: World, request: Request) -> Answer:
    """`DELETE /v1/webhooks/{id}`: delete a webhook permanently."""
    webhook = WEBHOOKS.get(world, request.params["id"])
    WEBHOOKS.delete(world, webhook)
    return single_answer(world, Deleted(id=webhook.id, deleted=True))


# -- helpers ---------------------------------------------------------------------------------------


def _create_webhook(world: World, request: Request) -> Answer:
    made = WEBHOOKS.create(world, read_webhook(world, request, WebhookCreate))
    return answer(_guide_made(made) if is_guide(world) else WEBHOOK_MADE.of(made), 201)


def _guide_made(webhook: Webhook) -> GuideWebhookMade:
    return {
        "webhook_id": webhook.id,
        "secret": webhook.secret,
        "message": "Save this signing secret securely. It won't be shown again.",
    }


def _row(world: World, webhook: Webhook) -> Struct:
    if webhook.status == "failing" or ringyo_options(world).failure_count == "always":
        return WEBHOOK_ROW.of(webhook)
    return WEBHOOK_ROW.of(webhook, failure_count=UNSET)


OPERATIONS = (
    Operation(
        "POST",
        "/v1/webhooks",
        "webhooks.create",
        create_webhook,
        body=WebhookCreate,
        reply=WEBHOOK_MADE.kind | GuideWebhookMade,
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/webhooks",
        "webhooks.list",
        list_webhooks,
        query=WebhooksQuery,
        reply=page_type(WEBHOOK_ROW.kind),
    ),
    Operation(
        "PATCH",
        "/v1/webhooks/{id}",
        "webhooks.update",
        change_webhook,
        body=WebhookPatch,
        reply=single_type(WEBHOOK_ROW.kind),
    ),
    Operation("DELETE", "/v1/webhooks/{id}", "webhooks.delete", delete_webhook, reply=Deleted | Wrapped[Deleted]),
)
