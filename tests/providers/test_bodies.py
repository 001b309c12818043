"""Request bodies: every duplicate key is found, and nothing else is reported as one."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.providers.bodies import BadBody, read_object

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
_LEAVES = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | _TEXT
)
_VALUES = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3))
_OBJECTS = st.dictionaries(_TEXT, _VALUES, max_size=4)


@given(_OBJECTS, st.booleans(), st.sampled_from([None, 1]))
def test_an_object_with_unique_keys_is_read_unchanged(value: dict[str, Any], escaped: bool, indent: int | None) -> None:
    body = json.dumps(value, ensure_ascii=escaped, indent=indent).encode()
    assert read_object(body) == value


@given(_OBJECTS, _TEXT, _VALUES, _VALUES, st.booleans())
def test_a_duplicate_key_is_refused_at_any_depth(
    around: dict[str, Any], key: str, one: Any, other: Any, escaped: bool
) -> None:
    name = json.dumps(key, ensure_ascii=escaped)
    twice = f"{{{name}: {json.dumps(one)}, {name}: {json.dumps(other)}}}"
    body = json.dumps({**around, "inner": "HERE"}, ensure_ascii=escaped).replace('"HERE"', twice, 1)
    with pytest.raises(BadBody, match="Duplicate key") as bad:
        read_object(body.encode())
    assert bad.value.malformed


def test_escaped_quotation_marks_do_not_hide_a_duplicate_key() -> None:
    with pytest.raises(BadBody, match="Duplicate key"):
        read_object(rb'{"a": 1, "a": 2, "text": "\u0022\u0022"}')
