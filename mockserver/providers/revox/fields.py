"""Types of fields that several resources share, with their limits and descriptions.

`words` has the enumerations.
"""

from typing import Annotated

from msgspec import Meta

BIGGEST = 9_007_199_254_740_991
Count = Annotated[int, Meta(ge=0)]
NonEmpty = Annotated[str, Meta(min_length=1)]
NonNegative = Annotated[int, Meta(ge=0, le=BIGGEST)]
Positive = Annotated[int, Meta(ge=1, le=BIGGEST)]
Texts = dict[str, str]
Unit = Annotated[float, Meta(ge=0, le=1)]
Instant = Annotated[
    str, Meta(description="ISO 8601, UTC, milliseconds", extra_json_schema={"format": "date-time"})
]  #: the official schema does not define the type of instants


def deprecated(instead: str = "") -> Meta:
    """Return the mark of a field of older versions, and of what replaces it, if anything does."""
    return Meta(extra_json_schema={"deprecated": True}, extra={"instead": instead})
