"""The settings of a world as a method whose arguments an editor shows: `control.settings(profile=…, PROVIDER={…})`.

    settings ─► the world's own, and one dictionary for each provider ─► PATCH /__admin/settings, which checks them

Each dictionary has the fields, types and texts of the provider's own options; a test compares them. Providers of other
packages take any mapping. Nothing is checked here.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from mockserver.errors import is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest


class RevRingOptions(TypedDict, total=False):
    """Undocumented behavior of RevRing. The defaults are what clients expect most."""

    concurrency: int | None
    """Outbound calls of the account at once; null: any number."""
    agent_concurrency: int | None
    """Outbound calls of one agent at once; null: any number."""
    start_status: Literal["auto", "queued"]
    """`auto`: a new call is INITIATED if a line is free, else QUEUED. `queued`: it is always QUEUED at first."""
    queued_seconds: float
    """With `start_status: queued`: how long a call stays QUEUED although a line is free."""
    id_style: Literal["cuid", "uuid"]
    """Format of new ids: as in real responses, or as the documentation types them."""
    error_style: Literal["detailed", "plain"]
    """`detailed`: `{"error": {"code", "message", "details"}}`. `plain`: `{"error": "message"}`."""
    created_status: Literal[200, 201]
    """HTTP status of requests that create something: `POST /calls`, `POST /agents`, …"""
    cancel_finished: Literal["conflict", "ignore"]
    """Cancelling a call that has ended: 409, or 200 with the record unchanged."""
    failure_causes: bool
    """Also set `hangupCause` (`BUSY`, `NO_ANSWER`, `USER_DID_NOT_RESPOND`) on unanswered calls, beside their
    `errorMessage`."""
    closing_order: Literal["first", "last"]
    """Where the transcript shows the `end_call` of the agent: `first`, before its closing message, as documented, or
    `last`, after it."""
    metrics: Literal["filled", "empty"]
    """Whether the `metrics` of a conversation are filled, with keys that are not documented, or `{}`."""
    results_seconds: float
    """How long after the end of a talk its `transcript`, `summary` and `recordingUrl` appear."""
    post_call_on_unanswered: bool
    """Also send the post-call webhook for unanswered calls, as documented. By default it is not sent for them, as real
    clients report."""
    webhook_retries: Sequence[float]
    """Seconds between a failed attempt of the post-call webhook and the next; empty: one attempt."""
    webhook_key: str | None
    """The `x-api-key` that is sent with webhooks, as documented; null: none, as real clients see."""
    source_queued_seconds: float
    """How long a source of a knowledge base stays `queued`."""
    source_processing_seconds: float
    """How long a source stays `processing`, before it is `ready` or `failed`."""
    message_sent_seconds: float
    """How long a message stays `queued`."""
    message_delivered_seconds: float
    """How long a message then stays `sent`, before it is `delivered` (or `undelivered`, or `failed`)."""
    generated_text: str | None
    """The text of generated messages; null: a text with the agent's name and the last message."""
    phone_numbers: Mapping[str, str]
    """The numbers of the account, and the agent that answers each (E.164 → agent id); with RevRing, the dashboard
    assigns them."""


