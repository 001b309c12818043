"""The journal of a world: what was asked, what was answered, what no route knew.

Records are rendered here, when somebody reads them, and not when they are written. Secrets are blacked out by the
journal itself.
"""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.control import ADMIN
from mockserver.control.desk import guarded, reply, world_of
from mockserver.durations import parse_instant
from mockserver.errors import SettingsError
from mockserver.journal import Record

_FILTERS = ("provider", "operation", "method", "path", "call", "status")


async def list_all(request: Request) -> Response:
    """`GET /__admin/requests?provider&operation&method&path&call&status&since`, oldest first."""
    journal = world_of(request).journal
    found = [record.shown() for record in _since(request, journal) if _fits(request, record)]
    return reply({"requests": found, "count": journal.count, "forgotten": journal.forgotten})


async def list_unmatched(request: Request) -> Response:
    """`GET /__admin/requests/unmatched`: those that no route knew, with what comes nearest."""
    journal = world_of(request).journal
    found = [record.shown() for record in _since(request, journal) if record.operation is None]
    return reply({"requests": found})


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
