"""Texts are broken by upper bounds of their widths."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mockserver.scenarios.drawing.text_widths import break_lines, text_width


def test_wide_letters_are_wider_than_narrow_ones() -> None:
    assert text_width("illi", 10) < text_width("nono", 10) < text_width("MWMW", 10) <= text_width("東京東京", 10)
    assert text_width("", 10) == 0
    assert text_width("ab", 20) == 2 * text_width("ab", 10)


def test_accents_have_no_width() -> None:
    assert text_width("é", 10) == text_width("e", 10) == text_width(unicodedata.normalize("NFD", "é"), 10)


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    assert break_lines("one two three", 10, text_width("one two", 10), 3) == ["one two", "three"]
    assert break_lines("busy-twice-then", 10, text_width("busy-twice-t", 10), 3) == ["busy-twice-", "then"]
    assert break_lines("oneword", 10, text_width("onew", 10), 3) == ["onew", "ord"]


def test_what_does_not_fit_is_left_out_with_a_mark() -> None:
    lines = break_lines("one two three four", 10, text_width("one two", 10), 2)
    assert lines[0] == "one two"
    assert lines[1].endswith("…")
    assert break_lines("  ", 10, 100, 2) == []


@given(st.text(max_size=60), st.floats(30, 200), st.integers(1, 4))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: float, most: int) -> None:
    lines = break_lines(text, 12, width, most)
    assert len(lines) <= most
    assert all(text_width(line, 12) <= width + 1e-6 for line in lines)
    plain = "".join(text.split())
    found = "".join("".join(lines).split())
    assert found == plain or (found.endswith("…") and plain.startswith(found[:-1]))
