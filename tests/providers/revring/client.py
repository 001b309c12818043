"""A client of RevRing's API with helpers for calls."""

from typing import Any

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.testing.api_client import ApiClient

TO, FROM, AGENT = "+14155551234", "+13368108293", "cmoxev48y00uplc0h9gog8z58"


class RevRingClient(ApiClient):
    """A client of one RevRing world; paths follow `/v1`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__("revring", base="/v1", **settings)

    @property
    def unversioned(self) -> ApiClient:
        """A client of the same world for the paths outside `/v1`."""
        return ApiClient("revring", exchange=self.exchange)

    def place_call(self, scenario: str | None = None, **more: Any) -> Any:
        """Place a call with a scenario, and return the call of the response."""
        body = {"agentId": AGENT, "toNumber": TO, "fromNumber": FROM, **more}
        response = self.post("/calls", body, x_mockserver_scenario=scenario or "")
        assert response.status in (200, 201), response
        return response.data

    def get_call(self, call_id: str) -> Any:
        """Return the current state of a call."""
        response = self.get(f"/calls/{call_id}")
        assert response.status == 200, response
        return response.data

    def finished_call(self, scenario: str, **more: Any) -> Any:
        """Run a call with a scenario to its end, and return it."""
        call_id = self.place_call(scenario, **more)["id"]
        self.settle()
        return self.get_call(call_id)

    def place_inbound_call(self, **more: Any) -> Any:
        """Place an inbound call, and return its first state."""
        caller = Inbound(**{"from_number": TO, "to_number": FROM, **more})
        return self.get_call(self.world.place(PROVIDERS["revring"].inbound(self.world, caller)).id)
