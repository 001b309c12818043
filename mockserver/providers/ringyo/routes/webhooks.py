"""The endpoints of webhooks: decode, one change of a document, render. The table is at the end.

Sources: webhooks/create, webhooks/list, webhooks/delete (which shows the PATCH); /concepts/webhooks for the guide's
response. Only the response that creates a webhook shows its secret.
"""

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.ringyo import webhooks
from mockserver.providers.ringyo.bodies import WebhookCreate, WebhookPatch, sent_fields
from mockserver.providers.ringyo.checks import read_webhook
from mockserver.providers.ringyo.dialects import is_guide, page_answer, single_answer
from mockserver.providers.ringyo.idempotency import answer_once
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.queries import WebhooksQuery, decode_query
from mockserver.providers.ringyo.shapes.envelopes import Deleted, GuidePage, Page, Wrapped
from mockserver.providers.ringyo.shapes.webhooks import (
    GuideWebhookMade,
    WebhookFailures,
    WebhookHead,
    WebhookMade,
    WebhookRow,
)
from mockserver.world.documents import Document
from mockserver.world.world import World


def create_webhook(world: World, request: Request) -> Answer:
    """`POST /v1/webhooks`: 201 with the new webhook and its secret, which no other response shows."""
    return answer_once(world, request, lambda: _create_webhook(world, request))


def list_webhooks(world: World, request: Request) -> Answer:
    """`GET /v1/webhooks`: webhooks, oldest first, in pages."""
    return page_answer(
        world, webhooks.list_webhooks(world, decode_query(world, request, WebhooksQuery)), lambda row: _row(world, row)
    )


def update_webhook(world: World, request: Request) -> Answer:
    """`PATCH /v1/webhooks/{id}`: change only the fields that are sent; `status` turns the webhook off and on."""
    webhook = webhooks.get_webhook(world, request.params["id"])
    body = read_webhook(world, request, WebhookPatch)
    return single_answer(world, _row(world, webhooks.update_webhook(world, webhook, sent_fields(body))))


def delete_webhook(world: World, request: Request) -> Answer:
    """`DELETE /v1/webhooks/{id}`: delete a webhook permanently."""
    webhook = webhooks.get_webhook(world, request.params["id"])
    webhooks.delete_webhook(world, webhook)
    return single_answer(world, _deleted(webhook["id"]))


# -- helpers ---------------------------------------------------------------------------------------


def _create_webhook(world: World, request: Request) -> Answer:
    body = read_webhook(world, request, WebhookCreate)
    made = webhooks.create_webhook(world, sent_fields(body))
    return answer(_guide_made(made) if is_guide(world) else _made(made), 201)


def _deleted(webhook_id: str) -> Deleted:
    return {"id": webhook_id, "deleted": True}


def _made(webhook: Document) -> WebhookMade:
    return {
        "id": webhook["id"],
        "url": webhook["url"],
        "events": webhook["events"],
        "secret": webhook["secret"],
        "description": webhook["description"],
        "status": webhook["status"],
        "metadata": webhook["metadata"],
        "created_at": webhook["created_at"],
    }


def _guide_made(webhook: Document) -> GuideWebhookMade:
    return {
        "webhook_id": webhook["id"],
        "secret": webhook["secret"],
        "message": "Save this signing secret securely. It won't be shown again.",
    }


def _row(world: World, webhook: Document) -> WebhookRow:
    return {**_head(webhook), **_failures(world, webhook), "created_at": webhook["created_at"]}


def _head(webhook: Document) -> WebhookHead:
    return {
        "id": webhook["id"],
        "url": webhook["url"],
        "events": webhook["events"],
        "description": webhook["description"],
        "status": webhook["status"],
        "last_triggered_at": webhook["last_triggered_at"],
    }


def _failures(world: World, webhook: Document) -> WebhookFailures:
    visible = webhook["status"] == "failing" or ringyo_options(world).failure_count == "always"
    return {"failure_count": webhook["failure_count"]} if visible else {}


OPERATIONS = (
    Operation(
        "POST",
        "/v1/webhooks",
        "webhooks.create",
        create_webhook,
        body=WebhookCreate,
        reply=WebhookMade | GuideWebhookMade,
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/webhooks",
        "webhooks.list",
        list_webhooks,
        query=WebhooksQuery,
        reply=Page[WebhookRow] | GuidePage[WebhookRow],
    ),
    Operation(
        "PATCH",
        "/v1/webhooks/{id}",
        "webhooks.update",
        update_webhook,
        body=WebhookPatch,
        reply=WebhookRow | Wrapped[WebhookRow],
    ),
    Operation("DELETE", "/v1/webhooks/{id}", "webhooks.delete", delete_webhook, reply=Deleted | Wrapped[Deleted]),
)
