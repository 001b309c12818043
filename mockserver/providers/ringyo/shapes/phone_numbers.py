"""Phone numbers as answers show them: whole, or as a row of a list. Sources: phone-numbers/get, phone-numbers/list.

They look the same in both dialects but for the calls that `include=recent_calls` adds.
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
    """With what every number begins."""

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
    """What `include` adds; the ten newest calls, newest first."""

    stats: NumberStats
    recent_calls: list[CallShape]


class GuideNumberExtras(TypedDict, total=False):
    """What `include` adds in the guide's dialect."""

    stats: NumberStats
    recent_calls: list[GuideCall]


class NumberTail(TypedDict):
    """With what a number ends that is shown whole."""

    created_at: Instant
    updated_at: Instant


class NumberShape(NumberHead, NumberExtras, NumberTail):
    """A number, whole."""


class GuideNumber(NumberHead, GuideNumberExtras, NumberTail):
    """A number, whole, in the guide's dialect."""
