"""Calls and events as the control API shows them: neutral, with what is planned and what raw fields are in force.

The provider's own word for the status stands beside the neutral phase, so that one can be told from the other. Only
values go in and JSON-ready values come out.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent
from mockserver.calls.views import AttemptView, fold
from mockserver.gateway.exchange import provider_named
from mockserver.simulation.durations import parse_instant, show_instant
from mockserver.simulation.sizes import clipped
from mockserver.webhooks.messages import Delivery, DeliveryAttempt, State
from mockserver.world.orders import EventRecord
from mockserver.world.redaction import redact_header, redact_text
from mockserver.world.world import World


def serialize_event(event: AnyEvent) -> dict[str, Any]:
    """An event: its name under `event`, and what it says; instants as ISO 8601."""
    shown: dict[str, Any] = msgspec.to_builtins(event)
    return {key: value for key, value in shown.items() if value is not None}


def serialize_event_record(world: World, record: EventRecord) -> dict[str, Any]:
    """An event that has happened, with its number, time and call."""
    facts = {"number": record.number, "at": show_instant(record.at), "call": record.call}
    call = world.calls.get(record.call)
    return {**facts, "provider": call.provider if call else None, **serialize_event(record.event)}


def serialize_call(call: Call, deliveries: Sequence[Delivery]) -> dict[str, Any]:
    """A call: who, where it stands, its attempts, its timeline past and planned, and the webhooks about it."""
    view = call.view()
    shown = {
        "id": call.id,
        "provider": call.provider,
        "direction": call.direction,
        "from": call.from_number,
        "to": call.to_number,
        "agent": call.agent,
        "phase": view.phase,
        "status": _word(call),
        "reason": view.reason,
        "scenario": call.plan.scenario,
        "created_at": show_instant(call.created_at),
        "next_at": show_instant(call.due) if call.due else None,
        "labels": call.labels,
        "fields": call.plan.fields,
        "example": call.example,
        "attempts": [_attempt(attempt) for attempt in view.attempts],
    }
    webhooks = [serialize_delivery(delivery) for delivery in deliveries]
    return {**shown, "timeline": _with_tries(serialize_timeline(call), deliveries), "webhooks": webhooks}


def _with_tries(rows: list[dict[str, Any]], deliveries: Sequence[Delivery]) -> list[dict[str, Any]]:
    """The timeline with every try of a webhook in its place: behind what happened at the same instant."""
    tries = [(row.at, delivery, row.outcome) for delivery in deliveries for row in delivery.attempts]
    for at, delivery, outcome in sorted(tries, key=lambda found: (found[0], found[1].number)):
        moment = parse_instant(show_instant(at))
        place = sum(parse_instant(row["at"]) <= moment for row in rows)
        facts = {"name": delivery.message.event, "webhook": delivery.number, "answer": outcome.error or outcome.status}
        status = rows[place - 1]["status"] if place else ""
        rows.insert(place, {"at": show_instant(at), "status": status, "planned": False, "event": "webhook", **facts})
    return rows


def serialize_timeline(call: Call) -> list[dict[str, Any]]:
    """Every entry with the provider's status after it; those to come are `planned`."""
    rows = []
    for index, (at, event) in enumerate(call.timeline):
        then = msgspec.structs.replace(call, processed=index + 1)
        facts = {"at": show_instant(at), "status": _word(then), "planned": index >= call.processed}
        rows.append({**facts, **serialize_event(event)})
    return rows


def serialize_delivery(delivery: Delivery) -> dict[str, Any]:
    """A webhook: what was to be sent where, and every try. Secrets are not shown."""
    webhook = delivery.message
    return {
        "id": delivery.number,
        "provider": webhook.provider,
        "event": webhook.event,
        "call": webhook.call,
        "endpoint": webhook.endpoint,
        "method": webhook.method,
        "url": redact_text(webhook.url),
        "headers": {name: redact_header(name, value) for name, value in webhook.headers},
        "body": webhook.body.decode("utf-8", "replace"),
        "blocking": webhook.blocking,
        "at": show_instant(delivery.at),
        "outcome": delivery.state,
        "next_at": show_instant(delivery.due) if delivery.state is State.PENDING else None,
        "faults": [fault.kind for fault in delivery.faults],
        "copy_of": delivery.copy_of,
        "replayed": delivery.replayed,
        "attempts": [_try(row) for row in delivery.attempts],
    }


def _try(row: DeliveryAttempt) -> dict[str, Any]:
    outcome = row.outcome
    return {
        "at": show_instant(row.at),
        "status": outcome.status,
        "error": outcome.error,
        "answer": clipped(outcome.body).decode("utf-8", "replace"),
        "duration_ms": round(outcome.seconds * 1000, 3),
    }


def _word(call: Call) -> str:
    """The status as the provider would show it."""
    return provider_named(call.provider).status_word(fold(call.past))


def _attempt(attempt: AttemptView) -> dict[str, Any]:
    instants = ("dialled_at", "ringing_at", "answered_at", "ended_at")
    times = {name: getattr(attempt, name) for name in instants}
    return {
        "number": attempt.number,
        "phase": attempt.phase,
        **{name: show_instant(at) if at else None for name, at in times.items()},
        "answered_by": attempt.answered_by,
        "reason": attempt.reason,
        "ended_by": attempt.ended.by if attempt.ended else None,
        "transferred_to": attempt.transferred_to,
        "fields": attempt.fields,
    }
