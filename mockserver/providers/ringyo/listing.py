"""Pages of any list: sorted by time, cut by cursor or offset (calls/list and the other lists).

A cursor is the Base64 of `{"created_at", "id"}` of the last row on a page; the id distinguishes rows of one instant.
The documented sample has no id and is accepted too. `selection` decides which calls are in a list.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec

from mockserver.errors import SettingsError
from mockserver.providers.base import Refusal, lenient
from mockserver.providers.ringyo.queries import MAX_LIMIT, Paging
from mockserver.simulation.durations import parse_instant, show_instant
from mockserver.world.world import World

T = TypeVar("T")


class ListPosition(NamedTuple):
    """The sort key of rows: those of one instant are ordered by number."""

    at: datetime
    number: int
    id: str


class Rows(NamedTuple, Generic[T]):
    """The matching rows in the requested order, the position of a row, and a lookup of any row by id,
    matching or not."""

    rows: Sequence[T]
    position: Callable[[T], ListPosition]
    find: Callable[[str], T | None]


class ListPage(NamedTuple, Generic[T]):
    """One page; `total` counts the matches of all pages, `next_cursor` is None on the last page."""

    rows: list[T]
    total: int
    limit: int
    offset: int
    next_cursor: str | None


class Cursor(msgspec.Struct, frozen=True):
    """The last row of a page."""

    created_at: str
    id: str | None = None


def page_of(world: World, query: Paging, listed: Rows[T], *, descending: bool) -> ListPage[T]:
    """Return the requested page.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    rows = listed.rows
    limit = min(max(1, query.limit), MAX_LIMIT)
    is_after = _after_cursor(world, query, listed, descending=descending)
    start = max(0, query.offset) if is_after is None else bisect_left(rows, x=True, key=is_after)
    found = list(rows[start : start + limit])
    more = start + limit < len(rows)
    return ListPage(found, len(rows), limit, start, write_cursor(listed.position(found[-1])) if more else None)


class Listed(Protocol):
    """A resource that can be listed."""

    @property
    def id(self) -> str: ...
    @property
    def created_at(self) -> str: ...


L = TypeVar("L", bound=Listed)


def _created_at(resource: Listed) -> datetime:
    try:
        return parse_instant(resource.created_at)
    except ValueError as error:
        raise SettingsError(f"The fixture {resource.id!r} cannot be listed: created_at {error}.") from None


def page_of_resources(
    world: World, query: Paging, resources: Iterable[L], fits: Callable[[L], bool], *, descending: bool = False
) -> ListPage[L]:
    """Return the requested page of resources; `fits` decides which of them match.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    known = {resource.id: resource for resource in resources}
    positions = {
        key: ListPosition(_created_at(resource), number, key) for number, (key, resource) in enumerate(known.items())
    }

    def position(resource: L) -> ListPosition:
        return positions[resource.id]

    rows = sorted(filter(fits, known.values()), key=position, reverse=descending)
    return page_of(world, query, Rows(rows, position, known.get), descending=descending)


def write_cursor(position: ListPosition) -> str:
    """Return the cursor of a page whose last row has that position."""
    return b64encode(msgspec.json.encode(Cursor(show_instant(position.at), position.id))).decode()


def read_cursor(text: str) -> tuple[datetime, str | None]:
    """Return the instant and, if present, the id of a cursor. A space counts as an unescaped plus sign.

    Raises:
        ValueError: the text is not a cursor.
    """
    try:
        cursor = msgspec.json.decode(b64decode(text.replace(" ", "+"), validate=True), type=Cursor)
    except (Base64Error, UnicodeError, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from None
    return parse_instant(cursor.created_at), cursor.id


def _after_cursor(world: World, query: Paging, listed: Rows[T], *, descending: bool) -> Callable[[T], bool] | None:
    """Return a test for rows after the cursor; None without a cursor, so that the offset applies."""
    if not query.cursor:
        return None
    try:
        at, row_id = read_cursor(query.cursor)
    except ValueError:
        if lenient(world):
            return None
        raise Refusal(400, "invalid_cursor", "The cursor is invalid; use next_cursor of the previous page.") from None
    last, position = listed.find(row_id) if row_id is not None else None, listed.position
    if last is None:
        return lambda row: position(row).at < at if descending else position(row).at > at
    end = position(last)
    return lambda row: position(row) < end if descending else position(row) > end
