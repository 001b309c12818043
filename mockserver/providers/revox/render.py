"""Render a call as Revox's JSON: an order with its attempts, newest first (resources/call, SDK 0.5.0; docs: 0.1.1).

Every key of the schema is always present, null if there is no value.
"""

from typing import NamedTuple

from msgspec import json

from mockserver.calls.call import Call
from mockserver.calls.events import DIAL_ERRORS, HELD, EndedBy, EndReason, Result, Said, ToolUsed
from mockserver.calls.views import AttemptView, Turn, View
from mockserver.providers.base import Answer, merge
from mockserver.providers.revox.campaigns import CAMPAIGNS, Campaign
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.outcomes import render_outcome
from mockserver.providers.revox.outputs import structured_output
from mockserver.providers.revox.overrides import attempt_overrides, order_overrides
from mockserver.providers.revox.shapes.basics import CampaignName
from mockserver.providers.revox.shapes.orders import (
    AttemptShape,
    ContactShape,
    OrderReply,
    OrderShape,
    TurnShape,
)
from mockserver.providers.revox.statuses import (
    ENDS,
    UNCHANGED,
    Renamed,
    attempt_status,
    shown_status,
)
from mockserver.providers.revox.words import Role
from mockserver.simulation.durations import show_milliseconds
from mockserver.simulation.randomness import Randomness
from mockserver.world.recordings import recording_path
from mockserver.world.world import World

_ROLES: dict[str, Role] = {"agent": "assistant", "user": "user", "human": "human_agent"}


class Facts(NamedTuple):
    """All the values from which an order is rendered. They are the cache key of the response."""

    call: Call
    campaign: Campaign | None
    randomness: Randomness
    origin: str
    renamed: Renamed


def facts(world: World, call: Call, renamed: Renamed) -> Facts:
    """Return the values from which an order is rendered now."""
    campaign_id = details_of(call).campaign
    campaign = None if campaign_id is None else CAMPAIGNS.find(world, campaign_id)
    return Facts(call, campaign, world.randomness, world.origin, renamed)


def order_reply(world: World, call: Call, renamed: Renamed) -> Answer:
    """Return the response with one order, encoded once per state of the order."""
    return Answer(200, world.memo.get_or_make(call.id, facts(world, call, renamed), _encoded))


def _encoded(given: Facts) -> bytes:
    reply: OrderReply = {"call": _order(given, given.call.view())}
    return json.encode(reply)


def render_order(world: World, call: Call, view: View, renamed: Renamed) -> OrderShape:
    """Return an order as JSON-ready values."""
    return _order(facts(world, call, renamed), view)


def _order(given: Facts, view: View) -> OrderShape:
    call = given.call
    details = details_of(call)
    assistant = details.assistant
    attempts = [_attempt(given, view, attempt) for attempt in reversed(view.attempts)]
    word = shown_status(view, given.renamed)
    shown: OrderShape = {
        "id": call.id,
        "assignee": None,
        "assistant": None if call.example and "assistant" in (call.plan.fields or ()) else assistant,
        "call_attempts": attempts,
        "call_retry_config": details.retry,
        "calls_count": len(attempts),
        "campaign": _campaign(given.campaign),
        "contact": render_contact(call),
        "created_at": show_milliseconds(call.created_at),
        "direction": call.direction,
        "first_sentence_delay_ms": assistant.first_sentence_delay_ms,
        "from_phone_number": call.from_number,
        "is_cancelled": word == "cancelled",
        "is_completed": word == "completed",
        "last_call_attempt": attempts[0] if attempts else None,
        "llm_model": assistant.llm_model,
        "metadata": details.metadata,
        "organization_id": assistant.organization_id,
        "prompt_variables": details.prompt_variables,
        "scheduled_at": _scheduled_at(call, view),
        "status": word,
        "to_phone_number": call.to_number,
        "updated_at": show_milliseconds(view.updated_at or call.created_at),
        "follow_up_emails": None,
        **render_outcome(view),
        "slack_channel_ids": None,
        "next_call_at": show_milliseconds(view.held.until) if view.held and view.phase is HELD else None,
    }
    return merge(shown, *order_overrides(call, view))


def campaign_of(world: World, call: Call) -> CampaignName | None:
    """Return id and current name of the order's campaign; None if there is none or it was deleted."""
    return _campaign(facts(world, call, UNCHANGED).campaign)


