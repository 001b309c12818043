"""The journal of a world: what was asked, what was answered, what no route knew.

Records are rendered here, when somebody reads them, and not when they are written. Secrets are blacked out by the
journal itself.
"""

from collections.abc import Callable, Iterable, Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.http import guarded, listed, reply, world_of
from mockserver.errors import SettingsError
from mockserver.simulation.durations import parse_instant
from mockserver.world.journal import Record

_FILTERS = ("provider", "operation", "method", "path", "call", "status")
_PAGE = 1000  #: records, unless `limit` says otherwise
_PAGE_BYTES = 8 * 1024 * 1024


async def list_all(request: Request) -> Response:
    """`GET /__admin/requests?provider&operation&method&path&call&status&since&limit&cursor`, oldest first."""
    return await _page(request, lambda record: _fits(request, record))


async def list_unmatched(request: Request) -> Response:
    """`GET /__admin/requests/unmatched?since&limit&cursor`: those that no route knew, with what comes nearest."""
    return await _page(request, lambda record: record.operation is None)


async def _page(request: Request, fits: Callable[[Record], bool]) -> Response:
    """The records after `cursor` that fit: at most `limit`, and about 8 MiB. `next` is the cursor of the next page."""
    journal = world_of(request).journal
    limit = _whole(request, "limit", _PAGE, least=1)
    after = _whole(request, "cursor", 0, least=0)
    found = [record for record in _since(request, journal) if record.number > after and fits(record)]
    page = list(_small(found[:limit]))
    return await listed(
        "requests",
        (record.shown() for record in page),
        count=journal.count,
        forgotten=journal.forgotten,
        bodies_dropped=journal.bodies_dropped,
        next=page[-1].number if len(page) < len(found) else None,
    )


def _small(records: list[Record]) -> Iterator[Record]:
    """The first records, until they have so many bytes that more would be too much for one answer."""
    size = 0
    for record in records:
        yield record
        size += record.size
        if size > _PAGE_BYTES:
            return


def _whole(request: Request, name: str, usual: int, least: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return usual
    if not (text.isdecimal() and text.isascii() and len(text) < 16 and int(text) >= least):
        raise SettingsError(f"{name} is {text[:80]!r}; expected a whole number of at least {least}.")
    return int(text)


async def clear(request: Request) -> Response:
    """`DELETE /__admin/requests`."""
    journal = world_of(request).journal
    count = journal.count
    journal.clear()
    return reply({"forgotten": count})


def _since(request: Request, records: Iterable[Record]) -> Iterable[Record]:
    """Those from the world time `since` on."""
    since = request.query_params.get("since")
    if since is None:
        return records
    try:
        start = parse_instant(since)
    except ValueError as error:
        raise SettingsError(f"since: {error}.") from None
    return (record for record in records if record.at >= start)


def _fits(request: Request, record: Record) -> bool:
    query = request.query_params
    return all(query[name] == str(getattr(record, name)) for name in _FILTERS if name in query)


ROUTES = [
    Route(f"{ADMIN}/requests", guarded(list_all)),
    Route(f"{ADMIN}/requests", guarded(clear), methods=["DELETE"]),
    Route(f"{ADMIN}/requests/unmatched", guarded(list_unmatched)),
]
