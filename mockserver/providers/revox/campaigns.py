"""Campaigns: many orders with one assistant, placed together, launched together or by selection.

A campaign is a document that lists the ids of its orders; the details of each order have the id of its campaign. The
status and the counts of a campaign are computed from its orders at each request. `launches` starts the orders; `checks`
and the endpoints validate requests.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from msgspec import json
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.windows import RetryPolicy
from mockserver.providers.base import Refusal, lenient
from mockserver.providers.revox import retries
from mockserver.providers.revox.assistants import assistant_for, organization
from mockserver.providers.revox.options import LINES
from mockserver.providers.revox.phone_numbers import DEFAULT_NUMBER
from mockserver.providers.revox.render import CAMPAIGNS
from mockserver.providers.revox.selection import OrderView, view_order
from mockserver.providers.revox.statuses import VOCABULARY
from mockserver.providers.revox.users import account_user
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document, Documents
from mockserver.world.orders import Order
from mockserver.world.world import World

_LONGEST_TALK = timedelta(days=1)
_DEFAULTS: Document = {
    "call_retry_config": None,
    "from_phone_number": None,
    "max_concurrent_calls": None,
    "metadata_keys": [],
    "scheduled_at": None,
    "type": "regular",
    "is_cancelled": False,
    "paused": False,
    "draft": False,
    "calls": [],
}
_OWN_KEYS = ("id", "name", "assistant_id", "created_at", "updated_at", "organization_id", "created_by", "assistant")
_ALL_KEYS = _DEFAULTS.keys() | set(_OWN_KEYS)


class Contact(NamedTuple):
    """A number to call, and the values of the prompt's placeholders."""

    number: str
    variables: dict[str, str]


def campaign_documents(world: World) -> Documents:
    """Return the collection of campaigns."""
    return world.collection(CAMPAIGNS)


def get_campaign(world: World, campaign_id: str) -> Document:
    """Return the campaign with that id. Profile `lenient` creates a missing one, without rows.

    Keys that a fixture omits get their defaults.

    Raises:
        Refusal: 404; there is no such campaign.
    """
    found = campaign_documents(world).get(campaign_id)
    if found is None and not lenient(world):
        raise Refusal(404, "not_found", f"There is no campaign {campaign_id!r}.", {"id": campaign_id})
    found = found or {"name": "Campaign"}
    if found.keys() >= _ALL_KEYS:
        return found
    return create_campaign(world, campaign_id, assistant_for(world, found.get("assistant_id")), found)


def list_campaigns(world: World) -> list[Document]:
    """Return all campaigns, newest first."""
    return [get_campaign(world, campaign_id) for campaign_id in reversed(campaign_documents(world).listed())]


def next_id(world: World) -> str:
    """Return the id of the next campaign."""
    return world.randomness.uuid(f"revox:campaign:{world.serial('revox.campaign')}")


def create_campaign(world: World, campaign_id: str, assistant: Document, given: Mapping[str, Any]) -> Document:
    """Store a campaign without orders and return it. Keys that are not given have their defaults."""
    at = show_milliseconds(world.now)
    made = {
        **_DEFAULTS,
        "id": campaign_id,
        "assistant_id": assistant["id"],
        "created_at": at,
        "updated_at": at,
        "organization_id": organization(world),
        "created_by": account_user(world),
        "assistant": assistant,
        **given,
    }
    _limit(world, made)
    return campaign_documents(world).insert(campaign_id, made)


def update_campaign(world: World, campaign: Document, changes: Mapping[str, Any]) -> Document:
    """Store the campaign with changed fields and return it."""
    changed = {**campaign, **changes, "updated_at": show_milliseconds(world.now)}
    return campaign_documents(world).insert(campaign["id"], changed)


def delete_campaign(world: World, campaign: Document) -> None:
    """Delete the document of a campaign, and its lines. Its orders are not changed."""
    campaign_documents(world).delete(campaign["id"])
    world.limit_lines({line(campaign["id"]): None})


