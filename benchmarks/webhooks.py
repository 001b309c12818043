"""Webhooks to a receiver on this machine: how many a second one `advance` delivers, and how that grows.

The receiver is a process of its own, the bare application on uvicorn; the clock is moved over the control API, as a
user does it.
"""

import time
from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from benchmarks.clients import client
from benchmarks.growth import Growth
from benchmarks.load import Same, run
from benchmarks.processes import Process
from benchmarks.reference import HOOK
from benchmarks.servers import admin, ours, reference
from benchmarks.tables import Table, exponent

COUNTS = (100, 1_000, 10_000)
PATIENCE = 300


def tables() -> Iterable[Table]:
    """The table."""
    found = list(_runs())
    rows = [(f"{growth.size:,}", *(f"{cost:,.0f}" for cost in growth.costs.values())) for growth in found]
    sizes = [growth.size for growth in found]
    seconds = [growth.costs["ms"] for growth in found]
    memory = [growth.costs["MiB"] for growth in found]
    last = ("exponent", exponent(sizes, seconds), "", exponent(sizes, memory))
    note = "Target ≥ 2,000 deliveries/s, at least 1,000. 10,000 and not 100,000, which would take too long."
    yield Table(
        "Webhooks to a local receiver, one advance", ("webhooks", "ms", "deliveries/s", "MiB"), [*rows, last], note
    )


def _runs() -> Iterator[Growth]:
    for count in COUNTS:
        with Process(reference()) as receiver, Process(ours("--clock", "manual")) as server:
            yield _run(receiver, server, count)


def _run(receiver: Process, server: Process, count: int) -> Growth:
    """Orders that are told of, enough for so many webhooks; settled in one go."""
    who = client("revox")
    url = f"http://127.0.0.1:{receiver.port}{HOOK}"
    order = {"phone_number": "+12125550142", "assistant": {"prompt": "Be kind.", "webhook_url": url}}
    who = who._replace(body=msgspec.json.encode({**order, "skip_calling_window": True}))
    run(server.port, partial(Same, who.create), count, connections=1)
    began = time.perf_counter()
    answer = admin(server, "POST", "/clock/advance", f'{{"until": "settled", "patience": {PATIENCE}}}')
    seconds = time.perf_counter() - began
    moved = msgspec.json.decode(answer.partition(b"\r\n\r\n")[2])
    delivered = moved["delivery_count"]
    assert not moved["slow"], moved["slow"][:3]
    return Growth(delivered, {"ms": seconds * 1000, "rate": delivered / seconds, "MiB": server.mebibytes})
