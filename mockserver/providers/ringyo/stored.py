"""The types of what Ringyo stores: agents, numbers, webhooks, keys, request counts, details of calls.

Snapshots are validated against them. Fields that a fixture may leave out are optional. Nothing here stores or renders
anything.
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
    """The record of a deleted agent."""

    id: str


class Window(Struct):
    """The number of requests in a minute, and its end in Unix seconds."""

    count: Annotated[int, Meta(ge=0, le=2**53)]
    reset: Annotated[int, Meta(ge=-(2**53), le=2**53)]


class Replayable(Struct):
    """A stored response for a repeated request."""

    id: str
    until: datetime
    body: str
    call: str | None
    status: int
    answer: str


class Account(Struct):
    """The initial balance of an account."""

    credits: float | None = None


class Key(Struct):
    """An API key and its rights."""

    scopes: list[str] = []
    status: str = "active"


class Details(Struct):
    """Details that are stored with a call."""

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
