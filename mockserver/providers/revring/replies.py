"""The envelopes around responses, as answers.

`shapes.envelopes` has their types.
"""

from collections.abc import Sequence
from typing import Any

from mockserver.providers.base import Answer, answer
from mockserver.providers.revring.options import revring_options
from mockserver.providers.revring.queries import CallQuery, MessageQuery
from mockserver.providers.revring.shapes.envelopes import DeletedId, Listing, Page, Pagination, Reply
from mockserver.world.world import World


def single_answer(data: object, status: int = 200) -> Answer:
    """Return the response with one object."""
    return answer(Reply(data=data), status)


def created_answer(world: World, data: object) -> Answer:
    """Return the response with a new object; its status is the option `created_status`."""
    return single_answer(data, revring_options(world).created_status)


def deleted_answer(deleted_id: str) -> Answer:
    """Return the response to a DELETE."""
    return single_answer(DeletedId(id=deleted_id))


def list_answer(rows: Sequence[object]) -> Answer:
    """Return the response with all objects of a list."""
    return answer(Listing(data=list(rows)))


def page_answer(query: CallQuery | MessageQuery, rows: Sequence[object], total: int) -> Answer:
    """Return the response with one page of a list; `total` counts the objects of all pages."""
    pagination = Pagination(page=query.page, pageSize=query.page_size, total=total)
    return answer(Page(data=list(rows), pagination=pagination))


def listing_type(kind: Any) -> Any:
    """Return the type of a response with all objects of a list."""
    listing: Any = Listing
    return listing[kind]
