"""What has come of a campaign, counted from what really happened to its orders.

Numbers are told apart by their E.164 form: a contact who stands in two rows is one lead. Percentages have one decimal
and are null where there is nothing to divide by. Nothing is stored; every figure is of this moment (SDK 0.5.0,
`campaigns.statistics`; 0.3.0 for `leads.hot` and `leads.warm`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, cast, get_args

from mockserver.calls.events import EndReason, Phase
from mockserver.calls.views import AttemptView
from mockserver.providers.revox import retries
from mockserver.providers.revox.campaigns import config_of
from mockserver.providers.revox.render import attempt_id, contact, outcome, override
from mockserver.providers.revox.selection import Seen, config_fields, see
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
from mockserver.providers.revox.words import CampaignStatus, Direction, OrderStatus, Outcome
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World

HOT: tuple[Outcome, ...] = ("interested",)  #: the outcomes that make a lead a hot one
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


def state(seen: Seen) -> State:
    """In which of `STATES` a row is."""
    if seen.status in _BY_STATUS:
        return _BY_STATUS[seen.status]
    if seen.view.running is not None or (seen.view.phase in _RUNNING):
        return "calling"
    return "retry" if seen.view.attempts else "pending"


def row_stats(rows: list[Seen]) -> RowStats:
    """How many rows are in each state, and how many there are."""
    counted = Counter(map(state, rows))
    return {
        "calling": counted["calling"],
        "completed": counted["completed"],
        "failed": counted["failed"],
        "not_launched": counted["not_launched"],
        "pending": counted["pending"],
        "retry": counted["retry"],
        "skipped": counted["skipped"],
        "total": len(rows),
    }


def funnel_stats(rows: list[Seen]) -> FunnelStats:
    """How many distinct numbers there are, reached a human, and are hot leads."""
    return {
        "hot": len(_numbers(seen for seen in rows if seen.outcome in HOT)),
        "talked_to_human": len(_numbers(seen for seen in rows if seen.reached)),
        "total_leads": len(_numbers(rows)),
    }


def campaign_status(campaign: Document, rows: list[Seen]) -> CampaignStatus:
    """`draft`, `running`, `paused` or `completed`: completed when nothing that was launched has still to end."""
    if campaign["is_cancelled"]:
        return "completed"
    if campaign["draft"]:
        return "draft"
    launched = [seen for seen in rows if seen.call.timeline]
    if all(seen.over for seen in launched) and (launched or not rows):
        return "completed"
    return "paused" if campaign["paused"] else "running"


def extraction(campaign: Document, rows: list[Seen]) -> Literal["none", "running", "completed"]:
    """How far the extraction of structured outputs has come: `none`, `running` or `completed`."""
    if not config_fields(campaign["assistant"]) or not any(seen.view.attempts for seen in rows):
        return "none"
    return "completed" if campaign_status(campaign, rows) == "completed" else "running"


def report(world: World, campaign: Document, rows: list[Seen]) -> Report:
    """The statistics of a campaign, in the shapes of all versions at once."""
    inbound = _callers(world, campaign, rows)
    both = [*rows, *inbound]
    outcomes = Counter(seen.outcome for seen in both if seen.outcome)
    fields = config_fields(campaign["assistant"])
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


def _callers(world: World, campaign: Document, rows: list[Seen]) -> list[Seen]:
    """Calls that contacts of the campaign made to its assistant since it began."""
    known = _numbers(rows)
    first = min((seen.call.number for seen in rows), default=0)
    return [
        see(call)
        for call in world.calls_of("revox")
        if call.direction == "inbound"
        and call.number > first
        and call.from_number in known
        and call.agent == campaign["assistant_id"]
    ]


def _numbers(rows: Iterable[Seen]) -> set[str]:
    return {seen.contact_number for seen in rows}


def _header(campaign: Document, rows: list[Seen], both: list[Seen]) -> ReportHead:
    config = retries.in_force(config_of(campaign))
    dials = [attempt.dialled_at for seen in both for attempt in seen.view.attempts]
    status = campaign_status(campaign, rows)
    return {
        "id": campaign["id"],
        "agent_name": campaign["assistant"]["name"],
        "first_activity_at": show_milliseconds(min(dials)) if dials else None,
        "has_activity": bool(dials),
        "is_cancelled": campaign["is_cancelled"],
        "last_activity_at": show_milliseconds(max(map(_last_activity, both))) if dials else None,
        "max_attempts_per_contact": config["max_retry_attempts"],
        "name": campaign["name"],
        "status": "running" if status == "draft" else status,
        "timezone": config["timezone"] or "UTC",
    }


def _last_activity(seen: Seen) -> datetime:
    """When the last attempt of an order ended, began, or (there is none) the order was made."""
    last = seen.view.last
    return (last.ended_at or last.dialled_at) if last else seen.call.created_at


def _effort(rows: list[Seen], inbound: list[Seen]) -> Effort:
    outbound = sum(len(seen.view.attempts) for seen in rows)
    return {"calls_total": outbound + len(inbound), "inbound_calls": len(inbound), "outbound_attempts": outbound}


def _funnel(rows: list[Seen], inbound: list[Seen]) -> Funnel:
    called = len(_numbers(seen for seen in rows if seen.view.attempts))
    out, back = _numbers(seen for seen in rows if seen.reached), _numbers(seen for seen in inbound if seen.reached)
    both = [*rows, *inbound]
    reached = len(out | back)
    talked = len(_numbers(seen for seen in both if seen.talked))
    hot = len(_numbers(seen for seen in both if seen.outcome in HOT))
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


def _jump_in(both: list[Seen]) -> JumpIn:
    """Talks that a human operator took over: how long it took from the answer. How long the operator talked then is
    not known: the simulated talk ends there."""
    from statistics import median  # with fractions and decimals: not at start

    joined = [_until_joined(attempt) for seen in both for attempt in seen.view.attempts if _taken_over(attempt)]
    return {
        "joined_calls": len(joined),
        "median_conversation_seconds": None,
        "median_time_to_join_seconds": median(joined) if joined else None,
    }


def _taken_over(attempt: AttemptView) -> bool:
    return attempt.reason is EndReason.HUMAN_TAKEOVER


def _until_joined(attempt: AttemptView) -> float:
    return attempt.talk_seconds or 0.0


def _leads(world: World, both: list[Seen]) -> Leads:
    interested, callback = list(_lead(world, both, HOT)), list(_lead(world, both, WARM))
    return {"callback_requested": callback, "interested": interested, "hot": interested, "warm": callback}


def _lead(world: World, both: list[Seen], words: tuple[Outcome, ...]) -> Iterator[Lead]:
    for seen in both:
        if seen.outcome in words:
            call, last, person = seen.call, seen.view.last, contact(seen.call)
            names = [name for name in (person["first_name"], person["last_name"]) if name]
            yield {
                "attempt_id": attempt_id(world.randomness, call, last.number) if last else None,
                "call_id": call.id,
                "direction": cast("Direction", call.direction),
                "email": person["email"],
                "last_activity_at": show_milliseconds(_last_activity(seen)),
                "name": " ".join(names) or seen.contact_number,
                "phone": seen.contact_number,
                "summary": override(call, "outcome_summary", outcome(seen.view)["outcome_summary"]),
            }
