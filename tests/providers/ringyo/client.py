"""A client of Ringyo's API with helpers for calls."""

from typing import Any

from mockserver.testing.api_client import ApiClient, Response
from mockserver.world.settings import Examples

CALL = {"phone_number": "+14155551234", "agent_id": "agent_abc123"}


class RingyoClient(ApiClient):
    """An account with the documented examples. The shape of every error is checked."""

    def __init__(self, **settings: Any) -> None:
        super().__init__("ringyo", base="/v1", key="rg_live_key", **{"examples": Examples.DOCUMENTED, **settings})

    def request(self, method: str, path: str, body: object = None, **headers: Any) -> Response:
        """Send a request; an error must have Ringyo's shape."""
        response = super().request(method, path, body, **headers)
        if response.status >= 400:
            assert list(response.json) == ["error", "meta"]
            assert list(response.error) == ["code", "message", "details"]
            assert response.json["meta"]["request_id"].startswith("req_")
            assert response.error["message"]
        return response

    def place_call(self, scenario: str | None = None, **fields: Any) -> str:
        """Place a call with a scenario, and return its id."""
        response = self.post("/calls", {**CALL, **fields}, x_mockserver_scenario=scenario or "")
        assert response.status == 201, response.json
        return str(response.json["id"])

    def get_call(self, call_id: str, include: str = "") -> Any:
        """Return the body of `GET /v1/calls/{id}`."""
        return self.get(f"/calls/{call_id}" + (f"?include={include}" if include else "")).json

    def list_call_ids(self, query: str = "") -> list[str]:
        """Return the ids of one page of `GET /v1/calls`."""
        return [row["id"] for row in self.get(f"/calls?{query}").json["data"]]
