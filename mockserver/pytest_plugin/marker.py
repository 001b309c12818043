"""`@pytest.mark.mockserver(…)`: how the world of one test, or of all tests of a class or module, differs.

Markers add up; the nearest to the test wins. A keyword that is not known fails the test with the nearest word.
"""

from difflib import get_close_matches
from typing import Any

import pytest

from mockserver.errors import MockserverError, did_you_mean
from mockserver.pytest_plugin.handle import Mockserver

CLOCK = {"clock": "mode", "rate": "rate", "now": "now"}
SETTINGS = ("seed", "profile")
KEYWORDS = ("scenario", *CLOCK, *SETTINGS, "allow_unmatched")


def prepare(handle: Mockserver, node: pytest.Item) -> None:
    """Make the world as the test's markers say."""
    asked = _asked(node)
    handle.allow_unmatched = bool(asked.get("allow_unmatched", False))
    clock = {CLOCK[name]: asked[name] for name in CLOCK if name in asked}
    settings = {name: asked[name] for name in SETTINGS if name in asked}
    try:
        if settings:
            handle.control.settings(**settings)
        if clock:
            handle.clock.set(**clock)
        if "scenario" in asked:
            handle.control.default(asked["scenario"])
    except MockserverError as error:
        raise pytest.fail.Exception(f"@pytest.mark.mockserver: {error}", pytrace=False) from None


def _asked(node: pytest.Item) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    for mark in reversed(list(node.iter_markers("mockserver"))):
        if mark.args:
            pytest.fail(f"@pytest.mark.mockserver takes keywords only, not {mark.args!r}.", pytrace=False)
        for name, value in mark.kwargs.items():
            _check(name)
            asked[name] = value
    return asked


def _check(name: str) -> None:
    if name not in KEYWORDS:
        near = did_you_mean(get_close_matches(name, KEYWORDS, n=1))
        known = ", ".join(KEYWORDS)
        pytest.fail(f"@pytest.mark.mockserver has no keyword {name!r}; it has {known}.{near}", pytrace=False)
