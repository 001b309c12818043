"""The phone numbers of an account: the default number of every world, and those of fixtures.

A number is stored with the id of its inbound assistant (`inbound_assistant_id`) and rendered with the assistant's
current state (docs.getrevox.com, phone numbers; SDK 0.3.0 to 0.5.0). The API has no endpoint that creates numbers. The
default number is not stored until a client changes it.
"""

from typing import cast

from mockserver.providers.base import Refusal, lenient, strict
from mockserver.providers.revox.assistants import stored_assistant
from mockserver.providers.revox.shapes.accounts import NumberShape
from mockserver.providers.revox.users import SINCE, account_user
from mockserver.world.documents import Document
from mockserver.world.world import World

COLLECTION = "revox.phone_numbers"
DELETED = "revox.deleted_phone_numbers"
DEFAULT_NUMBER = "+14155550100"

_DEFAULTS: Document = {
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


def numbers_by_id(world: World) -> dict[str, Document]:
    """Return all numbers of the account in their stored form, by id."""
    first = world.randomness.uuid("revox:phone_number:default")
    default = {first: {"label": "Default number", "created_by": account_user(world)}}
    rows = {**default, **world.collection(COLLECTION).rows()}
    deleted = world.collection(DELETED)
    return {key: {**_DEFAULTS, "id": key, **row} for key, row in rows.items() if key not in deleted}


def get_number(world: World, number_id: str) -> Document:
    """Return the number with that id. Profile `lenient` creates a missing one.

    Raises:
        Refusal: 404; there is no such number.
    """
    found = numbers_by_id(world).get(number_id)
    if found is None and lenient(world):
        suffix = world.randomness.random(f"revox:phone_number:{number_id}").randint(0, 9999)
        found = {**_DEFAULTS, "id": number_id, "phone_number": f"+1415555{suffix:04d}"}
    if found is None:
        raise Refusal(404, "not_found", f"There is no phone number {number_id!r}.", {"id": number_id})
    return found


def check_owned(world: World, number: object, path: str) -> None:
    """Check, in profile `strict`, that a caller number belongs to the account, if one is given.

    Raises:
        Refusal: 404; it does not.
    """
    if not isinstance(number, str) or not strict(world):
        return
    if all(own["phone_number"] != number for own in numbers_by_id(world).values()):
        message = f"{path} is {number!r}, which is not a number of this account (GET /phone-numbers lists them)."
        raise Refusal(404, "not_found", message, {"path": path})


def delete_number(world: World, number_id: str) -> None:
    """Delete a number. In profile `lenient` nothing happens."""
    if not lenient(world):
        world.collection(COLLECTION).delete(number_id)
        world.collection(DELETED).insert(number_id, {"id": number_id})


def render_number(world: World, number: Document) -> NumberShape:
    """Return a number as a response body: with its inbound assistant, null if that was deleted."""
    assistant_id = number["inbound_assistant_id"]
    shown = {key: value for key, value in number.items() if key != "inbound_assistant_id"}
    assistant = stored_assistant(world, assistant_id) if assistant_id else None
    return cast("NumberShape", {**shown, "inbound_assistant": assistant})


def answering_assistant(world: World, phone_number: str) -> str | None:
    """Return the id of a number's inbound assistant; None if it has none or the assistant was deleted."""
    for number in numbers_by_id(world).values():
        assistant_id = number["inbound_assistant_id"]
        if number["phone_number"] == phone_number and assistant_id and stored_assistant(world, assistant_id):
            return str(assistant_id)
    return None
