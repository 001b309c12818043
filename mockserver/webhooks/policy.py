"""What a provider sends: one `WebhookPolicy` for each provider.

It is generic in the account to which the calls belong, so this package does not need to know worlds.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent
from mockserver.webhooks.messages import Delivery, Headers, Outcome, WebhookMessage

Account = TypeVar("Account")
EVERY: frozenset[type] = frozenset(get_args(AnyEvent))
NONE: frozenset[type] = frozenset()


class WebhookPolicy(NamedTuple, Generic[Account]):
    """What a provider sends. `notified_events` are the types of events that may cause a notification,
    `blocking_events` those that may have to wait for the response to a blocking webhook."""

    messages: Callable[[Account, Call, AnyEvent], Iterable[WebhookMessage]]  #: the notifications about an event
    on_result: Callable[[Account, Delivery], None] | None = None  #: called after each attempt
    sign: Callable[[Account, WebhookMessage, datetime], Headers] | None = None  #: headers of an attempt, by its time
    blocking_events: frozenset[type] = NONE
    blocking_message: Callable[[Account, Call, AnyEvent], WebhookMessage | None] | None = None
    on_response: Callable[[Account, Call, AnyEvent, Outcome], Call] | None = None  #: returns the call after a response
    announce: Callable[[Account, str, Any], Iterable[WebhookMessage]] | None = None  #: messages for an event's name
    notified_events: frozenset[type] = EVERY
    events: tuple[str, ...] = ()  #: the names of its webhooks, as in `WebhookMessage.event`, or globs; empty: any
