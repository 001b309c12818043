"""A Ringyo client for every test, on a clock that does not move by itself."""

import pytest

from tests.providers.ringyo.client import Client


@pytest.fixture
def api() -> Client:
    """Return a client of a new account, Monday 15:00 UTC."""
    return Client()
