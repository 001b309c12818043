"""The body of `POST /v1/calls`: fields, types and limits. Those of resources are derived from the resources.

Sources: calls/create (reference), concepts/calls (guide: `to` and `context`, accepted as aliases). Null counts as not
given. `checks` does what types cannot express.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct

from mockserver.providers.ringyo.fields import Text

MAX_SECONDS = 3600
_Seconds = Annotated[
    int | None,
    Meta(description="The longest conversation in seconds.", extra_json_schema={"minimum": 1, "maximum": MAX_SECONDS}),
]
_Destination = Annotated[str | None, Meta(description="The number to call, E.164.", examples=["+14155551234"])]


class CallCreate(Struct, kw_only=True):
    """`POST /v1/calls`. `to` is the guide's name for `phone_number`. One of them is required; `phone_number` overrides
    `to`."""

    agent_id: Text
    phone_number: _Destination = None
    to: _Destination = None
    from_number: Annotated[str | None, Meta(description="A number of the account, E.164.")] = None
    metadata: dict[str, Any] | None = None
    context: dict[str, Any] | str | None = None
    webhook_url: str | None = None
    record: bool | None = None
    max_duration: _Seconds = None

    @property
    def destination(self) -> str | None:
        """The number to call."""
        return self.to if self.phone_number is None else self.phone_number

    @property
    def seconds(self) -> int:
        """The longest conversation, within the documented limits."""
        return MAX_SECONDS if self.max_duration is None else min(max(1, self.max_duration), MAX_SECONDS)
