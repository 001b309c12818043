"""Settings for the whole suite: no test is judged by how long it takes, every answer by the OpenAPI document."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import documented_answers

pytest_plugins = ["tests.serving"]
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
documented_answers.watch()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Tests that lay their own words over answers are not judged."""
    if item.get_closest_marker("off_schema") is None:
        return (yield)
    with documented_answers.unjudged():
        return (yield)
