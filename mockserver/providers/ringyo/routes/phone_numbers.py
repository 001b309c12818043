"""The endpoints of phone numbers, which the API can only read. The table is at the end.

Sources: phone-numbers/get, phone-numbers/list. Statistics and recent calls are computed from the calls on every read.
Lists leave out `updated_at`, as documented.
"""

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.ringyo import phone_numbers
from mockserver.providers.ringyo.dialects import is_guide, page_answer, single_answer
from mockserver.providers.ringyo.guide import guide_call
from mockserver.providers.ringyo.queries import ExtrasQuery, NumbersQuery, decode_query, include_words
from mockserver.providers.ringyo.render import reference_call
from mockserver.providers.ringyo.shapes.envelopes import GuidePage, Page, Wrapped
from mockserver.providers.ringyo.shapes.phone_numbers import (
    GuideNumber,
    GuideNumberExtras,
    NumberExtras,
    NumberHead,
    NumberRow,
    NumberShape,
    NumberTail,
)
from mockserver.providers.ringyo.statistics import calls_of_number, newest_calls, number_stats
from mockserver.world.documents import Document
from mockserver.world.world import World


def get_number(world: World, request: Request) -> Answer:
    """`GET /v1/phone-numbers/{id}`: one number; `include` adds stats and recent_calls."""
    number = phone_numbers.get_number(world, request.params["id"])
    return single_answer(world, _whole(world, number, include_words(decode_query(world, request, ExtrasQuery).include)))


def list_numbers(world: World, request: Request) -> Answer:
    """`GET /v1/phone-numbers`: numbers that match the filters, oldest first, in pages."""
    return page_answer(world, phone_numbers.list_numbers(world, decode_query(world, request, NumbersQuery)), _row)


# -- helpers ---------------------------------------------------------------------------------------


def _whole(world: World, number: Document, include: frozenset[str]) -> NumberShape | GuideNumber:
    """Return a number with what `include` names; the keys have the documented order."""
    if is_guide(world):
        return {**_head(number), **_guide_extras(world, number, include), **_tail(number)}
    return {**_head(number), **_extras(world, number, include), **_tail(number)}


def _row(number: Document) -> NumberRow:
    return {**_head(number), "created_at": number["created_at"]}


def _head(number: Document) -> NumberHead:
    able = number["capabilities"]
    return {
        "id": number["id"],
        "phone_number": number["phone_number"],
        "friendly_name": number["friendly_name"],
        "country": number["country"],
        "region": number["region"],
        "capabilities": {"voice": able["voice"], "sms": able["sms"]},
        "status": number["status"],
        "default_agent_id": number["default_agent_id"],
    }


def _tail(number: Document) -> NumberTail:
    return {"created_at": number["created_at"], "updated_at": number["updated_at"]}


def _extras(world: World, number: Document, include: frozenset[str]) -> NumberExtras:
    calls = calls_of_number(world, number["phone_number"]) if include else []
    extras: NumberExtras = {}
    if "stats" in include:
        extras["stats"] = number_stats(world, number, calls)
    if "recent_calls" in include:
        extras["recent_calls"] = [reference_call(world, call) for call in newest_calls(calls)]
    return extras


def _guide_extras(world: World, number: Document, include: frozenset[str]) -> GuideNumberExtras:
    calls = calls_of_number(world, number["phone_number"]) if include else []
    extras: GuideNumberExtras = {}
    if "stats" in include:
        extras["stats"] = number_stats(world, number, calls)
    if "recent_calls" in include:
        extras["recent_calls"] = [guide_call(world, call, whole=False) for call in newest_calls(calls)]
    return extras


OPERATIONS = (
    Operation(
        "GET",
        "/v1/phone-numbers",
        "phone_numbers.list",
        list_numbers,
        query=NumbersQuery,
        reply=Page[NumberRow] | GuidePage[NumberRow],
    ),
    Operation(
        "GET",
        "/v1/phone-numbers/{id}",
        "phone_numbers.get",
        get_number,
        query=ExtrasQuery,
        reply=NumberShape | Wrapped[GuideNumber],
    ),
)
