"""Select orders: the filters of search, export and launch, the full-text query, sorting and paging.

`view_order` folds the timeline of an order once per request; filters read the resulting `OrderView`. Each filter is an
array: one of its values must match, and an empty array matches everything (SDK 0.5.0, `call.search`). Nothing here
changes an order.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from mockserver.calls.call import Call
from mockserver.calls.events import AnsweredBy, Direction, Phase, Said, ToolUsed
from mockserver.calls.views import View
from mockserver.providers.revox.assistants import Assistant
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.fields import BIGGEST
from mockserver.providers.revox.outcomes import render_outcome
from mockserver.providers.revox.overrides import attempt_overrides, override
from mockserver.providers.revox.render import render_contact
from mockserver.providers.revox.statuses import UNCHANGED, Renamed, order_status, shown_status
from mockserver.providers.revox.words import OrderStatus, Outcome, OutcomeChoice, ResultChoice


class Selection(Struct, kw_only=True):
    """The filters that search, export and launch have in common."""

    assignee_ids: list[str]
    directions: list[Direction]
    outcomes: list[OutcomeChoice]
    results: list[ResultChoice]
    statuses: list[OrderStatus]
    query: str = ""


class Search(Selection, kw_only=True):
    """`POST /call/search`, and the `filters` of `POST /call/export`."""

    assistant_ids: list[str]
    campaign_ids: list[str]
    from_phone_numbers: list[str]
    page: Annotated[int, Meta(ge=0, le=BIGGEST)]
    page_size: Annotated[int, Meta(ge=1, le=BIGGEST)]
    call_ids: list[str] | None = None
    sort_by: str | None = None
    sort_direction: Literal["asc", "desc"] = "desc"
    to_phone_number: str | None = None


class OrderView(NamedTuple):
    """The current state of an order: its view, and Revox's words for it."""

    call: Call
    view: View
    status: OrderStatus
    shown: OrderStatus  #: the status as the client is shown it
    result: str | None  #: of the last attempt
    outcome: Outcome | None

    @property
    def contact_number(self) -> str:
        """The number of the other side, in either direction."""
        return self.call.to_number if self.call.direction == "outbound" else self.call.from_number

    @property
    def reached(self) -> bool:
        """Whether an attempt reached a human."""
        return any(attempt.answered_by is AnsweredBy.HUMAN for attempt in self.view.attempts)

    @property
    def talked(self) -> bool:
        """Whether a human said something in one of its attempts."""
        return any(
            isinstance(event, Said) and event.who == "user"
            for attempt in self.view.attempts
            if attempt.answered_by is AnsweredBy.HUMAN
            for _, event in attempt.turns
        )

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.view.phase is Phase.ENDED


def view_order(call: Call, renamed: Renamed = UNCHANGED) -> OrderView:
    """Return the current state of an order. This folds its timeline."""
    view = call.view()
    last = view.last
    word = (attempt_overrides(last.fields) or {}).get("result", last.answered_by) if last else None
    return OrderView(
        call,
        view,
        override(call, view, "status", order_status(view)),
        override(call, view, "status", shown_status(view, renamed)),
        str(word) if word else None,
        override(call, view, "outcome", render_outcome(view)["outcome"]),
    )


def select(calls: Iterable[Call], wanted: Selection, renamed: Renamed = UNCHANGED) -> list[OrderView]:
    """Return the orders that match all filters, in the given order. A status matches as it is, and as it is shown."""
    tests = _tests(wanted)
    query = wanted.query.strip().casefold()
    orders = (view_order(call, renamed) for call in calls)
    matching = (order for order in orders if all(test(order) for test in tests))
    return [order for order in matching if not query or contains_text(order, query)]


def _tests(wanted: Selection) -> list[Callable[[OrderView], bool]]:
    """Return one test for each filter that is not empty."""
    rows: list[tuple[list[Any], Callable[[OrderView], object]]] = [
        (wanted.assignee_ids, _assignee),
        (wanted.directions, lambda order: order.call.direction),
        (wanted.outcomes, lambda order: order.outcome or "none"),
        (wanted.results, lambda order: order.result or "none"),
    ]
    if isinstance(wanted, Search):
        rows += [
            (wanted.call_ids or [], lambda order: order.call.id),
            (wanted.assistant_ids, lambda order: order.call.agent),
            (wanted.campaign_ids, lambda order: details_of(order.call).campaign),
            (wanted.from_phone_numbers, lambda order: order.call.from_number),
            ([wanted.to_phone_number] if wanted.to_phone_number else [], lambda order: order.call.to_number),
        ]
    statuses = frozenset(wanted.statuses)
    tests = [_one_of(frozenset(words), of) for words, of in rows if words]
    return [*tests, lambda order: not statuses.isdisjoint((order.status, order.shown))] if statuses else tests


def _one_of(words: frozenset[Any], of: Callable[[OrderView], object]) -> Callable[[OrderView], bool]:
    return lambda order: of(order) in words


def _assignee(order: OrderView) -> object:
    """Return the id of the assigned team member. Only scenarios and fixtures can set one."""
    assignee = override(order.call, order.view, "assignee", None)
    return assignee.get("id") if isinstance(assignee, dict) else None


def contains_text(order: OrderView, query: str) -> bool:
    """Return whether a case-folded text occurs in the ids, numbers, contact, variables or transcripts of an order."""
    call = order.call
    texts = [call.id, call.to_number, call.from_number, *render_contact(call).values(), *call.labels.values()]
    if any(isinstance(text, str) and query in text.casefold() for text in texts):
        return True
    turns = (event for attempt in order.view.attempts for _, event in attempt.turns)
    return any(query in (event.output if isinstance(event, ToolUsed) else event.text).casefold() for event in turns)


# -- order -----------------------------------------------------------------------------------------

_COLUMNS: dict[str, Callable[[OrderView], Any]] = {
    "created_at": lambda order: order.call.created_at,
    "updated_at": lambda order: order.view.updated_at,
    "scheduled_at": lambda order: order.view.held.until if order.view.held else None,
    "started_at": lambda order: order.view.last.dialled_at if order.view.last else None,
    "ended_at": lambda order: order.view.ended_at,
    "duration": lambda order: order.view.last.talk_seconds if order.view.last else None,
    "calls_count": lambda order: len(order.view.attempts),
    "status": lambda order: order.shown,
    "result": lambda order: order.result,
    "outcome": lambda order: order.outcome,
    "direction": lambda order: order.call.direction,
    "from_phone_number": lambda order: order.call.from_number,
    "to_phone_number": lambda order: order.call.to_number,
}
COLUMNS = tuple(_COLUMNS)


def sort_orders(found: list[OrderView], sort_by: str | None, direction: str) -> list[OrderView]:
    """Sort orders by a column; an unknown column means `created_at`.

    Orders without a value come last in both directions. Equal values keep the order of placing, reversed for `desc`.
    """
    column = _COLUMNS.get(sort_by or "", _COLUMNS["created_at"])
    descending = direction == "desc"
    placed = sorted(found, key=lambda order: order.call.number, reverse=descending)
    with_value = [order for order in placed if column(order) is not None]
    with_value.sort(key=column, reverse=descending)
    return [*with_value, *(order for order in placed if column(order) is None)]


def config_fields(assistant: Assistant) -> list[str]:
    """Return the names of the fields that an assistant extracts from talks."""
    return [field.name for field in assistant.structured_output_config or ()]
