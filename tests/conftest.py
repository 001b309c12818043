"""Settings for the whole suite: no deadlines, and every response is validated against the OpenAPI document."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import documented_answers

pytest_plugins = ["tests.serving", "pytester"]
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
documented_answers.watch()
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell without job control runs the suite in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Do not validate the responses of tests whose scenarios override raw fields."""
    if item.get_closest_marker("off_schema") is None:
        return (yield)
    with documented_answers.unvalidated():
        return (yield)
