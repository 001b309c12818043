"""The types of RevRing's query parameters: `GET /calls` and `GET /messages`.

No page of the documentation shows the parameters of these lists. Those of calls are what a real client sends, and the
usual ones. `selection` applies the filters of calls.
"""

from typing import Annotated

from msgspec import Meta, Struct

from mockserver.providers.base import Request, lenient
from mockserver.providers.queries import read_query
from mockserver.providers.revring.errors import Issue, invalid
from mockserver.providers.revring.words import CallStatus, Direction, SortKey, SortOrder
from mockserver.world.world import World

PageNumber = Annotated[int, Meta(ge=1, le=1_000_000_000)]
PageSize = Annotated[int, Meta(ge=1, le=100)]
_INSTANT = Meta(description="ISO 8601, inclusive")
_PHONE = Meta(description="E.164, with the plus sign sent as %2B")


class CallQuery(Struct, kw_only=True, rename="camel"):
    """The parameters of `GET /calls`; `createdFrom` and `createdTo` are inclusive."""

    page: PageNumber = 1
    page_size: PageSize = 50
    sort_by: SortKey = "createdAt"
    sort_dir: SortOrder = "desc"
    agent_id: str | None = None
    created_from: Annotated[str, _INSTANT] | None = None
    created_to: Annotated[str, _INSTANT] | None = None
    status: list[CallStatus] = []
    direction: Direction | None = None
    from_number: Annotated[str, _PHONE] | None = None
    to_number: Annotated[str, _PHONE] | None = None


class MessageQuery(Struct, kw_only=True, rename="camel"):
    """The parameters of `GET /messages`."""

    page: PageNumber = 1
    page_size: PageSize = 50
    agent_id: str | None = None
    conversation_id: str | None = None
    direction: Direction | None = None


def decode_message_query(world: World, request: Request) -> MessageQuery:
    """Decode the query of `GET /messages`.

    Raises:
        Refusal: 400, naming every invalid parameter.
    """
    query, problems = read_query(request, MessageQuery)
    if problems and not lenient(world):
        raise invalid([Issue((problem.name,), problem.message) for problem in problems])
    return query
