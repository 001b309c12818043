"""The parts of an assistant as types: voice, model, tools, retries, links to other services.

Each follows its request schema (SDK 0.5.0, plus the fields of older versions). A part that is sent must be complete,
except where a default is documented. The assistant itself is in `bodies` and `shapes`.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.revox.words import Day, Kind, OutcomeChoice, VoiceModel, VoiceProvider

NonNegative = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Positive = Annotated[int, Meta(ge=1, le=9_007_199_254_740_991)]
NonEmpty = Annotated[str, Meta(min_length=1)]
Opt = str | UnsetType
Maybe = str | None | UnsetType
Speed = Annotated[float, Meta(ge=0.6, le=1.5)]
Volume = Annotated[float, Meta(ge=0.5, le=2)]


class CallingWindow(Struct):
    """A calling window: `HH:mm` or `H:mma`, in the recipient's zone."""

    calling_window_start_time: str = "10:00"
    calling_window_end_time: str = "18:00"
    retry_delay_seconds: NonNegative = 7200


class RetryConfig(Struct):
    """How an order is retried. The schema wants all fields; missing ones get the documented defaults."""

    calling_windows: Annotated[list[CallingWindow], Meta(min_length=1)] | UnsetType = UNSET
    max_retry_attempts: Positive = 3
    allowed_days: Annotated[list[Day], Meta(min_length=1)] | UnsetType = UNSET
    call_twice_in_a_row: bool = False
    timezone: str | None = None


class OutputField(Struct):
    """A field to extract from the talk, or an input of a tool."""

    name: NonEmpty
    required: bool
    type: Kind
    description: Opt = UNSET
    enum_options: list[str] | UnsetType = UNSET


class Voice(Struct):
    """A voice by provider and id."""

    id: NonEmpty
    provider: VoiceProvider
    model: VoiceModel | UnsetType = UNSET
    speed: Speed | UnsetType = UNSET
    volume: Volume | UnsetType = UNSET


class Faq(Struct):
    """A question and its answer."""

    answer: str
    question: str


class Calendly(Struct):
    """A booking link."""

    connection_id: str
    event_type_id: str


class Pair(Struct):
    """A header or a query parameter."""

    key: NonEmpty
    value: str


class Hint(Struct):
    """A hint for the transcriber."""

    key: NonEmpty
    value: NonEmpty


class Tool(Struct):
    """An HTTP endpoint that the agent may call during a talk."""

    body_template: str | None
    description: NonEmpty
    headers: list[Pair]
    input_schema: list[OutputField]
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    name: str
    query_params: list[Pair]
    url: NonEmpty


class Dedicated(Struct, tag_field="type", tag="dedicated-instance"):
    """A model that the provider hosts."""

    name: Literal["gpt-4.1", "ministral-3-8b-instruct"]


class Router(Struct, tag_field="type", tag="openrouter"):
    """A model reached through OpenRouter."""

    openrouter_model_id: str
    openrouter_provider: str


class Custom(Struct, tag_field="type", tag="custom"):
    """An endpoint of the customer with OpenAI's protocol."""

    api_key: str
    api_url: str
    model_name: str


class Realtime(Struct, tag_field="type", tag="realtime"):
    """A speech-to-speech model."""

    provider: Literal["openai", "google"]
    realtime_model_id: str
    realtime_voice_id: Opt = UNSET


class Point(Struct):
    """A position on the editor's canvas."""

    x: float
    y: float


class Edge(Struct):
    """An edge in the visual editor."""

    id: str
    source: str
    target: str


class Block(Struct):
    """The content of a node in the visual editor."""

    body: str
    title: str


class Node(Struct):
    """A node in the visual editor."""

    id: str
    data: Block
    position: Point
    type: Literal["promptBlock"]


class Flow(Struct):
    """The prompt as a graph in the visual editor; no effect on calls."""

    edges: list[Edge]
    nodes: list[Node]


class Channel(Struct):
    """A Slack channel."""

    id: str
    name: Maybe = UNSET


class Slack(Struct, kw_only=True):
    """Slack notifications: `channels`, or the single `channel_id` that clients up to 0.3.0 send."""

    connection_id: str
    outcomes: list[OutcomeChoice]
    channels: list[Channel] | UnsetType = UNSET
    template: Maybe = UNSET
    channel_id: Opt = UNSET
    channel_name: Maybe = UNSET


class SttContext(Struct):
    """Hints for the transcriber."""

    general: list[Hint]
    terms: list[NonEmpty]


class Destination(Struct):
    """A transfer destination."""

    label: NonEmpty
    phone_number: str


class Mapping(Struct):
    """A mapping from an extracted field to a Zoho field."""

    source: NonEmpty
    zoho_field: NonEmpty


class Zoho(Struct, kw_only=True):
    """The data to push to Zoho CRM."""

    connection_id: str
    field_mapping: list[Mapping]
    log_call_activity: bool
    module: NonEmpty
    outcomes: list[OutcomeChoice]
    template: Maybe = UNSET
