"""What Ringyo stores with a call, beside what every call has.

`routes.calls` writes the details; `render`, `guide` and `webhook_policy` read them.
"""

from typing import Any

from msgspec import Struct

from mockserver.calls.call import Call


class Details(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The details of a call. `dialect` and `agent_name` are from when it was placed; `charged`: it costs credits."""

    metadata: dict[str, Any] = {}
    context: dict[str, Any] | str | None = None
    record: bool = True
    webhook_url: str | None = None
    max_duration: int = 3600
    charged: bool = True
    dialect: str | None = None
    agent_name: str = "The agent"


def details_of(call: Call) -> Details:
    """Return the details of a call of this provider."""
    details = call.details
    assert isinstance(details, Details)
    return details
