"""What can be set for Revox in a world (`PATCH /__admin/settings`, key `revox`).

Each option is a choice of README.md: behaviour that no documentation settles and a real client could depend on. The
defaults are what a client expects most.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

LINES = "revox"


class RevoxOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented behaviour of Revox, each with the default that a client expects most."""

    concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Lines of the whole account; null: any number."""
    key_concurrency: Annotated[int, Meta(ge=1)] | None = 1
    """Lines per `concurrency.key` that names no `max`; null: any number."""
    busy: Literal["queue", "refuse"] = "queue"
    """An order for which every line is busy waits (`queued_for_calling`), or is answered 429."""
    retry_after_seconds: Annotated[float, Meta(gt=0, le=60)] = 1.0
    """With `busy: refuse`: when the client is told to try again."""
    setup_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 1.0
    """How long an order stays `initializing`."""
    post_processing_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 2.0
    """How long an order stays `post_processing` after a talk with a human."""
    cancel_running: Literal["cut", "finish"] = "cut"
    """Whether cancelling an order cuts its running attempt or lets it finish."""
    conflicts: bool = False
    """Answer 409 to cancel, pause and resume of an order that has ended (else success, without effect)."""

    webhook_extras: bool = False
    """Tell `metadata` and `structured_output` in the webhook too."""
    webhook_retries: tuple[Annotated[float, Meta(ge=0, le=86_400)], ...] = ()
    """Seconds between a failed try of a webhook and the next; empty: it is sent once."""
    webhook_secret: str | None = None
    """Sign webhooks with this secret (header `X-Mockserver-Signature`); null: they are not signed."""
    precall_timeout_seconds: Annotated[float, Meta(gt=0, le=60)] = 5.0
    """How long `precall_lookup_url` may take to answer, in real seconds."""

    api_version: Literal["0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0"] | None = None
    """The version that a request without `X-Stainless-Package-Version` speaks; null: the newest, unless what it sends
    shows an older one."""


def limits(options: RevoxOptions) -> Mapping[str, int | None]:
    """The lines that these options give."""
    return {LINES: options.concurrency}
