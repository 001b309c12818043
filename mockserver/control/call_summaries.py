"""The short list of calls, for pages and scripts that show many: one row a call, newest first, with its phases.

    filters ─► keys (creation, number, id), sorted ─► after the cursor ─► rows of this page only

A call is read only if the filters need it or it is on the page, and long loops let other requests go first. So a page
of a world with very many calls costs little. The full view of a call is in `calls`.
"""

from asyncio import sleep
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from starlette.datastructures import QueryParams
from starlette.responses import Response

from mockserver.calls.call import Call
from mockserver.calls.stretches import Stretch, ended_since, stretches
from mockserver.calls.views import View
from mockserver.control.call_filters import FACTS, CallFilters
from mockserver.control.http import in_slices, list_response
from mockserver.control.journal_filters import check_names
from mockserver.control.pages import integer
from mockserver.control.planned import blocking_words
from mockserver.control.serializers import describe, serialize_call_state
from mockserver.errors import SettingsError
from mockserver.providers.notes import wait_words
from mockserver.simulation.durations import show_instant
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.world import World

PAGE, MOST = 200, 1000
PARAMETERS = ("view", *FACTS, "examples", "q", "id", "limit", "cursor", "world")
_FAILED = (State.FAILED, State.REFUSED)
_Key = tuple[datetime, int, str]  #: of a call: creation, number, id


async def summary_page(world: World, query: QueryParams) -> Response:
    """Respond with a page of rows, the number of all matching calls, and the cursor of the next page.

    Raises:
        SettingsError: a parameter is unknown, or has an invalid value.
    """
    check_names(query, PARAMETERS)
    filters, limit, cursor = CallFilters(query, searching=True), _limit(query), _cursor(query)
    keys = [
        (call.created_at, call.number, call.id)
        async for call in in_slices(filters.candidates(world))
        if filters.matches(world, call)
    ]
    await sleep(0)
    keys.sort()
    end = len(keys) if cursor is None else bisect_left(keys, cursor)
    page = keys[max(0, end - limit) : end][::-1]
    calls = [world.calls[key[2]] for key in page if key[2] in world.calls]
    sent, failed = _webhooks(world.outbox.deliveries, {call.id for call in calls})
    rows = (_row(world, call, sent[call.id], failed[call.id]) for call in calls)
    return await list_response("calls", rows, count=len(keys), next=_cursor_text(page[-1]) if end > limit else None)


def _row(world: World, call: Call, sent: int, failed: int) -> dict[str, Any]:
    view, ended_at = call.view(), ended_since(call)
    return {
        **serialize_call_state(call, view),
        "direction": call.direction,
        "from": call.from_number,
        "example": call.example,
        "number": call.number,
        "created_at": show_instant(call.created_at),
        "ended_at": show_instant(ended_at) if ended_at is not None else None,
        "next": describe(call.future[0][1]) if call.future else None,
        "waits": _waits(world, call, view),
        "phases": [_stretch(stretch) for stretch in stretches(call, world.now)],
        "attempts": len(view.attempts),
        "webhooks": sent,
        "failed_webhooks": failed,
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    until = show_instant(stretch.until) if stretch.until is not None else None
    return {**stretch._asdict(), "at": show_instant(stretch.at), "until": until}


def _waits(world: World, call: Call, view: View) -> str | None:
    """Return why a call waits, in a few words."""
    return blocking_words(world, call.id) or wait_words(call, view)


def _webhooks(deliveries: Iterable[Delivery], calls: set[str]) -> tuple[Counter[str], Counter[str]]:
    """Return how many webhooks there are about each of these calls, and how many of them have failed for good."""
    sent, failed = Counter[str](), Counter[str]()
    for delivery in deliveries:
        call_id = delivery.message.call
        if call_id is not None and call_id in calls:
            sent[call_id] += 1
            failed[call_id] += delivery.state in _FAILED
    return sent, failed


def _limit(query: QueryParams) -> int:
    limit = integer(query, "limit", PAGE, least=1)
    if limit > MOST:
        raise SettingsError(f"limit is {limit:,}; expected 1 to {MOST:,}. The next page begins at the cursor `next`.")
    return limit


def _cursor_text(key: _Key) -> str:
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def _cursor(query: QueryParams) -> _Key | None:
    """Return the key of the last call of the page before."""
    text = query.get("cursor")
    if not text:
        return None
    try:
        key: _Key = msgspec.json.decode(urlsafe_b64decode(f"{text}=="), type=_Key)
    except (ValueError, msgspec.DecodeError):
        message = f"cursor is {text[:80]!r}; expected the `next` of a page, or no cursor for the first page."
        raise SettingsError(message) from None
    return key
