"""The ways in which the server answers a request, for tests that compare them.

`Both` offers the fast path of `mockserver.express`, `Longer` hides it, so that the same protocol goes through ASGI.
`request` writes a request as bytes.
"""

from typing import Any

from mockserver.server.app import App, FastResponse, build
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples, Settings
from tests.worlds import MONDAY

KEYS = "x-api-key: k\r\nauthorization: Bearer k\r\ncontent-type: application/json\r\n"
ORDER = b'{"agentId": "a", "toNumber": "+12125550142", "fromNumber": "+12125550100"}'


class Longer:
    """The same application without the shorter way. It counts what comes."""

    def __init__(self, app: App) -> None:
        self.app, self.asked = app, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += scope["type"] == "http"
        await self.app(scope, receive, send)

    def begin_anew(self) -> None:
        """Forget all worlds."""
        for name in list(self.app.exchange.worlds):
            self.app.exchange.worlds.forget(name)


class Both(Longer):
    """The same application with both ways. It counts what comes the longer one."""

    def can_answer_now(self, target: bytes) -> bool:
        return self.app.can_answer_now(target)

    def answer_now(self, *request: Any) -> FastResponse:
        return self.app.answer_now(*request)


def app() -> App:
    return build(Settings(mode=Mode.MANUAL, now=MONDAY, examples=Examples.NONE))


def request(method: str, target: str, body: bytes = b"", more: str = "", version: str = "1.1") -> bytes:
    head = f"{method} {target} HTTP/{version}\r\nhost: mock.test\r\n{KEYS}{more}content-length: {len(body)}\r\n\r\n"
    return head.encode() + body
