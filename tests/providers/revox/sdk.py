"""Fixtures of the official `revox` package, with strict response validation, against a real server on loopback.

A `conftest.py` imports them. There is one server per file, and one world per test, in manual mode.
"""

import re
from collections.abc import Iterator

import pytest
import revox

from mockserver.client import Control
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings
from tests.worlds import MONDAY


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server:
        yield server.url


@pytest.fixture
def control(url: str, request: pytest.FixtureRequest) -> Iterator[Control]:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())
    with Control(url, world=name[-60:]) as control:
        yield control


@pytest.fixture
def sdk(url: str, control: Control) -> Iterator[revox.Revox]:
    base = f"{url}/w/{control.world}/revox/api"
    with revox.Revox(base_url=base, api_key="My API Key", _strict_response_validation=True) as client:
        yield client