class RingyoOptions(TypedDict, total=False):
    """Undocumented or contradictory behavior of Ringyo. The defaults are what clients expect most."""

    dialect: Literal["reference", "guide"]
    """The dialect of responses: bare objects and cursors as on the reference pages, or `{data, meta}`, offsets,
    `call_id` and other statuses as in the guides."""
    concurrency: int | None
    """Calls that may run at once; one more gives `rate_limit_exceeded`. Null: any number."""
    plan: Literal["trial", "starter", "pro", "agency"]
    """The plan of the account; `trial` and `starter` have no API access and get 403."""
    rate_table: Literal["introduction", "api-keys"]
    """The page that sets the requests per minute of a plan: 300 (Pro) and 1,000 (Agency), or 60 and 300."""
    rate_limit: int | None
    """Requests per minute; null: as the plan sets them."""
    enforce_rate: bool
    """Whether a request beyond the rate limit gets 429 `rate_limit_exceeded`."""
    key_prefixes: bool
    """Whether a key must begin with `vb_live_`, `rg_live_` or `rg_test_`."""
    content_type: Literal["body", "always"]
    """Which requests need `Content-Type: application/json`: those with a body, or all."""
    credits: float | None
    """The initial credits of the account. When they are used up, `POST /v1/calls` gives `insufficient_credits`. Null:
    as a fixture sets them, else unlimited."""
    credits_per_minute: float
    """The price of each started minute of a conversation."""
    credits_status: Literal[402, 403]
    """The HTTP status of `insufficient_credits`."""
    forbidden_status: Literal[401, 403]
    """The HTTP status for a key without the necessary rights."""
    forbidden_code: Literal["unauthorized", "forbidden"]
    """The error code for a key without the necessary rights."""
    inactive_agents: bool
    """Whether an agent of status `inactive` may call; else the call gives `agent_not_found`."""
    delete_busy_agents: bool
    """Whether an agent can be deleted while it has active calls; else the request gives `agent_in_use`."""
    agent_limit: int | None
    """Agents that the plan allows; one more gives `agent_limit_reached`. Null: any number."""
    prompt_limit: int
    """The longest `system_prompt` in characters; a longer one gives `invalid_system_prompt`."""
    voices: Sequence[str] | None
    """The voices that exist; others give `invalid_voice_id`. Null: any voice; in profile `strict`, those of the
    documentation."""
    languages: Sequence[str] | None
    """The languages that exist; others give `invalid_language`. Null: any text of the form `en-US`."""
    webhook_limit: int | None
    """Webhooks that the plan allows; one more gives `webhook_limit_reached`. Null: any number."""
    webhook_http: Literal["never", "loopback", "allowed", "always"]
    """Which hosts a webhook may use with plain http: none, only this machine, every host that webhooks may be sent to
    (this machine, its network, and those of `--allow-host`), or any host."""
    webhook_probe: bool
    """Whether the host of a new webhook must accept connections; else the request gives `url_unreachable`. The timeout
    is 1 s of real time per address. Hosts that webhooks may not be sent to are not tried."""
    events: Literal["both", "reference", "guide"]
    """The dialect whose events a webhook may subscribe to; others give `invalid_events`."""
    failure_count: Literal["failing", "always"]
    """When a webhook shows its `failure_count`."""
    disable_after: int
    """Consecutive failed attempts after which a webhook is turned off: 100 in the reference, 10 in the guide."""
    signature: Literal["plain", "timestamped"]
    """How webhooks are signed (`X-Ringyo-Signature`): the body's HMAC-SHA256 in hex, or `t=…,v1=…` with a timestamp."""
    signature_time: Literal["wall", "world"]
    """The clock of the timestamp: real time, which receivers compare it with, or the world's time."""
    signature_flaw: Literal["none", "wrong", "missing", "old"]
    """A deliberate defect of all signatures."""
    previous_secret: str | None
    """An old secret during a rotation: webhooks are also signed with it."""
    recording_seconds: float
    """How long after the end of a call its recording is ready (`call.recording.ready`, `recording_url`). This and the
    next two apply to the reference's dialect; the guide's calls have all results at their end."""
    transcript_seconds: float
    """How long after the end of a call its transcript is ready (`call.transcript.ready`, `transcript`)."""
    analysis_seconds: float
    """How long after the end of a call its `analysis` is ready."""
    credits_low: float | None
    """The balance at which the event `credits.low` is sent; null: never."""
    duration: Literal["call", "talk"]
    """What `duration` and `max_duration` count: from `created_at`, as in the documented samples, or only the
    conversation."""
    live_transcript: bool
    """Whether `include=transcript` shows what has been said so far while a call is `in_progress`."""
    recording_url: Literal["mock", "documented"]
    """Whether recording URLs point to the mock, which serves them, or to `https://storage.ringyo.ai` as documented."""


