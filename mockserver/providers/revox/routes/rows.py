"""The endpoints of a campaign's rows: one row per contact, with its order, as JSON or as CSV.

Sources: SDK 0.1.1 to 0.5.0 (`campaigns.get_rows`, `campaigns.export_rows`). 0.1.1 has pages; since 0.2.0 all rows come
at once. Here a request with `page` or `page_size` gets a page. Only a text of SDK 0.5.0 names the `POST` ("add contacts
with POST /campaigns/:id/rows"). The table at the end lists the endpoints.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.base import Answer, Operation, Refusal, Request, answer, lenient
from mockserver.providers.queries import page_of
from mockserver.providers.revox.campaign_calls import add_calls, order_views
from mockserver.providers.revox.campaigns import CAMPAIGNS
from mockserver.providers.revox.checks import decode, decode_query
from mockserver.providers.revox.csv_export import rows_csv
from mockserver.providers.revox.details import details_of
from mockserver.providers.revox.fields import BIGGEST
from mockserver.providers.revox.render import render_order
from mockserver.providers.revox.routes.campaigns import ContactBody, check_contacts, read_contacts
from mockserver.providers.revox.selection import OrderView, contains_text
from mockserver.providers.revox.shapes.basics import CsvFile
from mockserver.providers.revox.shapes.campaigns import AddedRows, RowList, RowShape
from mockserver.providers.revox.statistics import STATES, state
from mockserver.providers.revox.statuses import STATUSES, Renamed
from mockserver.providers.revox.translations import renamed_statuses
from mockserver.providers.revox.versions import SEPARATE_LAUNCH, version_of
from mockserver.providers.revox.words import ResultChoice
from mockserver.world.world import World

_SIZE = 10  #: the default page size
_KNOWN = STATUSES | set(STATES)
Size = Annotated[int, Meta(ge=0, le=BIGGEST)]


class RowQuery(Struct):
    """The query of `GET /campaigns/{id}/rows`. Only clients of 0.1.1 send one."""

    page: Annotated[Size, Meta(description="from 0; default without page_size: all rows")] | UnsetType = UNSET
    page_size: Annotated[Size, Meta(description="0: 10")] | UnsetType = UNSET
    query: Annotated[str, Meta(description="text in ids, numbers, contact, variables or transcripts")] = ""
    result: Literal["all", ResultChoice] = "all"
    statuses: Annotated[list[str], Meta(description="states of rows or statuses of orders; others are ignored")] = []


class NewRows(Struct):
    """`POST /campaigns/{id}/rows`: contacts as in `POST /campaigns`."""

    contacts: list[ContactBody]


def list_rows(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/rows`: the rows that match `query`, `result` and `statuses`; all, or a page (from 0)."""
    renamed = renamed_statuses(world, request)
    rows = list(enumerate(order_views(world, CAMPAIGNS.get(world, request.params["id"]), renamed)))
    query = decode_query(world, request, RowQuery)
    found = [(index, order) for index, order in rows if _matches(query, order)]
    number, size = query.page or 0, query.page_size or _SIZE
    paged = query.page is not UNSET or query.page_size is not UNSET
    shown = page_of(found, number, size) if paged else found
    withheld = _is_withheld(world, request)
    return answer(
        RowList(
            rows=[_row(world, index, order, renamed, withheld=withheld) for index, order in shown],
            page=number,
            page_size=size if paged else len(found),
            total=len(found),
        )
    )


def add_rows(world: World, request: Request) -> Answer:
    """`POST /campaigns/{id}/rows`: add contacts, not launched. 200 `{"rows": [row, …]}`, the added rows."""
    campaign, body = CAMPAIGNS.get(world, request.params["id"]), decode(world, request, NewRows)
    check_contacts(world, body.contacts)
    if campaign.is_cancelled and not lenient(world):
        message = f"Campaign {campaign.id!r} was cancelled, so no contacts can be added to it."
        raise Refusal(409, "conflict", message, {"id": campaign.id})
    known = len(campaign.calls)
    campaign = add_calls(world, campaign, read_contacts(body.contacts), request.scenario)
    renamed, withheld = renamed_statuses(world, request), _is_withheld(world, request)
    added = list(enumerate(order_views(world, campaign, renamed)))[known:]
    return answer(AddedRows(rows=[_row(world, index, order, renamed, withheld=withheld) for index, order in added]))


def export_rows(world: World, request: Request) -> Answer:
    """`GET /campaigns/{id}/export`: all rows as CSV."""
    campaign = CAMPAIGNS.get(world, request.params["id"])
    orders = order_views(world, campaign, renamed_statuses(world, request))
    csv = rows_csv(world, orders, campaign.metadata_keys)
    return answer(CsvFile(csv=csv, filename=f"campaign-{campaign.id}.csv"))


# -- helpers ---------------------------------------------------------------------------------------


def _is_withheld(world: World, request: Request) -> bool:
    """Return whether the client does not know orders that are not launched."""
    version = version_of(world, request)
    return version is not None and version < SEPARATE_LAUNCH


def _row(world: World, index: int, order: OrderView, renamed: Renamed, *, withheld: bool) -> RowShape:
    """Return a row. With `withheld`, omit an order that is not launched: old clients do not know that status."""
    call = order.call
    hidden = withheld and order.status == "not_launched"
    return {
        "id": world.randomness.uuid(f"revox:row:{call.id}"),
        "input_data": details_of(call).prompt_variables or {},
        "phone_number": call.to_number,
        "row_index": index,
        "call": None if hidden else render_order(world, call, order.view, renamed),
    }


def _matches(query: RowQuery, order: OrderView) -> bool:
    """Return whether a row matches the filters of the query. Unknown statuses are ignored."""
    text = query.query.strip().casefold()
    statuses = _KNOWN & set(query.statuses)
    return (
        (not text or contains_text(order, text))
        and query.result in ("all", order.result or "none")
        and (not statuses or not statuses.isdisjoint((order.status, order.shown, state(order))))
    )


OPERATIONS = (
    Operation("GET", "/campaigns/{id}/rows", "campaigns.get_rows", list_rows, query=RowQuery, reply=RowList),
    Operation("POST", "/campaigns/{id}/rows", "campaigns.add_rows", add_rows, body=NewRows, reply=AddedRows),
    Operation("GET", "/campaigns/{id}/export", "campaigns.export_rows", export_rows, reply=CsvFile),
)
