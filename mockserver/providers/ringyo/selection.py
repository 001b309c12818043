"""Which calls a list shows: the filters of `GET /v1/calls` (calls/list).

All filters must be met. Dates are exclusive bounds, compared in whole seconds as they are shown; the status is the
word of the dialect that the world speaks.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from mockserver.calls import Call
from mockserver.durations import parse_instant
from mockserver.providers.base import Refusal, lenient
from mockserver.providers.ringyo.dialects import guided
from mockserver.providers.ringyo.guide import guide_status
from mockserver.providers.ringyo.listing import Entry, Sheet, find_page
from mockserver.providers.ringyo.queries import CallsQuery
from mockserver.providers.ringyo.render import call_status
from mockserver.views import View
from mockserver.world import World


class Filters(NamedTuple):
    """What is wanted; None where anything will do."""

    status: str | None
    agent_id: str | None
    phone_number: str | None
    after: datetime | None
    before: datetime | None
    word: Callable[[View], str]  #: how the dialect calls a status

    def fit(self, call: Call) -> bool:
        """Whether a call is wanted."""
        return (
            self.agent_id in (None, call.agent)
            and self.phone_number in (None, call.to_number)
            and self._in_time(call.created_at)
            and (self.status is None or self.status == self.word(call.view()))
        )

    def _in_time(self, created_at: datetime) -> bool:
        if self.after is None and self.before is None:
            return True
        shown = created_at.replace(microsecond=0)
        return (self.after is None or self.after < shown) and (self.before is None or shown < self.before)


def find_calls(world: World, query: CallsQuery) -> Sheet[Call]:
    """The page of calls that a query asks for.

    Raises:
        Refusal: 400 `invalid_cursor` or `invalid_date_format`.
    """
    filters = _filters(world, query)
    found = (entry(call) for call in world.calls_of("ringyo") if filters.fit(call))
    return find_page(world, query, found, lambda call_id: _look_up(world, call_id), descending=query.order != "asc")


def entry(call: Call) -> Entry[Call]:
    """A call at its place in lists."""
    return Entry(call.created_at, call.number, call.id, call)


def _look_up(world: World, call_id: str) -> Entry[Call] | None:
    call = world.calls.get(call_id)
    return entry(call) if call is not None else None


def _filters(world: World, query: CallsQuery) -> Filters:
    return Filters(
        status=query.status or None,
        agent_id=query.agent_id or None,
        phone_number=query.phone_number.replace(" ", "+") or None,
        after=_date(world, "from_date", query.from_date),
        before=_date(world, "to_date", query.to_date),
        word=guide_status if guided(world) else call_status,
    )


def _date(world: World, name: str, given: str) -> datetime | None:
    if not given:
        return None
    for text in (given, "+".join(given.rsplit(" ", 1))):  # a plus that was not escaped arrives as a space
        try:
            return parse_instant(text)
        except ValueError:
            continue
    if lenient(world):
        return None
    message = f"{name} is {given[:80]!r}; expected an ISO 8601 date such as 2024-01-15 or 2024-01-15T10:30:00Z."
    raise Refusal(400, "invalid_date_format", message, {"field": name})
