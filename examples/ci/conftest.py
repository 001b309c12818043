"""Saves the requests of each failed test in artifacts/, for the network tab of a browser's developer tools."""

import json
import re
from pathlib import Path

import pytest

ARTIFACTS = Path("artifacts")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    world = getattr(item, "funcargs", {}).get("mockserver")
    if report.when == "call" and report.failed and world is not None:
        ARTIFACTS.mkdir(exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", item.nodeid)
        har = world.control.send("GET", "/requests.har")
        (ARTIFACTS / f"{name}.har").write_text(json.dumps(har))
    return report
