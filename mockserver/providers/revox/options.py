"""The options of Revox in a world (`PATCH /__admin/settings`, key `revox`).

Each option is a choice in README.md: behaviour that no documentation defines and that a client could depend on. The
defaults are what most clients expect.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockserver.world.world import World

LINES = "revox"


class RevoxOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options for undocumented behaviour of Revox. The defaults are what most clients expect."""

    concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Lines of the account; null: unlimited."""
    key_concurrency: Annotated[int, Meta(ge=1)] | None = 1
    """Lines per `concurrency.key` without a `max`; null: unlimited."""
    busy: Literal["queue", "refuse"] = "queue"
    """If every line is busy, an order waits (`queued_for_calling`) or gets a 429."""
    retry_after_seconds: Annotated[float, Meta(gt=0, le=60)] = 1.0
    """With `busy: refuse`: the delay after which the client shall retry."""
    setup_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 1.0
    """How long an order stays `initializing`."""
    post_processing_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 2.0
    """How long an order stays `post_processing` after a talk with a human."""
    recording_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 0.0
    """How long after the end of a talk its `recording_url` appears."""
    transcript_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 0.0
    """How long after the end of a talk its `transcript` is complete; before, attempts show what was said so far."""
    analysis_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 0.0
    """How long after the end of a talk its `structured_output`, outcome and summary appear."""
    cancel_running: Literal["cut", "finish"] = "cut"
    """Whether a cancel cuts the running attempt of an order or lets it finish."""
    conflicts: bool = False
    """Return 409 for cancel, pause and resume of an ended order (default: success without effect)."""
    zones: Literal["country", "area"] = "country"
    """The zone of a number without `timezone`: one zone per country calling code, or the zone of the number's area."""

    webhook_extras: bool = False
    """Add `metadata` and `structured_output` to the webhook."""
    webhook_retries: tuple[Annotated[float, Meta(ge=0, le=86_400)], ...] = ()
    """Seconds between a failed attempt of a webhook and the next; empty: a single attempt."""
    webhook_secret: str | None = None
    """Secret for signing webhooks (header `X-Mockserver-Signature`); null: unsigned."""
    precall_timeout_seconds: Annotated[float, Meta(gt=0, le=60)] = 5.0
    """Timeout of the request to `precall_lookup_url`, in real seconds."""

    order_statuses: Literal["documented", "newest"] = "documented"
    """The statuses of orders for clients that name no version: the seven of docs.getrevox.com, or all of SDK 0.5.0."""
    api_version: Literal["0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0"] | None = None
    """The version of requests without `X-Stainless-Package-Version`; null: the newest, unless the request has fields of
    an older one."""


def limits(options: RevoxOptions) -> Mapping[str, int | None]:
    """Return the numbers of lines that these options define."""
    return {LINES: options.concurrency}


def revox_options(world: World) -> RevoxOptions:
    """Return the options of Revox in a world."""
    options: RevoxOptions = world.options.providers["revox"]
    return options
