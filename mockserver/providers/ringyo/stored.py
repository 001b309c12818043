"""The types of what Ringyo stores: agents, numbers, webhooks, keys, the minute's requests, details of calls.

Snapshots are checked by them. What a fixture may leave out may be missing; nothing here stores or shows anything.
"""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from mockserver.providers.ringyo import agents, credits, idempotency, keys, phone_numbers, rates, webhooks
from mockserver.providers.ringyo.shapes.agents import AgentShape
from mockserver.providers.ringyo.shapes.phone_numbers import NumberShape
from mockserver.providers.ringyo.shapes.webhooks import WebhookMade
from mockserver.providers.stored import Stored, partial


class Deleted(Struct):
    """What is kept of an agent that was deleted."""

    id: str


class Window(Struct):
    """The requests of a minute, and when it ends in Unix seconds."""

    count: Annotated[int, Meta(ge=0, le=2**53)]
    reset: Annotated[int, Meta(ge=-(2**53), le=2**53)]


class Replayable(Struct):
    """An answer that is given again."""

    id: str
    until: datetime
    body: str
    call: str | None
    status: int
    answer: str


class Account(Struct):
    """The balance with which an account begins."""

    credits: float | None = None


class Key(Struct):
    """An API key with rights."""

    scopes: list[str] = []
    status: str = "active"


class Details(Struct):
    """What is kept of a call."""

    metadata: dict[str, Any]
    context: Any
    record: bool
    webhook_url: str | None = None
    charged: bool = True
    dialect: str | None = None


STORED = Stored(
    {
        agents.COLLECTION: partial(AgentShape, "id"),
        agents.DELETED: Deleted,
        phone_numbers.COLLECTION: partial(NumberShape, "id", "phone_number"),
        webhooks.COLLECTION: partial(WebhookMade, "id", last_triggered_at=str | None, failure_count=int, example=bool),
        rates.COLLECTION: Window,
        idempotency.COLLECTION: Replayable,
        credits.COLLECTION: Account,
        keys.COLLECTION: Key,
    },
    Details,
)
