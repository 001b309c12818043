"""What can be set for Ringyo in a world (`PATCH /__admin/settings`, key `ringyo`).

Each option is a choice of README.md: behaviour on which the documentation is silent or of two minds, and on which a
real client could depend.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockserver.world.world import World

LINES = "ringyo"
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RingyoOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented or contradictory behaviour of Ringyo, each with the default that a client expects most."""

    dialect: Literal["reference", "guide"] = "reference"
    """In whose words answers are: bare objects and cursors of the reference pages, or the guides' `{data, meta}`,
    offsets, `call_id` and life cycle."""
    concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Calls that may run at once; one more is answered `rate_limit_exceeded`. Null: any number."""
    plan: Literal["trial", "starter", "pro", "agency"] = "pro"
    """The plan of the account; `trial` and `starter` have no API access, and are answered 403."""
    rate_table: Literal["introduction", "api-keys"] = "introduction"
    """Which page tells the requests per minute of a plan: 300 (Pro) and 1,000 (Agency), or 60 and 300."""
    rate_limit: Annotated[int, Meta(ge=1)] | None = None
    """Requests per minute; null: as the plan has it."""
    enforce_rate: bool = False
    """Whether a request beyond the rate limit is answered 429 `rate_limit_exceeded`."""
    key_prefixes: bool = False
    """Whether a key must begin with `vb_live_`, `rg_live_` or `rg_test_`."""
    content_type: Literal["body", "always"] = "body"
    """Where `Content-Type: application/json` must be sent: with a body, or with every request."""
    credits: Annotated[float, Meta(ge=0)] | None = None
    """The credits with which the account began; without enough, `POST /v1/calls` answers `insufficient_credits`. Null:
    as a fixture has it, else they never run out."""
    credits_per_minute: Annotated[float, Meta(ge=0)] = 1.0
    """What each begun minute of a talk costs."""
    credits_status: Literal[402, 403] = 402
    """The HTTP status of `insufficient_credits`."""
    forbidden_status: Literal[401, 403] = 403
    """The HTTP status of a key that may not do what it asks for."""
    forbidden_code: Literal["unauthorized", "forbidden"] = "unauthorized"
    """The error code of a key that may not do what it asks for."""
    inactive_agents: bool = True
    """Whether an agent of status `inactive` may call; else it is answered `agent_not_found`."""
    delete_busy_agents: bool = False
    """Whether an agent can be deleted while it has active calls; else that is answered `agent_in_use`."""
    agent_limit: Annotated[int, Meta(ge=0)] | None = None
    """Agents that the plan allows; one more is answered `agent_limit_reached`. Null: any number."""
    prompt_limit: Annotated[int, Meta(ge=1)] = 32_000
    """The longest `system_prompt` in characters; a longer one is answered `invalid_system_prompt`."""
    voices: tuple[str, ...] | None = None
    """The voices that there are; others are answered `invalid_voice_id`. Null: any; in profile `strict` those of the
    documentation."""
    languages: tuple[str, ...] | None = None
    """The languages that there are; others are answered `invalid_language`. Null: whatever looks like `en-US`."""
    webhook_limit: Annotated[int, Meta(ge=0)] | None = None
    """Webhooks that the plan allows; one more is answered `webhook_limit_reached`. Null: any number."""
    webhook_http: Literal["never", "loopback", "allowed", "always"] = "allowed"
    """Which hosts a webhook may name with plain http: none, this machine alone, every host that webhooks may be sent
    to (this machine and its network, and what `--allow-host` allows), or any host."""
    webhook_probe: bool = False
    """Whether the host of a new webhook must accept connections, else it is answered `url_unreachable`. Each address is
    waited for at most 1 s of real time; hosts that webhooks may not be sent to are not tried."""
    events: Literal["both", "reference", "guide"] = "both"
    """Whose names of events a webhook may ask for; others are answered `invalid_events`."""
    failure_count: Literal["failing", "always"] = "failing"
    """When a webhook shows its `failure_count`."""
    disable_after: Annotated[int, Meta(ge=1)] = 100
    """Failed tries in a row after which a webhook is turned off: 100 by the reference, 10 by the guide."""
    signature: Literal["plain", "timestamped"] = "plain"
    """How webhooks are signed (`X-Ringyo-Signature`): the body's HMAC-SHA256 in hex, or `t=…,v1=…` with its time."""
    signature_time: Literal["wall", "world"] = "wall"
    """Whose time a time stamp is: the real one, with which receivers compare it, or the world's."""
    signature_flaw: Literal["none", "wrong", "missing", "old"] = "none"
    """What is wrong with signatures, on purpose."""
    previous_secret: str | None = None
    """A secret that is being rotated out: webhooks are signed with it too."""
    recording_seconds: Seconds = 2.0
    """How long after a call its recording is ready (`call.recording.ready`)."""
    transcript_seconds: Seconds = 4.0
    """How long after a call its transcript is ready (`call.transcript.ready`)."""
    credits_low: Annotated[float, Meta(ge=0)] | None = None
    """The balance at which `credits.low` is told; null: it is not."""
    duration: Literal["call", "talk"] = "call"
    """What `duration` counts: from `created_at` to `ended_at` as in the documented samples, or the talk alone."""
    live_transcript: bool = False
    """Whether `include=transcript` shows what has been said so far while a call is `in_progress`."""
    recording_url: Literal["mock", "documented"] = "mock"
    """Whether recordings lie at the mock (and can be fetched) or at `https://storage.ringyo.ai` as documented."""


def limits(options: RingyoOptions) -> Mapping[str, int | None]:
    """The lines that these options give."""
    return {LINES: options.concurrency}


def ringyo_options(world: World) -> RingyoOptions:
    """What is set for Ringyo in a world."""
    options: RingyoOptions = world.options.providers["ringyo"]
    return options
