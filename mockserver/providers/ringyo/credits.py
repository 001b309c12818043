"""Credits: an initial balance, minus a price for every started minute of every conversation.

The balance is computed from the calls on every read, including conversations in progress, so it is right at every
moment. The documentation says that credits exist (calls/create) and that test keys use none (/advanced/api-keys), but
not what a call costs: that is an option.
"""

from math import ceil

from msgspec import Struct

from mockserver.calls.call import Call
from mockserver.providers.base import Refusal
from mockserver.providers.resources import Records
from mockserver.providers.ringyo.details import details_of
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.world.world import World


class Account(Struct, frozen=True):
    """The initial balance of an account."""

    credits: float | None = None


ACCOUNTS = Records("ringyo.account", Account)


def check_credits(world: World) -> None:
    """Check that the account can pay for the first minute of one more call.

    Raises:
        Refusal: `insufficient_credits`, with status 402 or 403 (option `credits_status`).
    """
    left, options = balance(world), ringyo_options(world)
    if left is None or (left > 0 and left >= options.credits_per_minute):
        return
    message = f"The account has {left:g} credits; a call needs at least {options.credits_per_minute:g}."
    details = {"balance": left, "needed": options.credits_per_minute}
    raise Refusal(options.credits_status, "insufficient_credits", message, details)


def balance(world: World) -> float | None:
    """Return the remaining credits, at least 0; None if they are unlimited."""
    options = ringyo_options(world)
    account = ACCOUNTS.of(world).get("account") or Account()
    start = account.credits if options.credits is None else options.credits
    if start is None:
        return None
    return max(0.0, float(start) - sum(cost(world, call) for call in world.calls_of("ringyo")))


def cost(world: World, call: Call) -> float:
    """Return the credits that a call has used so far."""
    return _minutes(world, call) * ringyo_options(world).credits_per_minute if _costs(call) else 0.0


def _costs(call: Call) -> bool:
    return not call.example and details_of(call).charged


def _minutes(world: World, call: Call) -> int:
    """Return the started minutes of conversation so far."""
    last = call.view().last
    if last is None or last.answered_at is None:
        return 0
    return ceil(((last.ended_at or world.now) - last.answered_at).total_seconds() / 60)
