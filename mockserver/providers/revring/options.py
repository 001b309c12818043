"""What can be set for RevRing in a world (`PATCH /__admin/settings`, key `revring`).

Each option switches one choice of README.md that a client could depend on; its default is what a client expects
most. Values are checked when they are set, so nobody who reads them has to.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

LINES = "revring"
Number = Annotated[str, Meta(pattern=r"^\+[1-9]\d{1,14}$")]
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RevRingOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented behaviour of RevRing, each with the default that a client expects most."""

    concurrency: Annotated[int, Meta(ge=0)] | None = 10
    """Outbound calls of the account at once; null: any number."""
    agent_concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Outbound calls of one agent at once; null: any number."""
    start_status: Literal["auto", "queued"] = "auto"
    """`auto`: a new call is INITIATED if a line is free, else QUEUED. `queued`: it is always QUEUED at first."""
    queued_seconds: Seconds = 1.0
    """With `start_status: queued`: how long a call stays QUEUED although a line is free."""
    id_style: Literal["cuid", "uuid"] = "cuid"
    """Shape of new ids: as seen in real answers, or as the documentation types them."""
    error_style: Literal["detailed", "plain"] = "detailed"
    """`detailed`: `{"error": {"code", "message", "details"}}`. `plain`: `{"error": "message"}`."""
    created_status: Literal[200, 201] = 201
    """HTTP status of whatever makes a thing: `POST /calls`, `POST /agents`, …"""
    cancel_finished: Literal["conflict", "ignore"] = "conflict"
    """Cancelling a call that has ended: 409, or 200 with the record unchanged."""
    failure_causes: bool = False
    """Give calls that nobody answered a `hangupCause` too (`BUSY`, `NO_ANSWER`) beside their `errorMessage`."""
    results_seconds: Seconds = 0.0
    """How long after the end of a talk its `transcript`, `summary` and `recordingUrl` appear."""
    post_call_on_unanswered: bool = False
    """Tell the post-call webhook of calls that nobody answered too, as the documentation has it; else, as real clients
    report, it is not sent for them."""
    webhook_retries: tuple[Seconds, ...] = ()
    """Seconds between a failed try of the post-call webhook and the next; empty: it is sent once."""
    webhook_key: str | None = None
    """What is sent as `x-api-key` with webhooks, which the documentation shows; null, as real clients see: nothing."""
    source_queued_seconds: Seconds = 1.0
    """How long a source of a knowledge base stays `queued`."""
    source_processing_seconds: Seconds = 3.0
    """How long a source is `processing`, before it is `ready` or `failed`."""
    message_sent_seconds: Seconds = 0.0
    """How long a message stays `queued`."""
    message_delivered_seconds: Seconds = 2.0
    """How long after that it is `delivered` (or `undelivered`, or `failed`)."""
    generated_text: Annotated[str, Meta(min_length=1, max_length=1600)] | None = None
    """What is written where a message is to be generated; null: a text of the agent's name and the last message."""
    phone_numbers: dict[Number, str] = {}
    """The numbers of the account and the agent that answers each (E.164 → agent id), as the dashboard assigns them."""


def limits(options: RevRingOptions) -> Mapping[str, int | None]:
    """The lines that these options give."""
    return {LINES: options.concurrency}
