"""Short rows of calls as frozen values, as lists of many calls show them. `Calls.summary` returns a page of them.

Unknown keys are ignored, so an older client can read the responses of a newer server.
"""

from datetime import datetime

import msgspec


class PhaseStretch(msgspec.Struct, frozen=True):
    """A time in one phase. `until` is None if no end is known; `failed`: the dial, or the call, failed."""

    phase: str
    at: datetime
    until: datetime | None = None
    planned: bool = False
    failed: bool = False


class CallSummary(msgspec.Struct, frozen=True, rename={"from_number": "from", "to_number": "to"}):
    """A call in short: what it is now, what comes next, and its phases over time."""

    id: str
    provider: str
    direction: str
    from_number: str
    to_number: str
    phase: str
    status: str  #: in the provider's words
    scenario: str
    created_at: datetime
    number: int = 0  #: its place in the order of placing; 0 for samples
    example: bool = False
    reason: str | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    next_at: datetime | None = None
    next: str | None = None  #: the next planned event in a few words
    waits: str | None = None  #: for what or until when it waits
    phases: list[PhaseStretch] = []
    attempts: int = 0
    webhooks: int = 0
    failed_webhooks: int = 0


class CallPage(msgspec.Struct, frozen=True):
    """A page of calls, newest first. `count` is the number of all calls that match the filters."""

    calls: list[CallSummary]
    count: int
    next: str | None = None  #: the cursor of the next page
