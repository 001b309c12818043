"""A profile of what one `advance` with many webhooks does: the server's side, in this process.

The receiver is a process of its own, so its time is not in the profile.
"""

import asyncio
import cProfile
from datetime import timedelta

import msgspec

from benchmarks import asgi
from benchmarks.asgi import app_of
from benchmarks.clients import client
from benchmarks.processes import Process
from benchmarks.reference import HOOK
from benchmarks.servers import reference

ORDERS = 300
WAIT_BUDGET = 60


def profiled() -> cProfile.Profile:
    """The profile of `ORDERS` orders that live through all, each telling of it."""
    with Process(reference()) as receiver:
        return asyncio.run(_profiled(f"http://127.0.0.1:{receiver.port}{HOOK}"))


async def _profiled(url: str) -> cProfile.Profile:
    front = asgi.ours(client("revox"))
    app = app_of(front)
    order = {"phone_number": "+12125550142", "assistant": {"prompt": "Be kind.", "webhook_url": url}}
    body = msgspec.json.encode({**order, "skip_calling_window": True})
    world = app.exchange.worlds.open("default")
    for count in (1, ORDERS):  # the first imports what only deliveries need
        for _ in range(count):
            await front.ask("POST", front.who.path, body)
        profile = cProfile.Profile()
        profile.enable()
        await app.dispatcher.advance(world, world.now + timedelta(days=1), WAIT_BUDGET)
        profile.disable()
    await app.dispatcher.close()
    return profile
