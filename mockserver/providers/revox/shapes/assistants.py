"""An assistant in responses: 53 keys of SDK 0.5.0, and two that older clients need.

Parts that are stored as they were sent have the types of the request. Parts that get defaults (retries, FAQ, Slack,
Zoho) have their own types here. Sources: docs.getrevox.com, resources/assistants; SDK 0.0.3 to 0.5.0.
"""

from typing import Annotated, Literal, NotRequired, TypedDict

from msgspec import Meta

from mockserver.providers.revox.assistant_parts import (
    Calendly,
    Custom,
    Dedicated,
    Destination,
    Flow,
    Mapping,
    OutputField,
    Point,
    Realtime,
    Router,
    SttContext,
    Tool,
    Voice,
)
from mockserver.providers.revox.bodies import AssistantType, Sound, Transcriber, Unit
from mockserver.providers.revox.shapes.basics import Count, Instant, PersonShape
from mockserver.providers.revox.words import Day, OutcomeChoice

Model = Dedicated | Router | Custom | Realtime


class WindowShape(TypedDict):
    """A calling window: `HH:mm` or `H:mma`, in the recipient's zone."""

    calling_window_start_time: str
    calling_window_end_time: str
    retry_delay_seconds: Count


class RetryShape(TypedDict):
    """How an order is retried. Fields that were not sent have their defaults."""

    allowed_days: list[Day]
    call_twice_in_a_row: bool
    calling_windows: list[WindowShape]
    max_retry_attempts: Annotated[int, Meta(ge=1, description="all dials, including the first")]
    timezone: Annotated[str | None, Meta(description="IANA zone; null: the recipient's")]


class FaqShape(TypedDict):
    """A question, its answer, and its author."""

    id: str
    answer: str
    question: str
    needs_human_answer: bool
    source: Literal["human", "ai"]


class ChannelShape(TypedDict):
    """A Slack channel."""

    id: str
    name: str | None


class SlackShape(TypedDict):
    """Slack notifications. `channel_id` and `channel_name` (the first of `channels`) are fields of 0.2.0 and 0.3.0."""

    channels: list[ChannelShape]
    connection_id: str
    outcomes: list[OutcomeChoice]
    template: str | None
    channel_id: str
    channel_name: str | None


class ZohoShape(TypedDict):
    """The data to push to Zoho CRM."""

    connection_id: str
    field_mapping: list[Mapping]
    log_call_activity: bool
    module: str
    outcomes: list[OutcomeChoice]
    template: str | None


class AssistantShape(TypedDict):
    """An assistant. `email_notification_language` and `transfer_phone_number` are fields of versions up to 0.3.0."""

    id: str
    after_call_sms_outcomes: list[OutcomeChoice] | None
    after_call_sms_prompt: str | None
    background_sound: Literal["audio/office.ogg"] | None
    background_sound_volume: Unit
    calendly: Calendly | None
    call_retry_config: RetryShape | None
    cartesia_dictionary_pronunciation_id: str | None
    created_at: Instant
    custom_tools: list[Tool] | None
    email_notification_address: str | None
    email_notification_language: Literal["en", "fr"]
    email_notification_outcomes: list[OutcomeChoice] | None
    end_of_call_sentence: str | None
    first_sentence: str | None
    first_sentence_delay_ms: Count
    first_sentence_mode: Literal["generated", "static", "none"]
    from_phone_number: str | None
    human_transfer_mode: Literal["warm", "cold"] | None
    ivr_navigation_enabled: bool
    llm_model: Model
    logo_url: str | None
    max_call_duration_secs: Annotated[float, Meta(ge=0)]
    max_duration_end_message: str | None
    name: str
    organization_id: str
    position: Point | None
    precall_lookup_url: str | None
    prompt: str
    prompt_flow: Flow | None
    slack: SlackShape | None
    sms_enabled: bool
    sms_template: str | None
    structured_output_config: list[OutputField] | None
    structured_output_prompt: str | None
    stt_context: SttContext | None
    stt_model: Transcriber
    thinking_sound: Sound | None
    thinking_sound_probability: Unit
    thinking_sound_volume: Unit
    transfer_destinations: list[Destination] | None
    transfer_phone_number: str | None
    type: AssistantType
    updated_at: Instant
    voice: Voice | None
    voicemail_message: str | None
    voicemail_sms_prompt: str | None
    warm_transfer_summary_instructions: str | None
    webhook_url: str | None
    zoho: ZohoShape | None
    created_by: PersonShape | None
    faq_items: list[FaqShape]
    is_inbound_receptionist: bool
    is_realestate_assistant: bool
    pending_faq_count: Count


class AssistantReply(TypedDict):
    """One assistant in its envelope (create, clone)."""

    assistant: AssistantShape


class UnpatchedCalls(TypedDict):
    """How many open orders lack variables that only the new prompt has, and which."""

    count: Count
    variables: list[str]


class PatchedAssistant(TypedDict):
    """The response to a patch."""

    assistant: AssistantShape
    unpatchedCallsNotice: NotRequired[UnpatchedCalls]


class AssistantList(TypedDict):
    """All assistants but sub-assistants, in order of creation."""

    assistants: list[AssistantShape]
