"""Requests in process: one ASGI call each, without a socket, a server or a library.

`Front` holds an application in a running loop and puts requests to it as uvicorn would.
"""

from typing import Any

from benchmarks.clients import MONDAY, Client
from benchmarks.reference import Bare
from mockserver.server.app import App, build
from mockserver.world.settings import Settings


class Front:
    """One application. `ask` answers with the bytes of the body."""

    def __init__(self, app: Any, who: Client) -> None:
        self.app, self.who = app, who
        self._headers = who.raw
        self.status, self.body = 0, b""

    async def ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        """One request."""
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": self._headers,
            "scheme": "http",
        }
        message = {"type": "http.request", "body": body, "more_body": False}

        async def receive() -> dict[str, Any]:
            return message

        await self.app(scope, receive, self._send)
        return self.body

    async def _send(self, message: dict[str, Any]) -> None:
        if "status" in message:
            self.status = message["status"]
        else:
            self.body = message["body"]

    async def create(self) -> bytes:
        """Place a call."""
        return await self.ask("POST", self.who.path, self.who.body)


def bare(who: Client) -> Front:
    """The reference."""
    return Front(Bare(), who)


def ours(who: Client) -> Front:
    """Ours, with the defaults of `mockserver serve`, at a time at which orders need not wait for their window."""
    return Front(build(Settings(now=MONDAY)), who)


def app_of(front: Front) -> App:
    """Our application behind a front of ours."""
    app = front.app
    assert isinstance(app, App)
    return app
