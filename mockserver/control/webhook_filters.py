"""Which deliveries a control request asks for, by its query parameters.

    ?outcome=failed&q=berlin ─► WebhookFilters ─► matches(delivery)

`q` searches texts as they are shown, so it does not find secrets. Words that no delivery can have are refused.
"""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase

from starlette.datastructures import QueryParams

from mockserver.control.journal_filters import Search
from mockserver.control.pages import integer, read_place
from mockserver.errors import SettingsError, UnknownName, nearest_hint
from mockserver.providers import PROVIDERS
from mockserver.webhooks.delivery_queue import DeliveryQueue
from mockserver.webhooks.failures import failure_of
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.redaction import redact_text

MOST = 1000  #: deliveries of a page
EXACT: dict[str, Callable[[Delivery], str | None]] = {
    "call": lambda delivery: delivery.message.call,
    "event": lambda delivery: delivery.message.event,
    "provider": lambda delivery: delivery.message.provider,
    "outcome": lambda delivery: delivery.state.value,
}


class WebhookFilters:
    """The filters in the query of one control request; `limit` is None if all deliveries are wanted.

    Raises:
        SettingsError: a parameter has an invalid value, or there is no such outcome.
        UnknownName: there is no such provider, or neither a provider nor a delivery has a webhook of that name.
    """

    def __init__(self, query: QueryParams, deliveries: DeliveryQueue) -> None:
        self.place = read_place(query)
        self.limit = integer(query, "limit", MOST, least=1, most=MOST) if "limit" in query else None
        self._search = Search(query["q"]) if query.get("q") else None
        self._wanted = [(EXACT[name], query[name]) for name in EXACT if name in query]
        _check_words(query, deliveries)

    def matches(self, delivery: Delivery) -> bool:
        """Return whether the delivery is asked for. The text search, which is slow, comes last."""
        return (
            self.place.is_beyond(delivery.number)
            and all(fact(delivery) == value for fact, value in self._wanted)
            and (self._search is None or self._finds(self._search, delivery))
        )

    @staticmethod
    def _finds(search: Search, delivery: Delivery) -> bool:
        """Return whether event, URL, body, call or reason of a delivery contain the text, and would also show it."""
        texts = _texts(delivery)
        return search.is_in(texts) and search.is_in([redact_text(text) for text in texts])


def _texts(delivery: Delivery) -> tuple[str, ...]:
    webhook, failure = delivery.message, failure_of(delivery)
    reason = failure.reason if failure is not None else ""
    return (webhook.event, webhook.url, webhook.body.decode("utf-8", "replace"), webhook.call or "", reason)


def _check_words(query: QueryParams, deliveries: DeliveryQueue) -> None:
    outcome, provider, event = query.get("outcome"), query.get("provider"), query.get("event")
    if outcome is not None and outcome not in list(State):
        near = nearest_hint(outcome, State)
        raise SettingsError(f"outcome is {outcome!r}; expected one of {', '.join(State)}.{near}")
    if provider is not None:
        PROVIDERS.named(provider)
    if event is not None and not any(delivery.message.event == event for delivery in deliveries):
        _check_event(event, PROVIDERS if provider is None else (provider,))


def _check_event(event: str, providers: Iterable[str]) -> None:
    known: dict[str, None] = {}
    for name in providers:
        policy, invented = PROVIDERS[name].webhook_policy, PROVIDERS[name].tomorrow.event
        if policy is not None and not policy.events:  # it does not say which it has
            return
        known |= dict.fromkeys([*(policy.events if policy is not None else ()), *([invented] if invented else [])])
    if not any(fnmatchcase(event, pattern) for pattern in known):
        error = UnknownName("webhook event", event, known)
        note = "" if error.nearest else f"Known events are {', '.join(known)}."
        raise UnknownName("webhook event", event, known, note)
