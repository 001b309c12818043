"""A client for tests that calls the ASGI application in its own loop, without a socket."""

import asyncio
import json
from typing import Any, NamedTuple, Self

from mockserver.server.app import App, build
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples, Settings
from tests.worlds import MONDAY


class Reply(NamedTuple):
    """A response; `json` is None if the body is not JSON. `left` pieces of the request were not read."""

    status: int
    json: Any
    headers: dict[str, str]
    body: bytes
    left: int = 0


class Client:
    """An application and its loop, as a context manager. By default the clock is manual, at `MONDAY`."""

    def __init__(self, *, open_admin: bool = True, **settings: Any) -> None:
        facts: dict[str, Any] = {"mode": Mode.MANUAL, "now": MONDAY, "examples": Examples.NONE}
        self.app: App = build(Settings(**(facts | settings)), open_admin=open_admin)
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.app.dispatcher.close())
        self._runner.close()

    def run(self, coroutine: Any) -> Any:
        """Run a coroutine in the client's loop."""
        return self._runner.run(coroutine)

    def request(self, method: str, target: str, body: object = None, **headers: Any) -> Reply:
        """Send a request; `body` is sent as JSON, bytes or text unchanged. `server` is the server of the ASGI scope,
        `raw_headers` are added unchanged."""
        reply: Reply = self.run(self.ask(method, target, body, **headers))
        return reply

    async def ask(self, method: str, target: str, body: object = None, **headers: Any) -> Reply:
        """Send a request, inside the loop."""
        server, raw = headers.pop("server", ("mock.test", 4010)), headers.pop("raw_headers", [])
        path, _, query = target.partition("?")
        sent = body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else b""
        if body is not None and not isinstance(body, str | bytes):
            sent = json.dumps(body).encode()
        named = {"host": "mock.test:4010", "authorization": "Bearer key", "x-api-key": "key", **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [*((name.replace("_", "-").encode(), value.encode()) for name, value in named.items()), *raw],
            "server": server,
        }
        parts = [sent[start : start + 65_536] for start in range(0, len(sent), 65_536)] or [b""]
        got: list[Any] = []

        async def receive() -> Any:
            part = parts.pop(0) if parts else b""
            return {"type": "http.request", "body": part, "more_body": bool(parts)}

        async def send(message: Any) -> None:
            got.append(message)

        await self.app(scope, receive, send)
        answer = b"".join(message.get("body", b"") for message in got[1:])
        named = {name.decode(): value.decode("latin-1") for name, value in got[0]["headers"]}
        try:
            value = json.loads(answer)
        except ValueError:
            value = None
        return Reply(got[0]["status"], value, named, answer, len(parts))

    def get(self, target: str, **headers: Any) -> Reply:
        """Send a GET."""
        return self.request("GET", target, **headers)

    def post(self, target: str, body: object = None, **headers: Any) -> Reply:
        """Send a POST."""
        return self.request("POST", target, body, **headers)

    def revox_call(self, number: str = "+15005550100", **headers: str) -> str:
        """Place a call at Revox and return its id."""
        return str(self.post("/revox/api/call", {"phone_number": number}, **headers).json["call"]["id"])
