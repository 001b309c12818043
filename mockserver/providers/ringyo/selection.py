"""Which calls a list contains: the filters of `GET /v1/calls` (calls/list).

A call must match all filters. Dates are exclusive bounds, compared in whole seconds as responses show them. The status
is the word of the world's dialect. `listing` cuts the pages.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from mockserver.calls.call import Call
from mockserver.providers.base import Refusal, lenient
from mockserver.providers.ringyo.dialects import is_guide
from mockserver.providers.ringyo.guide import guide_status
from mockserver.providers.ringyo.listing import ListPage, ListPosition, Rows, page_of
from mockserver.providers.ringyo.queries import CallsQuery
from mockserver.providers.ringyo.statuses import call_status
from mockserver.simulation.durations import parse_instant
from mockserver.world.call_index import ByCreation
from mockserver.world.world import World


class Filters(NamedTuple):
    """The filters of a request; None matches every call."""

    status: str | None
    agent_id: str | None
    phone_number: str | None
    after: datetime | None
    before: datetime | None
    word: Callable[[Call], str]  #: the status in the dialect

    @property
    def is_empty(self) -> bool:
        """Whether every call matches."""
        return all(value is None for value in self[:5])

    def match(self, call: Call) -> bool:
        """Return whether a call matches."""
        return (
            self.agent_id in (None, call.agent)
            and self.phone_number in (None, call.to_number)
            and self._in_time(call.created_at)
            and (self.status is None or self.status == self.word(call))
        )

    def _in_time(self, created_at: datetime) -> bool:
        if self.after is None and self.before is None:
            return True
        shown = created_at.replace(microsecond=0)
        return (self.after is None or self.after < shown) and (self.before is None or shown < self.before)


def list_calls(world: World, query: CallsQuery) -> ListPage[Call]:
    """Return the requested page of calls.

    Raises:
        Refusal: 400 `invalid_cursor` or `invalid_date_format`.
    """
    filters = _filters(world, query)
    descending = query.order != "asc"
    calls = world.call_index.of("ringyo", ByCreation).ordered(descending=descending)
    found = calls if filters.is_empty else [call for call in calls if filters.match(call)]
    return page_of(world, query, Rows(found, _position, world.calls.get), descending=descending)


def _position(call: Call) -> ListPosition:
    return ListPosition(call.created_at, call.number, call.id)


def _reference_status(call: Call) -> str:
    return call_status(call.view())


def _guide_status(call: Call) -> str:
    return guide_status(call.view())


def _filters(world: World, query: CallsQuery) -> Filters:
    return Filters(
        status=query.status or None,
        agent_id=query.agent_id or None,
        phone_number=query.phone_number.replace(" ", "+") or None,
        after=_date(world, "from_date", query.from_date),
        before=_date(world, "to_date", query.to_date),
        word=partial(world.call_index.fact, _guide_status if is_guide(world) else _reference_status),
    )


def _date(world: World, name: str, given: str) -> datetime | None:
    if not given:
        return None
    for text in (given, "+".join(given.rsplit(" ", 1))):  # an unescaped plus sign arrives as a space
        try:
            return parse_instant(text)
        except ValueError:
            continue
    if lenient(world):
        return None
    message = f"{name} is {given[:80]!r}; expected an ISO 8601 date such as 2024-01-15 or 2024-01-15T10:30:00Z."
    raise Refusal(400, "invalid_date_format", message, {"field": name})
