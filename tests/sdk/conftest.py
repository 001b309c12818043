"""The official client of Revox, in step mode: each read of a call advances the clock to its next change."""

import pytest

from mockserver.client import Control
from tests.providers.revox.sdk import control as control
from tests.providers.revox.sdk import sdk as sdk
from tests.providers.revox.sdk import url as url


@pytest.fixture(autouse=True)
def stepping(control: Control) -> None:
    control.clock.set(mode="step")
