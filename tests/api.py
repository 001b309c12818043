"""A client for tests that calls the exchange in process, without a socket and without a server."""

import json
from functools import cache
from typing import Any, NamedTuple

from mockserver.clock import Mode
from mockserver.durations import parse_duration
from mockserver.exchange import Exchange
from mockserver.fixtures import Fixtures
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.shipped import shipped_book
from mockserver.settings import Settings
from mockserver.world import World
from tests.worlds import MONDAY

KEYS = {
    "revring": ("x-api-key", "key"),
    "ringyo": ("authorization", "Bearer key"),
    "revox": ("authorization", "Bearer key"),
}


class Reply(NamedTuple):
    """What came back; `json` is None where the body is no JSON."""

    status: int
    json: Any
    headers: dict[str, str]
    body: bytes


class Api:
    """One provider as a client sees it, and the world behind it."""

    def __init__(self, provider: str, mode: Mode = Mode.MANUAL, **settings: Any) -> None:
        self.provider = provider
        facts: dict[str, Any] = {"mode": mode, "now": MONDAY, "examples": False}
        self.exchange = Exchange(Settings(**(facts | settings)), shipped_book().copy(), Fixtures([]))
        self.name = "default"

    @property
    def world(self) -> World:
        """The world that requests go to."""
        return self.exchange.world(self.name)

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Reply:
        """A request with a good key; `raw` is sent instead of a JSON `body`; an empty header is left out."""
        name, value = KEYS[self.provider]
        named = {"host": "mock.test:4010", name: value, "content-type": "application/json", **(headers or {})}
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        pairs = [(key, text) for key, text in named.items() if text]
        got = self.exchange.answer(method, f"/{self.provider}{path}", pairs, sent)
        try:
            value_ = json.loads(got.body)
        except ValueError:
            value_ = None
        return Reply(got.status, value_, dict(got.headers), got.body)

    def get(self, path: str, **headers: str) -> Reply:
        """A GET."""
        return self.request("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})

    def post(self, path: str, body: object = None, **headers: str) -> Reply:
        """A POST with a JSON body."""
        return self.request("POST", path, body, {key.replace("_", "-"): value for key, value in headers.items()})

    def advance(self, span: str) -> None:
        """Let time pass."""
        self.world.advance(self.world.now + parse_duration(span))

    def scenario(self, name: str, **body: Any) -> str:
        """Add a scenario to the world."""
        self.world.book.add([load_value({"version": 1, "name": name, **body}, "test")])
        return name


@cache
def seed(name: str) -> Any:
    """A documented example, as kept beside the tests."""
    from pathlib import Path

    return json.loads((Path(__file__).parent / "documented" / f"{name}.json").read_text("utf-8"))
