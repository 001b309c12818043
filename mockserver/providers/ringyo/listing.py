"""`GET /v1/calls`: which calls, in which order, which page (calls/list).

A cursor is the Base64 of `{"created_at", "id"}` of the last call on a page; the id tells calls of one instant
apart. The documented sample has no id and is taken as well. Dates are exclusive bounds, in whole seconds as shown.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from datetime import datetime
from typing import NamedTuple

import msgspec

from mockserver.calls import Call
from mockserver.durations import parse_instant, show_instant
from mockserver.providers.base import Refusal, Request, lenient
from mockserver.providers.ringyo.errors import CODES
from mockserver.providers.ringyo.render import call_status
from mockserver.world import World

LIMIT, MOST = 20, 100
_WHOLE = re.compile(r"-?\d{1,300}", re.ASCII)
_Place = tuple[datetime, int, str]


class Page(NamedTuple):
    """One page of calls; `total` counts the matches of all pages."""

    calls: list[Call]
    next_cursor: str | None
    total: int


class Cursor(msgspec.Struct, frozen=True):
    """Where a page ended."""

    created_at: str
    id: str | None = None


class Filters(NamedTuple):
    """What is wanted; None where anything will do."""

    status: str | None
    agent_id: str | None
    phone_number: str | None
    after: datetime | None
    before: datetime | None

    def fit(self, call: Call) -> bool:
        """Whether a call is wanted."""
        return (
            self.agent_id in (None, call.agent)
            and self.phone_number in (None, call.to_number)
            and self._in_time(call.created_at)
            and (self.status is None or self.status == call_status(call.view()))
        )

    def _in_time(self, created_at: datetime) -> bool:
        shown = created_at.replace(microsecond=0)
        return (self.after is None or self.after < shown) and (self.before is None or shown < self.before)


def find_page(world: World, request: Request) -> Page:
    """The page of calls that a request asks for.

    Raises:
        Refusal: 400 `invalid_cursor`, `invalid_date_format`, or `invalid_request` for a limit that is no number.
    """
    limit = min(max(1, _number(world, request, "limit", LIMIT)), MOST)
    filters = _filters(world, request)
    descending = request.one("order") != "asc"
    found = sorted(filter(filters.fit, world.calls_of("ringyo")), key=_place, reverse=descending)
    rest = _behind(world, request, found, descending=descending)
    more = len(rest) > limit
    return Page(rest[:limit], write_cursor(rest[limit - 1]) if more else None, len(found))


def write_cursor(call: Call) -> str:
    """The cursor of a page that ends with that call."""
    return b64encode(msgspec.json.encode(Cursor(show_instant(call.created_at), call.id))).decode()


def read_cursor(text: str) -> tuple[datetime, str | None]:
    """The instant and, where it has one, the call id of a cursor. A space stands for an unescaped plus.

    Raises:
        ValueError: it is none.
    """
    try:
        cursor = msgspec.json.decode(b64decode(text.replace(" ", "+"), validate=True), type=Cursor)
    except (Base64Error, UnicodeError, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from None
    return parse_instant(cursor.created_at), cursor.id


def _place(call: Call) -> _Place:
    return call.created_at, call.number, call.id


def _behind(world: World, request: Request, found: list[Call], *, descending: bool) -> list[Call]:
    """The calls behind the cursor; without one, those behind the guide's `offset`."""
    text = request.one("cursor")
    if not text:
        return found[max(0, _number(world, request, "offset", 0)) :]
    try:
        at, call_id = read_cursor(text)
    except ValueError:
        if lenient(world):
            return found
        raise Refusal(400, "invalid_cursor", "The cursor is invalid; take next_cursor of the page before.") from None
    call = world.calls.get(call_id) if call_id is not None else None
    if call is not None:
        last = _place(call)
        return [row for row in found if (_place(row) < last if descending else _place(row) > last)]
    return [row for row in found if (row.created_at < at if descending else row.created_at > at)]


def _filters(world: World, request: Request) -> Filters:
    number = request.one("phone_number")
    return Filters(
        status=request.one("status") or None,
        agent_id=request.one("agent_id") or None,
        phone_number=number.replace(" ", "+") if number else None,
        after=_date(world, request, "from_date"),
        before=_date(world, request, "to_date"),
    )


def _date(world: World, request: Request, name: str) -> datetime | None:
    given = request.one(name)
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


def _number(world: World, request: Request, name: str, default: int) -> int:
    given = request.one(name)
    if not given:
        return default
    if _WHOLE.fullmatch(given):
        return int(given)
    if lenient(world):
        return default
    raise Refusal(400, CODES.bad_body, f"{name} is {given[:80]!r}; expected a whole number.", {"field": name})
