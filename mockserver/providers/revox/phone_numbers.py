"""The phone numbers of an account: the default number of every world, and those of fixtures.

A number is stored with the id of its inbound assistant and shown with the assistant's current state
(docs.getrevox.com, phone numbers; SDK 0.3.0 to 0.5.0). The API has no endpoint that creates numbers. The default number
is not stored until a client changes it.
"""

from typing import Literal

from mockserver.providers.base import Refusal, strict
from mockserver.providers.derived import ReadOnly, Resource, extended
from mockserver.providers.resources import Resources
from mockserver.providers.revox.assistants import ASSISTANTS, Assistant
from mockserver.providers.revox.fields import Instant
from mockserver.providers.revox.users import SINCE, Person, account_user
from mockserver.world.world import World

DEFAULT_NUMBER = "+14155550100"


class PhoneNumber(Resource, frozen=True, kw_only=True):
    """What the stored and the shown form of a number have in common."""

    created_at: ReadOnly[Instant] = SINCE
    created_by: ReadOnly[Person | None] = None
    inbound_sip_uri: ReadOnly[str | None] = None
    label: str | None = None
    livekit_outbound_trunk_id: ReadOnly[str | None] = None
    phone_number: ReadOnly[str]
    provider: ReadOnly[Literal["twilio", "telnyx", "sip"]] = "twilio"
    source: ReadOnly[Literal["user_imported", "revox_provisioned", "revox_purchased"]] = "revox_provisioned"
    type: ReadOnly[Literal["owned_number", "verified_caller_id"]] = "owned_number"


class StoredNumber(PhoneNumber, frozen=True, kw_only=True):
    """A phone number as it is stored."""

    inbound_assistant_id: str | None = None


class NumberShape(PhoneNumber, frozen=True, kw_only=True):
    """A phone number of the account, with its inbound assistant; null if that was deleted."""

    inbound_assistant: Assistant | None


def check_owned(world: World, number: object, path: str) -> None:
    """Check, in profile `strict`, that a caller number belongs to the account, if one is given.

    Raises:
        Refusal: 404; it does not.
    """
    if not isinstance(number, str) or not strict(world):
        return
    if all(own.phone_number != number for own in NUMBERS.all(world)):
        message = f"{path} is {number!r}, which is not a number of this account (GET /phone-numbers lists them)."
        raise Refusal(404, "not_found", message, {"path": path})


def render_number(world: World, number: StoredNumber) -> NumberShape:
    """Return a number as a response body."""
    own = number.inbound_assistant_id
    return extended(NumberShape, number, inbound_assistant=ASSISTANTS.find(world, own) if own else None)


def answering_assistant(world: World, phone_number: str) -> str | None:
    """Return the id of a number's inbound assistant; None if it has none or the assistant was deleted."""
    assistants = (number.inbound_assistant_id for number in NUMBERS.all(world) if number.phone_number == phone_number)
    return next((known for known in assistants if known and ASSISTANTS.find(world, known)), None)


# -- the life of a number --------------------------------------------------------------------------


def _default(world: World) -> dict[str, StoredNumber]:
    own = world.randomness.uuid("revox:phone_number:default")
    number = StoredNumber(id=own, phone_number=DEFAULT_NUMBER, label="Default number", created_by=account_user(world))
    return {own: number}


def _adopted(world: World, number_id: str) -> StoredNumber:
    suffix = world.randomness.random(f"revox:phone_number:{number_id}").randint(0, 9999)
    return StoredNumber(id=number_id, phone_number=f"+1415555{suffix:04d}")


NUMBERS = Resources(
    "revox.phone_numbers",
    StoredNumber,
    blank=lambda _world, number_id: StoredNumber(id=number_id, phone_number=DEFAULT_NUMBER),
    missing=lambda own: Refusal(404, "not_found", f"There is no phone number {own!r}.", {"id": own}),
    built_in=_default,
    adopted=_adopted,
    tombstones="revox.deleted_phone_numbers",
)
