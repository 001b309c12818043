"""Typed request bodies of Revox: what may be sent, of which type, within which limits.

Sources: SDK 0.0.3 to 0.5.0 (parameter types) and docs.getrevox.com; fields of all versions are taken at once.
Absent and null are told apart (`UNSET`), because some fields take null and others must not be null.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Whole = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Positive = Annotated[int, Meta(ge=1, le=9_007_199_254_740_991)]
Unit = Annotated[float, Meta(ge=0, le=1)]
Filled = Annotated[str, Meta(min_length=1)]
Texts = dict[str, str]
Maybe = str | None | UnsetType
Outcomes = (
    list[Literal["not_interested", "interested", "completed", "requested_callback_later", "none"]] | None | UnsetType
)
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Sound = Literal[
    "city-ambience.ogg",
    "forest-ambience.ogg",
    "office-ambience.ogg",
    "crowded-room.ogg",
    "keyboard-typing.ogg",
    "keyboard-typing2.ogg",
    "hold_music.ogg",
]


class CallingWindow(Struct):
    """`HH:mm` or `H:mma`, in the recipient's zone."""

    calling_window_start_time: str = "10:00"
    calling_window_end_time: str = "18:00"
    retry_delay_seconds: Whole = 7200


class RetryConfig(Struct):
    """How an order is retried. Complete by the schema; what is missing gets the documented default."""

    calling_windows: Annotated[list[CallingWindow], Meta(min_length=1)] | UnsetType = UNSET
    max_retry_attempts: Positive = 3
    allowed_days: Annotated[list[Day], Meta(min_length=1)] | UnsetType = UNSET
    call_twice_in_a_row: bool = False
    timezone: str | None = None


class OutputField(Struct):
    """One thing to be extracted from the talk."""

    name: Filled
    required: bool
    type: Literal["string", "number", "boolean", "enum", "date", "datetime"]
    description: str | None | UnsetType = UNSET
    enum_options: list[str] | None | UnsetType = UNSET


class Voice(Struct):
    """A voice by provider and id."""

    id: Filled
    provider: Literal["cartesia", "elevenlabs", "gradium"]
    model: Literal["sonic-3", "sonic-3.5"] | None | UnsetType = UNSET
    speed: Annotated[float, Meta(ge=0.6, le=1.5)] | None | UnsetType = UNSET
    volume: Annotated[float, Meta(ge=0.5, le=2)] | None | UnsetType = UNSET


class Faq(Struct):
    """A question and its answer."""

    answer: str
    question: str


class InlineAssistant(Struct, kw_only=True):
    """An assistant for one order only: like a stored one, without a name."""

    prompt: str
    after_call_sms_outcomes: Outcomes = UNSET
    after_call_sms_prompt: Maybe = UNSET
    background_sound: Literal["audio/office.ogg"] | None | UnsetType = UNSET
    background_sound_volume: Unit | UnsetType = UNSET
    calendly: dict[str, Any] | None | UnsetType = UNSET
    call_retry_config: RetryConfig | None | UnsetType = UNSET
    cartesia_dictionary_pronunciation_id: Maybe = UNSET
    custom_tools: list[dict[str, Any]] | None | UnsetType = UNSET
    email_notification_address: Maybe = UNSET
    email_notification_language: Literal["en", "fr"] | UnsetType = UNSET
    email_notification_outcomes: Outcomes = UNSET
    end_of_call_sentence: Maybe = UNSET
    faq_items: list[Faq] | UnsetType = UNSET
    first_sentence: Maybe = UNSET
    first_sentence_delay_ms: Whole | UnsetType = UNSET
    first_sentence_mode: Literal["generated", "static", "none"] | UnsetType = UNSET
    from_phone_number: Maybe = UNSET
    human_transfer_mode: Literal["warm", "cold"] | None | UnsetType = UNSET
    is_inbound_receptionist: bool | None | UnsetType = UNSET
    is_realestate_assistant: bool | None | UnsetType = UNSET
    ivr_navigation_enabled: bool | UnsetType = UNSET
    llm_model: dict[str, Any] | UnsetType = UNSET
    logo_url: Maybe = UNSET
    max_call_duration_secs: Annotated[float, Meta(ge=0)] | UnsetType = UNSET
    max_duration_end_message: Maybe = UNSET
    position: dict[str, float] | None | UnsetType = UNSET
    precall_lookup_url: Maybe = UNSET
    prompt_flow: dict[str, Any] | None | UnsetType = UNSET
    slack: dict[str, Any] | None | UnsetType = UNSET
    sms_enabled: bool | UnsetType = UNSET
    sms_template: Maybe = UNSET
    structured_output_config: list[OutputField] | None | UnsetType = UNSET
    structured_output_prompt: Maybe = UNSET
    stt_context: dict[str, Any] | None | UnsetType = UNSET
    stt_model: Literal["stt-rt-v4", "stt-rt-v5"] | UnsetType = UNSET
    thinking_sound: Sound | None | UnsetType = UNSET
    thinking_sound_probability: Unit | UnsetType = UNSET
    thinking_sound_volume: Unit | UnsetType = UNSET
    transfer_destinations: list[dict[str, str]] | None | UnsetType = UNSET
    transfer_phone_number: Maybe = UNSET
    type: Literal["standalone", "multi-step", "sub-assistant"] | UnsetType = UNSET
    voice: Voice | None | UnsetType = UNSET
    voicemail_message: Maybe = UNSET
    voicemail_sms_prompt: Maybe = UNSET
    warm_transfer_summary_instructions: Maybe = UNSET
    webhook_url: Maybe = UNSET
    zoho: dict[str, Any] | None | UnsetType = UNSET


class Concurrency(Struct):
    """Groups orders: at most so many of one key talk at a time. `max` was sent by clients up to 0.3.0."""

    key: Filled
    max: Positive | UnsetType = UNSET


class CallCreate(Struct, kw_only=True):
    """`POST /call`."""

    phone_number: Filled
    assistant: InlineAssistant | None = None
    assistant_id: str | None = None
    concurrency: Concurrency | None = None
    force_now: bool = False
    from_phone_number: str | None = None
    metadata: Texts | None = None
    prompt_variables: Texts | None = None
    scheduled_at: str | None = None
    skip_calling_window: bool = False
