"""How costs grow: with the calls of a world, with worlds, with clients, with a journal that is full, with campaigns.

Each table ends with the exponent of the growth from its second largest size to its largest: 0 does not grow, 1 grows
in proportion. Calls and worlds are in one process without a socket, clients come over HTTP.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks.campaign import campaigns
from benchmarks.clients import Client, client, clients, id_in
from benchmarks.load import Lives, Same, once, run
from benchmarks.processes import Process
from benchmarks.servers import ours
from benchmarks.tables import Table, exponent
from mockserver.gateway.exchange import Exchange
from mockserver.gateway.fixtures import Fixtures
from mockserver.scenarios.shipped import shipped_library
from mockserver.simulation.clock import Mode
from mockserver.world.journal import Journal
from mockserver.world.settings import Examples, Settings

MONDAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
CALLS = (10, 1_000, 100_000)
WORLDS = (1, 100, 10_000)
CLIENTS = (1, 4, 16, 64)
ORDERS = (1_000, 10_000)
READS = 2_000
POLLED = 10  #: calls that are read again and again, as clients do
PAGES = 3
WEIGHED = 3_000  #: calls whose memory is traced, which is slow
REQUESTS = 4_000


def exchange(*, examples: Examples = Examples.DOCUMENTED) -> Exchange:
    """A fresh server without a socket, its clock standing still."""
    return Exchange(Settings(mode=Mode.MANUAL, now=MONDAY, examples=examples), shipped_library(), Fixtures([]))


def tables() -> Iterable[Table]:
    """All tables."""
    for who in clients():
        yield _by_size(f"Calls in one world: {who.name}", "calls", [calls(who, size) for size in CALLS])
    yield _by_size("Worlds on one server", "worlds", [worlds(size) for size in WORLDS])
    yield _clients()
    yield _journal()
    yield _events()
    yield campaigns()


class Growth(NamedTuple):
    """What one size costs: figure by name."""

    size: int
    costs: dict[str, float]


def _by_size(title: str, what: str, found: list[Growth]) -> Table:
    names = list(found[0].costs)
    rows = [(f"{growth.size:,}", *(f"{growth.costs[name]:,.1f}" for name in names)) for growth in found]
    sizes = [growth.size for growth in found]
    last = ("exponent", *(exponent(sizes, [growth.costs[name] for growth in found]) for name in names))
    return Table(title, (what, *names), [*rows, last])


# -- calls -----------------------------------------------------------------------------------------


def calls(who: Client, count: int) -> Growth:
    """So many calls that have ended in one world, its journal bounded as by default."""
    server = exchange(examples=Examples.NONE)
    world = server.worlds.open("default")
    for _ in range(10):
        place(server, who)
    gc.collect()
    began = time.perf_counter()
    ids = [place(server, who) for _ in range(count)]
    posts = (time.perf_counter() - began) / count * 1e6
    began = time.perf_counter()
    world.settle()
    settled = (time.perf_counter() - began) / count * 1e6
    spots = dict.fromkeys(ids[count * step // READS] for step in range(READS))
    first = median(_timed(server, who, f"{who.path}/{call}") for call in spots)
    again = median(_timed(server, who, f"{who.path}/{call}") for _ in range(READS // POLLED) for call in ids[-POLLED:])
    pages = median(_timed(server, who, who.path) for _ in range(PAGES))
    costs = {"µs/create": posts, "µs/call settled": settled, "µs/first read": first, "µs/read": again}
    return Growth(count, {**costs, "µs/page": pages, "bytes/call": _weight(who, min(count, WEIGHED))})


def _weight(who: Client, count: int) -> float:
    """Bytes that an ended call holds, traced; beside them the journal is kept small."""
    server = exchange(examples=Examples.NONE)
    world = server.worlds.open("default")
    world.journal = Journal(10)
    for _ in range(10):
        place(server, who)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(count):
        place(server, who)
    world.settle()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return size / count


def place(server: Exchange, who: Client) -> str:
    """Place a call by request; its id."""
    return id_in(server.answer("POST", who.path, who.raw, who.body).body)


def _timed(server: Exchange, who: Client, path: str) -> float:
    began = time.perf_counter()
    answer = server.answer("GET", path, who.raw, b"")
    microseconds = (time.perf_counter() - began) * 1e6
    assert answer.status == 200, answer.body[:300]
    return microseconds


# -- worlds ----------------------------------------------------------------------------------------


def worlds(count: int) -> Growth:
    """So many worlds, each with one call that has ended."""
    server, who = exchange(), client("revox")
    homes = [who.in_world(f"w{number}") for number in range(count)]
    tracemalloc.start()
    ids = [place(server, home) for home in homes]
    size = tracemalloc.get_traced_memory()[0] / count
    tracemalloc.stop()
    fresh = median(_duration(partial(server.worlds.renew, f"n{number}")) for number in range(50))
    spots = [count * step // READS for step in range(READS)]
    lines = [f"{homes[spot].path}/{ids[spot]}" for spot in spots]
    for line in lines:  # the first read of a call renders it; here it is the number of worlds that is looked at
        _timed(server, who, line)
    reads = median(_timed(server, who, line) for line in lines)
    return Growth(count, {"µs/fresh world": fresh, "µs/read, median": reads, "bytes/world": size})


def _duration(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e6


# -- clients and journal, over HTTP ----------------------------------------------------------------


def _clients() -> Table:
    who, found = client("revring"), []
    with Process(ours("--quiet")) as process:
        run(process.port, partial(Lives, who), REQUESTS)
        for count in CLIENTS:
            before = process.busy
            load = run(process.port, partial(Lives, who), REQUESTS, count)
            times = sorted(load.seconds)
            cost = (process.busy - before) / len(times) * 1e6
            p50, p99 = (times[int(len(times) * share)] * 1e6 for share in (0.5, 0.99))
            found.append(Growth(count, {"CPU µs/request": cost, "p50 µs": p50, "p99 µs": p99, "requests/s": load.rate}))
    return _by_size("Clients at once (RevRing, life)", "clients", found)


def _journal() -> Table:
    who = client("revring")
    with Process(ours("--quiet")) as process:
        read = partial(Same, who.read(id_in(once(process.port, who.create))))
        rows = []
        for label, count in (("empty", 1_000), ("filled meanwhile", 10_000), ("full", 1_000), ("full, later", 10_000)):
            before = process.busy
            load = run(process.port, read, count)
            cost = (process.busy - before) / len(load.seconds) * 1e6
            rows.append((label, f"{cost:.1f}", f"{median(load.seconds) * 1e6:.0f}", f"{process.mebibytes:.0f}"))
    return Table("Journal (10,000 records)", ("journal", "CPU µs/read", "p50 µs (16 clients)", "MiB"), rows)


# -- virtual time ----------------------------------------------------------------------------------


def _events() -> Table:
    rows = list(_campaigns())
    return Table("Virtual time: orders that all fail, retried over three days in one advance", EVENT_COLUMNS, rows)


EVENT_COLUMNS = ("orders", "events", "events/s", "target")


def _campaigns() -> Iterator[tuple[object, ...]]:
    who = client("revox")
    body = b'{"phone_number": "+14155550142", "assistant_id": "a"}'
    for count in ORDERS:
        server = exchange(examples=Examples.NONE)
        for _ in range(count):
            server.answer("POST", who.path, [*who.raw, (b"x-mockserver-scenario", b"never-reached")], body)
        world = server.worlds.open("default")
        before, began = world.event_count, time.perf_counter()
        world.advance(MONDAY + timedelta(days=3))
        seconds = time.perf_counter() - began
        assert all(call.closed for call in world.calls.values())
        events = world.event_count - before
        yield f"{count:,}", f"{events:,}", f"{events / seconds:,.0f}", "≥ 50,000, at least 20,000"
