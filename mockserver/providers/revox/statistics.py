"""The statistics of a campaign, counted from its orders.

A lead is a distinct E.164 number: a contact in two rows is one lead. Percentages have one decimal and are null if the
denominator is 0. Nothing is stored; each request counts again (SDK 0.5.0, `campaigns.statistics`; 0.3.0 for `leads.hot`
and `leads.warm`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, get_args

from mockserver.calls.events import EndReason, Phase
from mockserver.calls.views import AttemptView
from mockserver.providers.revox.campaigns import StoredCampaign, config_of
from mockserver.providers.revox.outcomes import render_outcome
from mockserver.providers.revox.overrides import override
from mockserver.providers.revox.render import attempt_id, render_contact
from mockserver.providers.revox.selection import OrderView, config_fields, view_order
from mockserver.providers.revox.shapes.campaigns import FunnelStats, RowStats
from mockserver.providers.revox.shapes.statistics import (
    Effort,
    Extraction,
    Funnel,
    JumpIn,
    Lead,
    Leads,
    Report,
    ReportHead,
)
from mockserver.providers.revox.words import CampaignStatus, OrderStatus, Outcome
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World

HOT: tuple[Outcome, ...] = ("interested",)  #: the outcomes of hot leads
WARM: tuple[Outcome, ...] = ("requested_callback_later",)
State = Literal["calling", "completed", "failed", "not_launched", "pending", "retry", "skipped"]
STATES: tuple[State, ...] = get_args(State)
_BY_STATUS: dict[OrderStatus, State] = {
    "cancelled": "skipped",
    "errored": "failed",
    "completed": "completed",
    "not_launched": "not_launched",
}
_RUNNING = (Phase.DIALLING, Phase.RINGING, Phase.TALKING, Phase.WRAPPING)


def state(order: OrderView) -> State:
    """Return the state of a row, one of `STATES`."""
    if order.status in _BY_STATUS:
        return _BY_STATUS[order.status]
    if order.view.running is not None or (order.view.phase in _RUNNING):
        return "calling"
    return "retry" if order.view.attempts else "pending"


def row_stats(rows: list[OrderView]) -> RowStats:
    """Return how many rows are in each state, and the total."""
    counted = Counter(map(state, rows))
    return RowStats(total=len(rows), **{word: counted[word] for word in STATES})


def funnel_stats(rows: list[OrderView]) -> FunnelStats:
    """Return how many distinct numbers there are, how many reached a human, and how many are hot leads."""
    return FunnelStats(
        hot=len(_numbers(order for order in rows if order.outcome in HOT)),
        talked_to_human=len(_numbers(order for order in rows if order.reached)),
        total_leads=len(_numbers(rows)),
    )


def campaign_status(campaign: StoredCampaign, rows: list[OrderView]) -> CampaignStatus:
    """Return the status of a campaign. It is `completed` when all launched orders have ended."""
    if campaign.is_cancelled:
        return "completed"
    if campaign.draft:
        return "draft"
    launched = [order for order in rows if order.call.timeline]
    if all(order.over for order in launched) and (launched or not rows):
        return "completed"
    return "paused" if campaign.paused else "running"


def extraction(campaign: StoredCampaign, rows: list[OrderView]) -> Literal["none", "running", "completed"]:
    """Return the progress of the extraction of structured outputs."""
    if not config_fields(campaign.assistant) or not any(order.view.attempts for order in rows):
        return "none"
    return "completed" if campaign_status(campaign, rows) == "completed" else "running"


def report(world: World, campaign: StoredCampaign, rows: list[OrderView]) -> Report:
    """Return the statistics of a campaign, with the fields of all versions."""
    inbound = _inbound_calls(world, campaign, rows)
    both = [*rows, *inbound]
    outcomes = Counter(word for word, _ in {(order.outcome, order.contact_number) for order in both} if word)
    fields = config_fields(campaign.assistant)
    extracts: Extraction = {"fields": fields, "intro": "What the assistant extracts from each talk with a human."}
    return {
        "campaign": _header(campaign, rows, both),
        "data_extraction": extracts if fields else None,
        "effort": _effort(rows, inbound),
        "funnel": _funnel(rows, inbound),
        "hot_lead_outcomes": list(HOT),
        "inbound": {"unique_callers": len(_numbers(inbound))},
        "jump_in": _jump_in(both),
        "leads": _leads(world, both),
        "outcome_breakdown": [
            {"count": count, "label": word.replace("_", " ").capitalize(), "outcome": word}
            for word, count in sorted(outcomes.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    }


def _inbound_calls(world: World, campaign: StoredCampaign, rows: list[OrderView]) -> list[OrderView]:
    """Return the calls that contacts of the campaign made to its assistant since the campaign began."""
    known = _numbers(rows)
    first = min((order.call.number for order in rows), default=0)
    return [
        view_order(call)
        for call in world.calls_of("revox")
        if call.direction == "inbound"
        and call.number > first
        and call.from_number in known
        and call.agent == campaign.assistant_id
    ]


def _numbers(rows: Iterable[OrderView]) -> set[str]:
    return {order.contact_number for order in rows}


def _header(campaign: StoredCampaign, rows: list[OrderView], both: list[OrderView]) -> ReportHead:
    config = config_of(campaign)
    dials = [attempt.dialled_at for order in both for attempt in order.view.attempts]
    status = campaign_status(campaign, rows)
    return {
        "id": campaign.id,
        "agent_name": campaign.assistant.name,
        "first_activity_at": show_milliseconds(min(dials)) if dials else None,
        "has_activity": bool(dials),
        "is_cancelled": campaign.is_cancelled,
        "last_activity_at": show_milliseconds(max(map(_last_activity, both))) if dials else None,
        "max_attempts_per_contact": config.max_retry_attempts,
        "name": campaign.name,
        "status": "running" if status == "draft" else status,
        "timezone": config.timezone or "UTC",
    }


def _last_activity(order: OrderView) -> datetime:
    """Return when the last attempt ended, or began; without an attempt, when the order was placed."""
    last = order.view.last
    return (last.ended_at or last.dialled_at) if last else order.call.created_at


def _effort(rows: list[OrderView], inbound: list[OrderView]) -> Effort:
    outbound = sum(len(order.view.attempts) for order in rows)
    return {"calls_total": outbound + len(inbound), "inbound_calls": len(inbound), "outbound_attempts": outbound}


def _funnel(rows: list[OrderView], inbound: list[OrderView]) -> Funnel:
    called = len(_numbers(order for order in rows if order.view.attempts))
    out, back = (
        _numbers(order for order in rows if order.reached),
        _numbers(order for order in inbound if order.reached),
    )
    both = [*rows, *inbound]
    reached = len(out | back)
    talked = len(_numbers(order for order in both if order.talked))
    hot = len(_numbers(order for order in both if order.outcome in HOT))
    return {
        "called": {"count": called, "imported_rows": len(rows)},
        "hot_leads": {"count": hot, "pct_of_reached": _percent(hot, reached)},
        "reached": {
            "count": reached,
            "inbound": len(back),
            "outbound": len(out),
            "overlap": len(out & back),
            "pct_of_called": _percent(reached, called),
        },
        "real_exchanges": {"count": talked, "pct_of_reached": _percent(talked, reached)},
    }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _jump_in(both: list[OrderView]) -> JumpIn:
    """Return the statistics of talks that a human operator took over.

    The simulated talk ends at the takeover, so the duration of the operator's conversation is unknown.
    """
    from statistics import median  # imports fractions and decimal, so not at start

    joined = [_until_joined(attempt) for order in both for attempt in order.view.attempts if _taken_over(attempt)]
    return {
        "joined_calls": len(joined),
        "median_conversation_seconds": None,
        "median_time_to_join_seconds": median(joined) if joined else None,
    }


def _taken_over(attempt: AttemptView) -> bool:
    return attempt.reason is EndReason.HUMAN_TAKEOVER


def _until_joined(attempt: AttemptView) -> float:
    return attempt.talk_seconds or 0.0


def _leads(world: World, both: list[OrderView]) -> Leads:
    interested, callback = list(_lead(world, both, HOT)), list(_lead(world, both, WARM))
    return {"callback_requested": callback, "interested": interested, "hot": interested, "warm": callback}


def _lead(world: World, both: list[OrderView], words: tuple[Outcome, ...]) -> Iterator[Lead]:
    newest = {order.contact_number: order for order in both if order.outcome in words}
    for order in both:
        if newest.get(order.contact_number) is order:
            call, last, person = order.call, order.view.last, render_contact(order.call)
            names = [name for name in (person["first_name"], person["last_name"]) if name]
            yield {
                "attempt_id": attempt_id(world.randomness, call, last.number) if last else None,
                "call_id": call.id,
                "direction": call.direction,
                "email": person["email"],
                "last_activity_at": show_milliseconds(_last_activity(order)),
                "name": " ".join(names) or order.contact_number,
                "phone": order.contact_number,
                "summary": override(call, order.view, "outcome_summary", render_outcome(order.view)["outcome_summary"]),
            }
