"""The orders of campaigns: one for each contact, with the settings of the campaign.

Nothing here launches an order; see `launches`.
"""

from typing import NamedTuple

from msgspec import json
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.windows import RetryPolicy
from mockserver.providers.revox import retries
from mockserver.providers.revox.behaviors import language_of
from mockserver.providers.revox.campaigns import CAMPAIGNS, StoredCampaign, config_of, limit_lines, line, sender_of
from mockserver.providers.revox.details import Details, details_of
from mockserver.providers.revox.options import LINES
from mockserver.providers.revox.selection import OrderView, view_order
from mockserver.providers.revox.statuses import UNCHANGED, VOCABULARY, Renamed
from mockserver.world.orders import Order
from mockserver.world.world import World


class Contact(NamedTuple):
    """A number to call, and the values of the prompt's placeholders."""

    number: str
    variables: dict[str, str]


def calls_in(world: World, campaign: StoredCampaign) -> list[Call]:
    """Return the orders of a campaign, in the order of its rows."""
    return [world.calls[call_id] for call_id in campaign.calls]


def order_views(world: World, campaign: StoredCampaign, renamed: Renamed = UNCHANGED) -> list[OrderView]:
    """Return the current state of a campaign's orders, in the order of its rows."""
    return [view_order(call, renamed) for call in calls_in(world, campaign)]


def variables_from(given: object) -> dict[str, str]:
    """Convert the values of `prompt_variables` to strings: other types become JSON, null becomes an empty string."""
    return {key: _text(value) for key, value in given.items()} if isinstance(given, dict) else {}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.encode(value).decode()


def add_calls(world: World, campaign: StoredCampaign, contacts: list[Contact], scenario: str | None) -> StoredCampaign:
    """Add one order for each contact, not launched, after those that the campaign has."""
    sender, retry = sender_of(campaign), config_of(campaign)
    ids = list(campaign.calls)
    for contact in contacts:
        order = Order(
            id=world.randomness.new_uuid(f"revox:call:{world.next_serial('revox')}"),
            provider="revox",
            from_number=sender,
            to_number=contact.number,
            agent=campaign.assistant_id,
            labels=contact.variables,
            language=language_of(world, campaign.assistant),
            details=Details(
                assistant=campaign.assistant, retry=retry, prompt_variables=contact.variables, campaign=campaign.id
            ),
            lines=(LINES, line(campaign.id)),
            scenario=scenario,
            vocabulary=VOCABULARY,
        )
        ids.append(world.add_unlaunched(order).id)
    keys = dict.fromkeys([*campaign.metadata_keys, *(key for contact in contacts for key in contact.variables)])
    return CAMPAIGNS.update(world, campaign, {"calls": ids, "metadata_keys": list(keys)})


def clear_calls(world: World, campaign: StoredCampaign) -> StoredCampaign:
    """Remove all orders of a draft."""
    for call_id in campaign.calls:
        world.forget(call_id)
    return CAMPAIGNS.update(world, campaign, {"calls": [], "metadata_keys": []})


def policy_for(world: World, campaign: StoredCampaign, number: str) -> RetryPolicy:
    """Return the retry policy of a campaign's order to that number."""
    return retries.policy(world, config_of(campaign), number, any_time=False)


def apply_changes(world: World, campaign: StoredCampaign) -> None:
    """Apply a changed campaign to all of its orders that have not ended."""
    limit_lines(world, campaign)
    sender, retry = sender_of(campaign), config_of(campaign)
    for call in calls_in(world, campaign):
        if call.closed:
            continue
        details = details_of(call)
        changed = replace(call, from_number=sender, details=replace(details, retry=retry))
        if call.timeline and retry != details.retry:
            changed = commands.follow(changed, world.now, policy_for(world, campaign, call.to_number))
        world.command(changed)
