"""Which part of a long list a control request asks for: `?order=newest&cursor=120&limit=50`.

    oldest (default)   rows with larger numbers than the cursor, in order       1 2 3 │ 4 5 6
    newest             rows with smaller numbers than the cursor, backwards     6 5 4 │ 3 2 1

The cursor is the number of the last row of the page before; 0 is the beginning in both orders. New rows do not
shift the pages.
"""

from collections.abc import Iterable, Reversible
from enum import StrEnum
from typing import NamedTuple, TypeVar

from starlette.datastructures import QueryParams

from mockserver.errors import SettingsError, nearest_hint

Row = TypeVar("Row")


class PageOrder(StrEnum):
    """The order of a list."""

    OLDEST = "oldest"
    NEWEST = "newest"


class Place(NamedTuple):
    """Where a page begins, and in which direction it goes."""

    order: PageOrder
    cursor: int

    def is_beyond(self, number: int) -> bool:
        """Return whether the row of that number comes after the cursor, in the order of the page."""
        if self.order is PageOrder.NEWEST:
            return not self.cursor or number < self.cursor
        return number > self.cursor

    def ordered(self, rows: Reversible[Row]) -> Iterable[Row]:
        """Return rows, which are in order of their numbers, in the order of the page."""
        return reversed(rows) if self.order is PageOrder.NEWEST else rows


def read_place(query: QueryParams) -> Place:
    """Return where the page begins that the parameters `order` and `cursor` ask for.

    Raises:
        SettingsError: one of them is not valid.
    """
    order = query.get("order", PageOrder.OLDEST)
    if order not in list(PageOrder):
        near = nearest_hint(order, PageOrder)
        raise SettingsError(f"order is {order[:80]!r}; expected one of {', '.join(PageOrder)}.{near}")
    return Place(PageOrder(order), integer(query, "cursor", 0, least=0))


def integer(query: QueryParams, name: str, default: int, least: int, most: int | None = None) -> int:
    """Return a query parameter as an integer.

    Raises:
        SettingsError: it is not an integer of at least `least` and at most `most`.
    """
    text = query.get(name)
    if text is None:
        return default
    is_number = text.isdecimal() and text.isascii() and len(text) < 16
    if not (is_number and least <= int(text) and (most is None or int(text) <= most)):
        allowed = f"an integer of at least {least}" if most is None else f"an integer from {least} to {most:,}"
        raise SettingsError(f"{name} is {text[:80]!r}; expected {allowed}.")
    return int(text)
