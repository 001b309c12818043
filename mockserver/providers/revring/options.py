"""The options of RevRing in a world (`PATCH /__admin/settings`, key `revring`).

Each option switches one choice of README.md that a client could depend on. The default is what clients expect most.
Values are checked when they are set, so readers need not check them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockserver.world.world import World

LINES = "revring"
Number = Annotated[str, Meta(pattern=r"^\+[1-9]\d{1,14}$")]
ClosingOrder = Literal["first", "last"]
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RevRingOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented behavior of RevRing. The defaults are what clients expect most."""

    concurrency: Annotated[int, Meta(ge=0)] | None = 10
    """Outbound calls of the account at once; null: any number."""
    agent_concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Outbound calls of one agent at once; null: any number."""
    start_status: Literal["auto", "queued"] = "auto"
    """`auto`: a new call is INITIATED if a line is free, else QUEUED. `queued`: it is always QUEUED at first."""
    queued_seconds: Seconds = 1.0
    """With `start_status: queued`: how long a call stays QUEUED although a line is free."""
    id_style: Literal["cuid", "uuid"] = "cuid"
    """Format of new ids: as in real responses, or as the documentation types them."""
    error_style: Literal["detailed", "plain"] = "detailed"
    """`detailed`: `{"error": {"code", "message", "details"}}`. `plain`: `{"error": "message"}`."""
    created_status: Literal[200, 201] = 201
    """HTTP status of requests that create something: `POST /calls`, `POST /agents`, …"""
    cancel_finished: Literal["conflict", "ignore"] = "conflict"
    """Cancelling a call that has ended: 409, or 200 with the record unchanged."""
    failure_causes: bool = False
    """Also set `hangupCause` (`BUSY`, `NO_ANSWER`, `USER_DID_NOT_RESPOND`) on unanswered calls, beside their
    `errorMessage`."""
    closing_order: ClosingOrder = "first"
    """Where the transcript shows the `end_call` of the agent: `first`, before its closing message, as documented, or
    `last`, after it."""
    metrics: Literal["filled", "empty"] = "filled"
    """Whether the `metrics` of a conversation are filled, with keys that are not documented, or `{}`."""
    results_seconds: Seconds = 0.0
    """How long after the end of a talk its `transcript`, `summary` and `recordingUrl` appear."""
    post_call_on_unanswered: bool = False
    """Also send the post-call webhook for unanswered calls, as documented. By default it is not sent for them, as real
    clients report."""
    webhook_retries: tuple[Seconds, ...] = ()
    """Seconds between a failed attempt of the post-call webhook and the next; empty: one attempt."""
    webhook_key: str | None = None
    """The `x-api-key` that is sent with webhooks, as documented; null: none, as real clients see."""
    source_queued_seconds: Seconds = 1.0
    """How long a source of a knowledge base stays `queued`."""
    source_processing_seconds: Seconds = 3.0
    """How long a source stays `processing`, before it is `ready` or `failed`."""
    message_sent_seconds: Seconds = 0.0
    """How long a message stays `queued`."""
    message_delivered_seconds: Seconds = 2.0
    """How long a message then stays `sent`, before it is `delivered` (or `undelivered`, or `failed`)."""
    generated_text: Annotated[str, Meta(min_length=1, max_length=1600)] | None = None
    """The text of generated messages; null: a text with the agent's name and the last message."""
    phone_numbers: dict[Number, str] = {}
    """The numbers of the account, and the agent that answers each (E.164 → agent id); with RevRing, the dashboard
    assigns them."""


def limits(options: RevRingOptions) -> Mapping[str, int | None]:
    """Return the numbers of lines that these options set."""
    return {LINES: options.concurrency}


def revring_options(world: World) -> RevRingOptions:
    """Return the options of RevRing in a world."""
    options: RevRingOptions = world.options.providers["revring"]
    return options
