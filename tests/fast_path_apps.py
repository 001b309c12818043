"""Two wrappers of the application, for tests that compare the two paths of a request through the server.

`FastPathApp` offers the fast path of `mockserver.server.fast_path`. `AsgiOnlyApp` hides it, so the same protocol uses
ASGI.
"""

from typing import Any

from mockserver.server.app import App, FastResponse, build
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples, Settings
from tests.worlds import MONDAY

KEYS = "x-api-key: k\r\nauthorization: Bearer k\r\ncontent-type: application/json\r\n"
ORDER = b'{"agentId": "a", "toNumber": "+12125550142", "fromNumber": "+12125550100"}'


class AsgiOnlyApp:
    """The application without the fast path. `asgi_requests` counts its requests."""

    def __init__(self, app: App) -> None:
        self.app, self.asgi_requests = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asgi_requests += scope["type"] == "http"
        await self.app(scope, receive, send)

    def delete_worlds(self) -> None:
        """Delete all worlds."""
        for name in list(self.app.exchange.worlds):
            self.app.exchange.worlds.forget(name)


class FastPathApp(AsgiOnlyApp):
    """The application with both paths. `asgi_requests` counts only the requests that use ASGI."""

    def can_answer_now(self, target: bytes) -> bool:
        return self.app.can_answer_now(target)

    def answer_now(self, *request: Any) -> FastResponse:
        return self.app.answer_now(*request)


def app() -> App:
    """Return an application with a manual clock at `MONDAY`."""
    return build(Settings(mode=Mode.MANUAL, now=MONDAY, examples=Examples.NONE))


def request(method: str, target: str, body: bytes = b"", more: str = "", version: str = "1.1") -> bytes:
    """Return a request as bytes; `more` are header lines."""
    head = f"{method} {target} HTTP/{version}\r\nhost: mock.test\r\n{KEYS}{more}content-length: {len(body)}\r\n\r\n"
    return head.encode() + body
