"""From a query string to a typed query, with a clear word for every parameter that cannot be understood.

A field of the type is a parameter; where it is a list, its values come as `a,b`, repeated, or both. A parameter that
no field names is ignored, an empty one counts as not given.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.inspect import ListType, Metadata, Type, UnionType, type_info

from mockserver.providers.base import Request
from mockserver.providers.bodies import BadBody
from mockserver.providers.mistakes import explain

T = TypeVar("T", bound=msgspec.Struct)


class Problem(NamedTuple):
    """A parameter that cannot be understood."""

    name: str
    message: str


def read_query(request: Request, kind: type[T]) -> tuple[T, list[Problem]]:
    """The query of a request as `kind`, and what is wrong with it; wrong parameters count as not given.

    Raises:
        BadBody: a parameter that is required is not given, or is wrong.
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
    """What is sent of the type's fields; what is sent twice though it is no list will not fit."""
    given: dict[str, Any] = {}
    for name, several in _parameters(kind).items():
        values = query.get(name, [])
        if several:
            values = [word for value in values for word in value.split(",") if word]
        if any(values):
            given[name] = values[0] if len(values) == 1 and not several else values
    return given


@cache
def _parameters(kind: type[msgspec.Struct]) -> dict[str, bool]:
    """The names of a query's parameters, and whether each is a list."""
    return {field.encode_name: _is_list(field.type) for field in type_info(kind).fields}  # type: ignore[attr-defined]


def _is_list(info: Type) -> bool:
    if isinstance(info, Metadata):
        return _is_list(info.type)
    return isinstance(info, ListType) or (isinstance(info, UnionType) and any(_is_list(kind) for kind in info.types))
