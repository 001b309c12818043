"""The body of `POST /call`: fields, types and limits, those of all versions together.

Sources: SDK 0.0.3 to 0.5.0 (parameter types) and docs.getrevox.com. `UNSET` (absent) differs from null, because some
fields accept null and others do not.
"""

from typing import TYPE_CHECKING

from msgspec import UNSET, Struct, UnsetType

from mockserver.providers.derived import create_body
from mockserver.providers.revox.assistants import Assistant
from mockserver.providers.revox.fields import NonEmpty, Positive, Texts

if TYPE_CHECKING:
    InlineAssistant = Struct  # a derived type
else:
    InlineAssistant = create_body(
        Assistant, "InlineAssistant", "An assistant for one order only, without a name.", without=("name",)
    )


class Concurrency(Struct):
    """A limit on simultaneous calls of the orders with the same key. Only clients up to 0.3.0 send `max`."""

    key: NonEmpty
    max: Positive | UnsetType = UNSET


class CallCreate(Struct, kw_only=True):
    """`POST /call`."""

    phone_number: NonEmpty
    assistant: InlineAssistant | None = None
    assistant_id: str | None = None
    concurrency: Concurrency | None = None
    force_now: bool = False
    from_phone_number: str | None = None
    metadata: Texts | None = None
    prompt_variables: Texts | None = None
    scheduled_at: str | None = None
    skip_calling_window: bool = False
