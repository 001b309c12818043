"""The simulator without pytest's fixtures: `with MockServer() as server`."""

import asyncio
import os
import subprocess
import sys
import unittest
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
import requests
import revox

import mockserver
from mockserver import MockServer, Settings, SettingsError
from mockserver.simulation.clock import Mode

ORDER = {"agent_id": "agent_1", "phone_number": "+14155550142"}
ROOT = Path(__file__).parents[2]


def test_a_client_needs_no_socket_and_time_is_moved_by_hand() -> None:
    with MockServer(clock="manual") as server:
        api = server.client("ringyo")
        call = api.post("calls", json=ORDER).json()["id"]
        assert server.calls[0].id == call
        server.clock.settle()
        assert api.get(f"calls/{call}").json()["status"] == "completed"
        server.requests.assert_called("calls.create", body=ORDER)
        assert "in this process" in server.where


def test_the_url_is_that_of_the_provider_and_the_server_ends_with_the_block() -> None:
    with MockServer() as server:
        url, key = server.revox.base_url, server.revox.api_key
        assert url.endswith("/revox/api")
        response = httpx2.get(f"{url}/call", headers={"authorization": f"Bearer {key}"})
        assert response.headers["x-mockserver-world"] == "default"
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{url}/call")
    server.close()  # again


@pytest.mark.parametrize("origins", ["http://shop.test", ["http://shop.test"]])
def test_pages_of_an_origin_may_call_it(origins: Any) -> None:
    with MockServer(cors=origins) as server:
        reply = server.client("ringyo").get("calls", headers={"origin": "http://shop.test"})
        assert reply.headers["access-control-allow-origin"] == "http://shop.test"
    with pytest.raises(SettingsError, match="it has no scheme"):
        MockServer(cors=["shop.test"])


def test_asynchronous_clients_reach_it() -> None:
    async def main() -> str:
        async with MockServer() as server:
            transport = server.transport
            headers = {"authorization": f"Bearer {server.api_key}"}
            base = "http://mockserver/ringyo/v1/"
            async with httpx2.AsyncClient(transport=transport, base_url=base, headers=headers) as api:
                made = await api.post("calls", json=ORDER)
            return str(made.json()["status"])

    assert asyncio.run(main()) == "queued"


def test_worlds_of_one_server_are_apart() -> None:
    with MockServer(clock="manual") as server:
        other = server.world_named("other")
        for world in (server, other, other):
            world.client("ringyo").post("calls", json=ORDER)
        other.clock.advance("1h")
        assert (len(server.calls), len(other.calls)) == (1, 2)
        assert server.clock.now < other.clock.now
        assert other.ringyo.base_url.endswith("/w/other/ringyo/v1")


def test_webhooks_go_to_a_function() -> None:
    received: list[str] = []
    with MockServer(clock="manual") as server:
        server.webhooks.to(lambda webhook: received.append(webhook.json()["event"]))
        server.client("ringyo").post("webhooks", json={"url": "https://mine.test/", "events": ["call.completed"]})
        server.client("ringyo").post("calls", json=ORDER)
        server.clock.settle()
    assert received == ["call.completed"]


def test_environment_variables_are_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGYO_API_KEY", "mine")
    monkeypatch.delenv("RINGYO_BASE_URL", raising=False)
    with MockServer() as server:
        assert server.env("ringyo") == {"RINGYO_BASE_URL": server.ringyo.base_url, "RINGYO_API_KEY": server.api_key}
        server.env()
        assert os.environ["RINGYO_BASE_URL"] == server.ringyo.base_url
    assert os.environ["RINGYO_API_KEY"] == "mine"
    assert "RINGYO_BASE_URL" not in os.environ


def test_clients_with_a_fixed_url_get_proxy_and_ca() -> None:
    with MockServer(clock="manual") as server:
        before = server.url
        server.env("revox")
        variables = server.env("revox", tls=True)
        assert (variables["HTTPS_PROXY"], variables["REVOX_API_KEY"]) == (before, server.api_key)
        assert "REVOX_BASE_URL" not in {*variables, *os.environ}
        with revox.Revox() as client:
            assert client.auth_status.retrieve() is not None
        assert requests.get("https://api.ringyo.ai/v1/calls", headers=server_key(server), timeout=20).ok
        with pytest.raises(requests.exceptions.ProxyError, match="403"):
            requests.get("https://example.com", timeout=20)
        assert [request.path for request in server.requests.find()] == ["/auth-status", "/v1/calls"]
        certificate = Path(os.environ["SSL_CERT_FILE"])
        assert certificate.exists()
    assert not certificate.exists()
    assert os.environ.get("SSL_CERT_FILE") != str(certificate)


def test_a_world_is_named_by_the_key_of_a_client_with_a_fixed_url() -> None:
    with MockServer(clock="manual") as server:
        other = server.world_named("other")
        other.env("revox", tls=True)
        with revox.Revox() as client:
            client.auth_status.retrieve()
        assert (len(server.requests.find()), len(other.requests.find())) == (0, 1)


def server_key(server: MockServer) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.api_key}"}


def test_settings_are_options_or_a_value() -> None:
    with MockServer() as server:
        assert server.clock.now == datetime(2026, 1, 5, 15, tzinfo=UTC)
    with MockServer({"seed": "7"}, api_keys=["secret"]) as server:
        assert (server.control.settings()["seed"], server.api_key) == ("7", "secret")
    with MockServer(Settings(mode=Mode.MANUAL)) as server:
        assert server.clock.state.mode == "manual"


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        (None, {"sead": "7"}, "Did you mean 'seed'?"),
        (None, {"clock": "manul"}, "Did you mean 'manual'?"),
        (Settings(), {"seed": "7"}, "Put seed into the Settings, or pass options only."),
        (None, {"scenarios": "nowhere"}, "nowhere"),
    ],
)
def test_mistakes_in_settings_are_told(given: Settings | None, options: dict[str, Any], words: str) -> None:
    with pytest.raises(mockserver.MockserverError) as caught:
        MockServer(given, **options)
    assert words in str(caught.value)
    assert isinstance(caught.value, SettingsError | mockserver.ScenarioError)


class AnyTestCase(unittest.TestCase):
    """A test case of unittest; `runTest` is not collected by pytest as a test of its own."""

    def setUp(self) -> None:
        """Start a simulator, and end it after the test."""
        self.server = MockServer()
        self.addCleanup(self.server.close)

    def runTest(self) -> None:
        """Place a call."""
        assert self.server.client("ringyo").post("calls", json=ORDER).status_code == 201


def test_it_is_used_in_unittest() -> None:
    result = unittest.TestResult()
    AnyTestCase().run(result)
    assert (result.testsRun, result.errors, result.failures) == (1, [], [])


def test_the_package_offers_its_names_lazily() -> None:
    code = "import sys, mockserver; print(len([m for m in sys.modules if m.startswith('mockserver')]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert sorted(mockserver.__all__) == dir(mockserver)
    for name in mockserver.__all__:
        assert getattr(mockserver, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = mockserver.Nothing


def test_every_public_name_is_described_in_the_docs_and_has_a_docstring() -> None:
    text = (ROOT / "docs" / "python.md").read_text()
    for name in set(mockserver.__all__) - {"__version__"}:
        assert f"`{name}`" in text, name
        made = getattr(mockserver, name)
        assert made.__doc__, name
        for attribute, value in vars(made).items():
            if not attribute.startswith("_") and callable(value):
                assert value.__doc__, f"{name}.{attribute}"
