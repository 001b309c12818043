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
Count = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RevRingOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented behavior of RevRing. The defaults are what clients expect most."""

    concurrency: Annotated[
        Count | None,
        Meta(description="Outbound calls of the account at once; null: any number."),
    ] = 10
    agent_concurrency: Annotated[
        Count | None,
        Meta(description="Outbound calls of one agent at once; null: any number."),
    ] = None
    start_status: Annotated[
        Literal["auto", "queued"],
        Meta(
            description="`auto`: a new call is INITIATED if a line is free, else QUEUED. `queued`: it is always "
            "QUEUED at first."
        ),
    ] = "auto"
    queued_seconds: Annotated[
        Seconds,
        Meta(description="With `start_status: queued`: how long a call stays QUEUED although a line is free."),
    ] = 1.0
    id_style: Annotated[
        Literal["cuid", "uuid"],
        Meta(description="Format of new ids: as in real responses, or as the documentation types them."),
    ] = "cuid"
    error_style: Annotated[
        Literal["detailed", "plain"],
        Meta(description='`detailed`: `{"error": {"code", "message", "details"}}`. `plain`: `{"error": "message"}`.'),
    ] = "detailed"
    created_status: Annotated[
        Literal[200, 201],
        Meta(description="HTTP status of requests that create something: `POST /calls`, `POST /agents`, …"),
    ] = 201
    cancel_finished: Annotated[
        Literal["conflict", "ignore"],
        Meta(description="Cancelling a call that has ended: 409, or 200 with the record unchanged."),
    ] = "conflict"
    failure_causes: Annotated[
        bool,
        Meta(
            description="Also set `hangupCause` (`BUSY`, `NO_ANSWER`, `USER_DID_NOT_RESPOND`) on unanswered calls, "
            "beside their `errorMessage`."
        ),
    ] = False
    closing_order: Annotated[
        ClosingOrder,
        Meta(
            description="Where the transcript shows the `end_call` of the agent: `first`, before its closing message, "
            "as documented, or `last`, after it."
        ),
    ] = "first"
    metrics: Annotated[
        Literal["filled", "empty"],
        Meta(
            description="Whether the `metrics` of a conversation are filled, with keys that are not documented, or "
            "`{}`."
        ),
    ] = "filled"
    results_seconds: Annotated[
        Seconds,
        Meta(description="How long after the end of a talk its `transcript`, `summary` and `recordingUrl` appear."),
    ] = 0.0
    post_call_on_unanswered: Annotated[
        bool,
        Meta(
            description="Also send the post-call webhook for unanswered calls, as documented. By default it is not "
            "sent for them, as real clients report."
        ),
    ] = False
    webhook_retries: Annotated[
        tuple[Seconds, ...],
        Meta(description="Seconds between a failed attempt of the post-call webhook and the next; empty: one attempt."),
    ] = ()
    webhook_key: Annotated[
        str | None,
        Meta(description="The `x-api-key` that is sent with webhooks, as documented; null: none, as real clients see."),
    ] = None
    source_queued_seconds: Annotated[
        Seconds,
        Meta(description="How long a source of a knowledge base stays `queued`."),
    ] = 1.0
    source_processing_seconds: Annotated[
        Seconds,
        Meta(description="How long a source stays `processing`, before it is `ready` or `failed`."),
    ] = 3.0
    message_sent_seconds: Annotated[Seconds, Meta(description="How long a message stays `queued`.")] = 0.0
    message_delivered_seconds: Annotated[
        Seconds,
        Meta(
            description="How long a message then stays `sent`, before it is `delivered` (or `undelivered`, or "
            "`failed`)."
        ),
    ] = 2.0
    generated_text: Annotated[
        Annotated[str, Meta(min_length=1, max_length=1600)] | None,
        Meta(description="The text of generated messages; null: a text with the agent's name and the last message."),
    ] = None
    phone_numbers: Annotated[
        dict[Number, str],
        Meta(
            description="The numbers of the account, and the agent that answers each (E.164 → agent id); with "
            "RevRing, the dashboard assigns them."
        ),
    ] = {}


def limits(options: RevRingOptions) -> Mapping[str, int | None]:
    """Return the numbers of lines that these options set."""
    return {LINES: options.concurrency}


def revring_options(world: World) -> RevRingOptions:
    """Return the options of RevRing in a world."""
    options: RevRingOptions = world.options.providers["revring"]
    return options
