"""Types that responses of several resources share: the name of a campaign, small responses, errors.

Types of a single resource are in its own file.
"""

from typing import Annotated, Any, NotRequired, TypedDict

from msgspec import Meta


class CampaignName(TypedDict):
    """The campaign to which something belongs."""

    id: str
    name: str


class Success(TypedDict):
    """The response to a command."""

    success: bool


class CsvFile(TypedDict):
    """A table as CSV, and its file name."""

    csv: str
    filename: str


class AuthStatus(TypedDict):
    """Whether the key is valid. An invalid key gets a 401 instead."""

    authenticated: bool


class RefusalShape(TypedDict):
    """The body of every error response."""

    error: Annotated[str, Meta(description="the error code", examples=["invalid_request", "not_found"])]
    message: Annotated[str, Meta(description="what was given, what is expected, and what to do")]
    details: NotRequired[Annotated[dict[str, Any], Meta(description="where the error is, e.g. `path` in the body")]]
