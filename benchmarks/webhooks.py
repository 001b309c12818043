"""Webhooks to a receiver on this machine: how many a second one `advance` delivers, and how that grows.

The receiver is a process of its own, the bare application on uvicorn; the clock is moved over the control API, as a
user does it. Beside it stands what the same receiver takes from the load generator over as many connections, which
does nothing but send.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from http.client import HTTPConnection
from time import perf_counter

import msgspec

from benchmarks.clients import Client, client
from benchmarks.growth import Growth
from benchmarks.load import Same, run
from benchmarks.processes import Process
from benchmarks.reference import HOOK
from benchmarks.servers import ours, reference
from benchmarks.tables import Table, exponent
from mockserver.webhooks.delivery_queue import MOST_SENT

COUNTS = (100, 1_000, 10_000, 100_000)
WAIT_BUDGET = 300
LOAD = 4_000  #: requests of the load generator


def tables() -> Iterable[Table]:
    """The table."""
    found = list(_runs())
    rows = [
        (
            f"{size:,}",
            f"{costs['ms']:,.0f}",
            f"{costs['rate']:,.0f}",
            f"{costs['rate'] / costs['load']:.2f}",
            f"{costs['CPU']:,.0f}",
            f"{costs['MiB']:,.0f}",
        )
        for size, costs in found
    ]
    sizes = [growth.size for growth in found]
    last = ("exponent", *(_exponent(sizes, found, name) for name in ("ms", "", "", "CPU", "MiB")))
    columns = ("webhooks", "ms", "deliveries/s", "× load generator", "CPU µs/delivery", "MiB")
    yield Table(
        "Webhooks to a local receiver, one advance",
        columns,
        [*rows, last],
        "Target ≥ 2,000 deliveries/s, at least 1,000.",
    )


def _exponent(sizes: list[int], found: list[Growth], name: str) -> str:
    return exponent(sizes, [growth.costs[name] for growth in found]) if name else ""


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
    busy, began = server.busy, perf_counter()
    delivered = _settle(server)
    seconds = perf_counter() - began
    costs = {
        "ms": seconds * 1000,
        "rate": delivered / seconds,
        "load": _load(receiver, who),
        "CPU": (server.busy - busy) / delivered * 1e6,
        "MiB": server.mebibytes,
    }
    return Growth(delivered, costs)


def _settle(server: Process) -> int:
    """Move time to the end of everything; how many deliveries that took."""
    link = HTTPConnection("127.0.0.1", server.port, timeout=WAIT_BUDGET)
    link.request("POST", "/__admin/clock/advance", f'{{"until": "settled", "wait_budget": {WAIT_BUDGET}}}')
    moved = msgspec.json.decode(link.getresponse().read())
    link.close()
    assert not moved["slow"], moved["slow"][:3]
    return int(moved["delivery_count"])


def _load(receiver: Process, who: Client) -> float:
    """Requests per second that the receiver takes from the load generator."""
    return run(receiver.port, partial(Same, who.request("POST", HOOK, who.body)), LOAD, MOST_SENT).rate
