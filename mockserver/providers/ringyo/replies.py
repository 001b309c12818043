"""The envelopes around responses, as answers in the dialect of their world.

`shapes.envelopes` has their types.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from mockserver.providers.base import Answer, answer
from mockserver.providers.ringyo.dialects import is_guide
from mockserver.providers.ringyo.errors import request_id
from mockserver.providers.ringyo.listing import ListPage
from mockserver.providers.ringyo.shapes.envelopes import GuidePage, Page, Wrapped
from mockserver.world.world import World

T = TypeVar("T")
Row = TypeVar("Row")


def single_answer(world: World, value: object, status: int = 200) -> Answer:
    """Return the response with one object."""
    return answer(_wrapped(world, value) if is_guide(world) else value, status)


def page_answer(world: World, page: ListPage[T], render_row: Callable[[T], Row]) -> Answer:
    """Return the response with one page of a list. `render_row` renders each row."""
    rows = [render_row(value) for value in page.rows]
    return answer(_guide_page(page, rows) if is_guide(world) else _page(page, rows))


def single_type(kind: Any) -> Any:
    """Return the type of a response with one object of that type."""
    wrapped: Any = Wrapped
    return kind | wrapped[kind]


def page_type(row: Any) -> Any:
    """Return the type of a response with one page of rows of that type."""
    page: Any = Page
    guide_page: Any = GuidePage
    return page[row] | guide_page[row]


def _wrapped(world: World, value: T) -> Wrapped[T]:
    return {"data": value, "meta": {"request_id": request_id(world)}}


def _page(page: ListPage[T], rows: list[Row]) -> Page[Row]:
    more = page.next_cursor is not None
    return {"data": rows, "has_more": more, "next_cursor": page.next_cursor, "total": page.total}


def _guide_page(page: ListPage[T], rows: list[Row]) -> GuidePage[Row]:
    more = page.next_cursor is not None
    return {
        "data": rows,
        "pagination": {"total": page.total, "limit": page.limit, "offset": page.offset, "has_more": more},
    }