def _campaign(campaign: Campaign | None) -> CampaignName | None:
    return {"id": campaign.id, "name": campaign.name} if campaign is not None else None


def render_attempt(world: World, call: Call, number: int) -> AttemptShape:
    """Return one attempt of an order (`GET /call`)."""
    view = call.view()
    return _attempt(facts(world, call, UNCHANGED), view, view.attempts[number])


def attempt_id(randomness: Randomness, call: Call, number: int) -> str:
    """Return the id of attempt `number` (from 0) of an order."""
    return randomness.uuid(f"revox:attempt:{call.id}:{number}")


def _attempt(given: Facts, view: View, attempt: AttemptView) -> AttemptShape:
    call, ended, assistant = given.call, attempt.ended, details_of(given.call).assistant
    wanted = assistant.structured_output_config
    words = ENDS[ended.reason] if ended is not None else None
    shown: AttemptShape = {
        "id": attempt_id(given.randomness, call, attempt.number),
        "answered_at": show_milliseconds(attempt.answered_at) if attempt.answered_at else None,
        "dial_error": words.dial_error if words else None,
        "ended_at": show_milliseconds(attempt.ended_at) if attempt.ended_at else None,
        "handled_by_ai": attempt.answered_at is not None,
        "handled_by_human": _has_human(attempt),
        "handled_by_user": None,
        "phone_number": call.to_number if call.direction == "outbound" else call.from_number,
        "recording_url": _recording(given, attempt),
        "result": attempt.answered_by,
        "started_at": show_milliseconds(attempt.dialled_at),
        "status": attempt_status(attempt, view.word if attempt is view.last else None),
        "assistants_used": [assistant.id] if attempt.answered_at else None,
        "email_log": None,
        "end_reason": words.end_reason if words else None,
        "ended_by": ended_by(attempt),
        "post_call_transcript": None,
        "sms_log": None,
        "speech_events": None,
        "structured_output": structured_output(given.randomness, call.id, attempt, wanted),
        "transcript": [_turn(turn) for turn in attempt.turns] if _has_transcript(attempt) else None,
    }
    return merge(shown, attempt_overrides(attempt.fields))


def _has_human(attempt: AttemptView) -> bool:
    """Return whether a colleague took over, or spoke after a transfer."""
    return attempt.reason is EndReason.HUMAN_TAKEOVER or any(
        type(event) is Said and event.who == "human" for _, event in attempt.turns
    )


def _has_transcript(attempt: AttemptView) -> bool:
    """Return whether the talk goes on, of which everything so far is shown, or its transcript has come."""
    return attempt.answered_at is not None and (attempt.ended_at is None or attempt.has(Result.TRANSCRIPT))


def ended_by(attempt: AttemptView) -> EndedBy | None:
    """Return who ended an attempt. Dials that failed were ended by nobody."""
    ended = attempt.ended
    return ended.by if ended and ended.reason not in DIAL_ERRORS else None


def _turn(turn: Turn) -> TurnShape:
    _, event = turn
    if isinstance(event, ToolUsed):
        return {
            "content": event.output,
            "role": "tool",
            "tool_arguments": event.arguments,
            "tool_is_error": event.is_error,
            "tool_name": event.name,
            "tool_output": event.output,
        }
    return {
        "content": event.text,
        "role": _role(event),
        "tool_arguments": None,
        "tool_is_error": None,
        "tool_name": None,
        "tool_output": None,
    }


def _role(said: Said) -> Role:
    return _ROLES[said.who]


def _recording(given: Facts, attempt: AttemptView) -> str | None:
    seconds = attempt.talk_seconds
    if seconds is None or not attempt.has(Result.RECORDING):
        return None
    return given.origin + recording_path("revox", attempt_id(given.randomness, given.call, attempt.number), seconds)


def _scheduled_at(call: Call, view: View) -> str | None:
    if view.phase is HELD and view.held is not None:
        return show_milliseconds(view.held.until)
    return details_of(call).scheduled_at


def render_contact(call: Call) -> ContactShape:
    """Return the contact, as far as the metadata and variables of the order name it."""
    label = call.labels.get
    return {
        "company": label("company"),
        "email": label("email"),
        "first_name": label("first_name"),
        "job_title": label("job_title"),
        "last_name": label("last_name"),
    }
