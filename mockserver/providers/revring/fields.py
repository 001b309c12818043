"""Types of fields that several resources share, with their limits and descriptions.

`words` has the enumerations.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

Instant = Annotated[str, Meta(description="ISO 8601, UTC, milliseconds", extra_json_schema={"format": "date-time"})]
EPOCH = "1970-01-01T00:00:00.000Z"  #: when a fixture was created that does not say so
StoredInstant = Annotated[datetime, Meta(tz=True)]  #: not in responses
MAX_NAME = 128
Name = Annotated[str, Meta(min_length=1, max_length=MAX_NAME)]
Phone = Annotated[
    str, Meta(description="E.164, such as +14155550142", extra_json_schema={"pattern": r"^\+[1-9]\d{1,14}$"})
]
Url = Annotated[str, Meta(extra_json_schema={"format": "uri"})]
