"""The clients of `mockserver.testing`, with the order that most tests of the control API place."""

from mockserver.testing import api_client


class AppClient(api_client.AppClient):
    """A client of the whole application."""

    def place_revox_call(self, number: str = "+15005550100", **headers: str) -> str:
        """Place a call at Revox and return its id."""
        return str(self.post("/revox/api/call", {"phone_number": number}, **headers).json["call"]["id"])


class WebhookClient(AppClient, api_client.WebhookClient):
    """A client whose webhooks stay in the process."""
