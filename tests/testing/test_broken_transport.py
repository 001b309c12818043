"""Faults without a socket: clients of httpx and httpx2 see the exceptions of their own library, at once."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import httpx2
import pytest

from mockserver.server.app import build
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import MONDAY
from mockserver.testing.in_process import HOST, InProcessServer
from mockserver.testing.transport import Transport
from mockserver.world.settings import Settings

CALLS = f"http://{HOST}/ringyo/v1/calls"
KEY = {"Authorization": "Bearer key"}
RAISED = {
    "timeout": "ReadTimeout",
    "delay;for=1h": "ReadTimeout",
    "dribble;for=1h": "ReadTimeout",
    "reset": "ReadError",
    "reset;at=20": "ReadError",
    "empty": "RemoteProtocolError",
    "cut": "RemoteProtocolError",
    "cut;at=1MiB": "RemoteProtocolError",
    "garbage": "RemoteProtocolError",
}


@pytest.fixture(scope="module")
def in_process() -> Iterator[InProcessServer]:
    server = InProcessServer(build(Settings(mode=Mode.MANUAL, now=MONDAY)))
    yield server
    server.close()


def head(fault: str) -> dict[str, str]:
    return {**KEY, "X-Mockserver-Fault": fault}


@pytest.mark.parametrize("fault", RAISED)
@pytest.mark.parametrize("library", [httpx, httpx2])
def test_a_client_sees_the_exception_of_its_library(in_process: InProcessServer, library: Any, fault: str) -> None:
    with (
        library.Client(transport=Transport(in_process, "sync")) as client,
        pytest.raises(getattr(library, RAISED[fault]), match="planned fault"),
    ):
        client.get(CALLS, headers=head(fault))


@pytest.mark.parametrize("fault", RAISED)
def test_so_does_an_asynchronous_client(in_process: InProcessServer, fault: str) -> None:
    async def ask() -> None:
        async with httpx2.AsyncClient(transport=Transport(in_process, "async")) as client:
            await client.get(CALLS, headers=head(fault))

    with pytest.raises(getattr(httpx2, RAISED[fault])):
        asyncio.run(ask())


def test_a_timeout_needs_no_time_even_without_a_limit(in_process: InProcessServer) -> None:
    with (
        httpx2.Client(transport=Transport(in_process, "patient"), timeout=None) as client,
        pytest.raises(httpx2.ReadTimeout),
    ):
        client.get(CALLS, headers=head("timeout"))


def test_what_was_sent_before_the_break_can_be_read(in_process: InProcessServer) -> None:
    got: list[bytes] = []
    with (
        httpx2.Client(transport=Transport(in_process, "stream")) as client,
        client.stream("GET", CALLS, headers=head("cut;at=30")) as response,
    ):
        with pytest.raises(httpx2.RemoteProtocolError):
            got.extend(response.iter_raw())
        assert (response.status_code, len(b"".join(got))) == (200, 30)
        assert int(response.headers["content-length"]) > 30


@pytest.mark.parametrize("fault", ["delay;for=10ms", "dribble;for=10ms", "error", "rate_limit", "not_found"])
def test_other_faults_answer(in_process: InProcessServer, fault: str) -> None:
    with httpx2.Client(transport=Transport(in_process, "answers")) as client:
        plain = client.get(CALLS, headers=KEY)
        answered = client.get(CALLS, headers=head(fault))
    assert answered.headers["x-mockserver-fault"] == f"header {fault.partition(';')[0]}"
    assert (answered.content == plain.content) is ("for" in fault)


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ("timeout", TimeoutError),
        ("reset", ConnectionResetError),
        ("cut", ConnectionResetError),
        ("empty", ConnectionResetError),
    ],
)
def test_an_asgi_client_sees_an_exception_of_python(
    in_process: InProcessServer, fault: str, raised: type[Exception]
) -> None:
    async def ask() -> None:
        transport = httpx2.ASGITransport(app=in_process.asgi_app("asgi"))
        async with httpx2.AsyncClient(transport=transport) as client:
            await client.get(CALLS, headers=head(fault))

    with pytest.raises(raised, match="planned fault"):
        asyncio.run(ask())
