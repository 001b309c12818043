"""An order with its attempts, and the responses over many orders: search, the history of each number.

Sources: docs.getrevox.com, resources/call; SDK 0.0.3 to 0.5.0 (`call`). `next_call_at` is a field of 0.0.3.
"""

from typing import Annotated, Any, Literal, TypedDict

from msgspec import Meta

from mockserver.calls.events import AnsweredBy, Direction, EndedBy
from mockserver.providers.revox.assistant_parts import Model, RetryConfig
from mockserver.providers.revox.assistants import Assistant
from mockserver.providers.revox.fields import Count, Instant
from mockserver.providers.revox.shapes.basics import CampaignName
from mockserver.providers.revox.users import Person
from mockserver.providers.revox.words import (
    AttemptEndReason,
    AttemptStatus,
    DialError,
    OrderStatus,
    Outcome,
    Role,
)


class TurnShape(TypedDict):
    """A turn of a talk. The keys of tools are null in all other turns."""

    content: str
    role: Role
    tool_arguments: dict[str, Any] | str | None
    tool_is_error: bool | None
    tool_name: str | None
    tool_output: str | None


class EmailShape(TypedDict):
    """An e-mail that was sent after the attempt."""

    id: str
    created_at: Instant
    from_address: str
    resend_message_id: str | None
    subject: str
    to_emails: list[str]


class SmsShape(TypedDict):
    """An SMS that was sent after the attempt."""

    id: str
    created_at: Instant
    message_body: str
    provider: Literal["twilio", "vonage"]
    provider_message_id: str | None
    to_phone_number: str
    type: Literal["in_call", "voicemail", "after_call"]


class SpeechShape(TypedDict):
    """A stretch of speech. Milliseconds count from the beginning of the session."""

    id: str
    is_real_turn: bool
    llm_system_prompt: str | None
    llm_ttft_ms: float | None
    llm_winner_model: str | None
    speaker: Literal["user", "agent"]
    started_speaking_at_ms: float
    stopped_speaking_at_ms: float | None
    stt_transcription_delay_ms: float | None
    transcript: str | None
    tts_ttfb_ms: float | None
    was_cut: bool | None


class AttemptShape(TypedDict):
    """One dial of an order."""

    id: str
    answered_at: Instant | None
    dial_error: DialError | None
    ended_at: Instant | None
    handled_by_ai: bool
    handled_by_human: bool
    handled_by_user: Person | None
    phone_number: str
    recording_url: str | None
    result: AnsweredBy | None
    started_at: Instant
    status: AttemptStatus
    assistants_used: list[str] | None
    email_log: list[EmailShape] | None
    end_reason: AttemptEndReason | None
    ended_by: EndedBy | None
    post_call_transcript: list[TurnShape] | None
    sms_log: list[SmsShape] | None
    speech_events: list[SpeechShape] | None
    structured_output: Annotated[dict[str, Any] | None, Meta(description="by names of `structured_output_config`")]
    transcript: list[TurnShape] | None


class ContactShape(TypedDict):
    """The contact, as far as it is known."""

    company: str | None
    email: str | None
    first_name: str | None
    job_title: str | None
    last_name: str | None


class OutcomeShape(TypedDict):
    """The outcome of an order."""

    outcome: Outcome | None
    outcome_summary: str | None


class OrderShape(TypedDict):
    """An order: the number to call, the assistant, and all attempts so far, newest first."""

    id: str
    assignee: Person | None
    assistant: Assistant | None
    call_attempts: list[AttemptShape]
    call_retry_config: RetryConfig | None
    calls_count: Count
    campaign: CampaignName | None
    contact: ContactShape
    created_at: Instant
    direction: Direction
    first_sentence_delay_ms: int
    from_phone_number: str
    is_cancelled: bool
    is_completed: bool
    last_call_attempt: AttemptShape | None
    llm_model: Model
    metadata: dict[str, str] | None
    organization_id: str
    prompt_variables: dict[str, str] | None
    scheduled_at: Annotated[str | None, Meta(description="ISO 8601; the time of the next dial, or the requested time")]
    status: OrderStatus
    to_phone_number: str
    updated_at: Instant
    follow_up_emails: list[str] | None
    outcome: Outcome | None
    outcome_summary: str | None
    slack_channel_ids: list[str] | None
    next_call_at: Instant | None


class OrderReply(TypedDict):
    """One order in its envelope."""

    call: OrderShape


class AttemptList(TypedDict):
    """A page of attempts, newest first."""

    calls: list[AttemptShape]


class OrderPage(TypedDict):
    """A page of orders, and the total number of matches."""

    calls: list[OrderShape]
    total_count: Count


class HistoryShape(TypedDict):
    """The history of a phone number."""

    campaigns: list[CampaignName]
    count: Count
    do_not_contact: bool
    hot: bool
    last_called_at: Instant | None
    last_outcome: Outcome | None
    reached_human: bool


class PhoneHistory(TypedDict):
    """The history of every number that was dialled or has called, by E.164 number."""

    phone_history: dict[str, HistoryShape]
