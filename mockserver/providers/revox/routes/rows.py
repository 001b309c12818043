"""The endpoints of a campaign's rows: one row per contact, with the order that was made of it; as JSON or as CSV.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns.get_rows`, `campaigns.export_rows`). Rows came in pages in 0.1.1 and come all
at once since 0.2.0: a page is answered to who asks for one. The table at the end lists the endpoints.
"""

from typing import Any

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox.campaigns import find_campaign, seen_in
from mockserver.providers.revox.render import STATUSES, order
from mockserver.providers.revox.selection import Seen, page_of, says
from mockserver.providers.revox.sheets import row_sheet
from mockserver.providers.revox.statistics import STATES, state
from mockserver.providers.revox.versions import SHELVES, version_of
from mockserver.world import World

_SIZE = 10  #: rows on a page of which no size is said
_BIGGEST_TEXT = 15  #: digits of a page number; more are no number


def get_rows(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/rows`: all rows, or a page (from 0) of those that fit `query`, `result`, `statuses`."""
    rows = list(enumerate(seen_in(world, find_campaign(world, request.params["id"]))))
    found = [(index, seen) for index, seen in rows if _fits(request, seen)]
    number, size = _number(request, "page", 0), _number(request, "page_size", _SIZE) or _SIZE
    paged = request.one("page") is not None or request.one("page_size") is not None
    shown = page_of(found, number, size) if paged else found
    version = version_of(world, request)
    withheld = version is not None and version < SHELVES
    return answer(
        {
            "rows": [_row(world, index, seen, withheld=withheld) for index, seen in shown],
            "page": number,
            "page_size": size if paged else len(found),
            "total": len(found),
        }
    )


def export_rows(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/export`: all rows as CSV."""
    campaign = find_campaign(world, request.params["id"])
    sheet = row_sheet(world, seen_in(world, campaign), campaign["metadata_keys"])
    return answer({"csv": sheet, "filename": f"campaign-{campaign['id']}.csv"})


# -- pieces ----------------------------------------------------------------------------------------


def _row(world: World, index: int, seen: Seen, *, withheld: bool) -> dict[str, Any]:
    """A row; with `withheld` an order that was not launched is not shown, since old clients do not know that status."""
    call = seen.call
    hidden = withheld and seen.status == "not_launched"
    return {
        "id": world.draws.uuid(f"revox:row:{call.id}"),
        "input_data": call.details.get("prompt_variables") or {},
        "phone_number": call.to_number,
        "row_index": index,
        "call": None if hidden else order(world, call, seen.view),
    }


def _fits(request: Request, seen: Seen) -> bool:
    """Whether a row fits the filters of the query; words that are not known filter nothing."""
    query, result = (request.one("query") or "").strip().casefold(), request.one("result") or "all"
    known = (STATUSES | set(STATES)) - {"all"}
    statuses = {word for value in request.query.get("statuses", ()) for word in value.split(",")} & known
    return (
        (not query or says(seen, query))
        and (result == "all" or result == (seen.result or "none"))
        and (not statuses or seen.status in statuses or state(seen) in statuses)
    )


def _number(request: Request, name: str, default: int) -> int:
    given = request.one(name) or ""
    whole = given.removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) <= _BIGGEST_TEXT else default


OPERATIONS = (
    Operation("GET", "/campaigns/{id}/rows", "campaigns.get_rows", get_rows),
    Operation("GET", "/campaigns/{id}/export", "campaigns.export_rows", export_rows),
)
