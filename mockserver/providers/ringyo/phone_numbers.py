"""Phone numbers: stored, found by number or by id, adopted when first named. The API can only read them.

Each number is a document as phone-numbers/get shows it (collection `ringyo.phone_numbers`). `stats` of a fixture count
what happened before the world began. Profile `strict` adopts nothing. Choices: README.md.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.ringyo.listing import ListPage, page_of_documents
from mockserver.providers.ringyo.queries import NumbersQuery
from mockserver.simulation.durations import show_seconds
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "ringyo.phone_numbers"
PRIMARY = "+18005551234"  #: adopted when the account has no number
_OWN = frozenset(["id", "phone_number", "friendly_name", "country", "created_at", "updated_at"])
_DEFAULTS: Document = {
    "region": None,
    "capabilities": {"voice": True, "sms": False},
    "status": "active",
    "default_agent_id": None,
}
_COMPLETE_KEYS = _DEFAULTS.keys() | _OWN


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


def account_number(world: World, number: str) -> Document | None:
    """Return the account's document of a number, adopted if it is missing; None if it is unknown in profile
    `strict`."""
    found = next((document for document in all_numbers(world) if document["phone_number"] == number), None)
    if found is None and not strict(world):
        letters = world.randomness.letters(f"ringyo:number:{number}", 12)
        return _insert(world, f"pn_{letters}", {"phone_number": number})
    return found


def get_number(world: World, number_id: str) -> Document:
    """Return the number that a path names. In profile `lenient`, create a missing one.

    Raises:
        Refusal: 404 `phone_number_not_found`.
    """
    found = world.collection(COLLECTION).get(number_id)
    if found is not None:
        return _complete(world, number_id, found)
    if lenient(world):
        return _insert(world, number_id, {"phone_number": PRIMARY})
    message = f"There is no phone number {number_id!r}; GET /v1/phone-numbers lists them."
    raise Refusal(404, "phone_number_not_found", message, {"phone_number_id": number_id})


def list_numbers(world: World, query: NumbersQuery) -> ListPage[Document]:
    """Return the requested page of numbers, oldest first.

    Raises:
        Refusal: 400 `invalid_cursor` or `invalid_country`.
    """
    country = _checked_country(world, query.country)

    def fits(number: Document) -> bool:
        return query.status in ("", number["status"]) and country in ("", number["country"])

    return page_of_documents(world, query, _listed(world), fits)


def all_numbers(world: World) -> Iterable[Document]:
    """Return all numbers of the account, including those that no list shows: a request may name any of them."""
    return [_complete(world, key, row) for key, row in world.collection(COLLECTION).rows().items()]


def _listed(world: World) -> Iterable[Document]:
    return [_complete(world, key, row) for key, row in world.collection(COLLECTION).listed().items()]


def unassign(world: World, agent_id: str) -> None:
    """Remove an agent from all numbers that it answers."""
    for number in all_numbers(world):
        if number["default_agent_id"] == agent_id:
            changes = {"default_agent_id": None, "updated_at": show_seconds(world.now)}
            world.collection(COLLECTION).patch(number["id"], changes)


def _oldest(world: World) -> str | None:
    able = [number for number in _listed(world) if number["status"] == "active" and number["capabilities"]["voice"]]
    oldest = min(able, key=lambda number: str(number["created_at"]), default=None)
    return None if oldest is None else str(oldest["phone_number"])


def _complete(world: World, number_id: str, number: Document) -> Document:
    """Return a stored number. Fields that a fixture leaves out get their defaults."""
    if number.keys() >= _COMPLETE_KEYS:
        return number
    return _insert(world, number_id, number)


def _insert(world: World, number_id: str, given: Mapping[str, Any]) -> Document:
    at, phone_number = show_seconds(world.now), given.get("phone_number", PRIMARY)
    number = {
        "id": number_id,
        "phone_number": phone_number,
        "friendly_name": phone_number,
        "country": _country(phone_number),
        **_DEFAULTS,
        "created_at": at,
        "updated_at": given.get("created_at", at),
        **given,
    }
    return world.collection(COLLECTION).insert(number_id, number)


def _country(number: str) -> str:
    """Return the two-letter country of a number; US if it is unknown."""
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "US"
    except phonenumbers.NumberParseException:
        return "US"


def _checked_country(world: World, given: str) -> str:
    """Return the requested country in upper case; an empty text means any."""
    import phonenumbers

    country = given.upper()
    if not country or lenient(world) or country in phonenumbers.SUPPORTED_REGIONS:
        return country
    message = f"country is {given!r}; expected two letters of ISO 3166 such as US, GB or CA."
    raise Refusal(400, "invalid_country", message, {"field": "country"})
