"""The two paths of a request through the server, for tests that compare them.

`Both` has the fast path of `mockserver.server.fast_path`; `Longer` hides it, so the same protocol uses ASGI. `request`
returns a request as bytes.
"""

from typing import Any

from mockserver.server.app import App, FastResponse, build
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples, Settings
from tests.worlds import MONDAY

KEYS = "x-api-key: k\r\nauthorization: Bearer k\r\ncontent-type: application/json\r\n"
ORDER = b'{"agentId": "a", "toNumber": "+12125550142", "fromNumber": "+12125550100"}'


class Longer:
    """The application without the fast path. It counts the requests."""

    def __init__(self, app: App) -> None:
        self.app, self.asked = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += scope["type"] == "http"
        await self.app(scope, receive, send)

    def begin_anew(self) -> None:
        """Delete all worlds."""
        for name in list(self.app.exchange.worlds):
            self.app.exchange.worlds.forget(name)


class Both(Longer):
    """The application with both paths. It counts the requests that use ASGI."""

    def can_answer_now(self, target: bytes) -> bool:
        return self.app.can_answer_now(target)

    def answer_now(self, *request: Any) -> FastResponse:
        return self.app.answer_now(*request)


def app() -> App:
    return build(Settings(mode=Mode.MANUAL, now=MONDAY, examples=Examples.NONE))


def request(method: str, target: str, body: bytes = b"", more: str = "", version: str = "1.1") -> bytes:
    head = f"{method} {target} HTTP/{version}\r\nhost: mock.test\r\n{KEYS}{more}content-length: {len(body)}\r\n\r\n"
    return head.encode() + body
