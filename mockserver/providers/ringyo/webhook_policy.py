"""The webhooks of Ringyo: which events are sent, to which receivers, with which signature; and what failures change.

    event ─► names (reference and guide) ─► the call's `webhook_url`, else every subscribed webhook ─► WebhookMessage

A webhook gets an event under the name that it subscribed to; with `*`, under the name in the world's dialect. After
five consecutive failed attempts its status is `failing`; after a hundred it is turned off. Sources: webhooks/create,
webhooks/list, /concepts/webhooks; README.md lists the choices.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple, get_args

from msgspec import json

from mockserver.calls.call import Call
from mockserver.calls.events import (
    Answered,
    AnyEvent,
    Closed,
    Dialled,
    Phase,
    Placed,
    Ready,
    Result,
    Ringing,
    Shown,
    Transferred,
)
from mockserver.providers.ringyo.credits import balance, cost
from mockserver.providers.ringyo.details import details_of
from mockserver.providers.ringyo.dialects import is_guide
from mockserver.providers.ringyo.guide import guide_call
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.render import INCLUDES, reference_call
from mockserver.providers.ringyo.statuses import call_status
from mockserver.providers.ringyo.tomorrow import EVENT
from mockserver.providers.ringyo.webhooks import WEBHOOKS, EventName, Webhook
from mockserver.providers.signatures import signature
from mockserver.simulation.durations import show_seconds
from mockserver.webhooks.messages import Delivery, Headers, WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.world import World

SIGNATURE = "x-ringyo-signature"
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 120, 600))
TIMEOUT = 5.0  #: seconds of real time
FAILING_AFTER = 5  #: consecutive failed attempts


class EventNames(NamedTuple):
    """The names of an event on the reference pages and in the guide; None if it has none."""

    reference: str | None
    guide: str | None


_NAMES: dict[type, EventNames] = {
    Placed: EventNames("call.started", None),
    Dialled: EventNames(None, "call.initiated"),
    Ringing: EventNames("call.ringing", None),
    Answered: EventNames("call.answered", "call.answered"),
    Transferred: EventNames(None, "call.transferred"),
}
_SHOWN_PHASES = {Phase.RINGING: _NAMES[Ringing], Phase.TALKING: _NAMES[Answered]}
_COMPLETED, _FAILED = EventNames("call.completed", "call.completed"), EventNames("call.failed", "call.failed")
_RESULTS: dict[Result, tuple[EventNames, str]] = {
    Result.RECORDING: (EventNames("call.recording.ready", None), "recording"),
    Result.TRANSCRIPT: (EventNames("call.transcript.ready", None), "transcript"),
}  #: with the word of `include` that shows it
_CREDITS = EventNames(None, "credits.low")
_AGENT_EVENTS = {
    "agent.created": EventNames("agent.created", "agent.created"),
    "agent.updated": EventNames("agent.updated", "agent.updated"),
    "agent.deleted": EventNames("agent.deleted", None),
}


class WebhookEvent(NamedTuple):
    """An event to send: its names, and its data."""

    names: EventNames
    data: Any


# -- calls -----------------------------------------------------------------------------------------


def messages_for(world: World, call: Call, event: AnyEvent) -> Iterable[WebhookMessage]:
    """Return the messages about an event of a call."""
    if details_of(call).webhook_url or WEBHOOKS.of(world).first(_is_active) is not None:
        return _call_messages(world, call, event)
    return ()


def _call_messages(world: World, call: Call, event: AnyEvent) -> Iterator[WebhookMessage]:
    for webhook_event in _events_of_call(world, call, event):
        yield from _messages_for_receivers(world, webhook_event, call)
    if isinstance(event, Closed):
        yield from _low_credits(world, call)
        if world.options.tomorrow:
            invented = WebhookEvent(EventNames(EVENT, EVENT), _data(world, call))
            yield from _messages_for_receivers(world, invented, call)


def _events_of_call(world: World, call: Call, event: AnyEvent) -> Iterator[WebhookEvent]:
    if isinstance(event, Closed):
        yield from _events_of_end(world, call)
        return
    if isinstance(event, Ready):
        yield from _event_of_result(world, call, event.result)
        return
    name = _SHOWN_PHASES.get(event.phase) if isinstance(event, Shown) else _NAMES.get(type(event))
    if name is not None:
        yield WebhookEvent(name, _data(world, call))


def _events_of_end(world: World, call: Call) -> Iterator[WebhookEvent]:
    completed = call_status(call.view()) == "completed"
    yield WebhookEvent(_COMPLETED if completed else _FAILED, _data(world, call))
    for result in _RESULTS:
        yield from _event_of_result(world, call, result)


def _event_of_result(world: World, call: Call, result: Result) -> Iterator[WebhookEvent]:
    """Yield the event of a result that this call has now. It contains what `include` shows at this moment."""
    if result not in _RESULTS or call_status(call.view()) != "completed":
        return
    names, word = _RESULTS[result]
    shown = reference_call(world, call, frozenset({word}))
    if INCLUDES[word] in shown:
        yield WebhookEvent(names, shown)


def _data(world: World, call: Call) -> Any:
    return guide_call(world, call, whole=True) if is_guide(world) else reference_call(world, call)


def _low_credits(world: World, call: Call) -> Iterator[WebhookMessage]:
    """Yield `credits.low`, for the call that reduced the balance to the threshold."""
    threshold, left = ringyo_options(world).credits_low, balance(world)
    if threshold is None or left is None or not left <= threshold < left + cost(world, call):
        return
    yield from _messages_for_receivers(world, WebhookEvent(_CREDITS, {"balance": left, "threshold": threshold}))


# -- receivers -------------------------------------------------------------------------------------


def send_agent_event(world: World, event: str, data: Any) -> None:
    """Queue the messages about an agent that was created, updated or deleted."""
    for webhook in _messages_for_receivers(world, WebhookEvent(_AGENT_EVENTS[event], data)):
        world.outbox.post(webhook, world.now)


def messages_of_event(world: World, event: str, data: Any) -> Iterable[WebhookMessage]:
    """Return the messages about an event of any name, as if the account had caused it."""
    return _messages_for_receivers(world, WebhookEvent(EventNames(event, event), data))


def _messages_for_receivers(world: World, event: WebhookEvent, call: Call | None = None) -> Iterator[WebhookMessage]:
    url = details_of(call).webhook_url if call is not None else None
    own = event.names.guide if is_guide(world) else event.names.reference
    if url:
        if own is not None:
            yield _message(world, event, own, url, call)
        return
    for webhook in WEBHOOKS.all(world):
        name = _subscribed_name(webhook, event.names, own)
        if name is not None:
            yield _message(world, event, name, webhook.url, call, webhook)


def _subscribed_name(webhook: Webhook, names: EventNames, own: str | None) -> str | None:
    """Return the name under which a webhook gets an event; None if it does not subscribe to it."""
    if not _is_active(webhook):
        return None
    if "*" in webhook.events:
        return own
    return next((word for word in (own, *names) if word is not None and word in webhook.events), None)


def _is_active(webhook: Webhook) -> bool:
    return webhook.status != "inactive" and not webhook.example


def _message(
    world: World, event: WebhookEvent, name: str, url: str, call: Call | None, webhook: Webhook | None = None
) -> WebhookMessage:
    body = {
        "event": name,
        "timestamp": show_seconds(world.now),
        "webhook_id": webhook.id if webhook else None,
        "data": event.data,
    }
    previous = ringyo_options(world).previous_secret
    secret = webhook.secret if webhook else None
    return WebhookMessage(
        provider="ringyo",
        event=name,
        url=url,
        body=json.encode(body),
        call=call.id if call else None,
        endpoint=webhook.id if webhook else None,
        secrets=tuple(key for key in (secret, previous) if key) if secret else (),
        delays=DELAYS,
        timeout=TIMEOUT,
    )


# -- attempts --------------------------------------------------------------------------------------


def sign(world: World, webhook: WebhookMessage, at: datetime) -> Headers:
    """Return the signature of an attempt. `at` is wall time; an option uses the world's time instead."""
    options = ringyo_options(world)
    moment = world.now if options.signature_time == "world" else at
    value = signature(options.signature, webhook.secrets, webhook.body, moment, options.signature_flaw)
    return () if value is None else ((SIGNATURE, value),)


def count_failures(world: World, delivery: Delivery) -> None:
    """Update a webhook's count of consecutive failures, and its status."""
    webhook = WEBHOOKS.find(world, delivery.message.endpoint or "")
    if webhook is None:
        return
    good = delivery.attempts[-1].outcome.good
    count, status = 0 if good else webhook.failure_count + 1, webhook.status
    if status != "inactive":
        off = count >= ringyo_options(world).disable_after
        status = "inactive" if off else "failing" if count >= FAILING_AFTER else "active"
        if off:
            world.outbox.deliveries.cancel_retries(webhook.id)
    changes = {"failure_count": count, "status": status, "last_triggered_at": show_seconds(world.now)}
    WEBHOOKS.update(world, webhook, changes)


WEBHOOK_POLICY: WebhookPolicy[World] = WebhookPolicy(
    messages=messages_for,
    notified_events=frozenset({*_NAMES, Shown, Closed, Ready}),
    events=tuple(name for name in get_args(EventName) if name != "*"),
    on_result=count_failures,
    sign=sign,
    announce=messages_of_event,
)
