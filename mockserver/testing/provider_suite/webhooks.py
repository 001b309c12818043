"""Webhooks arrive, in the order of their events, and their bodies are JSON that shows nothing else than `get`.

The tests apply if the provider has a `webhook_policy`. `SuiteBase.subscribe` says how a client asks for webhooks.
"""

from fnmatch import fnmatchcase
from itertools import groupby
from typing import Any

import pytest

from mockserver.testing.api_client import WebhookClient
from mockserver.testing.provider_suite.base import SuiteBase
from mockserver.webhooks.messages import Delivery, State

URL = "http://localhost:9/hook"  #: nothing is sent there; the client receives it


class WebhookTests(SuiteBase):
    """What the provider sends."""

    def webhook_client(self, **settings: Any) -> WebhookClient:
        """Return a client that receives the webhooks; skip the test if the provider sends none."""
        if self.provider.webhook_policy is None:
            pytest.skip(f"{self.provider.name} sends no webhooks")
        return self.checked(WebhookClient(**settings))

    def deliveries(self, client: WebhookClient, play: str) -> list[Delivery]:
        """Return the deliveries about one call."""
        call_id = self.place(client, play, **self.subscribe(client, URL))
        client.settle()
        return [delivery for delivery in client.world.outbox.deliveries if delivery.message.call == call_id]

    @pytest.mark.parametrize("play", ["answered", "busy", "no-answer"])
    def test_webhooks_arrive_as_json_in_the_order_of_their_events(self, play: str) -> None:
        with self.webhook_client() as client:
            sent = self.deliveries(client, play)
            assert sent or play != "answered", "no webhook about an answered call"
            assert {delivery.state for delivery in sent} <= {State.DELIVERED}
            assert [delivery.at for delivery in sent] == sorted(delivery.at for delivery in sent)
            received = [webhook.body for webhook in client.received]
            assert [delivery.message.body for delivery in sent] == [body for body in received if body in self._of(sent)]
            assert all(isinstance(webhook.json(), dict | list) for webhook in client.received)
            assert all(webhook.url == URL for webhook in client.received)

    def test_the_policy_names_the_event_of_each_webhook(self) -> None:
        with self.webhook_client() as client:
            sent = {delivery.message.event for delivery in self.deliveries(client, "answered")}
            policy = self.provider.webhook_policy
            if policy is None or not policy.events:
                pytest.skip(f"{self.provider.name} does not name its webhooks")
            assert [name for name in sent if not any(fnmatchcase(name, glob) for glob in policy.events)] == []

    @staticmethod
    def _of(sent: list[Delivery]) -> set[bytes]:
        return {delivery.message.body for delivery in sent}

    def test_the_last_webhook_shows_the_call_as_get_does(self) -> None:
        with self.webhook_client() as client:
            last = self.deliveries(client, "answered")[-1]
            shown = self.call_in_webhook(client.received[-1].json())
            if shown is None:
                pytest.skip(f"webhooks of {self.provider.name} have another form than calls")
            call = self.call_in(self.read(client, last.message.call or ""))
            assert shown == {name: call.get(name) for name in shown}

    def test_a_failed_webhook_is_sent_again_with_the_same_bytes(self) -> None:
        with self.webhook_client() as client:
            client.answer = lambda _webhook: 503
            for delivery in self.deliveries(client, "answered"):
                allowed = 1 if delivery.message.blocking else 1 + len(delivery.message.delays)
                assert len(delivery.attempts) == allowed
                assert delivery.state is State.FAILED
            bodies = [webhook.body for webhook in client.received]
            kinds = {delivery.message.body for delivery in client.world.outbox.deliveries}
            assert {body for body, _ in groupby(sorted(bodies))} == kinds

    def test_the_same_seed_sends_the_same_bytes(self) -> None:
        def bodies() -> list[bytes]:
            with self.webhook_client() as client:
                self.deliveries(client, "answered")
                return [webhook.body for webhook in client.received]

        assert bodies() == bodies()

    def test_nobody_who_did_not_ask_gets_webhooks(self) -> None:
        with self.webhook_client() as client:
            self.place(client, "answered")
            client.settle()
            assert client.received == []
