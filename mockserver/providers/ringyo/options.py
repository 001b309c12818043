"""What can be set for Ringyo in a world (`PATCH /__admin/settings`, key `ringyo`).

Each option is a choice of README.md: behaviour on which the documentation is silent or of two minds, and on which a
real client could depend.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

LINES = "ringyo"


class RingyoOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented or contradictory behaviour of Ringyo, each with the default that a client expects most."""

    concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Calls that may run at once; one more is answered `rate_limit_exceeded`. Null: any number."""
    rate_limit: Annotated[int, Meta(ge=1)] = 300
    """Requests per minute that the rate-limit headers speak of (Pro 300, Agency 1,000; elsewhere 60 and 300)."""
    credits: bool = True
    """Whether the account has credits; without, `POST /v1/calls` answers `insufficient_credits`."""
    credits_status: Literal[402, 403] = 402
    """The HTTP status of `insufficient_credits`."""
    forbidden_status: Literal[401, 403] = 403
    """The HTTP status of a key that may not do what it asks for."""
    forbidden_code: Literal["unauthorized", "forbidden"] = "unauthorized"
    """The error code of a key that may not do what it asks for."""
    inactive_agents: bool = True
    """Whether an agent of status `inactive` may call; else it is answered `agent_not_found`."""
    duration: Literal["call", "talk"] = "call"
    """What `duration` counts: from `created_at` to `ended_at` as in the documented samples, or the talk alone."""
    live_transcript: bool = False
    """Whether `include=transcript` shows what has been said so far while a call is `in_progress`."""
    recording_url: Literal["mock", "documented"] = "mock"
    """Whether recordings lie at the mock (and can be fetched) or at `https://storage.ringyo.ai` as documented."""


def limits(options: RingyoOptions) -> Mapping[str, int | None]:
    """The lines that these options give."""
    return {LINES: options.concurrency}
