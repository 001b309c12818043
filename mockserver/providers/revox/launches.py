"""What sets the orders of a campaign going, holds them, and ends them.

    not launched ── launch ─► on their way ─┬─ pause, resume: retry timers keep running meanwhile
                                            └─ cancel, delete: running attempts finish, nothing follows

Each command goes through the orders one by one; those that have ended stay as they are. Nothing here shows anything.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import Phase, Resumed
from mockserver.errors import Conflict
from mockserver.providers.base import lenient, options_of
from mockserver.providers.revox.assistants import stored
from mockserver.providers.revox.campaigns import calls_in, change, longest_talk, policy_for, strike
from mockserver.providers.revox.selection import Seen
from mockserver.providers.revox.shapes.campaigns import Launched, SkippedRows
from mockserver.providers.revox.words import Skip
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World


def launch(world: World, campaign: Document, rows: Iterable[Seen], start: datetime | None) -> Launched:
    """Put those of the orders on their way that can be; answers how many were, and how many not for which reason."""
    skipped, launched = none_skipped(), 0
    current = stored(world, campaign["assistant_id"]) or campaign["assistant"]
    campaign = {**campaign, "assistant": current}
    for seen in rows:
        why = hindrance(seen, paused=campaign["paused"])
        if why is None:
            launched += 1
            _send(world, campaign, seen, start)
        else:
            skipped[why] += 1
    return {"launched": launched, "skipped": skipped}


def none_skipped() -> SkippedRows:
    """A count by reason, at nought."""
    return {"active": 0, "attempts_exhausted": 0, "cancelled": 0}


def hindrance(seen: Seen, *, paused: bool) -> Skip | None:
    """Why an order is not launched; None if it can be."""
    call, view = seen.call, seen.view
    if view.cancelled_at is not None:
        return "cancelled"
    spent = call.policy is not None and len(view.attempts) >= call.policy.max_attempts
    if seen.over or (spent and view.running is None):
        return "attempts_exhausted"
    idle = not call.timeline or view.phase is Phase.HELD
    return None if idle or (view.phase is Phase.PAUSED and view.running is None and not paused) else "active"


def _send(world: World, campaign: Document, seen: Seen, start: datetime | None) -> None:
    call, now = seen.call, world.now
    asked = show_milliseconds(start) if start else None
    call = replace(call, details={**call.details, "assistant": campaign["assistant"], "scheduled_at": asked})
    if call.timeline:
        before = (Resumed(),) if seen.view.paused is not None else ()
        world.command(commands.go_on(call, now, max(now, start or now), *before))
        return
    policy = policy_for(world, campaign, call.to_number)
    call = replace(call, policy=policy, limit=longest_talk(campaign["assistant"]))
    call = world.launch(call, timedelta(seconds=options_of(world, "revox").setup_seconds), start)
    if campaign["paused"]:
        world.command(commands.pause(call, now))


def pause(world: World, campaign: Document) -> Document:
    """Hold all orders back; running attempts go on."""
    _each(world, campaign, lambda call: commands.pause(call, world.now))
    return change(world, campaign, {"paused": True})


def resume(world: World, campaign: Document) -> Document:
    """Let held orders go on, each at the time at which it would have been dialled, or at the next opportunity."""
    _each(world, campaign, lambda call: commands.resume(call, world.now, on_time=True))
    return change(world, campaign, {"paused": False})


def cancel(world: World, campaign: Document) -> Document:
    """Cancel all orders; running attempts finish, the rows stay."""
    _each(world, campaign, lambda call: commands.cancel(call, world.now, finish=True))
    return change(world, campaign, {"is_cancelled": True, "paused": False, "draft": False})


def delete(world: World, campaign: Document) -> None:
    """Remove a campaign and its rows: running attempts are the last of their orders, all others are cancelled. In
    profile `lenient` nothing happens."""
    if lenient(world):
        return
    _each(world, campaign, lambda call: _last(call, world.now))
    strike(world, campaign)


def _last(call: Call, now: datetime) -> Call:
    attempts = len(call.view().attempts)
    if call.view().running is None or call.policy is None:
        return commands.cancel(call, now)
    return commands.follow(call, now, replace(call.policy, max_attempts=attempts))


def _each(world: World, campaign: Document, command: Callable[[Call], Call]) -> None:
    for call in calls_in(world, campaign):
        with suppress(Conflict):
            world.command(command(call))
