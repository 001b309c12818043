"""What can happen to a call, as values.

An event says *what*; the timeline says *when*. Events hold no time and no call, so calls that play the same
scenario share them. They are told apart in JSON by the key `event` (snapshots, control API).
Words: an *attempt* is one dial; a call has one, or several where a provider retries.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec


class Phase(StrEnum):
    """Where a call stands. Providers translate each of these into their own status word."""

    PLACED = "placed"  #: accepted, nothing done yet
    HELD = "held"  #: waits for its time: a schedule, a calling window, a retry delay
    WAITING = "waiting"  #: its time has come, but every line is busy
    DIALLING = "dialling"  #: has a line; the carrier has not reported ringing yet
    RINGING = "ringing"
    TALKING = "talking"  #: somebody or something answered
    WRAPPING = "wrapping"  #: the talk is over, the provider still works on its results
    PAUSED = "paused"  #: no further attempt until resumed
    ENDED = "ended"


PLACED, HELD, WAITING, DIALLING, RINGING, TALKING, WRAPPING, PAUSED, ENDED = Phase
"""The same by name, for what runs with every request: before Python 3.12 it is slow to look into an enum."""


class EndReason(StrEnum):
    """Why an attempt ended. The first eight are dial errors: nothing answered."""

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


class AnsweredBy(StrEnum):
    """Who or what picked up."""

    HUMAN = "human"
    VOICEMAIL = "voicemail"
    IVR = "IVR"
    UNKNOWN = "unknown"
    SCREENING = "ios-screening-filter"


class EndedBy(StrEnum):
    """Which side ended the talk."""

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
    """It is this call's turn to be dialled. What follows depends on the lines, so nothing is planned behind it."""


class Waiting(Event, frozen=True):
    """Its turn came, but all lines named `line` are busy."""

    line: str


class Dialled(Event, frozen=True):
    """An attempt begins. `fields` are raw overrides that its scenario asks for."""

    attempt: int
    fields: dict[str, Any] | None = None


class Ringing(Event, frozen=True):
    """The phone at the other end rings."""


class Answered(Event, frozen=True):
    """Somebody or something picked up."""

    by: AnsweredBy


class Said(Event, frozen=True):
    """A turn of the talk; `who` is `agent` or `user`."""

    who: str
    text: str


class ToolUsed(Event, frozen=True):
    """The agent used one of its tools and got `output`."""

    name: str
    arguments: dict[str, Any]
    output: str
    is_error: bool = False


class Transferred(Event, frozen=True):
    """The agent handed the talk over to `to` (E.164)."""

    to: str


class Ended(Event, frozen=True):
    """The attempt is over: `reason`, who ended it, and what the talk yielded."""

    reason: EndReason
    by: EndedBy | None = None
    outputs: dict[str, Any] | None = None
    summary: str | None = None
    recording: bool = True


class Paused(Event, frozen=True):
    """No further attempt until resumed. `remaining` seconds were left of the hold, if one was running."""

    remaining: float | None = None


class Resumed(Event, frozen=True):
    """Attempts go on."""


class Cancelled(Event, frozen=True):
    """The API cancelled the call; `running` says whether a running attempt is left to end by itself."""

    running: bool = False


class Shown(Event, frozen=True):
    """A literal status word of the provider, also in an impossible order; `phase` and `reason` are what it means."""

    word: str
    phase: Phase
    reason: EndReason | None = None


class Closed(Event, frozen=True):
    """The last event of every call. `failed` tells a call that was given up from one that ran its course."""

    failed: bool = False


AnyEvent = (
    Placed
    | Held
    | Due
    | Waiting
    | Dialled
    | Ringing
    | Answered
    | Said
    | ToolUsed
    | Transferred
    | Ended
    | Paused
    | Resumed
    | Cancelled
    | Shown
    | Closed
)
