"""One page of a list, whatever is listed: sorted by time, cut by cursor or offset (calls/list and its siblings).

A cursor is the Base64 of `{"created_at", "id"}` of the last row on a page; the id tells rows of one instant apart. The
documented sample has no id and is taken as well. Nothing here knows what the rows are.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

import msgspec

from mockserver.documents import Document
from mockserver.durations import parse_instant, show_instant
from mockserver.errors import SettingsError
from mockserver.providers.base import Refusal, lenient
from mockserver.providers.ringyo.queries import MOST, Paging
from mockserver.world import World

T = TypeVar("T")


class Entry(NamedTuple, Generic[T]):
    """A row at its place: rows of one instant follow each other by number."""

    at: datetime
    number: int
    id: str
    value: T

    @property
    def place(self) -> tuple[datetime, int, str]:
        """By what rows are sorted."""
        return self[:3]


class Sheet(NamedTuple, Generic[T]):
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


def find_page(
    world: World,
    query: Paging,
    found: Iterable[Entry[T]],
    look_up: Callable[[str], Entry[T] | None],
    *,
    descending: bool,
) -> Sheet[T]:
    """The page that a query asks for, of the rows `found`; `look_up` finds a row by its id, be it found or not.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    rows = sorted(found, key=lambda entry: entry.place, reverse=descending)
    limit = min(max(1, query.limit), MOST)
    behind = _behind(world, query, look_up, descending=descending)
    start = (
        max(0, query.offset) if behind is None else next((i for i, row in enumerate(rows) if behind(row)), len(rows))
    )
    page = rows[start : start + limit]
    more = start + limit < len(rows)
    return Sheet([row.value for row in page], len(rows), limit, start, write_cursor(page[-1]) if more else None)


def entries(documents: Iterable[Document]) -> list[Entry[Document]]:
    """Documents with `id` and `created_at` as rows, those of one instant in order of insertion.

    Raises:
        SettingsError: a fixture has a `created_at` that is no instant.
    """
    return [Entry(_made(document), number, document["id"], document) for number, document in enumerate(documents)]


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
) -> Sheet[Document]:
    """The page of documents that a query asks for; `fits` says which are wanted at all.

    Raises:
        Refusal: 400 `invalid_cursor`.
    """
    known = {entry.id: entry for entry in entries(documents)}
    found = (entry for entry in known.values() if fits(entry.value))
    return find_page(world, query, found, known.get, descending=descending)


def write_cursor(entry: Entry[T]) -> str:
    """The cursor of a page that ends with that row."""
    return b64encode(msgspec.json.encode(Cursor(show_instant(entry.at), entry.id))).decode()


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


def _behind(
    world: World, query: Paging, look_up: Callable[[str], Entry[T] | None], *, descending: bool
) -> Callable[[Entry[T]], bool] | None:
    """Which rows lie behind the cursor; None where there is none, so that the offset counts."""
    if not query.cursor:
        return None
    try:
        at, row_id = read_cursor(query.cursor)
    except ValueError:
        if lenient(world):
            return None
        raise Refusal(400, "invalid_cursor", "The cursor is invalid; take next_cursor of the page before.") from None
    last = look_up(row_id) if row_id is not None else None
    if last is None:
        return lambda row: row.at < at if descending else row.at > at
    place = last.place
    return lambda row: row.place < place if descending else row.place > place
