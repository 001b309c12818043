"""Campaigns: many orders with one assistant, placed together, launched together or by selection.

A campaign is a document that names its orders; each order names its campaign in its details. Whatever is told of a
campaign (status, rows by state) is computed from its orders when it is shown. What sets the orders going is in
`launches`; what a request may hold is not checked here.
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
from mockserver.providers.revox.render import CAMPAIGNS, VOCABULARY
from mockserver.providers.revox.selection import Seen, see
from mockserver.providers.revox.users import member
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document, Documents
from mockserver.world.orders import Order
from mockserver.world.world import World

_LONGEST_TALK = timedelta(days=1)
_BLANK: Document = {
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
_OWN = ("id", "name", "assistant_id", "created_at", "updated_at", "organization_id", "created_by", "assistant")
_WHOLE = _BLANK.keys() | set(_OWN)


class Contact(NamedTuple):
    """Whom to call, and the values for the placeholders of the prompt."""

    number: str
    variables: dict[str, str]


def campaigns(world: World) -> Documents:
    """All campaigns."""
    return world.collection(CAMPAIGNS)


def find_campaign(world: World, campaign_id: str) -> Document:
    """The campaign that a path names; in profile `lenient` it is conjured, without rows, if need be. What a fixture
    leaves out is filled with the defaults.

    Raises:
        Refusal: 404; there is none.
    """
    found = campaigns(world).get(campaign_id)
    if found is None and not lenient(world):
        raise Refusal(404, "not_found", f"There is no campaign {campaign_id!r}.", {"id": campaign_id})
    found = found or {"name": "Campaign"}
    if found.keys() >= _WHOLE:
        return found
    return new_campaign(world, campaign_id, assistant_for(world, found.get("assistant_id")), found)


def all_campaigns(world: World) -> list[Document]:
    """All campaigns, newest first; what a fixture leaves out is filled with the defaults."""
    return [find_campaign(world, campaign_id) for campaign_id in reversed(campaigns(world).listed())]


def next_id(world: World) -> str:
    """The id of the next campaign."""
    return world.randomness.uuid(f"revox:campaign:{world.serial('revox.campaign')}")


def new_campaign(world: World, campaign_id: str, assistant: Document, given: Mapping[str, Any]) -> Document:
    """A campaign without orders; what is not given has its default."""
    at = show_milliseconds(world.now)
    made = {
        **_BLANK,
        "id": campaign_id,
        "assistant_id": assistant["id"],
        "created_at": at,
        "updated_at": at,
        "organization_id": organization(world),
        "created_by": member(world),
        "assistant": assistant,
        **given,
    }
    _limit(world, made)
    return campaigns(world).insert(campaign_id, made)


def change(world: World, campaign: Document, changes: Mapping[str, Any]) -> Document:
    """The campaign with some fields changed, now."""
    changed = {**campaign, **changes, "updated_at": show_milliseconds(world.now)}
    return campaigns(world).insert(campaign["id"], changed)


def strike(world: World, campaign: Document) -> None:
    """Remove the document of a campaign, and its lines; its orders are left alone."""
    campaigns(world).delete(campaign["id"])
    world.limit_lines({line(campaign["id"]): None})


def line(campaign_id: str) -> str:
    """The kind of line of which each of a campaign's talking calls needs one."""
    return f"{LINES}:campaign:{campaign_id}"


def _limit(world: World, campaign: Document) -> None:
    most = campaign["max_concurrent_calls"]
    world.limit_lines({line(campaign["id"]): None if most is None else int(most)})


def calls_in(world: World, campaign: Document) -> list[Call]:
    """The orders of a campaign, in the order of its rows."""
    return [world.calls[call_id] for call_id in campaign["calls"]]


def seen_in(world: World, campaign: Document) -> list[Seen]:
    """The orders of a campaign as they stand, in the order of its rows."""
    return [see(call) for call in calls_in(world, campaign)]


# -- contacts --------------------------------------------------------------------------------------


def variables_from(given: object) -> dict[str, str]:
    """What was sent as `prompt_variables` as texts: values that are none are written as JSON, null as nothing."""
    return {key: _text(value) for key, value in given.items()} if isinstance(given, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.encode(value).decode()


def add_calls(world: World, campaign: Document, contacts: list[Contact], scenario: str | None) -> Document:
    """Give a campaign its orders, one for each contact, none of them launched; it must have none so far."""
    sender = sender_of(campaign)
    retry = retries.kept_in_force(world, config_of(campaign))
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
    return change(world, campaign, {"calls": ids, "metadata_keys": keys})


def clear_calls(world: World, campaign: Document) -> Document:
    """Take all orders off a draft, as if they had never been."""
    for call_id in campaign["calls"]:
        world.forget(call_id)
    return change(world, campaign, {"calls": [], "metadata_keys": []})


# -- what its orders take from it ------------------------------------------------------------------


def sender_of(campaign: Document) -> str:
    """The number from which a campaign calls."""
    return str(campaign["from_phone_number"] or campaign["assistant"]["from_phone_number"] or DEFAULT_NUMBER)


def config_of(campaign: Document) -> dict[str, Any] | None:
    """The retry configuration of a campaign: its own, else its assistant's, if that has one."""
    own: dict[str, Any] | None = campaign["call_retry_config"]
    return own or campaign["assistant"]["call_retry_config"]


def longest_talk(assistant: Document) -> timedelta | None:
    """How long an assistant talks at most."""
    longest = assistant["max_call_duration_secs"]
    return min(timedelta(seconds=min(longest, 1e9)), _LONGEST_TALK) if longest else None


def policy_for(world: World, campaign: Document, number: str) -> RetryPolicy:
    """When an order of a campaign to that number is dialled, and dialled again."""
    return retries.policy(world, retries.kept_in_force(world, config_of(campaign)), number, any_time=False)


def take_over(world: World, campaign: Document) -> None:
    """Let what was changed of a campaign hold for all of its orders that have not ended."""
    _limit(world, campaign)
    sender, retry = sender_of(campaign), retries.kept_in_force(world, config_of(campaign))
    for call in calls_in(world, campaign):
        if call.closed:
            continue
        changed = replace(call, from_number=sender, details={**call.details, "retry": retry})
        if call.timeline and retry != call.details["retry"]:
            changed = commands.follow(changed, world.now, policy_for(world, campaign, call.to_number))
        world.command(changed)
