"""The endpoints of webhooks: decode, one change of a document, render. The table at the end lists them.

Sources: webhooks/create, webhooks/list, webhooks/delete (which shows the PATCH); /concepts/webhooks for the guide's
answer. The secret is shown in the answer that creates a webhook, and nowhere else.
"""

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.ringyo.bodies import WebhookCreate, WebhookPatch, given
from mockserver.providers.ringyo.checks import read_webhook
from mockserver.providers.ringyo.dialects import guided, several, single
from mockserver.providers.ringyo.idempotency import once
from mockserver.providers.ringyo.options import set_for
from mockserver.providers.ringyo.queries import WebhooksQuery, ask
from mockserver.providers.ringyo.shapes.envelopes import Deleted, GuidePage, Page, Wrapped
from mockserver.providers.ringyo.shapes.webhooks import (
    GuideWebhookMade,
    WebhookFailures,
    WebhookHead,
    WebhookMade,
    WebhookRow,
)
from mockserver.providers.ringyo.webhooks import (
    create_webhook,
    delete_webhook,
    find_webhook,
    list_webhooks,
    patch_webhook,
)
from mockserver.world.documents import Document
from mockserver.world.world import World


def create(world: World, request: Request) -> Answer:
    """`POST /v1/webhooks`: 201 with the new webhook and, this once, its secret."""
    return once(world, request, lambda: _create(world, request))


def list_all(world: World, request: Request) -> Answer:
    """`GET /v1/webhooks`: webhooks, oldest first, by pages."""
    return several(world, list_webhooks(world, ask(world, request, WebhooksQuery)), lambda row: _row(world, row))


def update(world: World, request: Request) -> Answer:
    """`PATCH /v1/webhooks/{id}`: change what is sent; `status` switches it off and on."""
    webhook = find_webhook(world, request.params["id"])
    body = read_webhook(world, request, WebhookPatch)
    return single(world, _row(world, patch_webhook(world, webhook, given(body))))


def delete(world: World, request: Request) -> Answer:
    """`DELETE /v1/webhooks/{id}`: remove it for good."""
    webhook = find_webhook(world, request.params["id"])
    delete_webhook(world, webhook)
    return single(world, _deleted(webhook["id"]))


# -- pieces ----------------------------------------------------------------------------------------


def _create(world: World, request: Request) -> Answer:
    body = read_webhook(world, request, WebhookCreate)
    made = create_webhook(world, given(body))
    return answer(_guide_made(made) if guided(world) else _made(made), 201)


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
    shown = webhook["status"] == "failing" or set_for(world).failure_count == "always"
    return {"failure_count": webhook["failure_count"]} if shown else {}


OPERATIONS = (
    Operation(
        "POST",
        "/v1/webhooks",
        "webhooks.create",
        create,
        body=WebhookCreate,
        reply=WebhookMade | GuideWebhookMade,
        statuses=(201,),
        makes="/id",
    ),
    Operation(
        "GET",
        "/v1/webhooks",
        "webhooks.list",
        list_all,
        query=WebhooksQuery,
        reply=Page[WebhookRow] | GuidePage[WebhookRow],
    ),
    Operation(
        "PATCH",
        "/v1/webhooks/{id}",
        "webhooks.update",
        update,
        body=WebhookPatch,
        reply=WebhookRow | Wrapped[WebhookRow],
    ),
    Operation("DELETE", "/v1/webhooks/{id}", "webhooks.delete", delete, reply=Deleted | Wrapped[Deleted]),
)
