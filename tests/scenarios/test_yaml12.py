"""The YAML loader: only YAML 1.2 core types, a source position for every value, and ScenarioError for every error."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.errors import ScenarioError
from mockserver.scenarios.yaml12 import SourcePosition, load, show_path


def value_of(text: str) -> object:
    (document,) = load(text, "test.yaml")
    return document.value


def messages(text: str | bytes) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(text, "test.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+33612345678", "+33612345678"),
        ("0612345678", "0612345678"),
        ("1:30", "1:30"),
        ("yes", "yes"),
        ("on", "on"),
        ("1_000", "1_000"),
        ("2026-01-05", "2026-01-05"),
        ("0b11", "0b11"),
        ("tRue", "tRue"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("0", 0),
        ("1.5", 1.5),
        ("-.5e2", -50.0),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("'true'", "true"),
        ('"12"', "12"),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ("! 12", "12"),
        ("!!float 1", 1),
    ],
)
def test_a_plain_word_means_what_yaml_1_2_says(written: str, meant: object) -> None:
    found = value_of(f"a: {written}")
    assert found == {"a": meant}
    assert type(found) is dict
    assert type(found["a"]) is type(meant)


def test_nan_is_read_as_a_number() -> None:
    found = value_of("[.nan]")
    assert isinstance(found, list)
    assert math.isnan(found[0])


def test_keys_stay_text() -> None:
    assert value_of("{on: 1, yes: 2, +1: 3, 1s: 4}") == {"on": 1, "yes": 2, "+1": 3, "1s": 4}


def test_every_path_has_a_source_position() -> None:
    (document,) = load("a:\n  - x\n  - {b: 1}\n", "test.yaml")
    assert document.place(("a", 1, "b")) == SourcePosition(3, 9)
    assert document.place(("a", 1, "b"), key=True) == SourcePosition(3, 6)
    assert document.place(("a", 0, "not", "there")) == SourcePosition(2, 5)
    assert str(document.problem(("a", 1, "b"), "is wrong")) == "test.yaml:3:9: a[1].b: is wrong"


def test_a_path_is_shown_readably() -> None:
    assert show_path(("attempts", 0, "ringing")) == "attempts[0].ringing"
    assert show_path(()) == ""


def test_a_text_may_hold_many_documents() -> None:
    assert [document.value for document in load("a: 1\n---\n---\nb: 2\n", "x")] == [{"a": 1}, None, {"b": 2}]
    assert load("# nothing\n", "x") == []


def test_bytes_are_utf_8_and_may_begin_with_a_byte_order_mark() -> None:
    assert load("\ufeffa: é".encode(), "x")[0].value == {"a": "é"}


def test_aliases_are_resolved() -> None:
    assert value_of("a: &x [1, 2]\nb: *x\nc: &y text\nd: *y") == {"a": [1, 2], "b": [1, 2], "c": "text", "d": "text"}


PRINTABLE = [  #: YAML 1.2.2, production 1: c-printable
    (0x09, 0x0A),
    (0x0D, 0x0D),
    (0x20, 0x7E),
    (0x85, 0x85),
    (0xA0, 0xD7FF),
    (0xE000, 0xFFFD),
    (0x10000, 0x10FFFF),
]


@pytest.mark.parametrize(("first", "last"), PRINTABLE)
def test_exactly_the_characters_that_yaml_allows_are_accepted(first: int, last: int) -> None:
    for code in (first - 1, first, last, last + 1):
        allowed = any(low <= code <= high for low, high in PRINTABLE)
        if allowed and code not in (0x22, 0x5C):
            assert len(load(f'a: "x{chr(code)}x"', "test")) == 1
        elif not allowed and code <= 0x10FFFF:
            assert f"U+{code:04X}" in messages(f'a: "x{chr(code)}x"')


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: 1\nb: 2\na: 3", ":3:1: a:", "duplicate key 'a'; first in line 1"),
        ("1: x", ":1:1:", "a key must be text, not '1'"),
        ("? [a]\n: b", ":1:3:", "not a list or mapping"),
        ("<<: {a: 1}", ":1:1:", "merge keys"),
        ("a: &a [*a]", ":1:8: a[0]:", "contains itself"),
        ("a: *b", ":1:4: a:", "has no anchor"),
        ("a: !!python/name:os.system x", ":1:4: a:", "does not fit"),
        ("a: !!int x", ":1:4: a:", "does not fit"),
        ("a: !thing [1]", ":1:4: a:", "not known here"),
        ("a: b: c", ":1:5:", "not YAML"),
        ("a: \x00", ":1:4:", "U+0000"),
        ("b\na: \x1b", ":2:4:", "U+001B"),
        ('a: "\\ud800"', ":1:", "not YAML"),
        (b"a: \xff", ":1:4:", "byte 0xff is not UTF-8"),
        ("[" * 70 + "]" * 70, ":1:66:", "deeper than 64"),
        ("a: " + "9" * 5000, ":1:4: a:", "too many digits"),
        ("%FOO", ":", "not YAML"),
    ],
)
def test_every_error_has_a_position(text: str | bytes, place: str, said: str) -> None:
    message = messages(text)
    assert place in message
    assert said in message


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "aliases repeat more than 100,000 values" in messages("\n".join(lines))


def test_all_errors_are_reported_including_those_before_a_syntax_error() -> None:
    message = messages("a: 1\na: 2\nb: c: d")
    assert "duplicate key" in message
    assert "not YAML" in message


def is_placed(error: ScenarioError) -> None:
    assert error.problems
    assert all(problem.message and problem.line >= 1 and problem.column >= 1 for problem in error.problems)


@given(st.text())
@example('"\\U00110000"')
@example("%YAML 2.0\n---\na")
@example("&a &b c")
@example("- !<> x")
def test_any_text_loads_or_is_a_scenario_error_with_a_position(text: str) -> None:
    try:
        load(text, "any")
    except ScenarioError as error:
        is_placed(error)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@,? \n\t0x+.~<="))
def test_any_mix_of_yaml_characters_loads_or_is_a_scenario_error(text: str) -> None:
    try:
        load(text, "any")
    except ScenarioError as error:
        is_placed(error)


@given(st.text() | st.text(alphabet="ab:-[]{}&*!|>'\"#%@,? \n\t0x+.~<="))
@example('"\\U00110000"')
@example('"\\ud800"')
@example("%YAML 2.0\n---\na")
@example("a: [1, {b: &c d}]\ne: *c")
def test_loading_without_libyaml_gives_the_same_errors(text: str) -> None:
    try:
        load(text, "any", pure=True)
    except ScenarioError as error:
        is_placed(error)


def test_loading_without_libyaml_gives_the_same_values_and_positions() -> None:
    text = "a: [+33, {b: 0x1F}]\nc: |\n  d\n---\n- é: 1\n"
    assert load(text, "x", pure=True) == load(text, "x")


@given(st.binary())
def test_any_bytes_load_or_are_a_scenario_error(raw: bytes) -> None:
    try:
        load(raw, "any")
    except ScenarioError as error:
        is_placed(error)
