"""The documents of a YAML text as parts of the text, compared with what the parser says."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.scenarios.document_spans import document_spans

FIRST = "# $schema=x\nname: a  # why\n"


def parts(text: str) -> list[str]:
    return [text[span.begin : span.end] for span in document_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# only a comment\n", []),
        (FIRST, [FIRST]),
        ("name: a", ["name: a"]),
        (f"{FIRST}---\nname: b\n", [FIRST, "name: b\n"]),
        ("# c\n---\nname: a\n---\nname: b\n", ["# c\n---\nname: a\n", "name: b\n"]),
        ("%YAML 1.2\n---\nname: a\n", ["%YAML 1.2\n---\nname: a\n"]),
        ("--- {name: a}\n--- # two\nname: b\n", ["--- {name: a}\n", "# two\nname: b\n"]),
        ("---\nname: a\n---\nname: b\n", ["---\nname: a\n", "name: b\n"]),
        ("name: a\n...\n# c\n---\nname: b\n", ["name: a\n", "# c\n---\nname: b\n"]),
        ("name: a\n...\nname: b\n...\n", ["name: a\n", "name: b\n"]),
        ("name: a\r\n---\r\nname: b\r\n", ["name: a\r\n", "name: b\r\n"]),
        ("name: a\n---\n", ["name: a\n", ""]),
        ("a: |\n  ---\n  x\nb: '---x'\n---x: 1\n", ["a: |\n  ---\n  x\nb: '---x'\n---x: 1\n"]),
    ],
)
def test_each_document_has_its_comments(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


BLOCKS = [
    "name: a\n",
    "# comment\n",
    "\n",
    "---\n",
    "--- # x\n",
    "...\n",
    "list:\n- 1\n- {b: c}\n",
    "text: |\n  ---\n  more\n",
    "---\r\n",
    "q: 'x\n\n  y'\n",
    "u: \u2028\n",
]


@given(st.lists(st.sampled_from(BLOCKS), max_size=12).map("".join))
@example("u: \u2028\n---\nname: a\n")
def test_the_parts_are_the_documents_of_the_parser(text: str) -> None:
    try:
        nodes = list(yaml.compose_all(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return
    spans = document_spans(text)
    lines = [span.line for span in spans]
    assert lines == sorted(lines)
    for node in nodes:
        if node.value == "":
            continue
        at = node.start_mark.line + 1
        span = next(span for span in reversed(spans) if span.line <= at)
        assert span.begin <= node.start_mark.index
        assert node.end_mark.index <= span.end or not text[span.end : node.end_mark.index].strip()
        (again,) = yaml.compose_all(text[span.begin : span.end], Loader=yaml.SafeLoader)
        assert yaml.serialize(again) == yaml.serialize(node)
