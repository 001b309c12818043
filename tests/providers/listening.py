"""A provider's account whose webhooks come to a list, in this very process, and are answered as a test wishes."""

from collections.abc import Callable
from typing import Any

from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.simulation.clock import Mode
from tests.asgi import Client


class Listener(Client):
    """A client of the application; `letters` is what has come, `answer` what the receiver says to each."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"mode": Mode.MANUAL, **settings})
        self.letters: list[ReceivedWebhook] = []
        self.answer: Callable[[ReceivedWebhook], Any] = lambda _webhook: None
        self.app.rounds.receivers["default"] = self._take

    def _take(self, webhook: ReceivedWebhook) -> Any:
        self.letters.append(webhook)
        return self.answer(webhook)

    @property
    def bodies(self) -> list[Any]:
        """The bodies that have come, as JSON."""
        return [webhook.json() for webhook in self.letters]

    def settle(self) -> Any:
        """Until nothing is left to happen or to be delivered."""
        moved = self.post("/__admin/clock/advance", {"until": "settled"})
        assert moved.status == 200, moved.json
        return moved.json

    def advance(self, span: str) -> Any:
        """Let time pass."""
        return self.post("/__admin/clock/advance", {"by": span}).json

    def set(self, provider: str, **options: Any) -> None:
        """Change options of a provider."""
        changed = self.request("PATCH", "/__admin/settings", {provider: options})
        assert changed.status == 200, changed.json

    def scenario(self, name: str, **body: Any) -> str:
        """Add a scenario; its name."""
        assert self.post("/__admin/scenarios", {"version": 1, "name": name, **body}).status == 201
        return name

    def ring_in(self, provider: str, to: str, scenario: str = "answered", **more: str) -> Any:
        """Somebody calls a number of the account."""
        body = {"provider": provider, "from": "+14155550142", "to": to, "scenario": scenario, **more}
        reply = self.post("/__admin/calls", body)
        assert reply.status == 201, reply.json
        return reply.json
