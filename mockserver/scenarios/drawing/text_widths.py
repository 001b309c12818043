"""How wide a text is at most, without its font: for drawings that leave the font to the reader's system.

The widths are upper bounds over common sans-serif fonts (Arial, DejaVu Sans, Roboto, San Francisco, Segoe UI), so a box
made for them is never too small. This module also breaks texts into lines by these widths; it draws nothing.
"""

import unicodedata
from functools import lru_cache

_WIDTHS = {  #: in em, by the characters that have it
    0.38: " !'(),./:;I[\\]`fijlrt|",
    0.60: '"*-?^_sz{}Jcgkvxy',
    0.68: "$0123456789abdehnopquFLTYESPZX",
    0.80: "#&+<=>~ABCDGHKNORUVQ",
    1.02: "%@MWmw",
}
_WIDTH_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER, _FULL = 0.85, 1.1  #: em of other letters; of ideographs, emoji and whatever is not known


def text_width(text: str, size: float) -> float:
    """Return the width of a line in pixels, if its font has that size in pixels."""
    return sum(map(_em, text)) * size


@lru_cache(4096)
def _em(character: str) -> float:
    if character in _WIDTH_OF:
        return _WIDTH_OF[character]
    if unicodedata.combining(character):
        return 0
    plain = unicodedata.normalize("NFD", character)[0]
    if plain != character:  # a letter with accents is as wide as the letter
        return _em(plain)
    narrow = character.isalpha() and unicodedata.east_asian_width(character) in ("N", "Na", "A", "H")
    return _OTHER if narrow else _FULL


def break_lines(text: str, size: float, width: float, most: int) -> list[str]:
    """Break a text into at most so many lines, each no wider than that many pixels. Words that are too long are broken;
    the last line ends with `…` if something is left out."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        taken = _fitting(rest, size, width)
        lines.append(rest[:taken].rstrip())
        rest = rest[taken:].lstrip()
    if rest:
        last = lines[-1]
        while last and text_width(f"{last}…", size) > width:
            last = last[:-1]
        lines[-1] = f"{last.rstrip()}…"
    return lines


def _fitting(text: str, size: float, width: float) -> int:
    """Return how many characters of a text fit into a line, at least one. It breaks at a space or after a hyphen, if
    there is one."""
    used, end = 0.0, 0
    for character in text:
        used += _em(character) * size
        if used > width and end:
            break
        end += 1
    if end == len(text) or text[end] == " ":
        return end
    space, dash = text.rfind(" ", 0, end), text.rfind("-", 0, end) + 1
    if space < end / 2:  # a hyphen that fills the line is better than a space that leaves it empty
        space = max(space, dash)
    return space if space > 0 else end
