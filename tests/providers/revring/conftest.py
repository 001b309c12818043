"""RevRing in process: an exchange with one world at Monday 15:00 UTC, called with plain values."""

import json
from typing import Any, NamedTuple

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.simulation.clock import Mode
from tests.api import InProcess

TO, FROM, AGENT = "+14155551234", "+13368108293", "cmoxev48y00uplc0h9gog8z58"


class Reply(NamedTuple):
    """A response with its decoded body."""

    status: int
    json: Any
    headers: dict[str, str]

    @property
    def data(self) -> Any:
        """The value of `data`."""
        return self.json["data"]

    @property
    def error(self) -> Any:
        """The value of `error`."""
        return self.json["error"]


class Api(InProcess):
    """A client of one RevRing world; `world` controls its clock."""

    def __init__(self, mode: Mode = Mode.MANUAL, profile: str = "standard", **settings: Any) -> None:
        super().__init__("revring", mode, profile=profile, **settings)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Send a request to `/v1` + `path`. A body of bytes is sent unchanged."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        result = self.ask(method, f"/v1{path}", data, headers)
        return Reply(result.status, json.loads(result.body), dict(result.headers))

    def get(self, path: str) -> Reply:
        """Send a GET."""
        return self.send("GET", path)

    def post(self, path: str, body: Any = None) -> Reply:
        """Send a POST."""
        return self.send("POST", path, body)

    def place(self, play: str | None = None, **more: Any) -> Any:
        """Place a call with a scenario, and return the call of the response."""
        headers = {"x_mockserver_scenario": play} if play else {}
        reply = self.send("POST", "/calls", {"agentId": AGENT, "toNumber": TO, "fromNumber": FROM, **more}, **headers)
        assert reply.status in (200, 201), reply
        return reply.data

    def call(self, call_id: str) -> Any:
        """Return the current state of a call."""
        reply = self.get(f"/calls/{call_id}")
        assert reply.status == 200, reply
        return reply.data

    def finished(self, play: str, **more: Any) -> Any:
        """Run a call with a scenario to its end, and return it."""
        call_id = self.place(play, **more)["id"]
        self.world.settle()
        return self.call(call_id)

    def inbound(self, **more: Any) -> Any:
        """Place an inbound call, and return its first state."""
        caller = Inbound(**{"from_number": TO, "to_number": FROM, **more})
        return self.call(self.world.place(PROVIDERS["revring"].inbound(self.world, caller)).id)


@pytest.fixture
def api() -> Api:
    """Return a client of a world on a manual clock, without the documented examples."""
    return Api()
