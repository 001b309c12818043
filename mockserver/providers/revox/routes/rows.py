"""The endpoints of a campaign's rows: one row per contact, with the order that was made of it; as JSON or as CSV.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns.get_rows`, `campaigns.export_rows`). Rows came in pages in 0.1.1 and come all
at once since 0.2.0: a page is answered to who asks for one. The table at the end lists the endpoints.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox.campaigns import find_campaign, seen_in
from mockserver.providers.revox.checks import decode_query
from mockserver.providers.revox.csv_export import row_sheet
from mockserver.providers.revox.render import STATUSES, order
from mockserver.providers.revox.selection import BIGGEST, Seen, page_of, says
from mockserver.providers.revox.shapes.basics import Sheet
from mockserver.providers.revox.shapes.campaigns import RowList, RowShape
from mockserver.providers.revox.statistics import STATES, state
from mockserver.providers.revox.versions import SHELVES, version_of
from mockserver.providers.revox.words import ResultChoice
from mockserver.world.world import World

_SIZE = 10  #: rows on a page of which no size is said
_KNOWN = STATUSES | set(STATES)
Size = Annotated[int, Meta(ge=0, le=BIGGEST)]


class RowQuery(Struct):
    """The query of `GET /campaigns/{id}/rows`, which only clients of 0.1.1 send."""

    page: Annotated[Size, Meta(description="from 0; without page and page_size there are all rows")] | UnsetType = UNSET
    page_size: Annotated[Size, Meta(description="0: 10")] | UnsetType = UNSET
    query: Annotated[str, Meta(description="stands in ids, numbers, contact, variables or transcripts")] = ""
    result: Literal["all", ResultChoice] = "all"
    statuses: Annotated[list[str], Meta(description="states of rows or statuses of orders; others are ignored")] = []


def get_rows(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/rows`: all rows, or a page (from 0) of those that fit `query`, `result`, `statuses`."""
    rows = list(enumerate(seen_in(world, find_campaign(world, request.params["id"]))))
    query = decode_query(world, request, RowQuery)
    found = [(index, seen) for index, seen in rows if _fits(query, seen)]
    number, size = query.page or 0, query.page_size or _SIZE
    paged = query.page is not UNSET or query.page_size is not UNSET
    shown = page_of(found, number, size) if paged else found
    version = version_of(world, request)
    withheld = version is not None and version < SHELVES
    return answer(
        RowList(
            rows=[_row(world, index, seen, withheld=withheld) for index, seen in shown],
            page=number,
            page_size=size if paged else len(found),
            total=len(found),
        )
    )


def export_rows(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/export`: all rows as CSV."""
    campaign = find_campaign(world, request.params["id"])
    sheet = row_sheet(world, seen_in(world, campaign), campaign["metadata_keys"])
    return answer(Sheet(csv=sheet, filename=f"campaign-{campaign['id']}.csv"))


# -- pieces ----------------------------------------------------------------------------------------


def _row(world: World, index: int, seen: Seen, *, withheld: bool) -> RowShape:
    """A row; with `withheld` an order that was not launched is not shown, since old clients do not know that status."""
    call = seen.call
    hidden = withheld and seen.status == "not_launched"
    return {
        "id": world.randomness.uuid(f"revox:row:{call.id}"),
        "input_data": call.details.get("prompt_variables") or {},
        "phone_number": call.to_number,
        "row_index": index,
        "call": None if hidden else order(world, call, seen.view),
    }


def _fits(query: RowQuery, seen: Seen) -> bool:
    """Whether a row fits the filters of the query; words that are not known filter nothing."""
    text = query.query.strip().casefold()
    statuses = _KNOWN & set(query.statuses)
    return (
        (not text or says(seen, text))
        and query.result in ("all", seen.result or "none")
        and (not statuses or seen.status in statuses or state(seen) in statuses)
    )


OPERATIONS = (
    Operation("GET", "/campaigns/{id}/rows", "campaigns.get_rows", get_rows, query=RowQuery, reply=RowList),
    Operation("GET", "/campaigns/{id}/export", "campaigns.export_rows", export_rows, reply=Sheet),
)
