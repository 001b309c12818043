"""Invalid fields of a body: all of them are found, each once, with path, given value and what is allowed."""

from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.bodies import MAX_MISTAKES, BadBody, convert
from mockserver.providers.mistakes import Mistake, mistakes_in, well_typed


class Word(StrEnum):
    """A word."""

    ONE = "one"
    TWO = "two"


class Item(Struct):
    """An object in a list."""

    size: int
    word: Word = Word.ONE


class Body(Struct, rename="camel"):
    """A body with all kinds of fields."""

    first_name: str
    kind: Literal["a", "b"]
    items: Annotated[list[Item], Meta(min_length=1)] | None = None
    single: Item | UnsetType = UNSET
    many: dict[str, Item] = {}
    anything: Any = None


GOOD: dict[str, Any] = {"firstName": "Ann", "kind": "a"}


def found(value: dict[str, Any]) -> list[Mistake]:
    return [*mistakes_in(value, Body, value)]


@pytest.mark.parametrize(
    ("value", "messages"),
    [
        (GOOD, []),
        ({}, ["firstName is required.", "kind is required."]),
        ({"kind": "c", "firstName": 5}, [
            'kind: expected one of a, b (given: "c").',
            "firstName: expected str, got int (given: 5).",
        ]),
        (GOOD | {"items": []}, ["items: expected array of length >= 1."]),
        (GOOD | {"items": "x"}, ['items: expected array | null, got str (given: "x").']),
        (GOOD | {"items": [{"size": 1}, {"word": "three"}, 7]}, [
            'items[1].word: expected one of one, two (given: "three").',
            "items[1].size is required.",
            "items[2]: expected object, got int (given: 7).",
        ]),
        (GOOD | {"single": {"size": "x", "other": 1}}, ['single.size: expected int, got str (given: "x").']),
        (GOOD | {"single": None}, ["single: expected object, got null."]),
        (GOOD | {"many": {"x": {}}}, ["many[...].size is required."]),
        (GOOD | {"anything": {"size": "x"}}, []),
    ],
)  # fmt: skip
def test_every_invalid_field_is_found(value: dict[str, Any], messages: list[str]) -> None:
    assert [mistake.message for mistake in found(value)] == messages


def test_fields_that_fit_are_converted_and_the_others_left_out() -> None:
    fields = well_typed({"firstName": "Ann", "kind": "c", "single": {"size": 1}, "unknown": 1}, Body)
    assert fields == {"first_name": "Ann", "single": Item(1)}


def test_one_error_is_about_all_fields_and_has_the_path_of_the_first() -> None:
    with pytest.raises(BadBody, match=r'kind: expected one of a, b \(given: "c"\)\. firstName is required\.') as caught:
        convert({"kind": "c"}, Body)
    assert (caught.value.path, [mistake.path for mistake in caught.value.mistakes]) == ("kind", ["kind", "firstName"])


def test_very_many_mistakes_are_not_all_named() -> None:
    with pytest.raises(BadBody, match=f"These are the first {MAX_MISTAKES}; there are more") as caught:
        convert(GOOD | {"items": [{}] * 1000}, Body)
    assert len(caught.value.mistakes) == MAX_MISTAKES + 1


def test_floats_that_are_integers_fit_and_others_are_quoted_as_sent() -> None:
    assert convert(GOOD | {"single": {"size": 5.0}}, Body).single == Item(5)
    with pytest.raises(BadBody, match=r"single.size: expected int, got float \(given: 5.5\)"):
        convert(GOOD | {"single": {"size": 5.5}}, Body)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", "one", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["size", "word", "x"]), inner),
)
_BODIES = st.dictionaries(st.sampled_from(["firstName", "kind", "items", "single", "many", "anything", "x"]), _VALUES)


@given(_BODIES)
def test_there_are_mistakes_exactly_if_the_body_cannot_be_converted(value: dict[str, Any]) -> None:
    mistakes = found(value)
    assert len({mistake.path for mistake in mistakes}) == len(mistakes)
    if mistakes:
        with pytest.raises(BadBody) as caught:
            convert(value, Body)
        assert caught.value.path == mistakes[0].path
    else:
        assert isinstance(convert(value, Body), Body)
