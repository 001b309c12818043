"""The two dialects of Ringyo: which one a world speaks, and the envelope that it puts around an answer.

The reference pages answer with bare objects and cursors, the guides with `{data, meta}` and offsets
(/api-reference/introduction). Errors are the same in both. What calls look like inside is for `render` and `guide`.
"""

from collections.abc import Callable
from typing import TypeVar

from mockserver.providers.base import Answer, answer
from mockserver.providers.ringyo.errors import request_id
from mockserver.providers.ringyo.listing import ListPage
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.shapes.envelopes import GuidePage, Page, Wrapped
from mockserver.world.world import World

T = TypeVar("T")
Row = TypeVar("Row")


def is_guide(world: World) -> bool:
    """Whether the world speaks the guide's dialect."""
    return bool(ringyo_options(world).dialect == "guide")


def single_answer(world: World, shown: object, status: int = 200) -> Answer:
    """The answer with one thing."""
    return answer(_wrapped(world, shown) if is_guide(world) else shown, status)


def page_answer(world: World, page: ListPage[T], show: Callable[[T], Row]) -> Answer:
    """The answer with one page of a list, its rows as `show` makes them."""
    rows = [show(value) for value in page.rows]
    return answer(_guide_page(page, rows) if is_guide(world) else _page(page, rows))


def _wrapped(world: World, shown: T) -> Wrapped[T]:
    return {"data": shown, "meta": {"request_id": request_id(world)}}


def _page(page: ListPage[T], rows: list[Row]) -> Page[Row]:
    more = page.next_cursor is not None
    return {"data": rows, "has_more": more, "next_cursor": page.next_cursor, "total": page.total}


def _guide_page(page: ListPage[T], rows: list[Row]) -> GuidePage[Row]:
    more = page.next_cursor is not None
    return {
        "data": rows,
        "pagination": {"total": page.total, "limit": page.limit, "offset": page.offset, "has_more": more},
    }
