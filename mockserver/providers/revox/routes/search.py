"""The endpoints over all orders: search, export, the history of each phone number.

Sources: SDK 0.3.0 to 0.5.0 (`call.search`, `call.export`, `call.phone_history`). `page` counts from 1, and 0 means 1.
The official description of search mentions attempts, but it returns orders. The table at the end lists the endpoints.
"""

from msgspec import Struct

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.queries import page_of
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.csv_export import orders_csv
from mockserver.providers.revox.render import campaign_of, render_order
from mockserver.providers.revox.selection import COLUMNS, OrderView, Search, select, sort_orders, view_order
from mockserver.providers.revox.shapes.basics import CsvFile
from mockserver.providers.revox.shapes.orders import HistoryShape, OrderPage, PhoneHistory
from mockserver.providers.revox.statistics import HOT
from mockserver.providers.revox.translations import renamed_statuses
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World


class Export(Struct, kw_only=True):
    """`POST /call/export`."""

    filters: Search
    include_metadata: bool = False
    include_structured_output_fields: bool = False


def search(world: World, request: Request) -> Answer:
    """`POST /call/search`: a page of the matching orders, newest first by default, and the number of matches."""
    wanted = decode(world, request, Search)
    found = _found(world, request, wanted)
    page, renamed = page_of(found, max(wanted.page, 1), wanted.page_size, first=1), renamed_statuses(world, request)
    shown = [render_order(world, order.call, order.view, renamed) for order in page]
    return answer(OrderPage(calls=shown, total_count=len(found)))


def export(world: World, request: Request) -> Answer:
    """`POST /call/export`: all matching orders as CSV. The page is ignored."""
    body = decode(world, request, Export)
    found = _found(world, request, body.filters)
    csv = orders_csv(world, found, metadata=body.include_metadata, extracted=body.include_structured_output_fields)
    return answer(CsvFile(csv=csv, filename=f"calls-{world.now.date().isoformat()}.csv"))


def phone_history(world: World, _request: Request) -> Answer:
    """`GET /calls/phone-history`: the history of each number that was dialled or has called."""
    history: dict[str, HistoryShape] = {}
    for call in world.calls_of("revox"):
        order = view_order(call)
        if order.view.attempts:
            old = history.get(order.contact_number)
            history[order.contact_number] = _entry(world, order, old or _DEFAULTS)
    return answer(PhoneHistory(phone_history=history))


# -- helpers ---------------------------------------------------------------------------------------

_DEFAULTS: HistoryShape = {
    "campaigns": [],
    "count": 0,
    "do_not_contact": False,
    "hot": False,
    "last_called_at": None,
    "last_outcome": None,
    "reached_human": False,
}


def _found(world: World, request: Request, wanted: Search) -> list[OrderView]:
    if wanted.sort_by and wanted.sort_by not in COLUMNS:
        request.add_note(f"sort_by is not one of {', '.join(COLUMNS)}; sorted by created_at")
    found = select(world.calls_of("revox"), wanted, renamed_statuses(world, request))
    return sort_orders(found, wanted.sort_by, wanted.sort_direction)


def _entry(world: World, order: OrderView, old: HistoryShape) -> HistoryShape:
    """Return the entry of a number with one more order."""
    campaign = campaign_of(world, order.call)
    campaigns = old["campaigns"]
    called = show_milliseconds(order.view.attempts[-1].dialled_at)
    latest = old["last_called_at"] is None or called >= old["last_called_at"]
    return {
        "campaigns": [*campaigns, campaign] if campaign and campaign not in campaigns else campaigns,
        "count": old["count"] + len(order.view.attempts),
        "do_not_contact": old["do_not_contact"] or order.outcome == "do_not_contact",
        "hot": old["hot"] or order.outcome in HOT,
        "last_called_at": called if latest else old["last_called_at"],
        "last_outcome": (order.outcome if latest else None) or old["last_outcome"],
        "reached_human": old["reached_human"] or order.reached,
    }


OPERATIONS = (
    Operation("POST", "/call/search", "call.search", search, body=Search, reply=OrderPage),
    Operation("POST", "/call/export", "call.export", export, body=Export, reply=CsvFile),
    Operation("GET", "/calls/phone-history", "call.phone_history", phone_history, reply=PhoneHistory),
)
