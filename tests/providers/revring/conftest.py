"""RevRing in process: an exchange with one world at Monday 15:00 UTC, asked with plain values."""

import json
from typing import Any, NamedTuple

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.simulation.clock import Mode
from tests.api import InProcess

TO, FROM, AGENT = "+14155551234", "+13368108293", "cmoxev48y00uplc0h9gog8z58"


class Reply(NamedTuple):
    """An answer, its body decoded."""

    status: int
    json: Any
    headers: dict[str, str]

    @property
    def data(self) -> Any:
        """What stands under `data`."""
        return self.json["data"]

    @property
    def error(self) -> Any:
        """What stands under `error`."""
        return self.json["error"]


class Api(InProcess):
    """A client of one RevRing world and, by `world`, the hand on its clock."""

    def __init__(self, mode: Mode = Mode.MANUAL, profile: str = "standard", **settings: Any) -> None:
        super().__init__("revring", mode, profile=profile, **settings)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Send a request to `/v1` + `path`; a body of bytes goes as it is."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        result = self.ask(method, f"/v1{path}", data, headers)
        return Reply(result.status, json.loads(result.body), dict(result.headers))

    def get(self, path: str) -> Reply:
        """GET."""
        return self.send("GET", path)

    def post(self, path: str, body: Any = None) -> Reply:
        """POST."""
        return self.send("POST", path, body)

    def place(self, play: str | None = None, **more: Any) -> Any:
        """Place a call that plays a scenario; the call as it was answered."""
        headers = {"x_mockserver_scenario": play} if play else {}
        reply = self.send("POST", "/calls", {"agentId": AGENT, "toNumber": TO, "fromNumber": FROM, **more}, **headers)
        assert reply.status in (200, 201), reply
        return reply.data

    def call(self, call_id: str) -> Any:
        """A call as it is now."""
        reply = self.get(f"/calls/{call_id}")
        assert reply.status == 200, reply
        return reply.data

    def finished(self, play: str, **more: Any) -> Any:
        """A call that has played a scenario to its end."""
        call_id = self.place(play, **more)["id"]
        self.world.settle()
        return self.call(call_id)

    def inbound(self, **more: Any) -> Any:
        """Somebody calls in; the call as it is at once."""
        caller = Inbound(**{"from_number": TO, "to_number": FROM, **more})
        return self.call(self.world.place(PROVIDERS["revring"].inbound(self.world, caller)).id)


@pytest.fixture
def api() -> Api:
    """A world on a manual clock, without the documented examples."""
    return Api()
