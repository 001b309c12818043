"""The statistics of a campaign. Percentages are null if the denominator is 0, medians if there are no values.

Sources: SDK 0.3.0 to 0.5.0 (`campaigns.statistics`). `leads.hot` and `leads.warm` are of 0.3.0; `jump_in` is newer.
"""

from typing import Annotated, TypedDict

from msgspec import Meta

from mockserver.calls.events import Direction
from mockserver.providers.revox.fields import Count, Instant
from mockserver.providers.revox.words import CampaignStatus

Percent = Annotated[float, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]


class ReportHead(TypedDict):
    """The campaign, and the times of its first and last activity."""

    id: str
    agent_name: str | None
    first_activity_at: Instant | None
    has_activity: bool
    is_cancelled: bool
    last_activity_at: Instant | None
    max_attempts_per_contact: Count | None
    name: str
    status: CampaignStatus
    timezone: str


class Extraction(TypedDict):
    """The fields that are extracted from talks."""

    fields: list[str]
    intro: str


class Effort(TypedDict):
    """The numbers of calls."""

    calls_total: Count
    inbound_calls: Count
    outbound_attempts: Count


class Called(TypedDict):
    """Numbers that were dialled."""

    count: Count
    imported_rows: Count


class OfReached(TypedDict):
    """A part of the numbers that were reached."""

    count: Count
    pct_of_reached: Percent | None


class Reached(TypedDict):
    """Numbers whose owner answered or called."""

    count: Count
    inbound: Count
    outbound: Count
    overlap: Count
    pct_of_called: Percent | None


class Funnel(TypedDict):
    """The funnel from all numbers to hot leads."""

    called: Called
    hot_leads: OfReached
    reached: Reached
    real_exchanges: OfReached


class Callers(TypedDict):
    """Contacts that called back."""

    unique_callers: Count


class JumpIn(TypedDict):
    """Talks that a human operator took over."""

    joined_calls: Count
    median_conversation_seconds: Seconds | None
    median_time_to_join_seconds: Seconds | None


class Lead(TypedDict):
    """An order whose outcome makes it a lead."""

    attempt_id: str | None
    call_id: str
    direction: Direction
    email: str | None
    last_activity_at: Instant
    name: str
    phone: str
    summary: str | None


class Leads(TypedDict):
    """The leads, under the names since 0.4.0 and those before (`hot`, `warm`)."""

    callback_requested: list[Lead]
    interested: list[Lead]
    hot: list[Lead]
    warm: list[Lead]


class OutcomeCount(TypedDict):
    """How often an outcome occurred."""

    count: Count
    label: str
    outcome: str


class Report(TypedDict):
    """The statistics of a campaign."""

    campaign: ReportHead
    data_extraction: Extraction | None
    effort: Effort
    funnel: Funnel
    hot_lead_outcomes: list[str]
    inbound: Callers
    jump_in: JumpIn
    leads: Leads
    outcome_breakdown: list[OutcomeCount]


class ReportReply(TypedDict):
    """The report in its envelope."""

    statistics: Report
