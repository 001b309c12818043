"""What RevRing stores with a call, beside what every call has.

`orders` writes the details; `render` and `webhook_policy` read them.
"""

from msgspec import Struct

from mockserver.calls.call import Call
from mockserver.providers.revring.words import CallSource


class Details(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The details of a call. `dialed_agent` is the agent that an inbound call asked for."""

    caller_id_name: str | None = None
    source: CallSource | None = None
    dialed_agent: str | None = None


def details_of(call: Call) -> Details:
    """Return the details of a call of this provider."""
    details = call.details
    assert isinstance(details, Details)
    return details
