"""A campaign with the state of its orders, its rows, and the response to a launch.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns`). The statistics of a campaign are in `statistics`.
"""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta, Struct

from mockserver.providers.revox.campaigns import Campaign
from mockserver.providers.revox.fields import Count, Instant
from mockserver.providers.revox.shapes.orders import OrderShape
from mockserver.providers.revox.words import CampaignStatus, Outcome


class RowStats(Struct, frozen=True):
    """How many rows are in each state."""

    calling: Count
    completed: Count
    failed: Count
    not_launched: Count
    pending: Count
    retry: Count
    skipped: Count
    total: Count


class FunnelStats(Struct, frozen=True):
    """How many distinct numbers there are, how many reached a human, and how many are hot leads."""

    hot: Count
    talked_to_human: Count
    total_leads: Count


class CampaignShape(Campaign, frozen=True, kw_only=True):
    """A campaign with the current state of its orders. The last three fields are of 0.2.0 and 0.3.0."""

    status: CampaignStatus
    row_stats: RowStats
    funnel_stats: FunnelStats
    structured_output_extraction: Literal["none", "running", "completed"]
    active_takeover_call_id: str | None = None
    paused_reason: Literal["manual", "no_presence"] | None = None
    present_count: Count = 0


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


class AddedRows(TypedDict):
    """The rows that were added, in the order of the request."""

    rows: list[RowShape]


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
