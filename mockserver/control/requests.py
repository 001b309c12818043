"""The journal of a world: requests, responses, and requests that matched no route; one with a curl line; all as HAR.

Records are rendered when they are read, not when they are written. The journal itself redacts secrets.
This module only filters and pages.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from mockserver.control import ADMIN
from mockserver.control.admin_route import AdminRoute
from mockserver.control.curl import Site, curl_note, curl_of
from mockserver.control.har import har_entry, har_response
from mockserver.control.http import exchange_of, in_slices, json_response, list_response, world_of
from mockserver.control.journal_filters import PARAMETERS, Filters, check_names
from mockserver.control.pages import PageOrder, integer
from mockserver.control.request_serializer import RequestSerializer
from mockserver.errors import UnknownName
from mockserver.world.journal import CAPACITY, RECORD_BYTES, Journal, Record

_PAGE = 1000  #: records per page by default
_PAGE_BYTES = 8 * 1024 * 1024
_UNMATCHED = tuple(name for name in PARAMETERS if name != "operation")
_INTEGERS = ("status", "connection", "limit", "cursor")
_QUERY = {name: int if name in _INTEGERS else str for name in PARAMETERS if name != "world"} | {"order": PageOrder}


async def list_requests(request: Request) -> Response:
    """`GET /__admin/requests`: the requests, oldest first, or newest. `journal_filters` has the parameters."""
    filters = Filters(request.query_params)
    return await _page(request, filters, filters.matches)


async def list_unmatched(request: Request) -> Response:
    """`GET /__admin/requests/unmatched`: requests without a route, with the nearest operations."""
    filters = Filters(request.query_params, _UNMATCHED)
    return await _page(request, filters, lambda record: record.operation is None and filters.matches(record))


async def get_request(request: Request) -> Response:
    """`GET /__admin/requests/{number}`: one request, and a command that sends it again."""
    check_names(request.query_params, ("world",))
    world = world_of(request)
    number = request.path_params["number"]
    record = next((row for row in world.journal if str(row.number) == number), None)
    if record is None:
        raise UnknownName("request", number[:80], note=_missing_note(world.journal, number))
    site = _site(request, world.name)
    command = {"curl": curl_of(record, site), "curl_note": curl_note(record)}
    return json_response({**RequestSerializer(world).show(record), **command})


async def export_har(request: Request) -> Response:
    """`GET /__admin/requests.har`: the same requests as the list, as an HTTP Archive; all, unless `limit` is given."""
    filters, world = Filters(request.query_params), world_of(request)
    limit = integer(request.query_params, "limit", CAPACITY, least=1)
    records = await _matching(filters.place.ordered(world.journal), filters.matches, limit)
    site, serializer = _site(request, world.name), RequestSerializer(world)

    async def entries() -> AsyncIterator[dict[str, Any]]:
        async for record in in_slices(records):
            yield har_entry(record, site, serializer)

    return await har_response(entries(), site)


async def delete_requests(request: Request) -> Response:
    """`DELETE /__admin/requests`: delete the journal."""
    journal = world_of(request).journal
    count = journal.count
    journal.clear()
    return json_response({"forgotten": count})


async def _page(request: Request, filters: Filters, matches: Callable[[Record], bool]) -> Response:
    """Respond with matching records beyond `cursor`: at most `limit`, and about 8 MiB. `next` is the next cursor."""
    limit = integer(request.query_params, "limit", _PAGE, least=1)
    world = world_of(request)
    journal = world.journal
    matching = await _matching(filters.place.ordered(journal), matches, limit + 1)
    page = list(_fitting(matching[:limit]))
    serializer = RequestSerializer(world)
    return await list_response(
        "requests",
        (serializer.show(record) for record in page),
        count=journal.count,
        forgotten=journal.forgotten,
        bodies_dropped=journal.bodies_dropped,
        next=page[-1].number if len(page) < len(matching) else None,
    )


async def _matching(records: Iterable[Record], matches: Callable[[Record], bool], most: int) -> list[Record]:
    """Return the first matching records. Requests that arrive meanwhile are not looked at."""
    found: list[Record] = []
    async for record in in_slices(list(records)):
        if matches(record):
            found.append(record)
            if len(found) == most:
                break
    return found


def _fitting(records: list[Record]) -> Iterator[Record]:
    """Yield the first records, until they exceed the size of a page."""
    size = 0
    for record in records:
        yield record
        size += RECORD_BYTES + len(record.body) + len(record.answer)
        if size > _PAGE_BYTES:
            return


def _missing_note(journal: Journal, number: str) -> str:
    """Return why the journal does not have a request."""
    first = next((record.number for record in journal), None)
    if not (number.isdecimal() and number.isascii() and len(number) < 16):
        return "Requests have numbers, such as 1; GET /__admin/requests lists them."
    if 0 < int(number) <= journal.count:
        kept = "it has no requests now" if first is None else f"its oldest request is {first}"
        return f"The journal has forgotten it: {kept}. It has room for {CAPACITY:,}, as far as memory suffices."
    return f"The journal has counted {journal.count:,} so far; deleting it begins again at 1."


def _site(request: Request, world: str) -> Site:
    authority = request.headers.get("host") or "localhost:4010"
    return Site(world, authority, request.url.scheme, exchange_of(request).settings.only)


ROUTES = [
    AdminRoute(f"{ADMIN}/requests", list_requests, query=_QUERY),
    AdminRoute(f"{ADMIN}/requests", delete_requests, "DELETE"),
    AdminRoute(f"{ADMIN}/requests.har", export_har, query=_QUERY),
    AdminRoute(
        f"{ADMIN}/requests/unmatched",
        list_unmatched,
        query={name: _QUERY[name] for name in _UNMATCHED if name in _QUERY},
    ),
    AdminRoute(f"{ADMIN}/requests/{{number}}", get_request),
]
