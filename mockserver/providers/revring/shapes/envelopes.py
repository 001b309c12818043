"""What all responses of RevRing share: the refusal, the envelopes, and the reply to deletions.

Success is `{"data": …}`, except for the web call. The option `error_style` selects one of two forms of the refusal.
"""

from typing import Generic, NotRequired, TypedDict, TypeVar

T = TypeVar("T")


class IssueShape(TypedDict):
    """One invalid field; `path` leads to it from the top of the body or query."""

    path: list[str | int]
    message: str


class ErrorShape(TypedDict):
    """Why the request was refused; `details` name invalid fields."""

    code: str
    message: str
    details: NotRequired[list[IssueShape]]


class Refused(TypedDict):
    """The body of every refusal; a plain text with the option `error_style: plain`."""

    error: ErrorShape | str


class Reply(TypedDict, Generic[T]):
    """One object."""

    data: T


class Listing(TypedDict, Generic[T]):
    """All objects of a list."""

    data: list[T]


class Pagination(TypedDict):
    """The page of a list, and the number of all its entries."""

    page: int
    pageSize: int
    total: int


class Page(TypedDict, Generic[T]):
    """One page of a list."""

    data: list[T]
    pagination: Pagination


class DeletedId(TypedDict):
    """The id of the deleted object."""

    id: str


Deleted = Reply[DeletedId]
