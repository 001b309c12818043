"""The webhooks of a test's world, and where they go: a URL, or a function or application in this very process.

What goes into this process needs no socket and no thread of the test's own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mockserver.client.link import Link
from mockserver.client.webhooks import Webhooks
from mockserver.errors import MockserverError

if TYPE_CHECKING:
    from mockserver.testing.in_process import InProcessServer


class WorldWebhooks(Webhooks):
    """`mockserver.webhooks`: the deliveries of the world, and `to`."""

    def __init__(self, link: Link, world: str, in_process: "InProcessServer | None") -> None:
        super().__init__(link, world)
        self._name, self._in_process = world, in_process

    def to(self, receiver: str | Callable[..., Any]) -> None:
        """Send all webhooks of this world there, whatever their URL: a URL, a function of one letter (`.json()`,
        `.header(name)`, `.body`, `.url`) that answers None, a status or a JSON value, or an ASGI application.

        Raises:
            MockserverError: the server runs elsewhere, so it can only be given a URL.
        """
        if isinstance(receiver, str):
            self.send_to(receiver)
        elif self._in_process is None:
            raise MockserverError("With --mockserver-url the server runs elsewhere; give webhooks.to() a URL.")
        else:
            self._in_process.app.dispatcher.receivers[self._name] = receiver

    def sink_url(self, name: str) -> str:
        """Where the server's own receiver of that name is."""
        return f"{self._in_process.url}/__admin/sink/{name}" if self._in_process else super().sink_url(name)

    def close(self) -> None:
        """Forget the receiver."""
        if self._in_process is not None:
            self._in_process.app.dispatcher.receivers.pop(self._name, None)
