"""The typed bodies of Ringyo's requests: what may be sent, of which type, within which limits.

Sources: calls/create (reference) and concepts/calls (guide: `to` and `context`, taken as aliases), agents/create,
agents/update, webhooks/create, and the curl line of webhooks/delete. Null counts as not given, but for
`first_message` and `description`, which it empties. Forms that types cannot say are for `checks`.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.ringyo.shapes.agents import AgentStatus, Model
from mockserver.providers.ringyo.shapes.webhooks import EventName

MAX_SECONDS = 3600  #: seconds
_Text = Annotated[str, Meta(min_length=1)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Seconds = Annotated[
    int | None,
    Meta(description="The longest talk in seconds.", extra_json_schema={"minimum": 1, "maximum": MAX_SECONDS}),
]
_Destination = Annotated[str | None, Meta(description="Whom to call, E.164.", examples=["+14155551234"])]
_Events = Annotated[list[EventName], Meta(min_length=1, description="`*` stands for all.")]


class CallCreate(Struct, kw_only=True):
    """`POST /v1/calls`. `to` is the guide's word for `phone_number`, one of which must be sent; if both are,
    `phone_number` counts."""

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
        """The number to be called."""
        return self.to if self.phone_number is None else self.phone_number

    @property
    def seconds(self) -> int:
        """The longest talk, within the documented limits."""
        return MAX_SECONDS if self.max_duration is None else min(max(1, self.max_duration), MAX_SECONDS)


class AgentFields(Struct, kw_only=True):
    """What may be left out when an agent is created, and what may be changed of one."""

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
    """`PATCH /v1/agents/{id}`: any of them."""

    name: _Text | None = None
    system_prompt: _Text | None = None
    voice_id: _Text | None = None
    status: AgentStatus | None = None


class WebhookCreate(Struct, kw_only=True):
    """`POST /v1/webhooks`. Without a secret one is made."""

    url: _Text
    events: _Events
    secret: _Text | None = None
    description: str | None = None
    metadata: dict[str, Any] | None = None


class WebhookPatch(Struct, kw_only=True):
    """`PATCH /v1/webhooks/{id}`: any of them."""

    url: _Text | None = None
    events: _Events | None = None
    description: str | None | UnsetType = UNSET
    status: Literal["active", "inactive"] | None = None
    metadata: dict[str, Any] | None = None


def sent_fields(body: Struct) -> dict[str, Any]:
    """What a body sets: all fields that were sent, but for those that null leaves as they are."""
    values = ((name, getattr(body, name)) for name in body.__struct_fields__)
    emptied = ("first_message", "description")
    return {name: value for name, value in values if value is not UNSET and (value is not None or name in emptied)}
