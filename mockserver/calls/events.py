"""What can happen to a call, as values.

An event says *what* happens; the timeline says *when*. Events hold no time and no call, so calls that play the same
scenario share them. In JSON the key `event` names the type (snapshots, control API). An *attempt* is one dial; a call
has one, or several if the provider retries.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

Direction = Literal["inbound", "outbound"]


class Phase(StrEnum):
    """The neutral state of a call. Providers translate each into their own status."""

    PLACED = "placed"  #: accepted, nothing done yet
    HELD = "held"  #: waits for its time: a schedule, a calling window, a retry delay
    WAITING = "waiting"  #: due, but all lines are busy
    DIALLING = "dialling"  #: has a line; the carrier has not reported ringing yet
    RINGING = "ringing"
    TALKING = "talking"  #: a person or a machine answered
    WRAPPING = "wrapping"  #: the conversation is over, results are being processed
    PAUSED = "paused"  #: no further attempt until resumed
    ENDED = "ended"


PLACED, HELD, WAITING, DIALLING, RINGING, TALKING, WRAPPING, PAUSED, ENDED = Phase
"""The same by name, for what runs with every request: before Python 3.12 it is slow to look into an enum."""


class EndReason(StrEnum):
    """Why an attempt ended. The first eight are dial errors: the call was not answered."""

    BUSY = "busy"
    NO_ANSWER = "no_answer"
    NUMBER_NON_ATTRIBUTED = "number_non_attributed"
    TEMPORARILY_UNAVAILABLE = "temporarily_unavailable"
    TOO_MANY_CALLS = "too_many_calls"
    NO_INTERNATIONAL_PERMISSION = "no_international_permission"
    PRECONDITION_FAILED = "precondition_failed"
    NON_CLASSIFIED_ERROR = "non_classified_error"
    HANG_UP = "hang_up"  #: one side said goodbye and hung up
    TOOL_END_CALL = "tool_end_call"  #: the agent ended the call with its tool
    SILENCE = "silence"
    MAX_DURATION = "max_duration"
    VOICEMAIL = "voicemail"
    IVR_NO_NAVIGATE = "ivr_no_navigate"
    TRANSFER = "transfer"
    CONNECTION_LOST = "connection_lost"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    HUMAN_TAKEOVER = "human_takeover"
    PARTICIPANT_REMOVED = "participant_removed"
    CANCELLED = "cancelled"  #: by the API


DIAL_ERRORS: tuple[EndReason, ...] = tuple(EndReason)[:8]
NEVER_ANSWERED = (*DIAL_ERRORS, EndReason.REJECTED, EndReason.UNAVAILABLE)


class AnsweredBy(StrEnum):
    """Who or what picked up."""

    HUMAN = "human"
    VOICEMAIL = "voicemail"
    IVR = "IVR"
    UNKNOWN = "unknown"
    SCREENING = "ios-screening-filter"


class Result(StrEnum):
    """A result of a conversation that may come after its end. The analysis has summary, outputs and outcome."""

    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    ANALYSIS = "analysis"

    __hash__ = str.__hash__  # that of enums is a function in Python, and results are keys of small dicts


class EndedBy(StrEnum):
    """Which side ended the conversation."""

    AGENT = "agent"
    USER = "user"
    SYSTEM = "system"


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class Event(msgspec.Struct, frozen=True, tag_field="event", tag=_snake, gc=False):
    """Base of all events."""


class Placed(Event, frozen=True):
    """The provider accepted the call."""


class Held(Event, frozen=True):
    """No dial before `until`; `why` is `scheduled`, `window` or `retry`."""

    until: datetime
    why: str


class Due(Event, frozen=True):
    """The next dial is due. What follows depends on free lines, so nothing is planned after it."""


class Waiting(Event, frozen=True):
    """It was due, but all lines named `line` are busy."""

    line: str


class Dialled(Event, frozen=True):
    """An attempt begins. `fields` are raw overrides from the scenario."""

    attempt: int
    fields: dict[str, Any] | None = None


class Ringing(Event, frozen=True):
    """The phone at the other end rings."""


class Answered(Event, frozen=True):
    """A person or a machine picked up."""

    by: AnsweredBy


class Detected(Event, frozen=True):
    """The agent found out during the conversation who or what had picked up."""

    by: AnsweredBy


class Said(Event, frozen=True):
    """A turn of the conversation; `who` is `agent`, `user`, or `human`: the person to whom it was transferred."""

    who: Annotated[str, msgspec.Meta(pattern=r"^(agent|user|human)\Z")]
    text: str


class ToolUsed(Event, frozen=True):
    """The agent used one of its tools and got `output`."""

    name: str
    arguments: dict[str, Any]
    output: str
    is_error: bool = False


class Transferred(Event, frozen=True):
    """The agent transferred the conversation to `to` (E.164). `warm`: it introduced the caller first."""

    to: str
    warm: bool = False


class Ended(Event, frozen=True):
    """The attempt is over: why, who ended it, and the results of the conversation."""

    reason: EndReason
    by: EndedBy | None = None
    outputs: dict[str, Any] | None = None
    summary: str | None = None
    after: dict[Result, timedelta | None] | None = None  #: how long after the end a result comes; None: never
    resolved: bool = False  #: `after` has the delays of the provider too, so all other results come at once


class Ready(Event, frozen=True):
    """A result of attempt `attempt` has come, some time after its end."""

    result: Result
    attempt: int


class Paused(Event, frozen=True):
    """No further attempt until resumed. `remaining` is what was left of a hold, in seconds."""

    remaining: float | None = None


class Resumed(Event, frozen=True):
    """Attempts continue."""


class Cancelled(Event, frozen=True):
    """The API cancelled the call. If `running`, the running attempt may still end by itself."""

    running: bool = False


class Shown(Event, frozen=True):
    """A literal status of the provider, in any order; `phase` and `reason` are its meaning."""

    word: str
    phase: Phase
    reason: EndReason | None = None


class Closed(Event, frozen=True):
    """The last event of every call. `failed`: the call was given up."""

    failed: bool = False


AnyEvent = (
    Placed
    | Held
    | Due
    | Waiting
    | Dialled
    | Ringing
    | Answered
    | Detected
    | Said
    | ToolUsed
    | Transferred
    | Ended
    | Ready
    | Paused
    | Resumed
    | Cancelled
    | Shown
    | Closed
)
