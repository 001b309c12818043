"""Calls, events and deliveries as the control API shows them, independent of the provider.

A call has the provider's own `status` and the neutral `phase`; it includes planned events and raw field overrides.
Functions take values and return JSON-ready values.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Ended, Ready, Result
from mockserver.calls.sentences import sentence
from mockserver.calls.stretches import ended_since
from mockserver.calls.views import AttemptView, View, apply
from mockserver.providers import PROVIDERS
from mockserver.simulation.durations import later, parse_instant, show_instant
from mockserver.simulation.sizes import clipped
from mockserver.webhooks.failures import failure_of
from mockserver.webhooks.messages import Delivery, DeliveryAttempt, Outcome, State
from mockserver.world.orders import EventRecord
from mockserver.world.redaction import redact_header, redact_text
from mockserver.world.world import World


def serialize_event(event: AnyEvent) -> dict[str, Any]:
    """Return an event: its name under `event`, and its fields; instants are ISO 8601. When results come after an end is
    shown by events of their own."""
    shown: dict[str, Any] = msgspec.to_builtins(event)
    hidden = ("after", "resolved") if isinstance(event, Ended) else ()
    return {key: value for key, value in shown.items() if value is not None and key not in hidden}


def serialize_described(event: AnyEvent) -> dict[str, Any]:
    """Return an event as `serialize_event`, with a `description`: the event in a few words."""
    return _described(serialize_event(event))


def _described(shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "description": sentence(shown["event"], shown)}


def describe(event: AnyEvent) -> str:
    """Return an event in a few words."""
    return str(serialize_described(event)["description"])


def serialize_event_record(world: World, record: EventRecord) -> dict[str, Any]:
    """Return an event that has happened, with its number, time and call, and in a few words."""
    facts = {"number": record.number, "at": show_instant(record.at), "call": record.call}
    call = world.calls.get(record.call)
    return {**facts, "provider": call.provider if call else None, **serialize_described(record.event)}


def serialize_forecast(call: Call, final: Call, deliveries: Sequence[Delivery]) -> dict[str, Any]:
    """Return a call as `serialize_call`, with the timeline of `final`, which it will be in the end, and how it ends."""
    whole = msgspec.structs.replace(final, processed=call.processed)
    view = final.view()
    ended_at = ended_since(final)
    end = {
        "ends_at": show_instant(ended_at) if ended_at is not None else None,
        "status": status_in(final, view),
        "phase": view.phase,
    }
    timeline = _with_deliveries(serialize_timeline(whole), deliveries)
    return {**serialize_call(call, deliveries), "timeline": timeline, "forecast": end}


def serialize_call(call: Call, deliveries: Sequence[Delivery]) -> dict[str, Any]:
    """Return a call: numbers, state, attempts, past and planned timeline, and webhooks."""
    view = call.view()
    shown = {
        "id": call.id,
        "provider": call.provider,
        "direction": call.direction,
        "from": call.from_number,
        "to": call.to_number,
        "agent": call.agent,
        "phase": view.phase,
        "status": status_in(call, view),
        "reason": view.reason,
        "scenario": call.plan.scenario,
        "created_at": show_instant(call.created_at),
        "visible_at": show_instant(later(call.created_at, call.plan.visible_after)),
        "next_at": show_instant(call.due) if call.due else None,
        "labels": call.labels,
        "fields": call.plan.fields,
        "example": call.example,
        "attempts": [_call_attempt(call, attempt) for attempt in view.attempts],
    }
    webhooks = [serialize_delivery(delivery) for delivery in deliveries]
    return {**shown, "timeline": _with_deliveries(serialize_timeline(call), deliveries), "webhooks": webhooks}


def _with_deliveries(rows: list[dict[str, Any]], deliveries: Sequence[Delivery]) -> list[dict[str, Any]]:
    """Return the timeline with every delivery attempt inserted after the events of the same instant."""
    attempts = [(row.at, delivery, row.outcome) for delivery in deliveries for row in delivery.attempts]
    for at, delivery, outcome in sorted(attempts, key=lambda attempt: (attempt[0], attempt[1].number)):
        moment = parse_instant(show_instant(at))
        position = sum(parse_instant(row["at"]) <= moment for row in rows)
        status = rows[position - 1]["status"] if position else ""
        common = {"at": show_instant(at), "status": status, "planned": False}
        rows.insert(position, {**common, **_described(_webhook_event(delivery, outcome))})
    return rows


def _webhook_event(delivery: Delivery, outcome: Outcome) -> dict[str, Any]:
    """Return an attempt of a delivery as an event."""
    answer = outcome.error or outcome.status
    return {"event": "webhook", "name": delivery.message.event, "webhook": delivery.number, "answer": answer}


def serialize_call_state(call: Call, view: View | None = None) -> dict[str, Any]:
    """Return what a call is now, in short: its status, and why it ended or what it waits for. `view` is its view, if
    the caller has it."""
    view = view or call.view()
    last = view.attempts[-1] if view.attempts else None
    return {
        "id": call.id,
        "provider": call.provider,
        "to": call.to_number,
        "scenario": call.plan.scenario,
        "phase": view.phase,
        "status": status_in(call, view),
        "reason": view.reason,
        "ended_by": last.ended.by if last is not None and last.ended else None,
        "next_at": show_instant(call.due) if call.due else None,
    }


def serialize_timeline(call: Call) -> list[dict[str, Any]]:
    """Return every entry with the provider's status after it, and in a few words; future entries are `planned`."""
    rows, view = [], View()
    for index, (at, event) in enumerate(call.timeline):
        apply(view, at, event)
        facts = {"at": show_instant(at), "status": status_in(call, view), "planned": index >= call.processed}
        rows.append({**facts, **serialize_described(event)})
    return rows


def serialize_delivery(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery: request, destination and every attempt; secrets are redacted. `reason` and `remedy` say why it
    was not delivered, and what to do."""
    webhook, failure = delivery.message, failure_of(delivery)
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
        "reason": redact_text(failure.reason) if failure else None,
        "remedy": redact_text(failure.remedy) if failure else None,
        "faults": [fault.kind for fault in delivery.faults],
        "copy_of": delivery.copy_of,
        "replayed": delivery.replayed,
        "attempts": [_delivery_attempt(row) for row in delivery.attempts],
    }


def _delivery_attempt(row: DeliveryAttempt) -> dict[str, Any]:
    outcome = row.outcome
    return {
        "at": show_instant(row.at),
        "status": outcome.status,
        "error": outcome.error,
        "answer": clipped(outcome.body).decode("utf-8", "replace"),
        "duration_ms": round(outcome.seconds * 1000, 3),
    }


def status_of(call: Call) -> str:
    """Return the status as the provider shows it."""
    return status_in(call, call.view())


def status_in(call: Call, view: View) -> str:
    """Return the status as the provider shows it, from the view of the call."""
    return PROVIDERS.named(call.provider).status_word(view)


def _call_attempt(call: Call, attempt: AttemptView) -> dict[str, Any]:
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
        "outstanding": _outstanding(call, attempt),
    }


def _outstanding(call: Call, attempt: AttemptView) -> dict[Result, str | None]:
    """Return the results of an ended conversation that have not come, and when they come; None: never."""
    if not attempt.missing:
        return {}
    late = [(at, event) for at, event in call.future if isinstance(event, Ready)]
    coming = {event.result: show_instant(at) for at, event in late if event.attempt == attempt.number}
    return {result: coming.get(result) for result in Result if result in attempt.missing}
