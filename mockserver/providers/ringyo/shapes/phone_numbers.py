"""Phone numbers in responses: whole, or as a row of a list. Sources: phone-numbers/get, phone-numbers/list.

Numbers are the same in both dialects, except for the calls of `include=recent_calls`.
"""

from typing import Literal, TypedDict

from mockserver.providers.ringyo.shapes.calls import CallShape, GuideCall
from mockserver.providers.ringyo.shapes.envelopes import Instant

NumberStatus = Literal["active", "pending", "inactive"]


class Capabilities(TypedDict):
    """What a number can do."""

    voice: bool
    sms: bool


class NumberStats(TypedDict):
    """The calls from and to a number; minutes are whole."""

    total_calls: int
    total_minutes: int
    calls_this_month: int
    minutes_this_month: int


class NumberHead(TypedDict):
    """The first keys of every number."""

    id: str
    phone_number: str
    friendly_name: str
    country: str
    region: str | None
    capabilities: Capabilities
    status: NumberStatus
    default_agent_id: str | None


class NumberRow(NumberHead):
    """A number in a list."""

    created_at: Instant


class NumberExtras(TypedDict, total=False):
    """What `include` adds; at most ten calls, newest first."""

    stats: NumberStats
    recent_calls: list[CallShape]


class GuideNumberExtras(TypedDict, total=False):
    """What `include` adds in the guide's dialect."""

    stats: NumberStats
    recent_calls: list[GuideCall]


class NumberTail(TypedDict):
    """The last keys of a whole number."""

    created_at: Instant
    updated_at: Instant


class NumberShape(NumberHead, NumberExtras, NumberTail):
    """A whole number."""


class GuideNumber(NumberHead, GuideNumberExtras, NumberTail):
    """A whole number in the guide's dialect."""
