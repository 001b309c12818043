"""Commands on the orders of a campaign: launch, pause, resume, cancel, delete.

    not launched ── launch ─► launched ─┬─ pause, resume: retry timers keep running meanwhile
                                        └─ cancel, delete: running attempts finish, no further dials

Each command handles the orders one by one and skips those that have ended. This module renders nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import Phase, Resumed
from mockserver.errors import Conflict
from mockserver.providers.base import lenient
from mockserver.providers.revox.assistants import ASSISTANTS
from mockserver.providers.revox.behaviors import behavior_of, delays
from mockserver.providers.revox.campaign_calls import calls_in, policy_for
from mockserver.providers.revox.campaigns import CAMPAIGNS, StoredCampaign, delete_campaign, longest_talk
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.options import revox_options
from mockserver.providers.revox.selection import OrderView
from mockserver.providers.revox.shapes.campaigns import Launched, SkippedRows
from mockserver.providers.revox.statuses import is_cancelled
from mockserver.providers.revox.words import Skip
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World


def launch(world: World, campaign: StoredCampaign, rows: Iterable[OrderView], start: datetime | None) -> Launched:
    """Launch the orders that can be launched. Return how many were launched, and how many were skipped by reason."""
    skipped, launched = no_skips(), 0
    campaign = replace(campaign, assistant=ASSISTANTS.find(world, campaign.assistant_id) or campaign.assistant)
    for order in rows:
        why = skip_reason(order, paused=campaign.paused)
        if why is None:
            launched += 1
            _start(world, campaign, order, start)
        else:
            skipped[why] += 1
    return {"launched": launched, "skipped": skipped}


def no_skips() -> SkippedRows:
    """Return a count of 0 for each reason."""
    return {"active": 0, "attempts_exhausted": 0, "cancelled": 0}


def skip_reason(order: OrderView, *, paused: bool) -> Skip | None:
    """Return why an order cannot be launched; None if it can."""
    call, view = order.call, order.view
    if is_cancelled(view):
        return "cancelled"
    exhausted = call.policy is not None and len(view.attempts) >= call.policy.max_attempts
    if order.over or (exhausted and view.running is None):
        return "attempts_exhausted"
    idle = not call.timeline or view.phase is Phase.HELD
    return None if idle or (view.phase is Phase.PAUSED and view.running is None and not paused) else "active"


def _start(world: World, campaign: StoredCampaign, order: OrderView, start: datetime | None) -> None:
    call, now = order.call, world.now
    scheduled_at = show_milliseconds(start) if start else None
    details = replace(details_of(call), assistant=campaign.assistant, scheduled_at=scheduled_at)
    call = replace(call, details=details)
    if call.timeline:
        before = (Resumed(),) if order.view.paused is not None else ()
        world.command(commands.go_on(call, now, max(now, start or now), *before))
        return
    policy = policy_for(world, campaign, call.to_number)
    assistant, options = campaign.assistant, revox_options(world)
    call = replace(
        call,
        policy=policy,
        limit=longest_talk(assistant),
        behavior=behavior_of(assistant, details_of(call).prompt_variables),
        delays=delays(options),
    )
    call = world.launch(call, timedelta(seconds=options.setup_seconds), start)
    if campaign.paused:
        world.command(commands.pause(call, now))


def unschedule_retry(world: World, order: OrderView) -> None:
    """Take a call that waits for a retry out of the schedule: it is paused, without a time of its next dial."""
    call, view = order.call, order.view
    if view.phase is Phase.HELD and view.attempts:
        call = replace(call, details=replace(details_of(call), scheduled_at=None))
        world.command(commands.pause(call, world.now))


def pause(world: World, campaign: StoredCampaign) -> StoredCampaign:
    """Pause all orders. Running attempts continue."""
    _command_each(world, campaign, lambda call: commands.pause(call, world.now))
    return CAMPAIGNS.update(world, campaign, {"paused": True})


def resume(world: World, campaign: StoredCampaign) -> StoredCampaign:
    """Resume the paused orders. Each is dialled at its original time or, if that has passed, in the next window."""
    _command_each(world, campaign, lambda call: commands.resume(call, world.now, on_time=True))
    return CAMPAIGNS.update(world, campaign, {"paused": False})


def cancel(world: World, campaign: StoredCampaign) -> StoredCampaign:
    """Cancel all orders. Running attempts finish, and the rows remain."""
    _command_each(world, campaign, lambda call: commands.cancel(call, world.now, finish=True))
    return CAMPAIGNS.update(world, campaign, {"is_cancelled": True, "paused": False, "draft": False})


def delete(world: World, campaign: StoredCampaign) -> None:
    """Delete a campaign and its rows. In profile `lenient` nothing happens.

    Orders with a running attempt end with it; all others are cancelled.
    """
    if lenient(world):
        return
    _command_each(world, campaign, lambda call: _without_retries(call, world.now))
    delete_campaign(world, campaign)


def _without_retries(call: Call, now: datetime) -> Call:
    attempts = len(call.view().attempts)
    if call.view().running is None or call.policy is None:
        return commands.cancel(call, now)
    return commands.follow(call, now, replace(call.policy, max_attempts=attempts))


def _command_each(world: World, campaign: StoredCampaign, command: Callable[[Call], Call]) -> None:
    for call in calls_in(world, campaign):
        with suppress(Conflict):
            world.command(command(call))
