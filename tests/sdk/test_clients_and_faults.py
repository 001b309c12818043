"""What real clients make of each fault: requests, httpx, aiohttp, and the retry loop of the official Revox SDK."""

import asyncio
from collections.abc import Iterator
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import revox

from mockserver.client import Control

TIMEOUT = 0.5  #: seconds that the clients wait for an answer
BROKEN = {
    "timeout": (requests.ReadTimeout, httpx.ReadTimeout, TimeoutError),
    "delay": (requests.ReadTimeout, httpx.ReadTimeout, TimeoutError),
    "reset": (requests.ConnectionError, httpx.ReadError, aiohttp.ClientOSError),
    "empty": (requests.ConnectionError, httpx.RemoteProtocolError, aiohttp.ServerDisconnectedError),
    "garbage": (requests.ConnectionError, httpx.RemoteProtocolError, aiohttp.ClientResponseError),
    "cut": (requests.exceptions.ChunkedEncodingError, httpx.RemoteProtocolError, aiohttp.ClientPayloadError),
    "malformed_json": (ValueError, ValueError, ValueError),
}  #: fault → what requests, httpx and aiohttp raise


class Client:
    """One of the three libraries: reads the agents as JSON."""

    def __init__(self, name: str, url: str, world: str | None) -> None:
        self.name, self.url = name, f"{url}/ringyo/v1/agents"
        self.headers = {"Authorization": "Bearer key", "X-Mockserver-World": str(world)}

    def read(self) -> Any:
        if self.name == "requests":
            return requests.get(self.url, headers=self.headers, timeout=TIMEOUT).json()
        if self.name == "httpx":
            return httpx.get(self.url, headers=self.headers, timeout=TIMEOUT).json()
        return asyncio.run(self._with_aiohttp())

    async def _with_aiohttp(self) -> Any:
        limit = aiohttp.ClientTimeout(total=TIMEOUT)
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(self.url, headers=self.headers) as got,
        ):
            return await got.json()


@pytest.fixture(params=["requests", "httpx", "aiohttp"])
def client(request: pytest.FixtureRequest, url: str, control: Control) -> Client:
    return Client(request.param, url.split("/revox")[0].split("/w/")[0], control.world)


@pytest.mark.parametrize("fault", BROKEN)
def test_each_library_raises_what_the_fault_is_then_goes_on(client: Client, control: Control, fault: str) -> None:
    more = {"for": "1h"} if fault == "delay" else {}
    repeats = client.name == "aiohttp" and fault in ("reset", "empty")  # a GET without any answer, once, by itself
    control.faults.add({"fault": fault, "first": 2 if repeats else 1, "operation": "agents.list", **more})
    raised = BROKEN[fault][["requests", "httpx", "aiohttp"].index(client.name)]
    with pytest.raises(raised):
        client.read()
    assert client.read()["data"]
    (rule,) = control.faults
    assert (rule.matched, rule.fired) == ((3, 2) if repeats else (2, 1))


# -- the retry loop of the SDK ---------------------------------------------------------------------


class Impatient(revox.Revox):
    """The SDK, which waits for no retry: how long it waits is not what is tested here."""

    def _calculate_retry_timeout(self, *_arguments: Any, **_named: Any) -> float:
        return 0.0


@pytest.fixture
def impatient(sdk: revox.Revox) -> Iterator[revox.Revox]:
    headers = dict(sdk._custom_headers)  # noqa: SLF001 - the SDK has no public name for them
    with Impatient(
        base_url=str(sdk.base_url),
        api_key=sdk.api_key,
        default_headers=headers,
        timeout=TIMEOUT,
        max_retries=2,
        _strict_response_validation=True,
    ) as made:
        yield made


RETRIED: dict[str, dict[str, Any]] = {
    "error": {"status": 500},
    "rate_limit": {"retry_after": "1ms"},
    "timeout": {},
    "reset": {},
    "empty": {},
    "garbage": {},
    "cut": {},
}
GIVES_UP = {
    "error": revox.InternalServerError,
    "rate_limit": revox.RateLimitError,
    "timeout": revox.APITimeoutError,
    "reset": revox.APIConnectionError,
    "empty": revox.APIConnectionError,
    "garbage": revox.APIConnectionError,
    "cut": revox.APIConnectionError,
}


@pytest.mark.parametrize("fault", RETRIED)
def test_the_sdk_retries_until_it_works(impatient: revox.Revox, control: Control, fault: str) -> None:
    control.faults.add({"fault": fault, "operation": "auth_status.retrieve", "first": 2, **RETRIED[fault]})
    assert impatient.auth_status.retrieve().authenticated is True
    sent = control.requests.find("auth_status.retrieve")
    assert [(request.attempt, request.fault is not None) for request in sent] == [(1, True), (2, True), (3, False)]
    (rule,) = control.faults
    assert (rule.matched, rule.fired, rule.left) == (3, 2, 0)


@pytest.mark.parametrize("fault", RETRIED)
def test_the_sdk_gives_up_after_its_retries(impatient: revox.Revox, control: Control, fault: str) -> None:
    control.faults.add({"fault": fault, "operation": "auth_status.retrieve", **RETRIED[fault]})
    with pytest.raises(GIVES_UP[fault]):
        impatient.auth_status.retrieve()
    assert [request.attempt for request in control.requests.find("auth_status.retrieve")] == [1, 2, 3]


def test_the_sdk_dials_twice_if_the_answer_to_an_order_is_lost(impatient: revox.Revox, control: Control) -> None:
    control.faults.add("reset", operation="call.create", when="after", first=1)
    impatient.call.create(phone_number="+14155550142", skip_calling_window=True)
    assert len([call for call in control.calls if call.to_number == "+14155550142"]) == 2
    (finding,) = control.findings.find("double_dial")
    assert finding.message.startswith("+14155550142 is dialled twice")


def test_the_sdk_refuses_half_a_json_and_reads_whole_ones_whatever_they_are_called(
    impatient: revox.Revox, control: Control
) -> None:
    control.faults.add("malformed_json", operation="auth_status.retrieve", nth=1)
    control.faults.add("wrong_content_type", operation="auth_status.retrieve", nth=2)
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        impatient.auth_status.retrieve()
    assert impatient.auth_status.retrieve().authenticated is True
    assert [rule.fired for rule in control.faults] == [1, 1]
