"""The journal of a world: requests, responses, and requests that matched no route.

Records are rendered when they are read, not when they are written. The journal itself redacts secrets.
This module only filters and pages.
"""

from collections.abc import Callable, Iterable, Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.http import guarded, json_response, list_response, world_of
from mockserver.errors import SettingsError
from mockserver.simulation.durations import parse_instant
from mockserver.world.journal import RECORD_BYTES, Record

_FILTERS = ("provider", "operation", "method", "path", "call", "status")
_PAGE = 1000  #: records per page by default
_PAGE_BYTES = 8 * 1024 * 1024


async def list_requests(request: Request) -> Response:
    """`GET /__admin/requests?provider&operation&method&path&call&status&since&limit&cursor`, oldest first."""
    return await _page(request, lambda record: _matches(request, record))


async def list_unmatched(request: Request) -> Response:
    """`GET /__admin/requests/unmatched?since&limit&cursor`: requests without a route, with the nearest operations."""
    return await _page(request, lambda record: record.operation is None)


async def _page(request: Request, matches: Callable[[Record], bool]) -> Response:
    """Respond with matching records after `cursor`: at most `limit`, and about 8 MiB. `next` is the next cursor."""
    journal = world_of(request).journal
    limit = _integer(request, "limit", _PAGE, least=1)
    after = _integer(request, "cursor", 0, least=0)
    matching = [record for record in _since(request, journal) if record.number > after and matches(record)]
    page = list(_fitting(matching[:limit]))
    return await list_response(
        "requests",
        (record.shown() for record in page),
        count=journal.count,
        forgotten=journal.forgotten,
        bodies_dropped=journal.bodies_dropped,
        next=page[-1].number if len(page) < len(matching) else None,
    )


def _fitting(records: list[Record]) -> Iterator[Record]:
    """Yield the first records, until they exceed the size of a page."""
    size = 0
    for record in records:
        yield record
        size += RECORD_BYTES + len(record.body) + len(record.answer)
        if size > _PAGE_BYTES:
            return


def _integer(request: Request, name: str, default: int, least: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isdecimal() and text.isascii() and len(text) < 16 and int(text) >= least):
        raise SettingsError(f"{name} is {text[:80]!r}; expected an integer of at least {least}.")
    return int(text)


async def delete_requests(request: Request) -> Response:
    """`DELETE /__admin/requests`."""
    journal = world_of(request).journal
    count = journal.count
    journal.clear()
    return json_response({"forgotten": count})


def _since(request: Request, records: Iterable[Record]) -> Iterable[Record]:
    """Return the records since the virtual time `since`."""
    since = request.query_params.get("since")
    if since is None:
        return records
    try:
        start = parse_instant(since)
    except ValueError as error:
        raise SettingsError(f"since: {error}.") from None
    return (record for record in records if record.at >= start)


def _matches(request: Request, record: Record) -> bool:
    query = request.query_params
    return all(query[name] == str(getattr(record, name)) for name in _FILTERS if name in query)


ROUTES = [
    Route(f"{ADMIN}/requests", guarded(list_requests)),
    Route(f"{ADMIN}/requests", guarded(delete_requests), methods=["DELETE"]),
    Route(f"{ADMIN}/requests/unmatched", guarded(list_unmatched)),
]