def line(campaign_id: str) -> str:
    """Return the name of the line that each active call of a campaign needs."""
    return f"{LINES}:campaign:{campaign_id}"


def _limit(world: World, campaign: Document) -> None:
    most = campaign["max_concurrent_calls"]
    world.limit_lines({line(campaign["id"]): None if most is None else int(most)})


def calls_in(world: World, campaign: Document) -> list[Call]:
    """Return the orders of a campaign, in the order of its rows."""
    return [world.calls[call_id] for call_id in campaign["calls"]]


def order_views(world: World, campaign: Document) -> list[OrderView]:
    """Return the current state of a campaign's orders, in the order of its rows."""
    return [view_order(call) for call in calls_in(world, campaign)]


# -- contacts --------------------------------------------------------------------------------------


def variables_from(given: object) -> dict[str, str]:
    """Convert the values of `prompt_variables` to strings: other types become JSON, null becomes an empty string."""
    return {key: _text(value) for key, value in given.items()} if isinstance(given, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.encode(value).decode()


def add_calls(world: World, campaign: Document, contacts: list[Contact], scenario: str | None) -> Document:
    """Add one order for each contact, not launched, to a campaign that has none."""
    sender = sender_of(campaign)
    retry = retries.with_defaults(config_of(campaign))
    ids = []
    for contact in contacts:
        order = Order(
            id=world.randomness.uuid(f"revox:call:{world.next_serial('revox')}"),
            provider="revox",
            from_number=sender,
            to_number=contact.number,
            agent=campaign["assistant_id"],
            labels=contact.variables,
            details={
                "assistant": campaign["assistant"],
                "retry": retry,
                "metadata": None,
                "prompt_variables": contact.variables,
                "scheduled_at": None,
                "campaign": campaign["id"],
            },
            lines=(LINES, line(campaign["id"])),
            scenario=scenario,
            vocabulary=VOCABULARY,
        )
        ids.append(world.add_unlaunched(order).id)
    keys = list(dict.fromkeys(key for contact in contacts for key in contact.variables))
    return update_campaign(world, campaign, {"calls": ids, "metadata_keys": keys})


def clear_calls(world: World, campaign: Document) -> Document:
    """Remove all orders of a draft."""
    for call_id in campaign["calls"]:
        world.forget(call_id)
    return update_campaign(world, campaign, {"calls": [], "metadata_keys": []})


# -- settings of its orders ------------------------------------------------------------------------


def sender_of(campaign: Document) -> str:
    """Return the number from which a campaign calls."""
    return str(campaign["from_phone_number"] or campaign["assistant"]["from_phone_number"] or DEFAULT_NUMBER)


def config_of(campaign: Document) -> dict[str, Any] | None:
    """Return the retry configuration of a campaign: its own, else its assistant's, else None."""
    own: dict[str, Any] | None = campaign["call_retry_config"]
    return own or campaign["assistant"]["call_retry_config"]


def longest_talk(assistant: Document) -> timedelta | None:
    """Return the maximum duration of an assistant's talks; None without a limit."""
    longest = assistant["max_call_duration_secs"]
    return min(timedelta(seconds=min(longest, 1e9)), _LONGEST_TALK) if longest else None


def policy_for(world: World, campaign: Document, number: str) -> RetryPolicy:
    """Return the retry policy of a campaign's order to that number."""
    return retries.policy(world, retries.with_defaults(config_of(campaign)), number, any_time=False)


def apply_changes(world: World, campaign: Document) -> None:
    """Apply a changed campaign to all of its orders that have not ended."""
    _limit(world, campaign)
    sender, retry = sender_of(campaign), retries.with_defaults(config_of(campaign))
    for call in calls_in(world, campaign):
        if call.closed:
            continue
        changed = replace(call, from_number=sender, details={**call.details, "retry": retry})
        if call.timeline and retry != call.details["retry"]:
            changed = commands.follow(changed, world.now, policy_for(world, campaign, call.to_number))
        world.command(changed)
