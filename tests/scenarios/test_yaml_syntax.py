"""What is not YAML: the remedy, with both parsers, and the documents around it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.scenarios.yaml12 import load_all

CORPUS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "mistakes" / "corpus.yaml").read_text("utf-8"))
BROKEN = [entry for entry in CORPUS["mistakes"] if any("not YAML: " in said for said in entry["says"])]
PRINTABLE = st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from("\n\t\r\x85\u2028é–")


def messages(text: str, *, pure: bool = False) -> list[str]:
    return [str(problem) for problem in load_all(text, "x", pure=pure)[1]]


@pytest.mark.parametrize("entry", BROKEN, ids=lambda entry: entry["name"])
def test_both_parsers_lead_to_the_same_remedy_and_position(entry: dict[str, Any]) -> None:
    assert messages(entry["text"]) == messages(entry["text"], pure=True)
    assert len(messages(entry["text"])) == 1


def test_there_are_remedies_for_many_mistakes() -> None:
    assert len(BROKEN) > 20
    assert not [entry for entry in BROKEN if any("(while " in said for said in entry["says"])]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2", "x:1:4: not YAML: '[' is not closed"),
        ("a: {b: 1\n---\nc: 2", "x:1:4: not YAML: '{' is not closed"),
        ("a: 'x\n---\nc: 2", "x:1:4: not YAML: the quotation mark is not closed"),
        ("a: {b: 1]", "x:1:9: not YAML: a comma is missing here, or '{' is not closed before"),
        ("word\na: 1", "x:2:2: not YAML: the indentation is wrong"),
        ("a: 1\nword\nb: 2", "x:2:1: not YAML: 'word' is not 'key: value'"),
        ("a: ?  b", "x:1:4: not YAML: text that begins with '?' must be in quotes"),
        ('a: "He said: \'x" y', "put the whole value in quotes: a: '\"He said: ''x\" y'"),
    ],
)
def test_the_remedy_names_what_to_write(text: str, said: str) -> None:
    assert said in messages(text)[0]


def test_problems_of_a_broken_document_are_kept_except_in_the_same_line() -> None:
    assert messages("a: 1\na: 2\nb: [") == [
        "x:2:1: a: duplicate key 'a'; first in line 1",
        "x:3:4: not YAML: '[' is not closed",
    ]
    assert len(messages("a: {b: 1, b: 2, c: d: e}")) == 1


def test_lines_are_counted_from_the_start_of_the_file_after_a_broken_document() -> None:
    documents, problems = load_all("a: [\n---\nb: 2\n---\nc: 'x\n---\n\nd: 1\nd: 2\n", "x")
    assert [document.value for document in documents] == [{"b": 2}, {"d": 2}]
    assert [problem.line for problem in problems] == [1, 5, 9]
    assert documents[1].place(("d",)).line == 9


def test_a_document_that_is_too_deep_does_not_hide_the_next() -> None:
    documents, problems = load_all("a: " + "[" * 70 + "]" * 70 + "\n---\nb: *nothing\n---\nc: 1\n", "x")
    assert [problem.line for problem in problems] == [1, 3]
    assert [document.value for document in documents] == [{"c": 1}]


def test_after_many_broken_documents_the_rest_is_not_read() -> None:
    documents, problems = load_all("a: [\n---\n" * 30 + "b: 1", "x")
    assert (len(documents), len(problems)) == (0, 20)


@example("a: [")
@example("'")
@example('"\x85')
@example("- |\n ---")
@given(st.text(PRINTABLE, max_size=30))
def test_no_document_hides_those_around_it(middle: str) -> None:
    documents, problems = load_all(f"first: 1\n---\n{middle}\n---\nlast: 2\n", "x")
    assert documents[0].value == {"first": 1}
    assert documents[-1].value == {"last": 2}
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
