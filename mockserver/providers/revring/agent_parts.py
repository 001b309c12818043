"""The parts of an agent: custom tools, phone numbers, transfers, messaging, and names from the dashboard.

Source: docs.revring.ai, api-reference/agents/{create,update} and /{create,update}-custom-tool.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct

from mockserver.providers.derived import ReadOnly, Resource
from mockserver.providers.revring.fields import Instant, Phone, Url
from mockserver.providers.revring.words import HttpMethod, InboundMode


class Pair(Struct, frozen=True):
    """A header or a query parameter."""

    key: Annotated[str, Meta(min_length=1)]
    value: str


class Tool(Resource, frozen=True, kw_only=True, rename="camel"):
    """A custom tool: an HTTP endpoint that the agent may call during a conversation."""

    name: Annotated[str, Meta(min_length=1, max_length=64)]
    webhook_url: Url
    enabled: bool = True
    created_at: ReadOnly[Instant]
    updated_at: ReadOnly[Instant]
    schema: dict[str, Any] | None = None
    http_method: HttpMethod = "POST"
    headers: list[Pair] | None = None
    query_params: list[Pair] | None = None
    send_raw_request_body: bool = False


class PhoneNumber(Struct, frozen=True, kw_only=True, rename="camel"):
    """A number that an agent answers."""

    id: str
    e164: str
    created_at: Instant
    updated_at: Instant


class Trunk(Struct, frozen=True, rename="camel"):
    """The SIP trunk of an agent."""

    friendly_name: str


class Folder(Struct, frozen=True):
    """The dashboard's folder that contains an agent."""

    id: str
    name: str
    color: str | None = None


class Route(Struct, frozen=True):
    """A transfer target (E.164 or SIP), and the condition for the transfer."""

    to_number: Annotated[str, Meta(min_length=1)]
    condition: str


class WarmTransfer(Struct, frozen=True, kw_only=True, rename="camel"):
    """What is said and played during a warm transfer."""

    hold_message: str | None = None
    hold_music_enabled: bool | None = None
    summary_prompt: str | None = None
    intro_message: str | None = None


class Messaging(Struct, frozen=True, kw_only=True, rename="camel"):
    """How an agent handles messages. Missing fields have their defaults."""

    sms_prompt: str | None = None
    inbound_webhook_url: str | None = None
    from_number: Phone | None = None
    send_message_enabled: bool = False
    send_message_description_override: str | None = None
    conversation_idle_reset_days: Annotated[float, Meta(ge=1, le=365)] = 7
    inbound_mode: InboundMode = "auto_reply"
