"""A client of Ringyo for every test, on a clock that stands still."""

import pytest

from tests.providers.ringyo.client import Client


@pytest.fixture
def api() -> Client:
    """An account that is as new, Monday 15:00 UTC."""
    return Client()
