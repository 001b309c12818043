"""The options of Revox in a world (`PATCH /__admin/settings`, key `revox`).

Each option is a choice in README.md: behaviour that no documentation defines and that a client could depend on. The
defaults are what most clients expect.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockserver.world.world import World

LINES = "revox"
Seconds = Annotated[float, Meta(ge=0, le=86_400)]
RealSeconds = Annotated[float, Meta(gt=0, le=60)]


class RevoxOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options for undocumented behaviour of Revox. The defaults are what most clients expect."""

    concurrency: Annotated[
        Annotated[int, Meta(ge=0)] | None,
        Meta(description="Lines of the account; null: unlimited."),
    ] = None
    key_concurrency: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Lines per `concurrency.key` without a `max`; null: unlimited."),
    ] = 1
    busy: Annotated[
        Literal["queue", "refuse"],
        Meta(description="If every line is busy, an order waits (`queued_for_calling`) or gets a 429."),
    ] = "queue"
    retry_after_seconds: Annotated[
        RealSeconds,
        Meta(description="With `busy: refuse`: the delay after which the client shall retry."),
    ] = 1.0
    setup_seconds: Annotated[Seconds, Meta(description="How long an order stays `initializing`.")] = 1.0
    post_processing_seconds: Annotated[
        Seconds,
        Meta(description="How long an order stays `post_processing` after a talk with a human."),
    ] = 2.0
    recording_seconds: Annotated[
        Seconds,
        Meta(description="How long after the end of a talk its `recording_url` appears."),
    ] = 0.0
    transcript_seconds: Annotated[
        Seconds,
        Meta(
            description="How long after the end of a talk its `transcript` is complete; before, attempts show what "
            "was said so far."
        ),
    ] = 0.0
    analysis_seconds: Annotated[
        Seconds,
        Meta(description="How long after the end of a talk its `structured_output`, outcome and summary appear."),
    ] = 0.0
    cancel_running: Annotated[
        Literal["cut", "finish"],
        Meta(description="Whether a cancel cuts the running attempt of an order or lets it finish."),
    ] = "cut"
    conflicts: Annotated[
        bool,
        Meta(
            description="Return 409 for cancel, pause and resume of an ended order (default: success without effect)."
        ),
    ] = False
    zones: Annotated[
        Literal["country", "area"],
        Meta(
            description="The zone of a number without `timezone`: one zone per country calling code, or the zone of "
            "the number's area."
        ),
    ] = "country"

    webhook_extras: Annotated[bool, Meta(description="Add `metadata` and `structured_output` to the webhook.")] = False
    webhook_retries: Annotated[
        tuple[Seconds, ...],
        Meta(description="Seconds between a failed attempt of a webhook and the next; empty: a single attempt."),
    ] = ()
    webhook_secret: Annotated[
        str | None,
        Meta(description="Secret for signing webhooks (header `X-Mockserver-Signature`); null: unsigned."),
    ] = None
    precall_timeout_seconds: Annotated[
        RealSeconds,
        Meta(description="Timeout of the request to `precall_lookup_url`, in real seconds."),
    ] = 5.0

    order_statuses: Annotated[
        Literal["documented", "newest"],
        Meta(
            description="The statuses of orders for clients that name no version: the seven of docs.getrevox.com, or "
            "all of SDK 0.5.0."
        ),
    ] = "documented"
    api_version: Annotated[
        Literal["0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0"] | None,
        Meta(
            description="The version of requests without `X-Stainless-Package-Version`; null: the newest, unless the "
            "request has fields of an older one."
        ),
    ] = None


def limits(options: RevoxOptions) -> Mapping[str, int | None]:
    """Return the numbers of lines that these options define."""
    return {LINES: options.concurrency}


def revox_options(world: World) -> RevoxOptions:
    """Return the options of Revox in a world."""
    options: RevoxOptions = world.options.providers["revox"]
    return options
