"""Typed request bodies of Revox: fields, types and limits.

Sources: SDK 0.0.3 to 0.5.0 (parameter types) and docs.getrevox.com. The fields of all versions are accepted together.
`UNSET` (absent) differs from null, because some fields accept null and others do not.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.revox.assistant_parts import (
    Calendly,
    Custom,
    Dedicated,
    Destination,
    Faq,
    Flow,
    Maybe,
    NonEmpty,
    NonNegative,
    Opt,
    OutputField,
    Point,
    Positive,
    Realtime,
    RetryConfig,
    Router,
    Slack,
    SttContext,
    Tool,
    Voice,
    Zoho,
)
from mockserver.providers.revox.words import OutcomeChoice

Unit = Annotated[float, Meta(ge=0, le=1)]
Texts = dict[str, str]
Transcriber = Literal["stt-rt-v4", "stt-rt-v5"]
AssistantType = Literal["standalone", "multi-step", "sub-assistant"]
Sound = Literal[
    "city-ambience.ogg",
    "forest-ambience.ogg",
    "office-ambience.ogg",
    "crowded-room.ogg",
    "keyboard-typing.ogg",
    "keyboard-typing2.ogg",
    "hold_music.ogg",
]


class AssistantFields(Struct, kw_only=True):
    """The fields of an assistant. Fields without `None` must not be null."""

    after_call_sms_outcomes: list[OutcomeChoice] | None | UnsetType = UNSET
    after_call_sms_prompt: Maybe = UNSET
    background_sound: Literal["audio/office.ogg"] | None | UnsetType = UNSET
    background_sound_volume: Unit | UnsetType = UNSET
    calendly: Calendly | None | UnsetType = UNSET
    call_retry_config: RetryConfig | UnsetType = UNSET
    cartesia_dictionary_pronunciation_id: NonEmpty | None | UnsetType = UNSET
    custom_tools: list[Tool] | None | UnsetType = UNSET
    email_notification_address: Maybe = UNSET
    email_notification_language: Literal["en", "fr"] | UnsetType = UNSET
    email_notification_outcomes: list[OutcomeChoice] | None | UnsetType = UNSET
    end_of_call_sentence: Opt = UNSET
    faq_items: list[Faq] | UnsetType = UNSET
    first_sentence: Opt = UNSET
    first_sentence_delay_ms: NonNegative | UnsetType = UNSET
    first_sentence_mode: Literal["generated", "static", "none"] | UnsetType = UNSET
    from_phone_number: Maybe = UNSET
    human_transfer_mode: Literal["warm", "cold"] | None | UnsetType = UNSET
    ivr_navigation_enabled: bool | UnsetType = UNSET
    llm_model: Dedicated | Router | Custom | Realtime | UnsetType = UNSET
    logo_url: Maybe = UNSET
    max_call_duration_secs: Annotated[float, Meta(ge=0)] | UnsetType = UNSET
    max_duration_end_message: Maybe = UNSET
    position: Point | None | UnsetType = UNSET
    precall_lookup_url: Maybe = UNSET
    prompt_flow: Flow | None | UnsetType = UNSET
    slack: Slack | None | UnsetType = UNSET
    sms_enabled: bool | UnsetType = UNSET
    sms_template: Maybe = UNSET
    structured_output_config: list[OutputField] | UnsetType = UNSET
    structured_output_prompt: Maybe = UNSET
    stt_context: SttContext | None | UnsetType = UNSET
    stt_model: Transcriber | UnsetType = UNSET
    thinking_sound: Sound | None | UnsetType = UNSET
    thinking_sound_probability: Unit | UnsetType = UNSET
    thinking_sound_volume: Unit | UnsetType = UNSET
    transfer_destinations: list[Destination] | None | UnsetType = UNSET
    transfer_phone_number: Maybe = UNSET
    type: AssistantType | UnsetType = UNSET
    voice: Voice | UnsetType = UNSET
    voicemail_message: Maybe = UNSET
    voicemail_sms_prompt: Maybe = UNSET
    warm_transfer_summary_instructions: Maybe = UNSET
    webhook_url: Opt = UNSET
    zoho: Zoho | None | UnsetType = UNSET


class InlineAssistant(AssistantFields, kw_only=True):
    """An assistant for one order only, without a name."""

    prompt: str


class AssistantCreate(AssistantFields, kw_only=True):
    """`POST /assistants`."""

    name: str
    prompt: str


class AssistantPatch(AssistantFields, kw_only=True):
    """`PATCH /assistants/{id}`: any of the fields, or none."""

    name: Opt = UNSET
    prompt: Opt = UNSET


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
