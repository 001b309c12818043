"""Campaigns: many orders with one assistant, placed together, launched together or by selection.

A campaign lists the ids of its orders; the details of each order have the id of its campaign. The status and the counts
of a campaign are computed from its orders at each request. `campaign_calls` adds and changes the orders, `launches`
starts them. Sources: SDK 0.1.1 to 0.5.0 (`campaigns`).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from msgspec import Meta, field
from msgspec.structs import replace

from mockserver.providers.base import Refusal
from mockserver.providers.derived import ReadOnly, Resource
from mockserver.providers.resources import Resources
from mockserver.providers.revox.assistant_parts import RetryConfig
from mockserver.providers.revox.assistants import ASSISTANTS, Assistant, assistant_for
from mockserver.providers.revox.fields import BIGGEST, Instant, NonEmpty
from mockserver.providers.revox.options import LINES
from mockserver.providers.revox.phone_numbers import DEFAULT_NUMBER
from mockserver.providers.revox.retries import DEFAULT_CONFIG
from mockserver.providers.revox.users import Person, account_user, organization
from mockserver.providers.revox.words import CampaignType
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

_LONGEST_TALK = timedelta(days=1)


class Campaign(Resource, frozen=True, kw_only=True):
    """The stored fields of a campaign that responses show."""

    call_retry_config: RetryConfig | None = None
    from_phone_number: str | None = None
    max_concurrent_calls: Annotated[float, Meta(ge=1, le=BIGGEST, description="null: unlimited")] | None = None
    metadata_keys: ReadOnly[list[str]] = field(default_factory=list)
    scheduled_at: Annotated[str | None, Meta(description="ISO 8601, the requested time of the launch")] = None
    type: CampaignType = "regular"
    is_cancelled: ReadOnly[bool] = False
    assistant_id: NonEmpty
    created_at: ReadOnly[Instant]
    updated_at: ReadOnly[Instant]
    organization_id: ReadOnly[str]
    created_by: ReadOnly[Person | None]
    assistant: ReadOnly[Assistant | None]
    name: NonEmpty


class StoredCampaign(Campaign, frozen=True, kw_only=True):
    """A campaign with what only the simulator needs: `calls` are the ids of its orders."""

    assistant: Assistant
    paused: bool = False
    draft: bool = False
    calls: list[str] = field(default_factory=list)


def list_campaigns(world: World) -> list[StoredCampaign]:
    """Return all campaigns, newest first."""
    return CAMPAIGNS.listed(world)[::-1]


def create_campaign(world: World, assistant: Assistant, given: Mapping[str, Any]) -> StoredCampaign:
    """Store a campaign without orders and return it."""
    own = world.randomness.new_uuid(f"revox:campaign:{world.serial('revox.campaign')}")
    return CAMPAIGNS.put(world, _with_limit(world, replace(_new(world, own, assistant), **given)))


def delete_campaign(world: World, campaign: StoredCampaign) -> None:
    """Delete a campaign, and its lines. Its orders are not changed."""
    CAMPAIGNS.delete(world, campaign)
    world.limit_lines({line(campaign.id): None})


def line(campaign_id: str) -> str:
    """Return the name of the line that each active call of a campaign needs."""
    return f"{LINES}:campaign:{campaign_id}"


def limit_lines(world: World, campaign: StoredCampaign) -> None:
    """Set how many calls of a campaign may be active at once."""
    most = campaign.max_concurrent_calls
    world.limit_lines({line(campaign.id): None if most is None else int(most)})


# -- settings of its orders ------------------------------------------------------------------------


def sender_of(campaign: StoredCampaign) -> str:
    """Return the number from which a campaign calls."""
    return campaign.from_phone_number or campaign.assistant.from_phone_number or DEFAULT_NUMBER


def config_of(campaign: StoredCampaign) -> RetryConfig:
    """Return the retry configuration of a campaign: its own, else its assistant's, else the default."""
    return campaign.call_retry_config or campaign.assistant.call_retry_config or DEFAULT_CONFIG


def longest_talk(assistant: Assistant) -> timedelta | None:
    """Return the maximum duration of an assistant's talks; None without a limit."""
    longest = assistant.max_call_duration_secs
    return min(timedelta(seconds=min(longest, 1e9)), _LONGEST_TALK) if longest else None


# -- the life of a campaign ------------------------------------------------------------------------


def _new(world: World, campaign_id: str, assistant: Assistant) -> StoredCampaign:
    at = show_milliseconds(world.now)
    return StoredCampaign(
        id=campaign_id,
        name="Campaign",
        assistant_id=assistant.id,
        assistant=assistant,
        created_at=at,
        updated_at=at,
        organization_id=organization(world),
        created_by=account_user(world),
    )


def _completed(world: World, campaign_id: str, given: Mapping[str, Any]) -> StoredCampaign:
    assistant = given.get("assistant") or _assistant(world, given.get("assistant_id"))
    return _with_limit(world, replace(_new(world, campaign_id, assistant), **given))


def _assistant(world: World, assistant_id: str | None) -> Assistant:
    """Return the assistant of a fixture's campaign, which need not exist."""
    if assistant_id is None:
        return assistant_for(world, None)
    return ASSISTANTS.find(world, assistant_id) or ASSISTANTS.blank(world, assistant_id)


def _with_limit(world: World, campaign: StoredCampaign) -> StoredCampaign:
    limit_lines(world, campaign)
    return campaign


CAMPAIGNS = Resources(
    "revox.campaigns",
    StoredCampaign,
    blank=lambda world, campaign_id: _new(world, campaign_id, assistant_for(world, None)),
    missing=lambda campaign_id: Refusal(
        404, "not_found", f"There is no campaign {campaign_id!r}.", {"id": campaign_id}
    ),
    completed=_completed,
)
