"""YAML that is written from values is read back as the same values, in their order."""

import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.scenarios.yaml12 import load
from mockserver.scenarios.yaml_writer import write_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["1e3", "0o17", "0x1F", ".5", "-.inf", "+336", "007", "1:30", "yes", "~", "null", "a: b", "# c", "x\ny\n", "\n a"]
)
NUMBERS = st.integers() | st.floats(allow_nan=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS.filter(lambda key: key != "<<"), inner),
    max_leaves=10,
)


@given(VALUES)
@example({"a": "1e3", "b": 1000.0, "c": "two\nlines\n"})
@example(["\x85", "\u2028", "\ufeff", " trailing ", "x \ny"])
def test_values_are_read_back(value: Any) -> None:
    (document,) = load(write_yaml(value), "written")
    assert document.value == value


def test_the_order_of_keys_stays() -> None:
    assert write_yaml({"b": 1, "a": [{"z": None, "y": True}]}) == "b: 1\na:\n- z: null\n  y: true\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1e3", '"1e3"\n'),
        ("0o17", '"0o17"\n'),
        ("+33612345678", "'+33612345678'\n"),
        ("plain words", "plain words\n...\n"),
        ("two\nlines", "|-\n  two\n  lines\n"),
        (math.inf, ".inf\n...\n"),
    ],
)
def test_text_is_quoted_only_where_needed(value: object, text: str) -> None:
    assert write_yaml(value) == text


def test_what_occurs_twice_is_written_twice() -> None:
    turn = {"agent": "Hi"}
    assert write_yaml([turn, turn]) == "- agent: Hi\n- agent: Hi\n"
