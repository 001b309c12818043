"""The envelopes of responses in both dialects, and the type of all errors.

Sources: the examples of the reference's list pages (`data`, `has_more`, `next_cursor`, `total`) and
/api-reference/introduction (`data`, `meta`, `pagination`, `error`).
"""

from typing import Any, Generic, Literal, TypedDict, TypeVar

T = TypeVar("T")


class AnswerMeta(TypedDict):
    """What the guide's dialect, and every error, adds to a response."""

    request_id: str


class Wrapped(TypedDict, Generic[T]):
    """One object in the guide's dialect."""

    data: T
    meta: AnswerMeta


class Page(TypedDict, Generic[T]):
    """One page of a list in the reference's dialect; `total` counts the matches on all pages."""

    data: list[T]
    has_more: bool
    next_cursor: str | None
    total: int


class Pagination(TypedDict):
    """The position of a page in the guide's dialect."""

    total: int
    limit: int
    offset: int
    has_more: bool


class GuidePage(TypedDict, Generic[T]):
    """One page of a list in the guide's dialect."""

    data: list[T]
    pagination: Pagination


class Deleted(TypedDict):
    """The id of the deleted object."""

    id: str
    deleted: Literal[True]


class ErrorPart(TypedDict):
    """The code, the message and the details of an error."""

    code: str
    message: str
    details: dict[str, Any]


class ErrorShape(TypedDict):
    """The body of every refusal, in both dialects."""

    error: ErrorPart
    meta: AnswerMeta
