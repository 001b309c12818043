"""What all answers of RevRing have in common: the refusal, and what is said of a thing that was deleted.

Success is `{"data": …}` everywhere but at the web call. The refusal has two forms, by the option `error_style`.
"""

from typing import NotRequired, TypedDict


class IssueShape(TypedDict):
    """One field that cannot be taken; `path` leads to it from the top of the body or query."""

    path: list[str | int]
    message: str


class ErrorShape(TypedDict):
    """Why the request was refused; `details` where fields are to blame."""

    code: str
    message: str
    details: NotRequired[list[IssueShape]]


class Refused(TypedDict):
    """The body of every refusal; a text alone with the option `error_style: plain`."""

    error: ErrorShape | str


class DeletedShape(TypedDict):
    """The id of what was deleted."""

    id: str


class Deleted(TypedDict):
    """The answer to every DELETE."""

    data: DeletedShape


class Pagination(TypedDict):
    """Which page of how many things a list shows."""

    page: int
    pageSize: int
    total: int
