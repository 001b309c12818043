"""Own time per request inside ASGI: what a request costs without a socket, ours beside the bare application's.

The collector of garbage runs as it does in a server. Rounds are interleaved; medians of rounds.
"""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from statistics import median
from typing import NamedTuple

from benchmarks import asgi
from benchmarks.asgi import Front, app_of
from benchmarks.clients import REFERENCE, bare_client, clients, id_in
from benchmarks.tables import MACHINE, Table, ratios, spread

ROUNDS = 15
REQUESTS = 300
FEW = 20
IN_PAGES = 100
PAGE = "list, a page of 100 calls"
TARGETS = {"revring": "≤ 15, at most 20", "ringyo": "≤ 15, at most 20", "revox": "at most 30 (3–8 KB)", REFERENCE: ""}
Ask = Callable[[], Awaitable[bytes]]


class Lane(NamedTuple):
    """One row: a request that is put again and again."""

    who: str
    what: str
    ask: Ask
    size: int


async def _bare_lanes() -> list[Lane]:
    who = bare_client()
    front = asgi.bare(who)
    made = await front.create()
    read = partial(front.ask, "GET", f"{who.path}/{id_in(made)}")
    return [Lane(REFERENCE, "create", front.create, len(made)), Lane(REFERENCE, "read", read, len(await read()))]


async def _lanes(front: Front) -> list[Lane]:
    who = front.who
    ended = partial(front.ask, "GET", f"{who.path}/{id_in(await front.create())}")
    app_of(front).exchange.worlds.open("default").settle()
    made = await front.create()
    running = partial(front.ask, "GET", f"{who.path}/{id_in(made)}")
    pages = who.in_world("pages")
    for _ in range(IN_PAGES):
        await front.ask("POST", pages.path, pages.body)
    app_of(front).exchange.worlds.open("pages").settle()
    page = partial(front.ask, "GET", pages.path)
    asks: dict[str, Ask] = {"create": front.create, "read, running": running, "read, ended": ended, PAGE: page}
    lanes = [Lane(who.name, what, ask, len(await ask())) for what, ask in asks.items()]
    assert front.status == 200, front.body[:300]
    return lanes


async def _measure() -> list[tuple[Lane, list[float], list[float]]]:
    lanes = await _bare_lanes()
    for who in clients():
        lanes += await _lanes(asgi.ours(who))
    gc.collect()
    gc.freeze()
    found: list[list[float]] = [[] for _ in lanes]
    for number in range(ROUNDS + 1):
        for times, lane in zip(found, lanes, strict=True):
            microseconds = await _time(lane)
            if number:
                times.append(microseconds)
    create, read = found[:2]
    return [(lane, mine, create if lane.what == "create" else read) for lane, mine in zip(lanes, found, strict=True)]


async def _time(lane: Lane) -> float:
    count = FEW if lane.what == PAGE else REQUESTS
    began = time.perf_counter()
    for _ in range(count):
        await lane.ask()
    return (time.perf_counter() - began) / count * 1e6


def tables() -> Iterable[Table]:
    """The table."""
    yield Table(
        "Own time per request inside ASGI (µs)",
        ("who", "request", "bytes", "µs", f"× {REFERENCE}", "target (reads)"),
        list(_rows(asyncio.run(_measure()))),
        f"Medians (smallest–largest) of {ROUNDS} interleaved rounds of {REQUESTS} requests. {MACHINE}.",
    )


def _rows(found: list[tuple[Lane, list[float], list[float]]]) -> Iterator[tuple[object, ...]]:
    for lane, mine, bare in found:
        target = TARGETS[lane.who] if lane.what.startswith("read,") else ""
        yield lane.who, lane.what, lane.size, spread(mine, "{:.1f}"), f"{median(ratios(mine, bare)):.1f}", target
