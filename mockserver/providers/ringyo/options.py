"""The options of Ringyo in a world (`PATCH /__admin/settings`, key `ringyo`).

Each option is a choice of README.md: behavior that the documentation does not describe, or describes in two ways, and
that a real client could depend on.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mockserver.world.world import World

LINES = "ringyo"
Count = Annotated[int, Meta(ge=0)]
Credits = Annotated[float, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0, le=86_400)]


class RingyoOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Undocumented or contradictory behavior of Ringyo. The defaults are what clients expect most."""

    dialect: Annotated[
        Literal["reference", "guide"],
        Meta(
            description="The dialect of responses: bare objects and cursors as on the reference pages, or `{data, "
            "meta}`, offsets, `call_id` and other statuses as in the guides."
        ),
    ] = "reference"
    concurrency: Annotated[
        Count | None,
        Meta(description="Calls that may run at once; one more gives `rate_limit_exceeded`. Null: any number."),
    ] = None
    plan: Annotated[
        Literal["trial", "starter", "pro", "agency"],
        Meta(description="The plan of the account; `trial` and `starter` have no API access and get 403."),
    ] = "pro"
    rate_table: Annotated[
        Literal["introduction", "api-keys"],
        Meta(
            description="The page that sets the requests per minute of a plan: 300 (Pro) and 1,000 (Agency), or 60 "
            "and 300."
        ),
    ] = "introduction"
    rate_limit: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(description="Requests per minute; null: as the plan sets them."),
    ] = None
    enforce_rate: Annotated[
        bool,
        Meta(description="Whether a request beyond the rate limit gets 429 `rate_limit_exceeded`."),
    ] = False
    key_prefixes: Annotated[
        bool,
        Meta(description="Whether a key must begin with `vb_live_`, `rg_live_` or `rg_test_`."),
    ] = False
    content_type: Annotated[
        Literal["body", "always"],
        Meta(description="Which requests need `Content-Type: application/json`: those with a body, or all."),
    ] = "body"
    credits: Annotated[
        Credits | None,
        Meta(
            description="The initial credits of the account. When they are used up, `POST /v1/calls` gives "
            "`insufficient_credits`. Null: as a fixture sets them, else unlimited."
        ),
    ] = None
    credits_per_minute: Annotated[
        Credits,
        Meta(description="The price of each started minute of a conversation."),
    ] = 1.0
    credits_status: Annotated[Literal[402, 403], Meta(description="The HTTP status of `insufficient_credits`.")] = 402
    forbidden_status: Annotated[
        Literal[401, 403],
        Meta(description="The HTTP status for a key without the necessary rights."),
    ] = 403
    forbidden_code: Annotated[
        Literal["unauthorized", "forbidden"],
        Meta(description="The error code for a key without the necessary rights."),
    ] = "unauthorized"
    inactive_agents: Annotated[
        bool,
        Meta(description="Whether an agent of status `inactive` may call; else the call gives `agent_not_found`."),
    ] = True
    delete_busy_agents: Annotated[
        bool,
        Meta(
            description="Whether an agent can be deleted while it has active calls; else the request gives "
            "`agent_in_use`."
        ),
    ] = False
    agent_limit: Annotated[
        Count | None,
        Meta(description="Agents that the plan allows; one more gives `agent_limit_reached`. Null: any number."),
    ] = None
    prompt_limit: Annotated[
        Annotated[int, Meta(ge=1)],
        Meta(description="The longest `system_prompt` in characters; a longer one gives `invalid_system_prompt`."),
    ] = 32_000
    voices: Annotated[
        tuple[str, ...] | None,
        Meta(
            description="The voices that exist; others give `invalid_voice_id`. Null: any voice; in profile `strict`, "
            "those of the documentation."
        ),
    ] = None
    languages: Annotated[
        tuple[str, ...] | None,
        Meta(
            description="The languages that exist; others give `invalid_language`. Null: any text of the form `en-US`."
        ),
    ] = None
    webhook_limit: Annotated[
        Count | None,
        Meta(description="Webhooks that the plan allows; one more gives `webhook_limit_reached`. Null: any number."),
    ] = None
    webhook_http: Annotated[
        Literal["never", "loopback", "allowed", "always"],
        Meta(
            description="Which hosts a webhook may use with plain http: none, only this machine, every host that "
            "webhooks may be sent to (this machine, its network, and those of `--allow-host`), or any host."
        ),
    ] = "allowed"
    webhook_probe: Annotated[
        bool,
        Meta(
            description="Whether the host of a new webhook must accept connections; else the request gives "
            "`url_unreachable`. The timeout is 1 s of real time per address. Hosts that webhooks may not be sent to "
            "are not tried."
        ),
    ] = False
    events: Annotated[
        Literal["both", "reference", "guide"],
        Meta(description="The dialect whose events a webhook may subscribe to; others give `invalid_events`."),
    ] = "both"
    failure_count: Annotated[
        Literal["failing", "always"],
        Meta(description="When a webhook shows its `failure_count`."),
    ] = "failing"
    disable_after: Annotated[
        Annotated[int, Meta(ge=1)],
        Meta(
            description="Consecutive failed attempts after which a webhook is turned off: 100 in the reference, 10 in "
            "the guide."
        ),
    ] = 100
    signature: Annotated[
        Literal["plain", "timestamped"],
        Meta(
            description="How webhooks are signed (`X-Ringyo-Signature`): the body's HMAC-SHA256 in hex, or `t=…,v1=…` "
            "with a timestamp."
        ),
    ] = "plain"
    signature_time: Annotated[
        Literal["wall", "world"],
        Meta(
            description="The clock of the timestamp: real time, which receivers compare it with, or the world's time."
        ),
    ] = "wall"
    signature_flaw: Annotated[
        Literal["none", "wrong", "missing", "old"],
        Meta(description="A deliberate defect of all signatures."),
    ] = "none"
    previous_secret: Annotated[
        str | None,
        Meta(description="An old secret during a rotation: webhooks are also signed with it."),
    ] = None
    recording_seconds: Annotated[
        Seconds,
        Meta(
            description="How long after the end of a call its recording is ready (`call.recording.ready`, "
            "`recording_url`). This and the next two apply to the reference's dialect; the guide's calls have all "
            "results at their end."
        ),
    ] = 2.0
    transcript_seconds: Annotated[
        Seconds,
        Meta(
            description="How long after the end of a call its transcript is ready (`call.transcript.ready`, "
            "`transcript`)."
        ),
    ] = 4.0
    analysis_seconds: Annotated[
        Seconds,
        Meta(description="How long after the end of a call its `analysis` is ready."),
    ] = 6.0
    credits_low: Annotated[
        Credits | None,
        Meta(description="The balance at which the event `credits.low` is sent; null: never."),
    ] = None
    duration: Annotated[
        Literal["call", "talk"],
        Meta(
            description="What `duration` and `max_duration` count: from `created_at`, as in the documented samples, "
            "or only the conversation."
        ),
    ] = "call"
    live_transcript: Annotated[
        bool,
        Meta(description="Whether `include=transcript` shows what has been said so far while a call is `in_progress`."),
    ] = False
    recording_url: Annotated[
        Literal["mock", "documented"],
        Meta(
            description="Whether recording URLs point to the mock, which serves them, or to "
            "`https://storage.ringyo.ai` as documented."
        ),
    ] = "mock"


def limits(options: RingyoOptions) -> Mapping[str, int | None]:
    """Return the numbers of lines that these options set."""
    return {LINES: options.concurrency}


def ringyo_options(world: World) -> RingyoOptions:
    """Return the options of Ringyo in a world."""
    options: RingyoOptions = world.options.providers["ringyo"]
    return options
