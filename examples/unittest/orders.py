"""The program under test: orders calls at Revox and books their results. It knows nothing about the simulator.

    Orders.place ──► Revox ──► Books.receive      a webhook, when an order has ended
    dial         ──► Revox    (polls)             many orders side by side, with asyncio

It repeats requests that were refused with a status that may pass. It does not repeat an order without a response: that
one may have been placed, and the person would be called twice.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpx2

PASSING = {429, 500, 502, 503, 504}
ENDS = {"completed", "cancelled", "errored"}
ATTEMPTS = 4
PAUSE = 0.5  #: seconds before a request is repeated


class Orders:
    """Places and reads orders; `wait` can be replaced in tests."""

    def __init__(self, api: httpx2.Client, webhook_url: str, wait: Callable[[float], object] = time.sleep) -> None:
        self._api, self._webhook_url, self._wait = api, webhook_url, wait

    def place(self, number: str) -> str:
        """Order a call and return the id of the order."""
        assistant = {"prompt": "Invite to a demo.", "webhook_url": self._webhook_url}
        return str(self._send("POST", "call", {"phone_number": number, "assistant": assistant})["id"])

    def status(self, order: str) -> str:
        """Return the status of an order."""
        return str(self._send("GET", f"call/{order}")["status"])

    def _send(self, method: str, path: str, body: object = None) -> Any:
        for _ in range(ATTEMPTS):
            response = self._api.request(method, path, json=body)
            if response.status_code not in PASSING:
                break
            self._wait(PAUSE)
        return response.raise_for_status().json()["call"]


class Books:
    """The results of orders, from webhooks in any order, each once or twice."""

    def __init__(self) -> None:
        self.results: dict[str, str] = {}

    def receive(self, body: bytes) -> int:
        """Book the result of a webhook and return the status of the response."""
        try:
            order = json.loads(body)
            self.results.setdefault(order["call_order_id"], order["result"])
        except (ValueError, TypeError, KeyError):
            return 400
        return 200


async def dial(api: httpx2.AsyncClient, numbers: Iterable[str], pause: float = PAUSE) -> list[dict[str, Any]]:
    """Order calls to all numbers side by side and return the orders when they have ended."""

    async def one(number: str) -> dict[str, Any]:
        response = await api.post("call", json={"phone_number": number})
        while (order := response.raise_for_status().json()["call"])["status"] not in ENDS:
            await asyncio.sleep(pause)
            response = await api.get(f"call/{order['id']}")
        return dict(order)

    return list(await asyncio.gather(*map(one, numbers)))
