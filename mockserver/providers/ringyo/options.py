"""The options of Ringyo in a world (`PATCH /__admin/settings`, key `ringyo`).

Each option is a choice of README.md: behavior that the documentation does not describe, or describes in two ways, and
that a real client could depend on.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockserver.world.world import World

LINES = "ringyo"
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RingyoOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented or contradictory behavior of Ringyo. The defaults are what clients expect most."""

    dialect: Literal["reference", "guide"] = "reference"
    """The dialect of responses: bare objects and cursors as on the reference pages, or `{data, meta}`, offsets,
    `call_id` and other statuses as in the guides."""
    concurrency: Annotated[int, Meta(ge=0)] | None = None
    """Calls that may run at once; one more gives `rate_limit_exceeded`. Null: any number."""
    plan: Literal["trial", "starter", "pro", "agency"] = "pro"
    """The plan of the account; `trial` and `starter` have no API access and get 403."""
    rate_table: Literal["introduction", "api-keys"] = "introduction"
    """The page that sets the requests per minute of a plan: 300 (Pro) and 1,000 (Agency), or 60 and 300."""
    rate_limit: Annotated[int, Meta(ge=1)] | None = None
    """Requests per minute; null: as the plan sets them."""
    enforce_rate: bool = False
    """Whether a request beyond the rate limit gets 429 `rate_limit_exceeded`."""
    key_prefixes: bool = False
    """Whether a key must begin with `vb_live_`, `rg_live_` or `rg_test_`."""
    content_type: Literal["body", "always"] = "body"
    """Which requests need `Content-Type: application/json`: those with a body, or all."""
    credits: Annotated[float, Meta(ge=0)] | None = None
    """The initial credits of the account. When they are used up, `POST /v1/calls` gives `insufficient_credits`. Null:
    as a fixture sets them, else unlimited."""
    credits_per_minute: Annotated[float, Meta(ge=0)] = 1.0
    """The price of each started minute of a conversation."""
    credits_status: Literal[402, 403] = 402
    """The HTTP status of `insufficient_credits`."""
    forbidden_status: Literal[401, 403] = 403
    """The HTTP status for a key without the necessary rights."""
    forbidden_code: Literal["unauthorized", "forbidden"] = "unauthorized"
    """The error code for a key without the necessary rights."""
    inactive_agents: bool = True
    """Whether an agent of status `inactive` may call; else the call gives `agent_not_found`."""
    delete_busy_agents: bool = False
    """Whether an agent can be deleted while it has active calls; else the request gives `agent_in_use`."""
    agent_limit: Annotated[int, Meta(ge=0)] | None = None
    """Agents that the plan allows; one more gives `agent_limit_reached`. Null: any number."""
    prompt_limit: Annotated[int, Meta(ge=1)] = 32_000
    """The longest `system_prompt` in characters; a longer one gives `invalid_system_prompt`."""
    voices: tuple[str, ...] | None = None
    """The voices that exist; others give `invalid_voice_id`. Null: any voice; in profile `strict`, those of the
    documentation."""
    languages: tuple[str, ...] | None = None
    """The languages that exist; others give `invalid_language`. Null: any text of the form `en-US`."""
    webhook_limit: Annotated[int, Meta(ge=0)] | None = None
    """Webhooks that the plan allows; one more gives `webhook_limit_reached`. Null: any number."""
    webhook_http: Literal["never", "loopback", "allowed", "always"] = "allowed"
    """Which hosts a webhook may use with plain http: none, only this machine, every host that webhooks may be sent to
    (this machine, its network, and those of `--allow-host`), or any host."""
    webhook_probe: bool = False
    """Whether the host of a new webhook must accept connections; else the request gives `url_unreachable`. The timeout
    is 1 s of real time per address. Hosts that webhooks may not be sent to are not tried."""
    events: Literal["both", "reference", "guide"] = "both"
    """The dialect whose events a webhook may subscribe to; others give `invalid_events`."""
    failure_count: Literal["failing", "always"] = "failing"
    """When a webhook shows its `failure_count`."""
    disable_after: Annotated[int, Meta(ge=1)] = 100
    """Consecutive failed attempts after which a webhook is turned off: 100 in the reference, 10 in the guide."""
    signature: Literal["plain", "timestamped"] = "plain"
    """How webhooks are signed (`X-Ringyo-Signature`): the body's HMAC-SHA256 in hex, or `t=…,v1=…` with a timestamp."""
    signature_time: Literal["wall", "world"] = "wall"
    """The clock of the timestamp: real time, which receivers compare it with, or the world's time."""
    signature_flaw: Literal["none", "wrong", "missing", "old"] = "none"
    """A deliberate defect of all signatures."""
    previous_secret: str | None = None
    """An old secret during a rotation: webhooks are also signed with it."""
    recording_seconds: Seconds = 2.0
    """How long after the end of a call its recording is ready (`call.recording.ready`, `recording_url`). This and the
    next two apply to the reference's dialect; the guide's calls have all results at their end."""
    transcript_seconds: Seconds = 4.0
    """How long after the end of a call its transcript is ready (`call.transcript.ready`, `transcript`)."""
    analysis_seconds: Seconds = 6.0
    """How long after the end of a call its `analysis` is ready."""
    credits_low: Annotated[float, Meta(ge=0)] | None = None
    """The balance at which the event `credits.low` is sent; null: never."""
    duration: Literal["call", "talk"] = "call"
    """What `duration` and `max_duration` count: from `created_at`, as in the documented samples, or only the
    conversation."""
    live_transcript: bool = False
    """Whether `include=transcript` shows what has been said so far while a call is `in_progress`."""
    recording_url: Literal["mock", "documented"] = "mock"
    """Whether recording URLs point to the mock, which serves them, or to `https://storage.ringyo.ai` as documented."""


def limits(options: RingyoOptions) -> Mapping[str, int | None]:
    """Return the numbers of lines that these options set."""
    return {LINES: options.concurrency}


def ringyo_options(world: World) -> RingyoOptions:
    """Return the options of Ringyo in a world."""
    options: RingyoOptions = world.options.providers["ringyo"]
    return options
