"""Webhooks: the client's endpoints for events. This module stores them; `webhook_policy` sends to them.

Each webhook is a document (collection `ringyo.webhooks`) with what a delivery needs and changes: `url`, `events`,
`secret`, `status`, `failure_count` (consecutive failures) and `last_triggered_at`. The webhooks of the documentation's
examples (`example`) get no events until a client changes their `url`, because nothing listens there. Sources:
webhooks/create, webhooks/list, webhooks/delete. Choices: README.md.
"""

from collections.abc import Mapping
from typing import Any

from mockserver.providers.base import Refusal, lenient
from mockserver.providers.ringyo.listing import ListPage, page_of_documents
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.queries import WebhooksQuery
from mockserver.simulation.durations import show_seconds
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "ringyo.webhooks"
_DEFAULTS: Document = {
    "url": "https://example.com/webhooks/ringyo",
    "events": ["*"],
    "description": None,
    "status": "active",
    "metadata": {},
    "last_triggered_at": None,
    "failure_count": 0,
}
_COMPLETE_KEYS = _DEFAULTS.keys() | {"id", "secret", "created_at"}


def get_webhook(world: World, webhook_id: str) -> Document:
    """Return the webhook that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404 `webhook_not_found`.
    """
    found = world.collection(COLLECTION).get(webhook_id)
    if found is not None:
        return _complete(world, webhook_id, found)
    if lenient(world):
        return _insert(world, webhook_id, {})
    message = f"There is no webhook {webhook_id!r}; GET /v1/webhooks lists them."
    raise Refusal(404, "webhook_not_found", message, {"webhook_id": webhook_id})


def list_webhooks(world: World, query: WebhooksQuery) -> ListPage[Document]:
    """Return the requested page of webhooks, oldest first.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    return page_of_documents(world, query, _listed(world), lambda webhook: query.status in (None, webhook["status"]))


def all_webhooks(world: World) -> list[Document]:
    """Return all webhooks, oldest first, including those that no list shows: any of them may get an event."""
    return [_complete(world, key, row) for key, row in world.collection(COLLECTION).rows().items()]


def _listed(world: World) -> list[Document]:
    return [_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items()]


def create_webhook(world: World, given: Mapping[str, Any]) -> Document:
    """Create a webhook, which is active. Without a secret, one is generated.

    Raises:
        Refusal: 403 `webhook_limit_reached`.
    """
    limit, count = ringyo_options(world).webhook_limit, len(world.collection(COLLECTION))
    if limit is not None and count >= limit:
        message = f"The plan allows {limit} webhooks, and there are {count}. Delete one first."
        raise Refusal(403, "webhook_limit_reached", message, {"limit": limit})
    number = world.serial("ringyo.webhook")
    return _insert(world, "wh_" + world.randomness.letters(f"ringyo:webhook:{number}", 12), given)


def update_webhook(world: World, webhook: Document, changes: Mapping[str, Any]) -> Document:
    """Update a webhook with the given fields. Setting `status` resets the failure count."""
    reset = {"failure_count": 0} if "status" in changes else {}
    if "url" in changes:
        webhook = {key: value for key, value in webhook.items() if key != "example"}
    return world.collection(COLLECTION).insert(webhook["id"], {**webhook, **changes, **reset})


def delete_webhook(world: World, webhook: Document) -> None:
    """Delete a webhook permanently. Profile `lenient` deletes nothing."""
    if not lenient(world):
        world.collection(COLLECTION).delete(webhook["id"])


def _complete(world: World, webhook_id: str, webhook: Document) -> Document:
    """Return a stored webhook. Fields that a fixture leaves out get their defaults."""
    if webhook.keys() >= _COMPLETE_KEYS:
        return webhook
    return _insert(world, webhook_id, webhook)


def _insert(world: World, webhook_id: str, given: Mapping[str, Any]) -> Document:
    own = {
        "id": webhook_id,
        "secret": "whsec_" + world.randomness.letters(f"ringyo:secret:{webhook_id}", 32),
        "created_at": show_seconds(world.now),
    }
    return world.collection(COLLECTION).insert(webhook_id, {**_DEFAULTS, **own, **given})
