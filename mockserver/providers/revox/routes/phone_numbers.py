"""The endpoints of phone numbers: list, label and inbound assistant, delete. The table at the end lists them.

Sources: SDK 0.3.0 to 0.5.0 (`phone_numbers`). The API has no endpoint to buy or import a number.
"""

from typing import TypedDict

from mockserver.providers.base import Answer, Operation, Request, answer
from mockserver.providers.derived import patch_body, sent
from mockserver.providers.revox.assistants import assistant_for
from mockserver.providers.revox.checks import decode
from mockserver.providers.revox.phone_numbers import NUMBERS, NumberShape, StoredNumber, render_number
from mockserver.providers.revox.shapes.basics import Success
from mockserver.world.world import World

NumberPatch = patch_body(StoredNumber, "NumberPatch", "`PATCH /phone-numbers/{id}`.")


class NumberList(TypedDict):
    """All numbers of the account."""

    phone_numbers: list[NumberShape]


class NumberReply(TypedDict):
    """One number in its envelope."""

    phone_number: NumberShape


def list_numbers(world: World, _request: Request) -> Answer:
    """`GET /phone-numbers`: all numbers of the account."""
    return answer(NumberList(phone_numbers=[render_number(world, number) for number in NUMBERS.listed(world)]))


def update_number(world: World, request: Request) -> Answer:
    """`PATCH /phone-numbers/{id}`: the label, and the inbound assistant (null: the default one)."""
    number = NUMBERS.get(world, request.params["id"])
    changes = sent(decode(world, request, NumberPatch))
    if changes.get("inbound_assistant_id") is not None:
        changes["inbound_assistant_id"] = assistant_for(world, changes["inbound_assistant_id"]).id
    return answer(NumberReply(phone_number=render_number(world, NUMBERS.update(world, number, changes))))


def delete_number(world: World, request: Request) -> Answer:
    """`DELETE /phone-numbers/{id}`: remove the number from the account."""
    NUMBERS.delete(world, NUMBERS.get(world, request.params["id"]))
    return answer(Success(success=True))


OPERATIONS = (
    Operation("GET", "/phone-numbers", "phone_numbers.list", list_numbers, reply=NumberList),
    Operation(
        "PATCH", "/phone-numbers/{id}", "phone_numbers.update", update_number, body=NumberPatch, reply=NumberReply
    ),
    Operation("DELETE", "/phone-numbers/{id}", "phone_numbers.delete", delete_number, reply=Success),
)
