"""Hypothesis strategies for request bodies and queries, made from the types of an operation.

    bodies(operation.body)      JSON objects: some fields of the type, each with a fitting, odd or arbitrary value
    queries(operation.query)    query strings: some parameters of the type, with odd words

They find crashes, so most of what they make is wrong on purpose. It needs the extra `testing`.
"""

from typing import Any
from urllib.parse import urlencode

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

Values = st.SearchStrategy[Any]

ODD_WORDS = (
    "",
    "0",
    "-1",
    "1.5",
    "99999999999999999999",
    "2026-01-05",
    "0001-01-01",
    "9999-12-31T23:59:59-23:59",
    "\x00",
    "asc",
    "+12125550142",
    "http://localhost:9/x",
)
WORDS = st.text(max_size=12) | st.sampled_from(ODD_WORDS)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_DEEPEST = 3


def bodies(kind: type[msgspec.Struct]) -> Values:
    """Return objects with some of the fields of a body."""
    return _fields(inspect.type_info(kind), 0)


def queries(kind: type[msgspec.Struct]) -> st.SearchStrategy[str]:
    """Return query strings with some of the parameters of a query."""
    names = [field.encode_name for field in msgspec.structs.fields(kind)]
    return st.dictionaries(st.sampled_from(names), WORDS, max_size=3).map(urlencode)


def _fields(kind: Any, depth: int) -> Values:
    optional = {field.encode_name: _values(field.type, depth) for field in kind.fields}
    return st.fixed_dictionaries({}, optional=optional)


def _values(kind: Any, depth: int) -> Values:
    """Return values of a type, and arbitrary ones."""
    return _fitting(kind, depth + 1) | JSON_VALUES if depth < _DEEPEST else JSON_VALUES


def _fitting(kind: Any, depth: int) -> Values:
    match kind:
        case inspect.UnionType(types=types):
            return st.one_of([_fitting(each, depth) for each in types])
        case inspect.StructType():
            return _fields(kind, depth)
        case inspect.ListType(item_type=item):
            return st.lists(_values(item, depth), max_size=3)
        case inspect.DictType(value_type=value):
            return st.dictionaries(st.text(max_size=8), _values(value, depth), max_size=3)
        case inspect.LiteralType(values=words):
            return st.sampled_from(words)
        case inspect.EnumType(cls=words):
            return st.sampled_from([word.value for word in words])
    return _SIMPLE.get(type(kind), JSON_VALUES)


_SIMPLE: dict[type, Values] = {
    inspect.StrType: WORDS,
    inspect.BoolType: st.booleans(),
    inspect.IntType: st.integers(-2, 10_000),
    inspect.FloatType: st.floats(-2, 10_000),
    inspect.NoneType: st.none(),
}
