"""Webhooks: endpoints of the client that want to hear of events. Here they are kept; `correspondent` writes to them.

Each is a document (collection `ringyo.webhooks`) with all that a delivery needs and leaves behind: `url`, `events`,
`secret`, `status`, `failure_count` (consecutive failures) and `last_triggered_at`. Those of the documentation's
examples (`example`) are told nothing, since nobody is there, until they get another `url`. Sources: webhooks/create,
webhooks/list, webhooks/delete. Choices: README.md.
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
    """The webhook that a path names; in profile `lenient` it is conjured if need be.

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
    """The page of webhooks that a query asks for, the oldest first.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    return page_of_documents(world, query, _listed(world), lambda webhook: query.status in (None, webhook["status"]))


def all_webhooks(world: World) -> list[Document]:
    """All webhooks, the oldest first, those that no list shows included: each may have to be told of an event."""
    return [_complete(world, key, row) for key, row in world.collection(COLLECTION).rows().items()]


def _listed(world: World) -> list[Document]:
    return [_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items()]


def create_webhook(world: World, given: Mapping[str, Any]) -> Document:
    """A new webhook, active, with a secret of its own where none is given.

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
    """The webhook with what is named changed. Whose status is set begins to count failures anew."""
    anew = {"failure_count": 0} if "status" in changes else {}
    if "url" in changes:
        webhook = {key: value for key, value in webhook.items() if key != "example"}
    return world.collection(COLLECTION).insert(webhook["id"], {**webhook, **changes, **anew})


def delete_webhook(world: World, webhook: Document) -> None:
    """Remove a webhook for good. In profile `lenient` nothing happens."""
    if not lenient(world):
        world.collection(COLLECTION).delete(webhook["id"])


def _complete(world: World, webhook_id: str, webhook: Document) -> Document:
    """A stored webhook with the defaults of what a fixture leaves out."""
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
