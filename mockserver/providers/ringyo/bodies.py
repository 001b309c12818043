"""The typed bodies of Ringyo's requests: fields, types and limits.

Sources: calls/create (reference), concepts/calls (guide: `to` and `context`, accepted as aliases), agents/create,
agents/update, webhooks/create, and the curl command of webhooks/delete. Null counts as not given, except for
`first_message` and `description`, which it clears. `checks` does what types cannot express.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.ringyo.shapes.agents import AgentStatus, Model
from mockserver.providers.ringyo.shapes.webhooks import EventName

MAX_SECONDS = 3600
_Text = Annotated[str, Meta(min_length=1)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Seconds = Annotated[
    int | None,
    Meta(description="The longest conversation in seconds.", extra_json_schema={"minimum": 1, "maximum": MAX_SECONDS}),
]
_Destination = Annotated[str | None, Meta(description="The number to call, E.164.", examples=["+14155551234"])]
_Events = Annotated[list[EventName], Meta(min_length=1, description="`*` means all events.")]


class CallCreate(Struct, kw_only=True):
    """`POST /v1/calls`. `to` is the guide's name for `phone_number`. One of them is required; `phone_number` overrides
    `to`."""

    agent_id: _Text
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


class AgentFields(Struct, kw_only=True):
    """Fields that are optional when an agent is created, and that can be changed later."""

    first_message: str | None | UnsetType = UNSET
    language: Annotated[str | None, Meta(description="A language and a country.", examples=["en-US", "es-ES"])] = None
    model: Model | None = None
    temperature: _Share | None = None
    max_tokens: Annotated[int, Meta(ge=1)] | None = None
    interruption_threshold: _Share | None = None
    end_call_phrases: list[str] | None = None
    metadata: dict[str, Any] | None = None


class AgentCreate(AgentFields, kw_only=True):
    """`POST /v1/agents`."""

    name: _Text
    system_prompt: _Text
    voice_id: _Text


class AgentPatch(AgentFields, kw_only=True):
    """`PATCH /v1/agents/{id}`: any of the fields."""

    name: _Text | None = None
    system_prompt: _Text | None = None
    voice_id: _Text | None = None
    status: AgentStatus | None = None


class WebhookCreate(Struct, kw_only=True):
    """`POST /v1/webhooks`. Without a secret, one is generated."""

    url: _Text
    events: _Events
    secret: _Text | None = None
    description: str | None = None
    metadata: dict[str, Any] | None = None


class WebhookPatch(Struct, kw_only=True):
    """`PATCH /v1/webhooks/{id}`: any of the fields."""

    url: _Text | None = None
    events: _Events | None = None
    description: str | None | UnsetType = UNSET
    status: Literal["active", "inactive"] | None = None
    metadata: dict[str, Any] | None = None


def sent_fields(body: Struct) -> dict[str, Any]:
    """Return the sent fields of a body, without those that are null and have no empty value."""
    values = ((name, getattr(body, name)) for name in body.__struct_fields__)
    clearable = ("first_message", "description")
    return {name: value for name, value in values if value is not UNSET and (value is not None or name in clearable)}
