"""The endpoints of phone numbers, which the API can only read. The table is at the end.

Sources: phone-numbers/get, phone-numbers/list. Statistics and recent calls are computed from the calls on every read.
Lists leave out `updated_at`, as documented.
"""

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from mockserver.providers.base import Answer, Operation, Request
from mockserver.providers.derived import Part
from mockserver.providers.ringyo.listing import page_of_resources
from mockserver.providers.ringyo.phone_numbers import NUMBERS, PhoneNumber, checked_country
from mockserver.providers.ringyo.queries import ExtrasQuery, NumbersQuery, decode_query, include_words
from mockserver.providers.ringyo.replies import page_answer, page_type, single_answer
from mockserver.providers.ringyo.serializers import render_call_row
from mockserver.providers.ringyo.shapes.calls import CallShape, GuideCall
from mockserver.providers.ringyo.shapes.envelopes import Wrapped
from mockserver.providers.ringyo.statistics import calls_of_number, newest_calls, number_stats
from mockserver.world.world import World

NUMBER_ROW = Part(
    PhoneNumber,
    "NumberRow",
    "A number in a list.",
    "id phone_number friendly_name country region capabilities status default_agent_id created_at",
)


def get_number(world: World, request: Request) -> Answer:
    """`GET /v1/phone-numbers/{id}`: one number; `include` adds stats and recent_calls."""
    number = NUMBERS.get(world, request.params["id"])
    include = include_words(decode_query(world, request, ExtrasQuery).include)
    return single_answer(world, _render(world, number, include))


def list_numbers(world: World, request: Request) -> Answer:
    """`GET /v1/phone-numbers`: numbers that match the filters, oldest first, in pages."""
    query = decode_query(world, request, NumbersQuery)
    country = checked_country(world, query.country)

    def fits(number: PhoneNumber[Any]) -> bool:
        return query.status in ("", number.status) and country in ("", number.country)

    return page_answer(world, page_of_resources(world, query, NUMBERS.of(world), fits), NUMBER_ROW.of)


def _render(world: World, number: PhoneNumber[Any], include: frozenset[str]) -> PhoneNumber[CallShape | GuideCall]:
    """Return a number with what `include` names."""
    calls = calls_of_number(world, number.phone_number) if include else []
    recent = [render_call_row(world, call) for call in newest_calls(calls)]
    return replace(
        number,
        stats=number_stats(world, number, calls) if "stats" in include else UNSET,
        recent_calls=recent if "recent_calls" in include else UNSET,
    )


OPERATIONS = (
    Operation(
        "GET",
        "/v1/phone-numbers",
        "phone_numbers.list",
        list_numbers,
        query=NumbersQuery,
        reply=page_type(NUMBER_ROW.kind),
    ),
    Operation(
        "GET",
        "/v1/phone-numbers/{id}",
        "phone_numbers.get",
        get_number,
        query=ExtrasQuery,
        reply=PhoneNumber[CallShape] | Wrapped[PhoneNumber[GuideCall]],
    ),
)