class RevoxOptions(TypedDict, total=False):
    """Options for undocumented behaviour of Revox. The defaults are what most clients expect."""

    concurrency: int | None
    """Lines of the account; null: unlimited."""
    key_concurrency: int | None
    """Lines per `concurrency.key` without a `max`; null: unlimited."""
    busy: Literal["queue", "refuse"]
    """If every line is busy, an order waits (`queued_for_calling`) or gets a 429."""
    retry_after_seconds: float
    """With `busy: refuse`: the delay after which the client shall retry."""
    setup_seconds: float
    """How long an order stays `initializing`."""
    post_processing_seconds: float
    """How long an order stays `post_processing` after a talk with a human."""
    recording_seconds: float
    """How long after the end of a talk its `recording_url` appears."""
    transcript_seconds: float
    """How long after the end of a talk its `transcript` is complete; before, attempts show what was said so far."""
    analysis_seconds: float
    """How long after the end of a talk its `structured_output`, outcome and summary appear."""
    cancel_running: Literal["cut", "finish"]
    """Whether a cancel cuts the running attempt of an order or lets it finish."""
    conflicts: bool
    """Return 409 for cancel, pause and resume of an ended order (default: success without effect)."""
    zones: Literal["country", "area"]
    """The zone of a number without `timezone`: one zone per country calling code, or the zone of the number's area."""
    webhook_extras: bool
    """Add `metadata` and `structured_output` to the webhook."""
    webhook_retries: Sequence[float]
    """Seconds between a failed attempt of a webhook and the next; empty: a single attempt."""
    webhook_secret: str | None
    """Secret for signing webhooks (header `X-Mockserver-Signature`); null: unsigned."""
    precall_timeout_seconds: float
    """Timeout of the request to `precall_lookup_url`, in real seconds."""
    order_statuses: Literal["documented", "newest"]
    """The statuses of orders for clients that name no version: the seven of docs.getrevox.com, or all of SDK 0.5.0."""
    api_version: Literal["0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0"] | None
    """The version of requests without `X-Stainless-Package-Version`; null: the newest, unless the request has fields of
    an older one."""


class HasSettings(ABC):
    """The base of `Control` that has its method `settings`."""

    @abstractmethod
    def send(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """Send a request about this world to the control API; see `Control.send`."""

    def settings(
        self,
        *,
        profile: Literal["standard", "strict", "lenient"] | None = None,
        seed: str | None = None,
        default_scenario: str | None = None,
        examples: Literal["documented", "by-id", "none"] | None = None,
        real_numbers: Literal["warn", "refuse", "allow"] | None = None,
        tomorrow: bool | None = None,
        revring: RevRingOptions | None = None,
        ringyo: RingyoOptions | None = None,
        revox: RevoxOptions | None = None,
        **others: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Change the settings that are given, and return all of them: the world's own, and each provider's below its
        name.

        Args:
            profile: how strictly requests are checked.
            seed: the seed of ids and random values.
            default_scenario: the name of the fallback scenario.
            examples: which samples of the providers' documentation exist, and whether lists show them.
            real_numbers: what happens to calls to numbers that could be a person's.
            tomorrow: answer as the providers might next week.
            revring: options of RevRing; those that are left out do not change.
            ringyo: options of Ringyo.
            revox: options of Revox.
            others: options of the providers of other packages, by their names.

        Raises:
            ControlError: there is no such setting, or a value is not valid. Nothing has changed; the message says what
                is allowed.
        """
        own = {
            "profile": profile,
            "seed": seed,
            "default_scenario": default_scenario,
            "examples": examples,
            "real_numbers": real_numbers,
            "tomorrow": tomorrow,
        }
        given = {**own, "revring": revring, "ringyo": ringyo, "revox": revox, **others}
        changes = {name: value for name, value in given.items() if value is not None}
        return dict(self.send("PATCH", "/settings", changes) if changes else self.send("GET", "/settings"))
