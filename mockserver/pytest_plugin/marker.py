"""`@pytest.mark.mockserver(…)`: settings of the world of one test, or of all tests of a class or module.

Markers are combined; the one nearest to the test wins. An unknown keyword fails the test; the message suggests the
nearest known one.
"""

from difflib import get_close_matches
from typing import Any

import pytest

from mockserver.errors import MockserverError, did_you_mean
from mockserver.pytest_plugin.handle import MockserverFixture

CLOCK = {"clock": "mode", "rate": "rate", "now": "now"}
SETTINGS = ("seed", "profile", "tomorrow")
KEYWORDS = ("scenario", *CLOCK, *SETTINGS, "allow_unmatched", "allow_unfired", "fail_on_findings", "faults")


def prepare(handle: MockserverFixture, node: pytest.Item) -> None:
    """Apply the test's markers to the world."""
    keywords = _keywords(node)
    handle.allow_unmatched = bool(keywords.get("allow_unmatched", False))
    handle.allow_unfired = bool(keywords.get("allow_unfired", False))
    handle.fail_on_findings = keywords.get("fail_on_findings", _usual_findings(node.config))
    clock = {CLOCK[name]: keywords[name] for name in CLOCK if name in keywords}
    settings = {name: keywords[name] for name in SETTINGS if name in keywords}
    try:
        if settings:
            handle.control.settings(**settings)
        if clock:
            handle.clock.set(**clock)
        if "faults" in keywords:
            handle.faults.add(*keywords["faults"])
        if "scenario" in keywords:
            handle.control.default(keywords["scenario"])
    except MockserverError as error:
        raise pytest.fail.Exception(f"@pytest.mark.mockserver: {error}", pytrace=False) from None


def _usual_findings(config: pytest.Config) -> bool | list[str]:
    """Return the kinds of findings that fail all tests, as the flag or the ini key says."""
    text = config.getoption("mockserver_fail_on_findings") or config.getini("mockserver_fail_on_findings") or ""
    kinds = [kind.strip() for kind in text.split(",") if kind.strip()]
    return True if kinds == ["all"] else kinds


def _keywords(node: pytest.Item) -> dict[str, Any]:
    keywords: dict[str, Any] = {}
    for mark in reversed(list(node.iter_markers("mockserver"))):
        if mark.args:
            pytest.fail(f"@pytest.mark.mockserver accepts only keywords, not {mark.args!r}.", pytrace=False)
        for name, value in mark.kwargs.items():
            _check(name)
            keywords[name] = value
    return keywords


def _check(name: str) -> None:
    if name not in KEYWORDS:
        near = did_you_mean(get_close_matches(name, KEYWORDS, n=1))
        message = f"@pytest.mark.mockserver has no keyword {name!r}; it has {', '.join(KEYWORDS)}.{near}"
        pytest.fail(message, pytrace=False)
