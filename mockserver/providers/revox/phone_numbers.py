"""The phone numbers of an account: the one with which every world begins, and those of fixtures.

Stored with the id of the assistant that answers (`inbound_assistant_id`), shown with the whole assistant as it is now
(docs.getrevox.com, phone numbers; SDK 0.3.0 to 0.5.0). No endpoint of the API makes a number. The first number is
not stored until somebody changes it.
"""

from typing import cast

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.revox.assistants import stored
from mockserver.providers.revox.shapes.accounts import NumberShape
from mockserver.providers.revox.users import SINCE, member
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revox.phone_numbers"
DELETED = "revox.deleted_phone_numbers"
DEFAULT_NUMBER = "+14155550100"

_BLANK: Document = {
    "id": "",
    "created_at": SINCE,
    "created_by": None,
    "inbound_assistant_id": None,
    "inbound_sip_uri": None,
    "label": None,
    "livekit_outbound_trunk_id": None,
    "phone_number": DEFAULT_NUMBER,
    "provider": "twilio",
    "source": "revox_provisioned",
    "type": "owned_number",
}


def numbers(world: World) -> dict[str, Document]:
    """All numbers of the account by id, as they are stored."""
    first = world.randomness.uuid("revox:phone_number:default")
    begun = {first: {"label": "Default number", "created_by": member(world)}}
    rows = {**begun, **world.collection(COLLECTION).rows()}
    gone = world.collection(DELETED)
    return {key: {**_BLANK, "id": key, **row} for key, row in rows.items() if key not in gone}


def find_number(world: World, number_id: str) -> Document:
    """The number that a path names; in profile `lenient` it is conjured if need be.

    Raises:
        Refusal: 404; there is none.
    """
    found = numbers(world).get(number_id)
    if found is None and lenient(world):
        drawn = world.randomness.random(f"revox:phone_number:{number_id}").randint(0, 9999)
        found = {**_BLANK, "id": number_id, "phone_number": f"+1415555{drawn:04d}"}
    if found is None:
        raise Refusal(404, "not_found", f"There is no phone number {number_id!r}.", {"id": number_id})
    return found


def check_owned(world: World, number: object, path: str) -> None:
    """In profile `strict` a number from which to call, if one is given, is a number of the account.

    Raises:
        Refusal: 404; it is not.
    """
    if not isinstance(number, str) or not strict(world):
        return
    if all(own["phone_number"] != number for own in numbers(world).values()):
        message = f"{path} is {number!r}, which is no number of this account (GET /phone-numbers lists them)."
        raise Refusal(404, "not_found", message, {"path": path})


def delete_number(world: World, number_id: str) -> None:
    """Give a number up for good. In profile `lenient` nothing happens."""
    if not lenient(world):
        world.collection(COLLECTION).delete(number_id)
        world.collection(DELETED).insert(number_id, {"id": number_id})


def show_number(world: World, number: Document) -> NumberShape:
    """The number as an answer has it: with the whole assistant that answers it, null if that was deleted."""
    answers = number["inbound_assistant_id"]
    shown = {key: value for key, value in number.items() if key != "inbound_assistant_id"}
    return cast("NumberShape", {**shown, "inbound_assistant": stored(world, answers) if answers else None})


def answering(world: World, phone_number: str) -> str | None:
    """The id of the assistant that answers calls to a number; None if nobody was put there, or it was deleted."""
    for number in numbers(world).values():
        assistant_id = number["inbound_assistant_id"]
        if number["phone_number"] == phone_number and assistant_id and stored(world, assistant_id):
            return str(assistant_id)
    return None
