"""The webhook of Tiny: when a call is done, it is sent to the `hook` of the order."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Closed
from mockserver.webhooks.messages import WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.world import World
from mockserver_tiny.calls import render_call

EVENT = "done"
DELAYS = (timedelta(seconds=1), timedelta(seconds=10))  #: between a failed attempt and the next


def messages(_world: World, call: Call, _event: AnyEvent) -> Iterator[WebhookMessage]:
    """Yield the webhook about a call that is done."""
    hook = call.details.hook
    if hook is not None:
        body = msgspec.json.encode(render_call(call))
        yield WebhookMessage(provider="tiny", event=EVENT, url=hook, body=body, call=call.id, delays=DELAYS)


WEBHOOK_POLICY = WebhookPolicy(messages=messages, notified_events=frozenset({Closed}), events=(EVENT,))
