"""Tests whose simulator is a container: testcontainers starts it once for all tests and removes it at the end.

Each test has a world of its own, so tests do not see each other's calls, and they can run in parallel.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

IMAGE = os.environ.get("MOCKSERVER_IMAGE", "mockserver")
SCENARIOS = Path(__file__).parent / "scenarios"


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """The URL of the simulator in the container."""
    container = (
        DockerContainer(IMAGE)
        .with_exposed_ports(4010)
        .with_volume_mapping(SCENARIOS, "/scenarios", "ro")
        .with_kwargs(read_only=True, cap_drop=["ALL"])
        .waiting_for(HttpWaitStrategy(4010, "/__admin/health"))
    )
    with container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(4010)}"


@pytest.fixture
def api(url: str) -> Iterator[httpx.Client]:
    """A client in a new world, whose clock only moves when a test advances it."""
    headers = {"authorization": "Bearer any-key", "x-mockserver-world": f"test-{uuid4().hex}"}
    with httpx.Client(base_url=url, headers=headers) as client:
        client.patch("/__admin/clock", json={"mode": "manual"}).raise_for_status()
        yield client


def order(api: httpx.Client, scenario: str) -> str:
    """Place a call at Revox and return its id."""
    body = {"phone_number": "+14155550142", "skip_calling_window": True}
    response = api.post("/revox/api/call", json=body, headers={"x-mockserver-scenario": scenario})
    return str(response.raise_for_status().json()["call"]["id"])


def test_a_busy_line_is_tried_again(api: httpx.Client) -> None:
    call = order(api, "busy-then-booked")
    api.post("/__admin/clock/advance", json={"until": "settled"}).raise_for_status()
    ended = api.get(f"/revox/api/call/{call}").json()["call"]
    assert ended["status"] == "completed"
    assert [attempt["dial_error"] for attempt in ended["call_attempts"]] == [None, "busy"]


def test_the_client_sees_an_error_of_the_api(api: httpx.Client) -> None:
    api.post("/__admin/faults", json={"fault": "error", "status": 503, "first": 1}).raise_for_status()
    call = {"phone_number": "+14155550142", "skip_calling_window": True}
    assert [api.post("/revox/api/call", json=call).status_code for _ in range(2)] == [503, 200]
