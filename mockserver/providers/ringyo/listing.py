"""One page of a list, whatever is listed: in order of time, cut by cursor or offset (calls/list and its siblings).

A cursor is the Base64 of `{"created_at", "id"}` of the last row on a page; the id tells rows of one instant apart. The
documented sample has no id and is taken as well. Nothing here knows what the rows are.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from mockserver.errors import SettingsError
from mockserver.providers.base import Refusal, lenient
from mockserver.providers.ringyo.queries import MAX_LIMIT, Paging
from mockserver.simulation.durations import parse_instant, show_instant
from mockserver.world.documents import Document
from mockserver.world.world import World

T = TypeVar("T")


class ListPosition(NamedTuple):
    """By what rows are sorted: those of one instant follow each other by number."""

    at: datetime
    number: int
    id: str


class Rows(NamedTuple, Generic[T]):
    """What is listed: the rows that are wanted in the order wanted, where a row has its place, and any row by its id,
    wanted or not."""

    rows: Sequence[T]
    place: Callable[[T], ListPosition]
    find: Callable[[str], T | None]


class ListPage(NamedTuple, Generic[T]):
    """One page; `total` counts the matches of all pages, `next_cursor` is None on the last."""

    rows: list[T]
    total: int
    limit: int
    offset: int
    next_cursor: str | None


class Cursor(msgspec.Struct, frozen=True):
    """Where a page ended."""

    created_at: str
    id: str | None = None


def page_of(world: World, query: Paging, listed: Rows[T], *, descending: bool) -> ListPage[T]:
    """The page that a query asks for.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    rows = listed.rows
    limit = min(max(1, query.limit), MAX_LIMIT)
    behind = _after_cursor(world, query, listed, descending=descending)
    start = max(0, query.offset) if behind is None else bisect_left(rows, x=True, key=behind)
    page = list(rows[start : start + limit])
    more = start + limit < len(rows)
    return ListPage(page, len(rows), limit, start, write_cursor(listed.place(page[-1])) if more else None)


def _made(document: Document) -> datetime:
    try:
        return parse_instant(str(document["created_at"]))
    except ValueError as error:
        raise SettingsError(f"The fixture {document['id']!r} cannot be listed: created_at {error}.") from None


def page_of_documents(
    world: World,
    query: Paging,
    documents: Iterable[Document],
    fits: Callable[[Document], bool],
    *,
    descending: bool = False,
) -> ListPage[Document]:
    """The page of documents that a query asks for; `fits` says which are wanted at all.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    known = {document["id"]: document for document in documents}
    places = {key: ListPosition(_made(document), number, key) for number, (key, document) in enumerate(known.items())}

    def place(document: Document) -> ListPosition:
        return places[document["id"]]

    rows = sorted(filter(fits, known.values()), key=place, reverse=descending)
    return page_of(world, query, Rows(rows, place, known.get), descending=descending)


def write_cursor(place: ListPosition) -> str:
    """The cursor of a page that ends with the row of that place."""
    return b64encode(msgspec.json.encode(Cursor(show_instant(place.at), place.id))).decode()


def read_cursor(text: str) -> tuple[datetime, str | None]:
    """The instant and, where it has one, the id of a cursor. A space stands for an unescaped plus.

    Raises:
        ValueError: it is none.
    """
    try:
        cursor = msgspec.json.decode(b64decode(text.replace(" ", "+"), validate=True), type=Cursor)
    except (Base64Error, UnicodeError, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from None
    return parse_instant(cursor.created_at), cursor.id


def _after_cursor(world: World, query: Paging, listed: Rows[T], *, descending: bool) -> Callable[[T], bool] | None:
    """Which rows lie behind the cursor; None where there is none, so that the offset counts."""
    if not query.cursor:
        return None
    try:
        at, row_id = read_cursor(query.cursor)
    except ValueError:
        if lenient(world):
            return None
        raise Refusal(400, "invalid_cursor", "The cursor is invalid; take next_cursor of the page before.") from None
    last, place = listed.find(row_id) if row_id is not None else None, listed.place
    if last is None:
        return lambda row: place(row).at < at if descending else place(row).at > at
    end = place(last)
    return lambda row: place(row) < end if descending else place(row) > end
