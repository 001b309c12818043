"""What answers of several resources have in common: instants, people, a campaign in short, the small answers.

Nothing here belongs to one resource alone.
"""

from typing import Annotated, Any, NotRequired, TypedDict

from msgspec import Meta

Instant = Annotated[
    str, Meta(description="ISO 8601, UTC, milliseconds", extra_json_schema={"format": "date-time"})
]  #: the API's own schema leaves the type of instants open
Count = Annotated[int, Meta(ge=0)]


class PersonShape(TypedDict):
    """A member of the account's team."""

    id: str
    email: str
    first_name: str | None
    last_name: str | None


class CampaignName(TypedDict):
    """The campaign to which something belongs."""

    id: str
    name: str


class Success(TypedDict):
    """The answer to a command."""

    success: bool


class Sheet(TypedDict):
    """A table as CSV, and under which name to keep it."""

    csv: str
    filename: str


class AuthStatus(TypedDict):
    """Whether the key is good; with a bad one there is a 401 instead."""

    authenticated: bool


class RefusalShape(TypedDict):
    """The body of every answer from 400 on."""

    error: Annotated[str, Meta(description="what is wrong, as a code", examples=["invalid_request", "not_found"])]
    message: Annotated[str, Meta(description="what was given, what is expected, and what to do")]
    details: NotRequired[Annotated[dict[str, Any], Meta(description="where it is wrong, e.g. `path` in the body")]]
