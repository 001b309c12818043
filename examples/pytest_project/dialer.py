"""The program under test: places orders at Revox and calls at Ringyo, and polls them until they end.

It knows nothing about the simulator; base URL and key come from its environment, as in production.
"""

import json
import os
import time
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

DONE = {"completed", "cancelled", "errored", "failed", "no_answer", "busy"}


class Refused(Exception):
    """The provider refused the request."""


class Dialer:
    """A client of one provider."""

    def __init__(self, base_url: str, api_key: str, pause: float = 5.0) -> None:
        self.base_url, self.api_key, self.pause = base_url, api_key, pause

    @classmethod
    def from_environment(cls) -> "Dialer":
        """Return the dialer as in production."""
        return cls(os.environ["REVOX_BASE_URL"], os.environ["REVOX_API_KEY"])

    def order(self, number: str, name: str) -> str:
        """Place an order at Revox, which retries until a person answers; return its id."""
        assistant = {"prompt": f"Invite {name} to a demo.", "call_retry_config": {"max_retry_attempts": 3}}
        return str(self._send("POST", "/call", {"phone_number": number, "assistant": assistant})["call"]["id"])

    def outcome(self, order: str) -> dict[str, Any]:
        """Return an order of Revox."""
        call: dict[str, Any] = self._send("GET", f"/call/{order}")["call"]
        return call

    def cancel(self, order: str) -> None:
        """Cancel an order of Revox."""
        self._send("POST", f"/call/{order}/cancel")

    def ring(self, number: str) -> list[str]:
        """Place a call at Ringyo, poll it until it ends, and return every status it had."""
        call = self._send("POST", "/calls", {"agent_id": "agent_abc123", "phone_number": number})
        seen = [call["status"]]
        while call["status"] not in DONE:
            time.sleep(self.pause)
            call = self._send("GET", f"/calls/{call['id']}")
            if call["status"] != seen[-1]:
                seen.append(call["status"])
        return seen

    def _send(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        try:
            with urlopen(Request(self.base_url + path, data, headers, method=method), timeout=10) as response:
                return json.load(response)
        except HTTPError as error:
            with error:
                raise Refused(f"{error.code}: {error.read().decode()}") from None
