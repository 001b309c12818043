"""A RevRing client for every test, on a manual clock."""

import pytest

from tests.providers.revring.client import RevRingClient


@pytest.fixture
def api() -> RevRingClient:
    """Return a client of a new world, Monday 15:00 UTC, without the documented examples."""
    return RevRingClient()
