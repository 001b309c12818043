"""Turn a query string into a typed query, with a clear message for every invalid parameter.

Each field of the type is a parameter. The values of a list come as `a,b`, repeated, or both. Unknown parameters are
ignored; an empty parameter counts as not given.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.inspect import ListType, Metadata, Type, UnionType, type_info

from mockserver.providers.base import Request
from mockserver.providers.bodies import BadBody
from mockserver.providers.mistakes import explain

T = TypeVar("T", bound=msgspec.Struct)
R = TypeVar("R")


class Problem(NamedTuple):
    """An invalid parameter."""

    name: str
    message: str


def read_query(request: Request, kind: type[T]) -> tuple[T, list[Problem]]:
    """Return the query of a request as `kind`, and the problems found. Invalid parameters count as not given.

    Raises:
        BadBody: a required parameter is missing or invalid.
    """
    given = _given(request.query, kind)
    problems: list[Problem] = []
    while True:
        try:
            return msgspec.convert(given, kind, strict=False), problems
        except msgspec.ValidationError as error:
            message, path = explain(str(error), given, kind)
        name = path.partition(".")[0].partition("[")[0]
        problems.append(Problem(name, message))
        if given.pop(name, None) is None:
            raise BadBody(problems[0].message, problems[0].name)


def _given(query: Mapping[str, list[str]], kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the parameters that the type has a field for. A repeated one that is not a list stays a list, so that it
    fails validation."""
    given: dict[str, Any] = {}
    for name, is_list in _parameters(kind).items():
        values = query.get(name, [])
        if is_list:
            values = [word for value in values for word in value.split(",") if word]
        if any(values):
            given[name] = values[0] if len(values) == 1 and not is_list else values
    return given


@cache
def _parameters(kind: type[msgspec.Struct]) -> dict[str, bool]:
    """Return the names of a query's parameters, and whether each is a list."""
    return {field.encode_name: _is_list(field.type) for field in type_info(kind).fields}  # type: ignore[attr-defined]


def _is_list(info: Type) -> bool:
    if isinstance(info, Metadata):
        return _is_list(info.type)
    return isinstance(info, ListType) or (isinstance(info, UnionType) and any(_is_list(kind) for kind in info.types))


def page_of(rows: Sequence[R], number: int, size: int, *, first: int = 0) -> list[R]:
    """Return a page of rows; `first` is the number of the first page."""
    start = (number - first) * size
    return list(rows[start : start + size])
