"""How one world grows: memory per call, reading among many, and a campaign that settles in one jump.

    python benchmarks/world.py [calls]

Prints a table. The figures are of this machine and this moment; what counts is how they grow from row to row, and
the counts (events, bytes), which do not depend on the machine.
"""

import gc
import sys
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from statistics import median

from mockserver.clock import Mode
from mockserver.exchange import Exchange
from mockserver.fixtures import Fixtures
from mockserver.scenarios.shipped import shipped_book
from mockserver.settings import Settings

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
HEADERS = [("host", "localhost:4010"), ("authorization", "Bearer key"), ("content-type", "application/json")]
READS = 2000


def exchange() -> Exchange:
    """A fresh server without a socket, its clock standing still."""
    settings = Settings(mode=Mode.MANUAL, now=MONDAY, examples=False)
    return Exchange(settings, shipped_book(), Fixtures([]))


def place(server: Exchange, count: int, body: bytes, scenario: str) -> list[str]:
    """Place so many orders at Revox by request; answers their ids."""
    headers = [*HEADERS, ("x-mockserver-scenario", scenario)]
    for _ in range(count):
        answer = server.answer("POST", "/revox/api/call", headers, body)
        assert answer.status == 200, answer.body
    return list(server.world("default").calls)


def growth(count: int) -> tuple[int, float, float, float]:
    """Calls, bytes per finished call, microseconds per POST, median microseconds per GET."""
    server = exchange()
    world = server.world("default")
    world.journal = type(world.journal)(100)
    body = b'{"phone_number": "+14155550142", "assistant_id": "a", "skip_calling_window": true}'
    place(server, 10, body, "answered")
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    began = time.perf_counter()
    ids = place(server, count, body, "answered")
    posts = time.perf_counter() - began
    world.settle()
    world.happened.clear()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    times = []
    for call in (ids[len(ids) * step // READS] for step in range(READS)):
        began = time.perf_counter()
        server.answer("GET", f"/revox/api/call/{call}", HEADERS, b"")
        times.append(time.perf_counter() - began)
    return count, size / count, posts / count * 1e6, median(times) * 1e6


def campaign(count: int) -> tuple[int, int, float, timedelta]:
    """Orders, events, events per second of real time, virtual time: retries over three days in one jump."""
    server = exchange()
    body = b'{"phone_number": "+14155550142", "assistant_id": "a"}'
    place(server, count, body, "never-reached")
    world = server.world("default")
    before = world.happenings
    began = time.perf_counter()
    world.advance(MONDAY + timedelta(days=3))
    seconds = time.perf_counter() - began
    assert all(call.closed for call in world.calls.values())
    events = world.happenings - before
    return count, events, events / seconds, world.now - MONDAY


def main() -> None:
    """Print the tables."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{'calls':>8} {'bytes/finished call':>20} {'µs/POST (traced)':>18} {'µs/GET median':>14}")
    for count in (10, 1000, 10_000, most):
        calls, size, post, get = growth(count)
        print(f"{calls:>8,} {size:>20,.0f} {post:>18,.1f} {get:>14,.1f}")
    print(f"\n{'orders':>8} {'events':>10} {'events/s':>12}  virtual time")
    for count in (1000, 10_000):
        orders, events, rate, span = campaign(count)
        print(f"{orders:>8,} {events:>10,} {rate:>12,.0f}  {span}")


if __name__ == "__main__":
    main()
