"""Typed request bodies of agents and custom tools, and the checks that types cannot express.

Sources: docs.revring.ai, api-reference/agents/{create,update} and /{create,update}-custom-tool. Null clears a field
that responses can show as null. Other optional fields may be left out, but must not be null.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.calls.numbers import is_e164
from mockserver.calls.windows import known_zone
from mockserver.providers.revring.bodies import E164_EXPECTED, shorten, variable_issues
from mockserver.providers.revring.errors import Issue
from mockserver.providers.revring.flows import flow_issues
from mockserver.providers.revring.words import (
    AgentMode,
    AgentStatus,
    Effort,
    HttpMethod,
    InboundMode,
    Phone,
    RetrievalMode,
    TransferMode,
    VoicemailAction,
)

Text = str | UnsetType
OptionalText = str | None | UnsetType
Flag = bool | UnsetType
OptionalObject = dict[str, Any] | None | UnsetType
Name = Annotated[str, Meta(min_length=1, max_length=128)]
Seconds = Annotated[float, Meta(ge=-1, description="-1: no limit")]
Temperature = Annotated[float, Meta(ge=0, le=2)]
_DAYS = Meta(ge=1, le=365, extra_json_schema={"type": "integer"})  #: 7.0 counts as a whole number
PLACEHOLDER = "<string>"  #: the documentation's samples use it for any text
URL_EXPECTED = "expected a URL such as https://example.com/hook"


class Route(Struct):
    """A transfer target (E.164 or SIP), and the condition for the transfer."""

    to_number: Annotated[str, Meta(min_length=1)]
    condition: str


class WarmTransfer(Struct, kw_only=True, rename="camel"):
    """What is said and played during a warm transfer."""

    hold_message: str | None = None
    hold_music_enabled: bool | None = None
    summary_prompt: str | None = None
    intro_message: str | None = None


class Messaging(Struct, kw_only=True, rename="camel"):
    """How an agent handles messages. Missing fields have their defaults."""

    sms_prompt: str | None = None
    inbound_webhook_url: str | None = None
    from_number: Phone | None = None
    send_message_enabled: bool = False
    send_message_description_override: str | None = None
    conversation_idle_reset_days: Annotated[float, _DAYS] = 7
    inbound_mode: InboundMode = "auto_reply"


class AgentFields(Struct, kw_only=True, rename="camel"):
    """Fields of an agent that can be set at any time."""

    status: AgentStatus | UnsetType = UNSET
    sip_trunk_id: OptionalText = UNSET
    folder_id: OptionalText = UNSET
    default_variables: OptionalObject = UNSET
    first_message: Annotated[str, Meta(max_length=4000)] | None | UnsetType = UNSET
    turn_timeout_seconds: Seconds | UnsetType = UNSET
    silence_end_call_timeout_seconds: Seconds | UnsetType = UNSET
    max_conversation_duration_seconds: Annotated[float, Meta(ge=1)] | UnsetType = UNSET
    llm_temperature: Temperature | UnsetType = UNSET
    timezone: OptionalText = UNSET
    language: Text = UNSET
    pre_call_webhook_url: OptionalText = UNSET
    post_call_webhook_url: OptionalText = UNSET
    end_call_enabled: Flag = UNSET
    end_call_rules_override: OptionalText = UNSET
    transfer_enabled: Flag = UNSET
    transfer_routes: list[Route] | None | UnsetType = UNSET
    transfer_description_override: OptionalText = UNSET
    voicemail_enabled: Flag = UNSET
    voicemail_action: VoicemailAction | UnsetType = UNSET
    voicemail_message: Annotated[str, Meta(min_length=1)] | None | UnsetType = UNSET
    voice_id: OptionalText = UNSET
    voice_temperature: Temperature | UnsetType = UNSET
    voice_speed: Annotated[float, Meta(ge=0.5, le=1.5)] | UnsetType = UNSET
    runtime_config: OptionalObject = UNSET
    flow_definition: OptionalObject = UNSET
    test_variables: OptionalObject = UNSET
    llm_reasoning_effort: Effort | None | UnsetType = UNSET
    disable_interruptions: bool | None | UnsetType = UNSET
    interruption_threshold_ms: Annotated[float, Meta(ge=0, le=1000)] | None | UnsetType = UNSET
    transfer_mode: TransferMode | None | UnsetType = UNSET
    warm_transfer_config: WarmTransfer | None | UnsetType = UNSET
    play_keypad_touch_tone_enabled: bool | None | UnsetType = UNSET
    play_keypad_touch_tone_description_override: Annotated[str, Meta(max_length=2000)] | None | UnsetType = UNSET
    knowledge_base_retrieval_mode: RetrievalMode | None | UnsetType = UNSET
    knowledge_base_chunks: Annotated[float, Meta(ge=1, le=20)] | None | UnsetType = UNSET
    knowledge_base_similarity_threshold: Annotated[float, Meta(ge=0, le=1)] | None | UnsetType = UNSET
    messaging_connection_id: OptionalText = UNSET
    messaging_config: Messaging | None | UnsetType = UNSET


class AgentCreate(AgentFields, kw_only=True, rename="camel"):
    """`POST /agents`. Only this request can set `mode`."""

    name: Name
    prompt_template: str
    mode: AgentMode | UnsetType = UNSET


class AgentPatch(AgentFields, kw_only=True, rename="camel"):
    """`PATCH /agents/{id}`: any of the fields, or none."""

    name: Name | UnsetType = UNSET
    prompt_template: Text = UNSET


class Pair(Struct):
    """A header or a query parameter."""

    key: Annotated[str, Meta(min_length=1)]
    value: str


class ToolFields(Struct, kw_only=True, rename="camel"):
    """Fields of a custom tool. A list replaces the old one completely; null removes it."""

    enabled: Flag = UNSET
    schema: OptionalObject = UNSET
    http_method: HttpMethod | UnsetType = UNSET
    headers: list[Pair] | None | UnsetType = UNSET
    query_params: list[Pair] | None | UnsetType = UNSET
    send_raw_request_body: Flag = UNSET


ToolName = Annotated[str, Meta(min_length=1, max_length=64)]
Url = Annotated[str, Meta(extra_json_schema={"format": "uri"})]


class ToolCreate(ToolFields, kw_only=True, rename="camel"):
    """`POST /agents/{id}/custom-tools`."""

    name: ToolName
    webhook_url: Url


class ToolPatch(ToolFields, kw_only=True, rename="camel"):
    """`PATCH /agents/{id}/custom-tools/{toolId}`: any of the fields, or none."""

    name: ToolName | UnsetType = UNSET
    webhook_url: Url | UnsetType = UNSET


def agent_issues(body: AgentFields, *, needs_flow: bool = False) -> Iterator[Issue]:
    """Yield what is wrong with the fields of an agent. `needs_flow`: an empty flow is an error."""
    named = {"preCallWebhookUrl": body.pre_call_webhook_url, "postCallWebhookUrl": body.post_call_webhook_url}
    yield from _url_issues(named)
    if isinstance(body.messaging_config, Messaging):
        yield from _messaging_issues(body.messaging_config)
    if isinstance(body.timezone, str) and body.timezone != PLACEHOLDER and not known_zone(body.timezone):
        expected = "expected an IANA zone such as America/New_York"
        yield Issue(("timezone",), f"timezone is {shorten(body.timezone)}; {expected}.")
    for name, values in (("defaultVariables", body.default_variables), ("testVariables", body.test_variables)):
        yield from variable_issues(name, values or {})
    flow = body.flow_definition
    if isinstance(flow, dict) and (flow or needs_flow):
        yield from flow_issues(flow)


def _messaging_issues(config: Messaging) -> Iterator[Issue]:
    days = config.conversation_idle_reset_days
    yield from _url_issues({"messagingConfig.inboundWebhookUrl": config.inbound_webhook_url})
    if config.from_number is not None and not is_e164(config.from_number):
        message = f"messagingConfig.fromNumber is {shorten(config.from_number)}; {E164_EXPECTED}."
        yield Issue(("messagingConfig", "fromNumber"), message)
    if days != int(days):
        message = f"messagingConfig.conversationIdleResetDays is {days}; expected a whole number of days."
        yield Issue(("messagingConfig", "conversationIdleResetDays"), message)


def tool_issues(body: ToolCreate | ToolPatch) -> Iterator[Issue]:
    """Yield what is wrong with the fields of a custom tool."""
    yield from _url_issues({"webhookUrl": body.webhook_url})


def is_url(text: str) -> bool:
    """Return whether a text is an absolute http or https URL."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        return False


def _url_issues(named: Mapping[str, object]) -> Iterator[Issue]:
    for name, url in named.items():
        if isinstance(url, str) and url != PLACEHOLDER and not is_url(url):
            yield Issue(tuple(name.split(".")), f"{name} is {shorten(url)}; {URL_EXPECTED}.")
