"""A client of Ringyo's API without a server: it asks the exchange directly."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from msgspec.structs import replace

from mockserver.clock import Mode
from mockserver.exchange import Exchange
from mockserver.fixtures import Fixtures
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.shipped import shipped_book
from mockserver.settings import Settings
from mockserver.world import World

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
CALL = {"phone_number": "+14155551234", "agent_id": "agent_abc123"}


class Reply(NamedTuple):
    """What came back."""

    status: int
    json: Any
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of an error; the body must have the shape of one."""
        assert list(self.json) == ["error", "meta"]
        assert list(self.json["error"]) == ["code", "message", "details"]
        assert self.json["meta"]["request_id"].startswith("req_")
        assert self.json["error"]["message"]
        return str(self.json["error"]["code"])


class Client:
    """An exchange of its own, and one account in it."""

    def __init__(self, mode: Mode = Mode.MANUAL, **settings: Any) -> None:
        given = {"mode": mode, "now": MONDAY, **settings}
        self.exchange = Exchange(Settings(**given), shipped_book(), Fixtures([]))
        self.key = "rg_test_key"

    @property
    def world(self) -> World:
        """The account's world."""
        return self.exchange.world("default")

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """One request with raw bytes; `path` follows the base URL."""
        named = {"host": "localhost:4010", "authorization": f"Bearer {self.key}"}
        if body:
            named["content-type"] = "application/json"
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        result = self.exchange.answer(method, f"/ringyo/v1{path}", list(named.items()), body)
        return Reply(result.status, json.loads(result.body), dict(result.headers), result.body)

    def get(self, path: str, **headers: str) -> Reply:
        """A GET."""
        return self.send("GET", path, b"", **headers)

    def post(self, value: Any, **headers: str) -> Reply:
        """`POST /v1/calls`."""
        return self.send("POST", "/calls", json.dumps(value).encode(), **headers)

    def call(self, play: str | None = None, **fields: Any) -> str:
        """Place a call that plays a scenario; answers its id."""
        headers = {"x_mockserver_scenario": play} if play else {}
        reply = self.post({**CALL, **fields}, **headers)
        assert reply.status == 201, reply.json
        return str(reply.json["id"])

    def show(self, call_id: str, include: str = "") -> Any:
        """`GET /v1/calls/{id}`."""
        return self.get(f"/calls/{call_id}" + (f"?include={include}" if include else "")).json

    def ids(self, query: str = "") -> list[str]:
        """The ids of one page of `GET /v1/calls`."""
        return [row["id"] for row in self.get(f"/calls?{query}").json["data"]]

    def pass_time(self, seconds: float) -> None:
        """Let so much virtual time go by."""
        self.world.advance(self.world.now + timedelta(seconds=seconds))

    def set(self, **options: Any) -> None:
        """Change options of Ringyo."""
        world = self.world
        ringyo = replace(world.options.providers["ringyo"], **options)
        self.exchange.apply(world, replace(world.options, providers={**world.options.providers, "ringyo": ringyo}))

    def teach(self, name: str, **life: Any) -> str:
        """Add a scenario; answers its name."""
        self.world.book.add([load_value({"version": 1, "name": name, **life}, "test")])
        return name
