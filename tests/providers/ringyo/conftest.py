"""A Ringyo client for every test, on a manual clock."""

import pytest

from tests.providers.ringyo.client import RingyoClient


@pytest.fixture
def api() -> RingyoClient:
    """Return a client of a new account, Monday 15:00 UTC."""
    return RingyoClient()
