"""Clients for tests that call the exchange directly, without a socket or a server."""

import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from mockserver.gateway.exchange import Exchange
from mockserver.gateway.fixtures import Fixtures
from mockserver.providers.base import Answer
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.shipped import shipped_library
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import parse_duration
from mockserver.world.settings import Examples, Settings
from mockserver.world.world import World
from tests.worlds import MONDAY

KEYS = {
    "revring": ("x-api-key", "key"),
    "ringyo": ("authorization", "Bearer key"),
    "revox": ("authorization", "Bearer key"),
}


class Reply(NamedTuple):
    """A response; `json` is None if the body is not JSON."""

    status: int
    json: Any
    headers: dict[str, str]
    body: bytes


class InProcess:
    """One provider's account in its own world, at `MONDAY`; a request is a function call."""

    def __init__(self, provider: str, mode: Mode = Mode.MANUAL, **settings: Any) -> None:
        self.provider = provider
        facts: dict[str, Any] = {"mode": mode, "now": MONDAY, "examples": Examples.NONE}
        self.exchange = Exchange(Settings(**(facts | settings)), shipped_library(), Fixtures([]))

    @property
    def world(self) -> World:
        """Return the account's world."""
        return self.exchange.worlds.open("default")

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send a request to `/PROVIDER` + `path`; `_` in header names means `-`, empty headers are omitted."""
        name, key = KEYS[self.provider]
        named = {"host": "mock.test:4010", name: key, "content-type": "application/json"}
        named |= {given.replace("_", "-"): value for given, value in headers.items()}
        pairs = [(given.encode(), value.encode()) for given, value in named.items() if value]
        return self.exchange.answer(method, f"/{self.provider}{path}", pairs, body)

    def pass_time(self, seconds: float) -> None:
        """Advance virtual time."""
        self.world.advance(self.world.now + timedelta(seconds=seconds))

    def set(self, **options: Any) -> None:
        """Change options of the provider."""
        world = self.world
        changed = replace(world.options.providers[self.provider], **options)
        providers = {**world.options.providers, self.provider: changed}
        self.exchange.worlds.apply(world, replace(world.options, providers=providers))

    def scenario(self, name: str, **body: Any) -> str:
        """Add a scenario to the world and return its name."""
        self.world.library.add([load_value({"version": 1, "name": name, **body}, "test")])
        return name


class Api(InProcess):
    """A client for tests of several providers: plain requests and responses."""

    def request(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None, raw: bytes = b""
    ) -> Reply:
        """Send a request with a valid key; without a JSON `body`, send `raw`."""
        sent = raw if body is None else json.dumps(body).encode()
        got = self.ask(method, path, sent, headers or {})
        try:
            value = json.loads(got.body)
        except ValueError:
            value = None
        return Reply(got.status, value, dict(got.headers), got.body)

    def get(self, path: str, **headers: str) -> Reply:
        """Send a GET."""
        return self.request("GET", path, headers=headers)

    def post(self, path: str, body: object = None, **headers: str) -> Reply:
        """Send a POST with a JSON body."""
        return self.request("POST", path, body, headers)

    def advance(self, span: str) -> None:
        """Advance virtual time by a duration."""
        self.pass_time(parse_duration(span).total_seconds())


@cache
def seed(name: str) -> Any:
    """Return a documented example from `tests/documented`."""
    return json.loads((Path(__file__).parent / "documented" / f"{name}.json").read_text("utf-8"))
