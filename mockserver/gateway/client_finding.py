"""A finding as a value: something that a client did and that the documentation does not cover.

`findings` makes them from the journal; the control API, the log and the reports of tests show them.
"""

from datetime import datetime
from enum import StrEnum

import msgspec


class FindingKind(StrEnum):
    """The kinds of findings; docs/faults.md describes each."""

    UNKNOWN_FIELD = "unknown_field"
    DEPRECATED_FIELD = "deprecated_field"
    LENIENT_TYPE = "lenient_type"
    REAL_NUMBER = "real_number"
    LIVE_KEY = "live_key"
    FAST_POLLING = "fast_polling"
    FIRST_PAGE = "first_page"
    DOUBLE_DIAL = "double_dial"


class ClientFinding(msgspec.Struct, frozen=True):
    """One thing that stood out. `request` is the number of the request in the journal."""

    kind: FindingKind
    message: str
    at: datetime
    provider: str
    request: int | None = None
    operation: str | None = None
    call: str | None = None
