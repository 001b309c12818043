"""The objects of which an assistant is put together: voice, model, tools, retries, links to other services.

Each is typed as its request schema says (SDK 0.5.0, and what older versions sent); a part that is sent must be
complete, except where a default is documented. Nothing here knows what an assistant is.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.revox.words import Day, Kind, OutcomeChoice, VoiceModel, VoiceProvider

Whole = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Positive = Annotated[int, Meta(ge=1, le=9_007_199_254_740_991)]
Filled = Annotated[str, Meta(min_length=1)]
Opt = str | UnsetType
Maybe = str | None | UnsetType
Speed = Annotated[float, Meta(ge=0.6, le=1.5)]
Volume = Annotated[float, Meta(ge=0.5, le=2)]


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
    """One thing to be extracted from the talk, or by a tool."""

    name: Filled
    required: bool
    type: Kind
    description: Opt = UNSET
    enum_options: list[str] | UnsetType = UNSET


class Voice(Struct):
    """A voice by provider and id."""

    id: Filled
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
    """A header, a query parameter."""

    key: Filled
    value: str


class Hint(Struct):
    """A hint for the transcriber."""

    key: Filled
    value: Filled


class Tool(Struct):
    """An HTTP endpoint that the agent may call during a talk."""

    body_template: str | None
    description: Filled
    headers: list[Pair]
    input_schema: list[OutputField]
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    name: str
    query_params: list[Pair]
    url: Filled


class Dedicated(Struct, tag_field="type", tag="dedicated-instance"):
    """A model that the provider hosts."""

    name: Literal["gpt-4.1", "ministral-3-8b-instruct"]


class Router(Struct, tag_field="type", tag="openrouter"):
    """A model reached through OpenRouter."""

    openrouter_model_id: str
    openrouter_provider: str


class Custom(Struct, tag_field="type", tag="custom"):
    """An endpoint of one's own that speaks OpenAI's protocol."""

    api_key: str
    api_url: str
    model_name: str


class Realtime(Struct, tag_field="type", tag="realtime"):
    """A model from speech to speech."""

    provider: Literal["openai", "google"]
    realtime_model_id: str
    realtime_voice_id: Opt = UNSET


class Point(Struct):
    """A place on the editor's canvas."""

    x: float
    y: float


class Edge(Struct):
    """An arrow of the visual editor."""

    id: str
    source: str
    target: str


class Block(Struct):
    """What stands in a box of the visual editor."""

    body: str
    title: str


class Node(Struct):
    """A box of the visual editor."""

    id: str
    data: Block
    position: Point
    type: Literal["promptBlock"]


class Flow(Struct):
    """The prompt as the visual editor draws it; no effect on calls."""

    edges: list[Edge]
    nodes: list[Node]


class Channel(Struct):
    """A Slack channel."""

    id: str
    name: Maybe = UNSET


class Slack(Struct, kw_only=True):
    """Whom to tell on Slack: `channels`, or the one `channel_id` that clients up to 0.3.0 send."""

    connection_id: str
    outcomes: list[OutcomeChoice]
    channels: list[Channel] | UnsetType = UNSET
    template: Maybe = UNSET
    channel_id: Opt = UNSET
    channel_name: Maybe = UNSET


class Hearing(Struct):
    """Hints for the transcriber."""

    general: list[Hint]
    terms: list[Filled]


class Destination(Struct):
    """Where a caller can be transferred."""

    label: Filled
    phone_number: str


class Mapping(Struct):
    """From an extracted field to one of Zoho's."""

    source: Filled
    zoho_field: Filled


class Zoho(Struct, kw_only=True):
    """What to push to Zoho CRM."""

    connection_id: str
    field_mapping: list[Mapping]
    log_call_activity: bool
    module: Filled
    outcomes: list[OutcomeChoice]
    template: Maybe = UNSET
