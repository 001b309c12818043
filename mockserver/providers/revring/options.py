"""What can be set for RevRing in a world (`PATCH /__admin/settings`, key `revring`).

Each option switches one choice of README.md that a client could depend on; its default is what a client expects
most. Values are checked when they are set, so nobody who reads them has to.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

LINES = "revring"
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RevRingOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented behaviour of RevRing, each with the default that a client expects most."""

    concurrency: Annotated[int, Meta(ge=0)] | None = 10
    """Outbound calls at once; null: any number."""
    start_status: Literal["auto", "queued"] = "auto"
    """`auto`: a new call is INITIATED if a line is free, else QUEUED. `queued`: it is always QUEUED at first."""
    queued_seconds: Seconds = 1.0
    """With `start_status: queued`: how long a call stays QUEUED although a line is free."""
    id_style: Literal["cuid", "uuid"] = "cuid"
    """Shape of new ids: as seen in real answers, or as the documentation types them."""
    error_style: Literal["detailed", "plain"] = "detailed"
    """`detailed`: `{"error": {"code", "message", "details"}}`. `plain`: `{"error": "message"}`."""
    created_status: Literal[200, 201] = 201
    """HTTP status of `POST /calls`."""
    cancel_finished: Literal["conflict", "ignore"] = "conflict"
    """Cancelling a call that has ended: 409, or 200 with the record unchanged."""
    failure_causes: bool = False
    """Give calls that nobody answered a `hangupCause` too (`BUSY`, `NO_ANSWER`) beside their `errorMessage`."""
    results_seconds: Seconds = 0.0
    """How long after the end of a talk its `transcript`, `summary` and `recordingUrl` appear."""


def limits(options: RevRingOptions) -> Mapping[str, int | None]:
    """The lines that these options give."""
    return {LINES: options.concurrency}
