"""The webhook of an order, and the lookup before an inbound call.

One POST goes to the assistant's `webhook_url` when the order has ended (the docs say no more; the ten keys are those
that Revox's own n8n node reads). A GET of `precall_lookup_url` must return every variable that the prompt declares.
Nothing is sent here.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from msgspec import DecodeError, json
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Closed, Due, Ready
from mockserver.providers.revox.assistants import variables_of
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.options import revox_options
from mockserver.providers.revox.render import render_order
from mockserver.providers.revox.statuses import UNCHANGED
from mockserver.providers.revox.tomorrow import EVENT as INVENTED
from mockserver.providers.signatures import signature
from mockserver.simulation.durations import show_seconds
from mockserver.webhooks.messages import Headers, Outcome, WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.world import World

EVENT = "call.completed"
LOOKUP = "precall_lookup"
SIGNATURE = "x-mockserver-signature"  #: a name of the simulator: Revox is not known to sign


def messages_for(world: World, call: Call, _event: AnyEvent) -> Iterable[WebhookMessage]:
    """Return the webhook of an order that has ended, once all results of its talks have come; with the setting
    `tomorrow`, also the invented one."""
    if call.due is not None:
        return ()
    url = details_of(call).assistant.webhook_url
    if not url:
        return ()
    options = revox_options(world)
    body = _body(world, call, extras=options.webhook_extras)
    webhook = WebhookMessage(
        provider="revox",
        event=EVENT,
        url=url,
        body=json.encode(body),
        call=call.id,
        secrets=() if options.webhook_secret is None else (options.webhook_secret,),
        delays=tuple(timedelta(seconds=seconds) for seconds in options.webhook_retries),
    )
    if not world.options.tomorrow:
        return (webhook,)
    return webhook, replace(webhook, event=INVENTED, body=json.encode({"event": INVENTED, **body}))


def _body(world: World, call: Call, *, extras: bool) -> dict[str, Any]:
    view = call.view()
    shown = render_order(world, call, view, UNCHANGED)
    last = shown["last_call_attempt"]
    attempt: dict[str, Any] = dict(last) if last is not None else {}
    body = {
        "call_order_id": call.id,
        "call_id": attempt.get("id"),
        "status": shown["status"],
        "result": attempt.get("result"),
        "annotation": shown["outcome_summary"],
        "transcript": _text(attempt.get("transcript")),
        "recording_url": attempt.get("recording_url"),
        "started_at": show_seconds(view.last.dialled_at) if view.last else None,
        "ended_at": show_seconds(view.ended_at) if view.ended_at else None,
        "calls_count": shown["calls_count"],
    }
    more = {"metadata": shown["metadata"], "structured_output": attempt.get("structured_output")}
    return {**body, **more} if extras else body


def _text(transcript: list[dict[str, Any]] | None) -> str | None:
    """Return the transcript as one text, one turn per line."""
    if transcript is None:
        return None
    return "\n".join(f"{turn['role']}: {turn['content']}" for turn in transcript)


def sign(world: World, webhook: WebhookMessage, at: datetime) -> Headers:
    """Return the signature header if `webhook_secret` is set."""
    value = signature("timestamped", webhook.secrets, webhook.body, at)
    return () if value is None else ((SIGNATURE, value),)


# -- the lookup before an inbound call -------------------------------------------------------------


def ask(world: World, call: Call, event: AnyEvent) -> WebhookMessage | None:
    """Return the lookup request of an inbound call if its assistant has a `precall_lookup_url`."""
    url = details_of(call).assistant.precall_lookup_url
    if call.direction != "inbound" or not url:
        return None
    lookup = url.replace("{{phone}}", quote(call.from_number, safe=""))
    timeout = revox_options(world).precall_timeout_seconds
    return WebhookMessage(
        provider="revox", event=LOOKUP, url=lookup, method="GET", call=call.id, timeout=timeout, blocking=True
    )


def answered(world: World, call: Call, event: AnyEvent, outcome: Outcome) -> Call:
    """Return the call with the variables of the response; errored if a variable that the prompt declares is missing."""
    found = _variables(outcome)
    details = details_of(call)
    assistant = details.assistant
    declared = variables_of(assistant.prompt) | variables_of(assistant.first_sentence or "")
    if found is None or declared - set(found):
        return call.then(world.now, Closed(failed=True))
    return replace(call, details=replace(details, prompt_variables=found), labels={**call.labels, **found})


def _variables(outcome: Outcome) -> dict[str, Any] | None:
    if not outcome.good:
        return None
    try:
        value = json.decode(outcome.body)
    except DecodeError:
        return None
    found = value.get("prompt_variables") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else None


WEBHOOK_POLICY: WebhookPolicy[World] = WebhookPolicy(
    messages=messages_for,
    notified_events=frozenset({Closed, Ready}),
    events=(EVENT, LOOKUP),
    sign=sign,
    blocking_events=frozenset({Due}),
    blocking_message=ask,
    on_response=answered,
)
