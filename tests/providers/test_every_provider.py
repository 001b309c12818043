"""The suite of every provider, for the built-in ones. Other packages get the same tests in the same way."""

from typing import Any

import pytest

from mockserver.providers.revox import REVOX
from mockserver.providers.revring import REVRING
from mockserver.providers.ringyo import RINGYO
from mockserver.testing.api_client import ApiClient
from mockserver.testing.provider_suite import ProviderSuite


class BuiltInSuite(ProviderSuite):
    """The suite. The whole test run validates all responses; these tests show values that do not fit the schema."""

    @pytest.mark.off_schema
    def test_its_examples_can_be_read_by_id(self) -> None:
        super().test_its_examples_can_be_read_by_id()

    @pytest.mark.off_schema
    def test_a_damaged_snapshot_is_refused_completely_or_works(self) -> None:
        super().test_a_damaged_snapshot_is_refused_completely_or_works()


class TestRevRing(BuiltInSuite):
    """RevRing sends the webhooks of an agent."""

    provider = REVRING

    def subscribe(self, client: ApiClient, url: str) -> dict[str, Any]:
        """Create an agent with that URL."""
        agent = {"name": "Ann", "promptTemplate": "Help.", "voiceId": "v", "postCallWebhookUrl": url}
        return {"agentId": client.post("/revring/v1/agents", agent).data["id"]}

    def call_in_webhook(self, body: Any) -> dict[str, Any]:
        """Return the call; its `variables` also have those that the simulator adds."""
        return {name: value for name, value in body.items() if name != "variables"}


class TestRingyo(BuiltInSuite):
    """Ringyo sends the webhooks to subscriptions, and omits fields that do not apply yet."""

    provider = RINGYO
    everything = "?include=recording,transcript"
    stable_fields = False

    def subscribe(self, client: ApiClient, url: str) -> dict[str, Any]:
        """Subscribe to all events."""
        assert client.post("/ringyo/v1/webhooks", {"url": url, "events": ["*"]}).status == 201
        return {}

    def call_in_webhook(self, body: Any) -> dict[str, Any]:
        """Return the data of the event."""
        return dict(body["data"])


class TestRevox(BuiltInSuite):
    """Revox sends the webhooks of an assistant, which may come with the order."""

    provider = REVOX

    def subscribe(self, client: ApiClient, url: str) -> dict[str, Any]:
        """Order with an assistant that has that URL."""
        return {"assistant": {"prompt": "Help.", "webhook_url": url, "call_retry_config": {"max_retry_attempts": 1}}}

    def call_in_webhook(self, body: Any) -> dict[str, Any]:
        """Return the fields that orders have too."""
        return {"id": body["call_order_id"], "status": body["status"]}
