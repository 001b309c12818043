"""A campaign, its rows, and the response to a launch.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`). `type`, `active_takeover_call_id`, `paused_reason` and `present_count` are
fields of 0.2.0 and 0.3.0. The statistics of a campaign are in `statistics`.
"""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from mockserver.providers.revox.shapes.assistants import AssistantShape, RetryShape
from mockserver.providers.revox.shapes.basics import Count, Instant, PersonShape
from mockserver.providers.revox.shapes.orders import OrderShape
from mockserver.providers.revox.words import CampaignStatus, CampaignType, Outcome


class RowStats(TypedDict):
    """How many rows are in each state."""

    calling: Count
    completed: Count
    failed: Count
    not_launched: Count
    pending: Count
    retry: Count
    skipped: Count
    total: Count


class FunnelStats(TypedDict):
    """How many distinct numbers there are, how many reached a human, and how many are hot leads."""

    hot: Count
    talked_to_human: Count
    total_leads: Count


class CampaignShape(TypedDict):
    """A campaign with the current state of its orders."""

    id: str
    assistant_id: str
    created_at: Instant
    is_cancelled: bool
    name: str
    organization_id: str
    status: CampaignStatus
    updated_at: Instant
    assistant: AssistantShape | None
    call_retry_config: RetryShape | None
    created_by: PersonShape | None
    from_phone_number: str | None
    funnel_stats: FunnelStats
    max_concurrent_calls: Annotated[float | None, Meta(description="null: unlimited")]
    metadata_keys: list[str]
    row_stats: RowStats
    scheduled_at: Annotated[str | None, Meta(description="ISO 8601, the requested time of the launch")]
    structured_output_extraction: Literal["none", "running", "completed"]
    type: CampaignType
    active_takeover_call_id: str | None
    paused_reason: Literal["manual", "no_presence"] | None
    present_count: Count


class CampaignReply(TypedDict):
    """One campaign in its envelope."""

    campaign: CampaignShape


class CampaignList(TypedDict):
    """All campaigns, newest first."""

    campaigns: list[CampaignShape]


class RowShape(TypedDict):
    """A contact and its order."""

    id: str
    input_data: dict[str, str]
    phone_number: str
    row_index: Count
    call: Annotated[OrderShape | None, Meta(description="null only for clients before 0.4.0, until launched")]


class RowList(TypedDict):
    """All rows, or the requested page. Only clients of 0.1.1 use pages."""

    rows: list[RowShape]
    page: Annotated[int, Meta(ge=0, description="from 0")]
    page_size: Count
    total: Count


class SkippedRows(TypedDict):
    """How many rows were not launched, by the reason."""

    active: Count
    attempts_exhausted: Count
    cancelled: Count


class SessionShape(TypedDict):
    """A speed-dial session of an operator."""

    id: str
    campaign_id: str
    connected_count: Count
    created_at: Instant
    current_call_id: str | None
    dialed_count: Count
    ended_at: Instant | None
    in_flight_calls: list[OrderShape]
    outcome_filter: list[Outcome]
    status: Literal["dialing", "connected", "completed", "stopped", "errored"]
    total_targets: Count


class Launched(TypedDict):
    """How many rows were launched, and how many were skipped."""

    launched: Count
    skipped: SkippedRows


class LaunchReply(Launched):
    """The response to a launch of selected rows. `session` is null in mode `ai_first`."""

    session: SessionShape | None
