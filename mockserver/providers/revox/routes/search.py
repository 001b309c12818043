"""The endpoints that look at all orders at once: search, export, the history of each phone number.

Sources: SDK 0.3.0 to 0.5.0 (`call.search`, `call.export`, `call.phone_history`). `page` counts from 1, 0 is taken as
1. The text of search speaks of attempts; it answers orders. The table at the end lists the endpoints.
"""

from msgspec import Struct

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.csv_export import order_sheet
from mockserver.providers.revox.render import campaign_of, order
from mockserver.providers.revox.selection import COLUMNS, Search, Seen, chosen, in_order, page_of, see
from mockserver.providers.revox.shapes.basics import Sheet
from mockserver.providers.revox.shapes.orders import HistoryShape, OrderPage, PhoneHistory
from mockserver.providers.revox.statistics import HOT
from mockserver.simulation.durations import show_milliseconds
from mockserver.world.world import World


class Export(Struct, kw_only=True):
    """`POST /call/export`."""

    filters: Search
    include_metadata: bool = False
    include_structured_output_fields: bool = False


def search(world: World, request: Request) -> Answer:
    """`POST /call/search`: a page of the orders that fit, newest first unless sorted otherwise, and how many fit."""
    wanted = decode(world, request, Search)
    found = _found(world, request, wanted)
    page = page_of(found, max(wanted.page, 1) - 1, wanted.page_size)
    return answer(OrderPage(calls=[order(world, seen.call, seen.view) for seen in page], total_count=len(found)))


def export(world: World, request: Request) -> Answer:
    """`POST /call/export`: all orders that fit as CSV, whatever the page."""
    body = decode(world, request, Export)
    found = _found(world, request, body.filters)
    sheet = order_sheet(world, found, metadata=body.include_metadata, extracted=body.include_structured_output_fields)
    return answer(Sheet(csv=sheet, filename=f"calls-{world.now.date().isoformat()}.csv"))


def phone_history(world: World, _request: Request) -> Answer:
    """`GET /calls/phone-history`: what has happened with each number that was dialled or has called."""
    history: dict[str, HistoryShape] = {}
    for call in world.calls_of("revox"):
        seen = see(call)
        if seen.view.attempts:
            old = history.get(seen.contact_number)
            history[seen.contact_number] = _entry(world, seen, old or _BLANK)
    return answer(PhoneHistory(phone_history=history))


# -- pieces ----------------------------------------------------------------------------------------

_BLANK: HistoryShape = {
    "campaigns": [],
    "count": 0,
    "do_not_contact": False,
    "hot": False,
    "last_called_at": None,
    "last_outcome": None,
    "reached_human": False,
}


def _found(world: World, request: Request, wanted: Search) -> list[Seen]:
    if wanted.sort_by and wanted.sort_by not in COLUMNS:
        request.note = f"sort_by is not one of {', '.join(COLUMNS)}; sorted by created_at"
    return in_order(chosen(world.calls_of("revox"), wanted), wanted.sort_by, wanted.sort_direction)


def _entry(world: World, seen: Seen, old: HistoryShape) -> HistoryShape:
    """The entry of a number with one order more."""
    campaign = campaign_of(world, seen.call)
    campaigns = old["campaigns"]
    called = show_milliseconds(seen.view.attempts[-1].dialled_at)
    latest = old["last_called_at"] is None or called >= old["last_called_at"]
    return {
        "campaigns": [*campaigns, campaign] if campaign and campaign not in campaigns else campaigns,
        "count": old["count"] + len(seen.view.attempts),
        "do_not_contact": old["do_not_contact"] or seen.outcome == "do_not_contact",
        "hot": old["hot"] or seen.outcome in HOT,
        "last_called_at": called if latest else old["last_called_at"],
        "last_outcome": (seen.outcome if latest else None) or old["last_outcome"],
        "reached_human": old["reached_human"] or seen.reached,
    }


OPERATIONS = (
    Operation("POST", "/call/search", "call.search", search, body=Search, reply=OrderPage),
    Operation("POST", "/call/export", "call.export", export, body=Export, reply=Sheet),
    Operation("GET", "/calls/phone-history", "call.phone_history", phone_history, reply=PhoneHistory),
)
