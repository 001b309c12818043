"""Turns what is new in worlds into messages of the event stream.

    WorldWatch ─► EventStream ─► Ring ─► readers

| kind | one message for each |
|---|---|
| `call` | event of a call, with the provider's status after it |
| `request` | request to a provider |
| `fault` | planned fault that acted on a request |
| `delivery` | change of a delivery; changes in quick succession are one message |
| `clock` | change of mode, rate or time |
| `world` | world that was created, reset or forgotten |

The stream exists from its first reader on, and stays, so that readers can come back. It sends nothing itself.
"""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex
from typing import Any

from mockserver.calls.views import fold
from mockserver.control.event_ring import GAP, Ring, StreamBounds
from mockserver.control.serializers import serialize_described
from mockserver.gateway.world_watch import WorldWatch
from mockserver.providers import PROVIDERS
from mockserver.simulation.durations import show_instant
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.journal import Record
from mockserver.world.observer import DELIVERIES, EVENTS, REQUESTS, Changes
from mockserver.world.orders import EventRecord
from mockserver.world.redaction import redact_text
from mockserver.world.world import World

CALL, REQUEST, FAULT, DELIVERY, CLOCK, WORLD = "call", "request", "fault", "delivery", "clock", "world"
KINDS = (REQUEST, CALL, DELIVERY, CLOCK, FAULT, WORLD)
_MISSED = {EVENTS: CALL, REQUESTS: REQUEST, DELIVERIES: DELIVERY}


class EventStream:
    """The event stream of a server."""

    def __init__(self, watch: WorldWatch, bounds: StreamBounds) -> None:
        self.ring = Ring(token_hex(4), bounds)
        watch.listeners.append(self)

    def changed(self, world: World, changes: Changes) -> None:
        """Publish what is new in a world."""
        for what, count in changes.missed.items():
            kind = _MISSED[what]
            reason = f"{count:,} events of the kind {kind!r} came so fast that they are not in the stream."
            facts = {"world": world.name, "at": show_instant(world.now), "reason": reason, "missing": count}
            self.ring.publish(kind, world.name, {**facts, "kinds": [kind]}, name=GAP)
        for record, facts in _call_events(world, changes.events):
            self._publish(CALL, world, record.at, facts)
        for request in changes.requests:
            self._publish(REQUEST, world, request.at, _request_facts(request))
            if request.fault is not None:
                self._publish(FAULT, world, request.at, _fault_facts(request, request.fault))
        for delivery in changes.deliveries:
            self._publish(DELIVERY, world, _at(delivery), _delivery_facts(delivery))
        if changes.clock:
            clock = world.clock
            facts = {"mode": clock.mode, "rate": clock.rate, "now": show_instant(world.now)}
            self._publish(CLOCK, world, world.now, facts)

    def swapped(self, world: World, what: str) -> None:
        """Publish that a world was created, reset or forgotten."""
        self._publish(WORLD, world, world.now, {"change": what})

    def _publish(self, kind: str, world: World, at: datetime, facts: dict[str, Any]) -> None:
        self.ring.publish(kind, world.name, {"world": world.name, "at": show_instant(at), **facts})


def _call_events(world: World, records: Iterable[EventRecord]) -> list[tuple[EventRecord, dict[str, Any]]]:
    """Return the events with their facts. The status after each follows from the call's timeline, in which they are the
    last that have happened."""
    rows = []
    ends: dict[str, int] = {}
    for record in reversed([*records]):
        call = world.calls.get(record.call)
        status = None
        if call is not None:
            entry = (record.at, record.event)
            end = ends.get(call.id, call.processed)
            index = next((i for i in range(end - 1, -1, -1) if call.timeline[i] == entry), None)
            if index is not None:
                ends[call.id] = index
                status = PROVIDERS.named(call.provider).status_word(fold(call.timeline[: index + 1]))
        shown = serialize_described(record.event)
        told = {"event": shown.pop("event"), "description": shown.pop("description")}
        whose = {"provider": call.provider if call else None, "scenario": call.plan.scenario if call else None}
        facts = {"number": record.number, "call": record.call, **whose, **told, "facts": shown, "status": status}
        rows.append((record, facts))
    return rows[::-1]


def _request_facts(record: Record) -> dict[str, Any]:
    return {
        "number": record.number,
        "provider": record.provider or None,
        "operation": record.operation,
        "method": record.method,
        "path": record.path,
        "status": record.status or None,
        "call": record.call,
        "fault": record.fault,
        "duration_ms": round(record.seconds * 1000, 3),
        "delay_ms": round(record.delay * 1000, 3),
    }


def _fault_facts(record: Record, fault: str) -> dict[str, Any]:
    rule, _, kind = fault.rpartition(" ")
    facts = {"rule": rule, "fault": kind, "request": record.number}
    return {**facts, "provider": record.provider or None, "operation": record.operation, "call": record.call}


def _at(delivery: Delivery) -> datetime:
    """Return when a delivery got its present state."""
    if delivery.state is State.SENDING:
        return delivery.due
    return delivery.attempts[-1].at if delivery.attempts else delivery.at


def _delivery_facts(delivery: Delivery) -> dict[str, Any]:
    webhook = delivery.message
    last = delivery.attempts[-1].outcome if delivery.attempts else None
    return {
        "id": delivery.number,
        "provider": webhook.provider,
        "event": webhook.event,
        "call": webhook.call,
        "url": redact_text(webhook.url),
        "outcome": delivery.state,
        "attempts": len(delivery.attempts),
        "status": last.status if last else None,
        "error": last.error if last else None,
        "next_at": show_instant(delivery.due) if delivery.state is State.PENDING else None,
    }
