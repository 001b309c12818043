"""Finds the documents in a YAML text, with their comments.

    # $schema=…       ┐                   what precedes the marker of the first document is part of it
    ---               │ document 1
    name: a  # first  ┘
    ---
    name: b             document 2, without its marker

YAML allows `---` and `...` at the begin of a line only as markers, so no value contains them. Nothing is parsed here.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_MARK = re.compile(r"(?:\A|(?<=[\n\r\x85\u2028\u2029]))(?:---|\.\.\.)(?=\s|\Z)")
_AFTER_MARK = re.compile("[ \t]*(?:\r\n|[\n\r\x85\u2028\u2029])?")
_START = "---"


class DocumentSpan(NamedTuple):
    """A document: the line (from 1) of its marker, or of its begin, and the offsets of its text."""

    line: int
    begin: int
    end: int


def document_spans(text: str) -> list[DocumentSpan]:
    """Return the documents of a text, in order; also those without a value."""
    spans: list[DocumentSpan] = []
    prefix: int | None = None  # where comments before a marker begin
    for mark, line, begin, end in _segments(text):
        if mark == _START:
            spans.append(DocumentSpan(line, begin if prefix is None else prefix, end))
            prefix = None
        elif _has_content(text[begin:end]):
            spans.append(DocumentSpan(line, begin, end))
        else:
            prefix = begin
    return spans


def _segments(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield the parts between markers: the marker before it (or nothing), the line of that, and its offsets, without
    the rest of the marker's line if that is empty."""
    marks = list(_MARK.finditer(text))
    starts = [("", 0), *((mark.group(), mark.end()) for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    line, counted = 1, 0
    for (mark, begin), end in zip(starts, ends, strict=True):
        line, counted = line + _count(_BREAK.finditer(text, counted, begin)), begin
        skipped = _AFTER_MARK.match(text, begin, end) if mark else None
        yield mark, line, skipped.end() if skipped is not None else begin, end


def _count(found: Iterable[object]) -> int:
    return sum(1 for _ in found)


def _has_content(text: str) -> bool:
    """Return whether a text has more than comments and directives."""
    return any(line.strip() and line.lstrip()[0] not in "#%" for line in _BREAK.split(text))
