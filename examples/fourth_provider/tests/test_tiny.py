"""Tiny passes the suite of providers, and a test of a client can use it."""

from typing import Any

import httpx2

from mockserver.testing.api_client import ApiClient
from mockserver.testing.provider_suite import ProviderSuite
from mockserver_tiny import TINY


class TestTiny(ProviderSuite):
    provider = TINY
    shows_recordings = False

    def subscribe(self, _client: ApiClient, url: str) -> dict[str, Any]:
        return {"hook": url}

    def call_in_webhook(self, body: Any) -> dict[str, Any]:
        return dict(body)


def test_a_client_sees_the_call_end(mockserver: Any) -> None:
    headers = {"Authorization": f"Bearer {mockserver.tiny.api_key}"}
    with httpx2.Client(base_url=mockserver.tiny.base_url, headers=headers) as client:
        mockserver.play("busy")
        call = client.post("/calls", json={"to": "+12125550142"}).json()
        assert call["status"] == "live"
        while call["status"] == "live":  # each read advances the clock to the next status
            call = client.get(f"/calls/{call['id']}").json()
        assert call["result"] == "busy"
