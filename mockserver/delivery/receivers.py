"""Receivers in the same process: a function or an ASGI application. They need no socket.

    def receiver(webhook): ...                      None → 200, a number → that status, else → 200 with it as JSON
    async def app(scope, receive, send): ...        any ASGI application

A plain function runs in a thread, so it may call the simulator.
"""

import asyncio
import inspect
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec


class ReceivedWebhook(NamedTuple):
    """A webhook as its receiver gets it. Header names are in lower case."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            ValueError: the body is not JSON.
        """
        return json.loads(self.body)


Receiver = Callable[..., Any]


async def hand_over(receiver: Receiver, webhook: ReceivedWebhook) -> tuple[int, bytes]:
    """Pass a webhook to a receiver. Return the status and body of its response."""
    if len(inspect.signature(receiver).parameters) == 3:
        return await _through_asgi(receiver, webhook)
    said = receiver(webhook) if inspect.iscoroutinefunction(receiver) else asyncio.to_thread(receiver, webhook)
    return _answer(await said)


async def _through_asgi(app: Receiver, webhook: ReceivedWebhook) -> tuple[int, bytes]:
    import httpx2

    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app)) as client:
        answered = await client.request(
            webhook.method, webhook.url, headers=list(webhook.headers), content=webhook.body, timeout=None
        )
        return answered.status_code, answered.content


def _answer(said: Any) -> tuple[int, bytes]:
    if said is None:
        return 200, b""
    if isinstance(said, int) and not isinstance(said, bool):
        return said, b""
    return 200, said if isinstance(said, bytes) else msgspec.json.encode(said)
