"""A call of Tiny: the body that orders it, its JSON, and what is stored with it."""

from typing import Annotated, TypedDict

import msgspec

from mockserver.calls.call import Call
from mockserver.calls.numbers import is_e164
from mockserver.providers.base import Inbound, Refusal, Request, lenient, strict
from mockserver.providers.bodies import BadBody, convert, read_object
from mockserver.world.orders import Order
from mockserver.world.world import World
from mockserver_tiny.errors import CODES
from mockserver_tiny.statuses import ENDS, VOCABULARY, status_word

FROM = "+12125550100"


class CallCreate(msgspec.Struct):
    """The body of an order."""

    to: str
    hook: str | None = None


class CallDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is stored with a call."""

    hook: str | None = None


class CallShape(TypedDict):
    """A call as responses and webhooks show it."""

    id: str
    status: Annotated[str, msgspec.Meta(examples=["live", "done"])]
    result: str | None
    to: str


def read_create(world: World, request: Request) -> CallCreate:
    """Return the checked body of an order."""
    try:
        body = convert(read_object(request.body), CallCreate, strict=strict(world))
    except BadBody as error:
        raise Refusal(400, CODES.bad_json if error.malformed else CODES.bad_body, error.message) from None
    if not (is_e164(body.to) or lenient(world)):
        raise Refusal(400, CODES.bad_body, f"to is {body.to!r}; expected a number such as +12125550142.")
    return body


def new_order(world: World, to: str, hook: str | None = None, scenario: str | None = None) -> Order:
    """Return the order of a call. Its id depends on the seed, and on how many calls of Tiny there are."""
    return Order(
        id="call_" + world.randomness.letters(f"tiny:call:{world.next_serial('tiny')}", 12),
        provider="tiny",
        from_number=FROM,
        to_number=to,
        details=CallDetails(hook),
        scenario=scenario,
        vocabulary=VOCABULARY,
    )


def inbound(world: World, caller: Inbound) -> Order:
    """Return the order of an inbound call."""
    order = new_order(world, caller.to_number, scenario=caller.scenario)
    return msgspec.structs.replace(order, direction="inbound", from_number=caller.from_number)


def render_call(call: Call) -> CallShape:
    """Return a call as JSON."""
    view = call.view()
    result = ENDS[view.reason] if view.reason is not None else None
    return CallShape(id=call.id, status=status_word(view), result=result, to=call.to_number)
