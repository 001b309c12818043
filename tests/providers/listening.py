"""A client whose webhooks arrive in the same process, are recorded in a list, and get the response of the test."""

from collections.abc import Callable
from typing import Any

from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.simulation.clock import Mode
from tests.asgi import Client


class Listener(Client):
    """A client of the application. `received` lists its webhooks; `answer` returns the response to each."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"mode": Mode.MANUAL, **settings})
        self.received: list[ReceivedWebhook] = []
        self.answer: Callable[[ReceivedWebhook], Any] = lambda _webhook: None
        self.app.dispatcher.receivers["default"] = self._receive

    def _receive(self, webhook: ReceivedWebhook) -> Any:
        self.received.append(webhook)
        return self.answer(webhook)

    @property
    def bodies(self) -> list[Any]:
        """The JSON bodies of the received webhooks."""
        return [webhook.json() for webhook in self.received]

    def settle(self) -> Any:
        """Advance the clock until all calls have ended and all webhooks are delivered."""
        moved = self.post("/__admin/clock/advance", {"until": "settled"})
        assert moved.status == 200, moved.json
        return moved.json

    def advance(self, span: str) -> Any:
        """Advance the clock."""
        return self.post("/__admin/clock/advance", {"by": span}).json

    def set(self, provider: str, **options: Any) -> None:
        """Change options of a provider."""
        changed = self.request("PATCH", "/__admin/settings", {provider: options})
        assert changed.status == 200, changed.json

    def scenario(self, name: str, **body: Any) -> str:
        """Add a scenario and return its name."""
        assert self.post("/__admin/scenarios", {"version": 1, "name": name, **body}).status == 201
        return name

    def ring_in(self, provider: str, to: str, scenario: str = "answered", **more: str) -> Any:
        """Place an inbound call to a number of the account."""
        body = {"provider": provider, "from": "+14155550142", "to": to, "scenario": scenario, **more}
        reply = self.post("/__admin/calls", body)
        assert reply.status == 201, reply.json
        return reply.json
