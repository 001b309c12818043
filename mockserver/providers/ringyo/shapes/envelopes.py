"""What stands around the things of an answer, in either dialect, and the one shape of all errors.

Sources: the examples of the list pages of the reference (`data`, `has_more`, `next_cursor`, `total`) and
/api-reference/introduction (`data`, `meta`, `pagination`, `error`).
"""

from typing import Annotated, Any, Generic, Literal, TypedDict, TypeVar

from msgspec import Meta

T = TypeVar("T")
Instant = Annotated[str, Meta(description="ISO 8601, UTC, whole seconds", examples=["2024-01-15T10:30:00Z"])]
Metadata = Annotated[dict[str, Any], Meta(description="Custom pairs, as they were sent")]


class AnswerMeta(TypedDict):
    """What stands beside the data in the guide's dialect, and beside every error."""

    request_id: str


class Wrapped(TypedDict, Generic[T]):
    """One thing in the guide's dialect."""

    data: T
    meta: AnswerMeta


class Page(TypedDict, Generic[T]):
    """One page of a list in the reference's dialect; `total` counts the matches on all pages."""

    data: list[T]
    has_more: bool
    next_cursor: str | None
    total: int


class Pagination(TypedDict):
    """Where a page of the guide's dialect lies."""

    total: int
    limit: int
    offset: int
    has_more: bool


class GuidePage(TypedDict, Generic[T]):
    """One page of a list in the guide's dialect."""

    data: list[T]
    pagination: Pagination


class Deleted(TypedDict):
    """What was deleted."""

    id: str
    deleted: Literal[True]


class ErrorPart(TypedDict):
    """What is wrong."""

    code: str
    message: str
    details: dict[str, Any]


class ErrorShape(TypedDict):
    """Every refusal, in both dialects."""

    error: ErrorPart
    meta: AnswerMeta
