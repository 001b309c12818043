"""The webhooks of a test's world, and their receiver: a URL, or a callable or application in this process.

A receiver in this process needs no socket, and the test needs no thread for it. If it raises, its delivery fails; the
report of a failed test has the traceback.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mockserver.client.connection import Connection
from mockserver.client.webhooks import Webhooks
from mockserver.errors import BadArgument, MockserverError, is_callers_mistake
from mockserver.testing.receivers import ReceiverError, recorded

if TYPE_CHECKING:
    from mockserver.testing.in_process import InProcessServer

__tracebackhide__ = is_callers_mistake  #: for pytest


class WorldWebhooks(Webhooks):
    """`mockserver.webhooks`: the deliveries of the world, and their receiver."""

    def __init__(self, connection: Connection, world: str, in_process: "InProcessServer | None") -> None:
        super().__init__(connection, world)
        self._name, self._in_process = world, in_process
        self.raised: list[ReceiverError] = []  #: what receivers in this process have raised

    def to(self, receiver: str | Callable[..., Any]) -> None:
        """Send all webhooks of this world to `receiver`, whatever their URL.

        It is a URL, an ASGI application, or a callable that receives the webhook request (`.json()`, `.header(name)`,
        `.body`, `.url`) and returns None, a status or a JSON value.

        Raises:
            MockserverError: the server runs in another process, so the receiver must be a URL.
            BadArgument: the receiver is neither a URL nor callable.
        """
        if isinstance(receiver, str):
            self.send_to(receiver)
        elif self._in_process is None:
            raise MockserverError("With --mockserver-url the server runs in another process; pass webhooks.to() a URL.")
        elif not callable(receiver):
            raise BadArgument(f"webhooks.to() takes a URL, a callable or an ASGI application, not {receiver!r}.")
        else:
            self._in_process.app.dispatcher.receivers[self._name] = recorded(receiver, self.raised)

    def sink_url(self, name: str) -> str:
        """Return the URL of the sink of that name."""
        return f"{self._in_process.url}/__admin/sink/{name}" if self._in_process else super().sink_url(name)

    def close(self) -> None:
        """Remove the receiver."""
        if self._in_process is not None:
            self._in_process.app.dispatcher.receivers.pop(self._name, None)
