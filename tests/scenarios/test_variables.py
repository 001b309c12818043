"""Variables in texts: which are allowed, and their values."""

from typing import Any

import pytest

from mockserver.scenarios.situation import Situation
from mockserver.scenarios.variables import Filler, faker_methods_used, parse, strings
from mockserver.simulation.randomness import Randomness


def filler(serial: int = 1, **labels: Any) -> Filler:
    return Filler(Situation("acme", "inbound", "+1", "+2", labels, serial), Randomness("seed"))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("plain", "plain"),
        ("", ""),
        ("a $ and { and }", "a $ and { and }"),
        ("$${to} ${to}", "${to} +2"),
        ("${ to }/${from}/${direction}", "+2/+1/inbound"),
        ("${metadata.a.b}${variables.a.b}", "11"),
        ("${metadata.missing}", ""),
        ("${metadata.a.b.c:-d}", "d"),
        ("${metadata.none:-x y:-z}", "x y:-z"),
        ("${metadata.empty:-full}", "full"),
        ("<${metadata.a}> ${metadata.yes}", '<{"b":1}> true'),
        ("${metadata.zero:-5}", "0"),
    ],
)
def test_a_text_is_filled(text: str, filled: str) -> None:
    assert filler(a={"b": 1}, none=None, empty="", yes=True, zero=0).text(text) == filled


def test_a_text_that_is_only_a_variable_keeps_its_type_in_trees() -> None:
    tree = {"n": "${metadata.n}", "l": ["${metadata.l}", "n=${metadata.n}", 4, None]}
    assert filler(n=1.5, l=[1]).value(tree) == {"n": 1.5, "l": [[1], "n=1.5", 4, None]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("${", "no closing brace"),
        ("${to", "no closing brace"),
        ("${a{b}}", "no closing brace"),
        ("${}", "there is no variable ''"),
        ("${meta.x}", "Did you mean 'metadata'"),
        ("${metadata}", "lacks a name after the dot"),
        ("${metadata.}", "lacks a name after the dot"),
        ("${faker}", "lacks a name after the dot"),
        ("${faker.a.b}", "lacks a name after the dot"),
        ("${to.x}", "nothing can follow it"),
    ],
)
def test_the_error_for_a_wrong_variable_names_the_valid_ones(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(text)


def test_generated_text_is_the_same_within_a_call_and_differs_between_calls() -> None:
    one = filler(1)
    assert one.text("${faker.name}") == one.text("${faker.name}") == filler(1).text("${faker.name}")
    assert len({filler(serial).text("${faker.name}") for serial in range(5)}) > 1


def test_a_filler_knows_whether_it_was_used() -> None:
    unused = filler()
    unused.text("$${to}")
    assert not unused.used
    unused.text("${to}")
    assert unused.used


def test_all_texts_of_a_tree_are_found() -> None:
    assert list(strings({"a": ["x", {"b": "y"}, 3]})) == [(("a", 0), "x"), (("a", 1, "b"), "y")]
    assert faker_methods_used("${faker.name} ${to} ${faker.city}") == ["name", "city"]
    assert faker_methods_used("none") == []
