"""The parts of an assistant as types: voice, model, tools, retries, links to other services.

A part that is sent must be complete, except where a default is documented. Responses show it as it was sent, with the
defaults (SDK 0.5.0, plus the fields of older versions). The assistant itself is in `assistants`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mockserver.providers.revox.fields import NonEmpty, NonNegative, Positive, deprecated
from mockserver.providers.revox.words import Day, Kind, OutcomeChoice, VoiceModel, VoiceProvider

Speed = Annotated[float, Meta(ge=0.6, le=1.5)]
Volume = Annotated[float, Meta(ge=0.5, le=2)]
DAYS: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class CallingWindow(Struct, frozen=True):
    """A calling window: `HH:mm` or `H:mma`, in the recipient's zone."""

    calling_window_start_time: str = "10:00"
    calling_window_end_time: str = "18:00"
    retry_delay_seconds: NonNegative = 7200


class RetryConfig(Struct, frozen=True):
    """How an order is retried. The schema wants all fields; missing ones get the documented defaults."""

    allowed_days: Annotated[list[Day], Meta(min_length=1)] = field(default_factory=lambda: list(DAYS[:5]))
    call_twice_in_a_row: bool = False
    calling_windows: Annotated[list[CallingWindow], Meta(min_length=1)] = field(
        default_factory=lambda: [CallingWindow()]
    )
    max_retry_attempts: Annotated[Positive, Meta(description="all dials, including the first")] = 3
    timezone: Annotated[str | None, Meta(description="IANA zone; null: the recipient's")] = None


class OutputField(Struct, frozen=True):
    """A field to extract from the talk, or an input of a tool."""

    name: NonEmpty
    required: bool
    type: Kind
    description: str | UnsetType = UNSET
    enum_options: list[str] | UnsetType = UNSET


class Voice(Struct, frozen=True):
    """A voice by provider and id."""

    id: NonEmpty
    provider: VoiceProvider
    model: VoiceModel | UnsetType = UNSET
    speed: Speed | UnsetType = UNSET
    volume: Volume | UnsetType = UNSET


class Faq(Struct, frozen=True):
    """A question and its answer, as a client sends them."""

    answer: str
    question: str


class FaqItem(Struct, frozen=True, kw_only=True):
    """A question, its answer, and its author."""

    needs_human_answer: bool = False
    source: Literal["human", "ai"] = "human"
    answer: str
    question: str
    id: str = ""


class Calendly(Struct, frozen=True):
    """A booking link."""

    connection_id: str
    event_type_id: str


class Pair(Struct, frozen=True):
    """A header or a query parameter."""

    key: NonEmpty
    value: str


class Hint(Struct, frozen=True):
    """A hint for the transcriber."""

    key: NonEmpty
    value: NonEmpty


class Tool(Struct, frozen=True):
    """An HTTP endpoint that the agent may call during a talk."""

    body_template: str | None
    description: NonEmpty
    headers: list[Pair]
    input_schema: list[OutputField]
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    name: str
    query_params: list[Pair]
    url: NonEmpty


class Dedicated(Struct, frozen=True, tag_field="type", tag="dedicated-instance"):
    """A model that the provider hosts."""

    name: Literal["gpt-4.1", "ministral-3-8b-instruct"]


class Router(Struct, frozen=True, tag_field="type", tag="openrouter"):
    """A model reached through OpenRouter."""

    openrouter_model_id: str
    openrouter_provider: str


class Custom(Struct, frozen=True, tag_field="type", tag="custom"):
    """An endpoint of the customer with OpenAI's protocol."""

    api_key: str
    api_url: str
    model_name: str


class Realtime(Struct, frozen=True, tag_field="type", tag="realtime"):
    """A speech-to-speech model."""

    provider: Literal["openai", "google"]
    realtime_model_id: str
    realtime_voice_id: str | UnsetType = UNSET


class Point(Struct, frozen=True):
    """A position on the editor's canvas."""

    x: float
    y: float


class Edge(Struct, frozen=True):
    """An edge in the visual editor."""

    id: str
    source: str
    target: str


class Block(Struct, frozen=True):
    """The content of a node in the visual editor."""

    body: str
    title: str


class Node(Struct, frozen=True):
    """A node in the visual editor."""

    id: str
    data: Block
    position: Point
    type: Literal["promptBlock"]


class Flow(Struct, frozen=True):
    """The prompt as a graph in the visual editor; no effect on calls."""

    edges: list[Edge]
    nodes: list[Node]


class Channel(Struct, frozen=True, kw_only=True):
    """A Slack channel."""

    name: str | None = None
    id: str


class Slack(Struct, frozen=True, kw_only=True):
    """Slack notifications. `channel_id` and `channel_name` (the first of `channels`) are fields of 0.2.0 and 0.3.0."""

    template: str | None = None
    connection_id: str
    outcomes: list[OutcomeChoice]
    channels: list[Channel] = []
    channel_id: str = ""
    channel_name: str | None = None


class SlackSent(Struct, frozen=True, kw_only=True):
    """Slack notifications as clients send them: `channels`, or the single `channel_id` of clients up to 0.3.0."""

    connection_id: str
    outcomes: list[OutcomeChoice]
    channels: list[Channel] | UnsetType = UNSET
    template: str | None = None
    channel_id: Annotated[str | UnsetType, deprecated("channels")] = UNSET
    channel_name: Annotated[str | None, deprecated("channels")] = None

    def complete(self) -> Slack:
        """Return the notifications with both forms of the channels."""
        channels = self.channels
        if channels is UNSET:
            channels = [Channel(id=self.channel_id, name=self.channel_name)] if self.channel_id else []
        first = channels[0] if channels else Channel(id="")
        return Slack(
            template=self.template,
            connection_id=self.connection_id,
            outcomes=self.outcomes,
            channels=channels,
            channel_id=first.id,
            channel_name=first.name,
        )


class SttContext(Struct, frozen=True):
    """Hints for the transcriber."""

    general: list[Hint]
    terms: list[NonEmpty]


class Destination(Struct, frozen=True):
    """A transfer destination."""

    label: NonEmpty
    phone_number: str


class Mapping(Struct, frozen=True):
    """A mapping from an extracted field to a Zoho field."""

    source: NonEmpty
    zoho_field: NonEmpty


class Zoho(Struct, frozen=True, kw_only=True):
    """The data to push to Zoho CRM."""

    template: str | None = None
    connection_id: str
    field_mapping: list[Mapping]
    log_call_activity: bool
    module: NonEmpty
    outcomes: list[OutcomeChoice]


Model = Dedicated | Router | Custom | Realtime
