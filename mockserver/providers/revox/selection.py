"""Which orders are meant: the filters of search, export and launch, the free text, the order of the answer.

An order is looked at once per request: `see` folds its timeline and keeps what filters ask for. Every filter is an
array of which one must fit, an empty one filters nothing (SDK 0.5.0, `call.search`). Nothing here changes an order.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from mockserver.calls.call import Call
from mockserver.calls.events import AnsweredBy, Phase, Said, ToolUsed
from mockserver.calls.views import View
from mockserver.providers.revox.render import contact, order_status, outcome, override
from mockserver.providers.revox.words import Direction, OrderStatus, Outcome, OutcomeChoice, ResultChoice
from mockserver.world.documents import Document

BIGGEST = 9_007_199_254_740_991


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


class Seen(NamedTuple):
    """An order as it stands: its facts, and the words that Revox has for them."""

    call: Call
    view: View
    status: OrderStatus
    result: str | None  #: of the last attempt
    outcome: Outcome | None

    @property
    def contact_number(self) -> str:
        """The number of the other side, whoever called."""
        return self.call.to_number if self.call.direction == "outbound" else self.call.from_number

    @property
    def reached(self) -> bool:
        """Whether an attempt reached a human."""
        return any(attempt.answered_by is AnsweredBy.HUMAN for attempt in self.view.attempts)

    @property
    def talked(self) -> bool:
        """Whether the human of one of its attempts said something."""
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


def see(call: Call) -> Seen:
    """Look at an order: fold its timeline once."""
    view = call.view()
    last = view.last
    word = (last.fields or {}).get("result", last.answered_by) if last else None
    return Seen(
        call,
        view,
        override(call, "status", order_status(view)),
        str(word) if word else None,
        override(call, "outcome", outcome(view)["outcome"]),
    )


def chosen(calls: Iterable[Call], wanted: Selection) -> list[Seen]:
    """The orders that fit all filters, in the order given."""
    tests = _tests(wanted)
    query = wanted.query.strip().casefold()
    fitting = (seen for seen in map(see, calls) if all(test(seen) for test in tests))
    return [seen for seen in fitting if not query or says(seen, query)]


def _tests(wanted: Selection) -> list[Callable[[Seen], bool]]:
    """One test for each filter that is not empty."""
    rows: list[tuple[list[Any], Callable[[Seen], object]]] = [
        (wanted.assignee_ids, _assignee),
        (wanted.directions, lambda seen: seen.call.direction),
        (wanted.outcomes, lambda seen: seen.outcome or "none"),
        (wanted.results, lambda seen: seen.result or "none"),
        (wanted.statuses, lambda seen: seen.status),
    ]
    if isinstance(wanted, Search):
        rows += [
            (wanted.call_ids or [], lambda seen: seen.call.id),
            (wanted.assistant_ids, lambda seen: seen.call.agent),
            (wanted.campaign_ids, lambda seen: seen.call.details.get("campaign")),
            (wanted.from_phone_numbers, lambda seen: seen.call.from_number),
            ([wanted.to_phone_number] if wanted.to_phone_number else [], lambda seen: seen.call.to_number),
        ]
    return [_one_of(frozenset(words), of) for words, of in rows if words]


def _one_of(words: frozenset[Any], of: Callable[[Seen], object]) -> Callable[[Seen], bool]:
    return lambda seen: of(seen) in words


def _assignee(seen: Seen) -> object:
    """The id of the team member in charge; only scenarios and fixtures name one."""
    assignee = override(seen.call, "assignee", None)
    return assignee.get("id") if isinstance(assignee, dict) else None


def says(seen: Seen, query: str) -> bool:
    """Whether a text (case-folded) stands in the ids, numbers, contact, variables or transcripts of an order."""
    call = seen.call
    shown = [call.id, call.to_number, call.from_number, *contact(call).values(), *call.labels.values()]
    if any(isinstance(text, str) and query in text.casefold() for text in shown):
        return True
    turns = (event for attempt in seen.view.attempts for _, event in attempt.turns)
    return any(query in (event.output if isinstance(event, ToolUsed) else event.text).casefold() for event in turns)


# -- order -----------------------------------------------------------------------------------------

_COLUMNS: dict[str, Callable[[Seen], Any]] = {
    "created_at": lambda seen: seen.call.created_at,
    "updated_at": lambda seen: seen.view.updated_at,
    "scheduled_at": lambda seen: seen.view.held.until if seen.view.held else None,
    "started_at": lambda seen: seen.view.last.dialled_at if seen.view.last else None,
    "ended_at": lambda seen: seen.view.ended_at,
    "duration": lambda seen: seen.view.last.talk_seconds if seen.view.last else None,
    "calls_count": lambda seen: len(seen.view.attempts),
    "status": lambda seen: seen.status,
    "result": lambda seen: seen.result,
    "outcome": lambda seen: seen.outcome,
    "direction": lambda seen: seen.call.direction,
    "from_phone_number": lambda seen: seen.call.from_number,
    "to_phone_number": lambda seen: seen.call.to_number,
}
COLUMNS = tuple(_COLUMNS)


def in_order(found: list[Seen], sort_by: str | None, direction: str) -> list[Seen]:
    """Sorted by a column (one that is not known: by creation); what has no value there comes last either way, and
    equals stand as they were placed, newest first where the direction is `desc`."""
    column = _COLUMNS.get(sort_by or "", _COLUMNS["created_at"])
    down = direction == "desc"
    placed = sorted(found, key=lambda seen: seen.call.number, reverse=down)
    with_value = [seen for seen in placed if column(seen) is not None]
    with_value.sort(key=column, reverse=down)
    return [*with_value, *(seen for seen in placed if column(seen) is None)]


def page_of(found: list[Any], page: int, size: int) -> list[Any]:
    """A page, counted from 0."""
    return found[page * size : (page + 1) * size]


def config_fields(assistant: Document) -> list[str]:
    """The names of what an assistant extracts from talks."""
    return [field["name"] for field in assistant.get("structured_output_config") or ()]
