"""The types of Ringyo's query parameters.

Sources: calls/get, calls/list, agents/get, agents/list, phone-numbers/get, phone-numbers/list, webhooks/list; `offset`
is from the introduction. The type is a plain string where the documentation lists words but no error for others. An
empty value filters nothing.
"""

from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from mockserver.providers.base import Refusal, Request, lenient
from mockserver.providers.queries import read_query
from mockserver.providers.ringyo.errors import query_code
from mockserver.providers.ringyo.webhooks import WebhookStatus
from mockserver.world.world import World

Query = TypeVar("Query", bound=Struct)
DEFAULT_LIMIT, MAX_LIMIT = 20, 100
_Words = Annotated[list[str], Meta(description="Unknown words are ignored.")]
_Order = Annotated[str, Meta(description="By created_at: `asc`; other values mean `desc`.", examples=["asc", "desc"])]
_Date = Annotated[str, Meta(description="ISO 8601 date or date-time; the bound itself is excluded.")]
_Number = Annotated[str, Meta(description="Exactly this number, E.164.")]


class Paging(Struct, kw_only=True):
    """The requested page of a list."""

    limit: Annotated[int, Meta(description="Rows per page; clamped to 1 to 100.")] = DEFAULT_LIMIT
    cursor: Annotated[str, Meta(description="`next_cursor` of the previous page.")] = ""
    offset: Annotated[int, Meta(description="Rows to skip; ignored when a cursor is sent.")] = 0


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
    search: Annotated[str, Meta(description="A part of the name; case is ignored.")] = ""
    order: _Order = "desc"


class NumbersQuery(Paging, kw_only=True):
    """`GET /v1/phone-numbers`."""

    status: Annotated[str, Meta(description="`active`, `pending` or `inactive`.")] = ""
    country: Annotated[str, Meta(description="Two letters, ISO 3166.", examples=["US", "GB", "CA"])] = ""


class WebhooksQuery(Paging, kw_only=True):
    """`GET /v1/webhooks`."""

    status: WebhookStatus | None = None


def decode_query(world: World, request: Request, kind: type[Query]) -> Query:
    """Decode the query of a request. In profile `lenient`, an invalid parameter counts as not given.

    Raises:
        Refusal: 400; a parameter is invalid.
    """
    if not request.query_string:
        return kind()
    query, problems = read_query(request, kind)
    if problems and not lenient(world):
        first = problems[0]
        raise Refusal(400, query_code(first.name), first.message, {"field": first.name})
    return query


def include_words(include: list[str]) -> frozenset[str]:
    """Return the words of `include`, without surrounding spaces."""
    return frozenset(map(str.strip, include))
