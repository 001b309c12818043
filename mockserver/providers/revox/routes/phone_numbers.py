"""The endpoints of phone numbers: list, label and inbound assistant, delete. The table at the end lists them.

Sources: SDK 0.3.0 to 0.5.0 (`phone_numbers`). The API has no endpoint to buy or import a number.
"""

from msgspec import UNSET, Struct

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.revox import phone_numbers
from mockserver.providers.revox.assistant_parts import Maybe
from mockserver.providers.revox.assistants import assistant_for
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.phone_numbers import COLLECTION, get_number, numbers_by_id, render_number
from mockserver.providers.revox.shapes.accounts import NumberList, NumberReply
from mockserver.providers.revox.shapes.basics import Success
from mockserver.world.world import World


class NumberPatch(Struct):
    """`PATCH /phone-numbers/{id}`."""

    inbound_assistant_id: Maybe = UNSET
    label: Maybe = UNSET


def list_numbers(world: World, _request: Request) -> Answer:
    """`GET /phone-numbers`: all numbers of the account."""
    hidden = world.collection(COLLECTION).hidden
    shown = [render_number(world, number) for key, number in numbers_by_id(world).items() if key not in hidden]
    return answer(NumberList(phone_numbers=shown))


def update_number(world: World, request: Request) -> Answer:
    """`PATCH /phone-numbers/{id}`: the label, and the inbound assistant (null: the default one)."""
    number = get_number(world, request.params["id"])
    body = decode(world, request, NumberPatch)
    if isinstance(body.inbound_assistant_id, str):
        number = {**number, "inbound_assistant_id": assistant_for(world, body.inbound_assistant_id)["id"]}
    elif body.inbound_assistant_id is None:
        number = {**number, "inbound_assistant_id": None}
    if body.label is not UNSET:
        number = {**number, "label": body.label}
    changed = world.collection(COLLECTION).insert(number["id"], number)
    return answer(NumberReply(phone_number=render_number(world, changed)))


def delete_number(world: World, request: Request) -> Answer:
    """`DELETE /phone-numbers/{id}`: remove the number from the account."""
    phone_numbers.delete_number(world, get_number(world, request.params["id"])["id"])
    return answer(Success(success=True))


OPERATIONS = (
    Operation("GET", "/phone-numbers", "phone_numbers.list", list_numbers, reply=NumberList),
    Operation(
        "PATCH", "/phone-numbers/{id}", "phone_numbers.update", update_number, body=NumberPatch, reply=NumberReply
    ),
    Operation("DELETE", "/phone-numbers/{id}", "phone_numbers.delete", delete_number, reply=Success),
)
