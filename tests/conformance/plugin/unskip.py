"""A pytest plugin for the suites of the official package: takes off upstream's skip mark, and nothing else.

The mark is told by its reason, so a test that upstream skips for any other cause stays skipped and makes the run fail.
It is loaded by name (`-p unskip`) in the folder of the unpacked source distribution.
"""

import pytest

REASON = "Mock server tests are disabled"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the mark off each test that carries it."""
    for item in items:
        item.own_markers[:] = [
            mark for mark in item.own_markers if not (mark.name == "skip" and mark.kwargs.get("reason") == REASON)
        ]
