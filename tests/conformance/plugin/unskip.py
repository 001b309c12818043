"""A pytest plugin for the suites of the official package: removes upstream's skip mark, and nothing else.

It recognizes the mark by its reason, so a test that upstream skips for another reason stays skipped and the run fails.
pytest loads the plugin by name (`-p unskip`) in the folder of the unpacked source distribution.
"""

import pytest

REASON = "Mock server tests are disabled"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Remove the mark from each test that has it."""
    for item in items:
        item.own_markers[:] = [
            mark for mark in item.own_markers if not (mark.name == "skip" and mark.kwargs.get("reason") == REASON)
        ]
