"""A client of Ringyo's API without a server: it calls the exchange directly."""

import json
from typing import Any, NamedTuple

from mockserver.simulation.clock import Mode
from mockserver.world.settings import Examples
from tests.api import InProcess

CALL = {"phone_number": "+14155551234", "agent_id": "agent_abc123"}


class Reply(NamedTuple):
    """A response."""

    status: int
    json: Any
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of an error; the body must be an error."""
        assert list(self.json) == ["error", "meta"]
        assert list(self.json["error"]) == ["code", "message", "details"]
        assert self.json["meta"]["request_id"].startswith("req_")
        assert self.json["error"]["message"]
        return str(self.json["error"]["code"])


class Client(InProcess):
    """Its own exchange with the documented examples, and one account."""

    def __init__(self, mode: Mode = Mode.MANUAL, **settings: Any) -> None:
        super().__init__("ringyo", mode, **{"examples": Examples.DOCUMENTED, **settings})
        self.key = "rg_live_key"

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """Send a request with raw bytes; `path` follows the base URL."""
        named = {"authorization": f"Bearer {self.key}", "content-type": "application/json" if body else ""}
        result = self.ask(method, f"/v1{path}", body, named | headers)
        return Reply(result.status, json.loads(result.body), dict(result.headers), result.body)

    def get(self, path: str, **headers: str) -> Reply:
        """Send a GET."""
        return self.send("GET", path, b"", **headers)

    def post(self, value: Any, **headers: str) -> Reply:
        """Send `POST /v1/calls`."""
        return self.send("POST", "/calls", json.dumps(value).encode(), **headers)

    def write(self, method: str, path: str, value: Any, **headers: str) -> Reply:
        """Send a request with a JSON body."""
        return self.send(method, path, json.dumps(value).encode(), **headers)

    def delete(self, path: str, **headers: str) -> Reply:
        """Send a DELETE."""
        return self.send("DELETE", path, b"", **headers)

    def call(self, play: str | None = None, **fields: Any) -> str:
        """Place a call with a scenario, and return its id."""
        headers = {"x_mockserver_scenario": play} if play else {}
        reply = self.post({**CALL, **fields}, **headers)
        assert reply.status == 201, reply.json
        return str(reply.json["id"])

    def show(self, call_id: str, include: str = "") -> Any:
        """Return the body of `GET /v1/calls/{id}`."""
        return self.get(f"/calls/{call_id}" + (f"?include={include}" if include else "")).json

    def ids(self, query: str = "") -> list[str]:
        """Return the ids of one page of `GET /v1/calls`."""
        return [row["id"] for row in self.get(f"/calls?{query}").json["data"]]
