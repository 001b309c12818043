"""What a provider answers to a client that reads a call, as frozen values. `Calls.response` returns them.

Unknown keys are ignored, so an older client can read the responses of a newer server.
"""

from datetime import datetime
from typing import Any

import msgspec


class EarlierResponse(msgspec.Struct, frozen=True):
    """The response after the first `events` events; `body` is the decoded JSON."""

    events: int
    at: datetime
    body: Any
    status: int = 200


class CallResponse(msgspec.Struct, frozen=True):
    """The response after the first `events` events, at the instant `at`; the last of them can be `planned`."""

    operation: str  #: the provider's, as in docs/providers.md
    method: str
    path: str
    events: int
    at: datetime
    planned: bool
    status: int
    body: Any
    previous: EarlierResponse | None = None  #: the last one before it whose body differs
