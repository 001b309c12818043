"""The typed queries of Ringyo: what can stand behind a question mark.

Sources: calls/get, calls/list, agents/get, agents/list, phone-numbers/get, phone-numbers/list, webhooks/list; `offset`
is the introduction's. Where the documentation names words but no error for others, the type is a plain string; an
empty one asks for nothing.
"""

from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from mockserver.providers.base import Refusal, Request, lenient
from mockserver.providers.queries import read_query
from mockserver.providers.ringyo.errors import query_code
from mockserver.providers.ringyo.shapes.webhooks import WebhookStatus
from mockserver.world.world import World

Query = TypeVar("Query", bound=Struct)
DEFAULT_LIMIT, MAX_LIMIT = 20, 100
_Words = Annotated[list[str], Meta(description="Words that it does not know are ignored.")]
_Order = Annotated[str, Meta(description="By created_at: `asc`, or else `desc`.", examples=["asc", "desc"])]
_Date = Annotated[str, Meta(description="ISO 8601 date or date-time; the bound itself is left out.")]
_Number = Annotated[str, Meta(description="Exactly this number, E.164.")]


class Paging(Struct, kw_only=True):
    """Which page of a list."""

    limit: Annotated[int, Meta(description="Rows per page; moved into 1 to 100.")] = DEFAULT_LIMIT
    cursor: Annotated[str, Meta(description="`next_cursor` of the page before.")] = ""
    offset: Annotated[int, Meta(description="Rows to leave out; counts where no cursor is sent.")] = 0


class CallQuery(Struct, kw_only=True):
    """`GET /v1/calls/{id}`: `transcript`, `recording`, `analysis`."""

    include: _Words = []


class CallsQuery(Paging, kw_only=True):
    """`GET /v1/calls`."""

    status: Annotated[str, Meta(description="Exactly this status.", examples=["completed"])] = ""
    agent_id: str = ""
    phone_number: _Number = ""
    from_date: _Date = ""
    to_date: _Date = ""
    order: _Order = "desc"


class ExtrasQuery(Struct, kw_only=True):
    """`GET` of one agent or phone number: `stats`, `recent_calls`."""

    include: _Words = []


class AgentsQuery(Paging, kw_only=True):
    """`GET /v1/agents`."""

    status: Annotated[str, Meta(description="`active` or `inactive`.")] = ""
    search: Annotated[str, Meta(description="A part of the name, in upper or lower case.")] = ""
    order: _Order = "desc"


class NumbersQuery(Paging, kw_only=True):
    """`GET /v1/phone-numbers`."""

    status: Annotated[str, Meta(description="`active`, `pending` or `inactive`.")] = ""
    country: Annotated[str, Meta(description="Two letters, ISO 3166.", examples=["US", "GB", "CA"])] = ""


class WebhooksQuery(Paging, kw_only=True):
    """`GET /v1/webhooks`."""

    status: WebhookStatus | None = None


def decode_query(world: World, request: Request, kind: type[Query]) -> Query:
    """The typed query of a request. In profile `lenient` what is wrong counts as not given.

    Raises:
        Refusal: 400; a parameter cannot be understood.
    """
    if not request.query_string:
        return kind()
    query, problems = read_query(request, kind)
    if problems and not lenient(world):
        first = problems[0]
        raise Refusal(400, query_code(first.name), first.message, {"field": first.name})
    return query


def include_words(include: list[str]) -> frozenset[str]:
    """The words of `include`, without the spaces around them."""
    return frozenset(map(str.strip, include))
