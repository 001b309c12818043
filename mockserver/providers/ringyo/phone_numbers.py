"""Phone numbers: their type, and how they are found by number or by id, and adopted. The API can only read them.

Profile `strict` adopts nothing. Sources: phone-numbers/get, phone-numbers/list. Choices: README.md.
"""

from collections.abc import Mapping
from typing import Any, Generic, Literal, TypeVar

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.derived import Resource
from mockserver.providers.resources import Resources
from mockserver.providers.ringyo.errors import not_found
from mockserver.providers.ringyo.fields import Instant
from mockserver.simulation.durations import show_seconds
from mockserver.world.world import World

Call = TypeVar("Call")
_ADOPTION = "or place a call from the number, which adopts it with an id of its own unless the profile is 'strict'; "
PRIMARY = "+18005551234"  #: adopted when the account has no number


class Capabilities(Struct, frozen=True):
    """What a number can do."""

    voice: bool = True
    sms: bool = False


class NumberStats(Struct, frozen=True):
    """The calls from and to a number; minutes are whole."""

    total_calls: int = 0
    total_minutes: int = 0
    calls_this_month: int = 0
    minutes_this_month: int = 0


class PhoneNumber(Resource, Generic[Call], frozen=True, kw_only=True):
    """A number of the account. Its calls have the dialect of the world; `stats` of a fixture count what happened
    before the world began."""

    phone_number: str
    friendly_name: str
    country: str
    region: str | None = None
    capabilities: Capabilities = Capabilities()
    status: Literal["active", "pending", "inactive"] = "active"
    default_agent_id: str | None = None
    stats: NumberStats | UnsetType = UNSET
    recent_calls: list[Call] | UnsetType = UNSET
    created_at: Instant
    updated_at: Instant


def from_number_for(world: World, number: str | None) -> str:
    """Return the number that a call comes from: the one named, else the account's oldest active number with voice.

    Raises:
        Refusal: 400 `invalid_from_number`: not a number of the account, in profile `strict`.
    """
    oldest = None if number else _oldest(world)
    if oldest is not None:
        return oldest
    number = number or (None if strict(world) else PRIMARY)
    if number is None:
        raise Refusal(400, "invalid_from_number", "The account has no active number that can make calls.")
    if account_number(world, number) is None:
        message = f"The account does not own the number {number!r}; GET /v1/phone-numbers lists its numbers."
        raise Refusal(400, "invalid_from_number", message, {"from_number": number})
    return number


def account_number(world: World, number: str) -> PhoneNumber[Any] | None:
    """Return the account's phone number, adopted if it is missing; None if it is unknown in profile `strict`."""
    found = NUMBERS.of(world).first(lambda known: known.phone_number == number)
    if found is None and not strict(world):
        letters = world.randomness.new_letters(f"ringyo:number:{number}", 12)
        return NUMBERS.put(world, _new(world, f"pn_{letters}", number))
    return found


def unassign(world: World, agent_id: str) -> None:
    """Remove an agent from all numbers that it answers."""
    for number in NUMBERS.all(world):
        if number.default_agent_id == agent_id:
            NUMBERS.update(world, number, {"default_agent_id": None})


def checked_country(world: World, given: str) -> str:
    """Return the requested country in upper case; an empty text means any.

    Raises:
        Refusal: 400 `invalid_country`.
    """
    import phonenumbers

    country = given.upper()
    if not country or lenient(world) or country in phonenumbers.SUPPORTED_REGIONS:
        return country
    message = f"country is {given!r}; expected two letters of ISO 3166 such as US, GB or CA."
    raise Refusal(400, "invalid_country", message, {"field": "country"})


def _oldest(world: World) -> str | None:
    able = (number for number in NUMBERS.of(world) if number.status == "active" and number.capabilities.voice)
    oldest = min(able, key=lambda number: number.created_at, default=None)
    return None if oldest is None else oldest.phone_number


# -- the life of a number --------------------------------------------------------------------------


def _new(world: World, number_id: str, number: str) -> PhoneNumber[Any]:
    at = show_seconds(world.now)
    return PhoneNumber(
        id=number_id, phone_number=number, friendly_name=number, country=_country(number), created_at=at, updated_at=at
    )


def _country(number: str) -> str:
    """Return the two-letter country of a number; US if it is unknown."""
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "US"
    except phonenumbers.NumberParseException:
        return "US"


def _completed(world: World, number_id: str, given: Mapping[str, Any]) -> PhoneNumber[Any]:
    return replace(_new(world, number_id, given["phone_number"]), **given)


NUMBERS: Resources[PhoneNumber[Any]] = Resources(
    "ringyo.phone_numbers",
    PhoneNumber,
    blank=lambda world, number_id: _new(world, number_id, PRIMARY),
    missing=lambda number_id: not_found("phone number", number_id, _ADOPTION),
    completed=_completed,
    stamp=show_seconds,
    needed=("phone_number",),
)
