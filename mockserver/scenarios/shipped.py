"""The scenarios that come with the package, and where they lie.

In a wheel they lie inside the package; in a source checkout, and so in an editable install, beside it.
"""

from functools import cache
from pathlib import Path

from mockserver.scenarios.book import Book
from mockserver.scenarios.reading import load_folder

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder() -> Path:
    """The folder of the shipped scenarios."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent / "scenarios"


@cache
def _parsed() -> Book:
    return Book(load_folder(shipped_folder()))


def shipped_book() -> Book:
    """A book of its own with all shipped scenarios; they are read once."""
    return _parsed().copy()
