"""What Revox stores with an order, beside what every call has.

`routes.calls` and `campaign_calls` write the details; `render` and `webhook_policy` read them.
"""

from typing import Any

from msgspec import Struct

from mockserver.calls.call import Call
from mockserver.providers.revox.assistant_parts import RetryConfig
from mockserver.providers.revox.assistants import Assistant
from mockserver.providers.revox.fields import Texts


class Details(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The details of an order. `retry` is the configuration in force, `campaign` the id of its campaign, `fields`
    override the response."""

    assistant: Assistant
    retry: RetryConfig | None = None
    metadata: Texts | None = None
    prompt_variables: dict[str, Any] | None = None
    scheduled_at: str | None = None
    campaign: str | None = None
    fields: dict[str, Any] | None = None


def details_of(call: Call) -> Details:
    """Return the details of an order."""
    details = call.details
    assert isinstance(details, Details)
    return details
