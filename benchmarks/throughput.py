"""Requests per second over HTTP, as ratios to the bare application, in rounds that are interleaved.

The life is one POST and four GETs of the new id, over and over, on 16 connections; the operations are one request
over and over. Each provider has a server for its lives and one for the rest. Journal, validation and clock are as
`mockserver serve` has them by default. Processor time per request is told beside the rate: it does not suffer from
what else the machine does.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from benchmarks.clients import REFERENCE, Client, bare_client, clients, id_in
from benchmarks.load import Lives, Same, once, run
from benchmarks.peers import recipes
from benchmarks.processes import DoesNotStart, Process
from benchmarks.servers import admin, ours, reference
from benchmarks.tables import MACHINE, Table, ratios, spread

ROUNDS = 11
REQUESTS = 2_000
IN_PAGES = 100  #: calls in the world of which pages are read
LIFE, CREATE, RUNNING, ENDED, PAGE = (
    "life: 1 POST, 4 GETs",
    "create",
    "read, running",
    "read, ended",
    "list, a page of 100 calls",
)
PEER = "peer, the same answers without a state"
Story = Callable[[], Lives | Same]


class Lane(NamedTuple):
    """One row: a load on one server, and the lane of the reference with which it is compared."""

    who: str
    what: str
    process: Process
    story: Story
    bare: str


class Sample(NamedTuple):
    """One round of one lane: requests per second, and microseconds of processor time per request."""

    rate: float
    cost: float
    wrong: int


def tables() -> Iterable[Table]:
    """The table of our calls, and that of what else is installed."""
    with ExitStack() as stack:
        bare = stack.enter_context(Process(reference()))
        lanes = list(_bare_lanes(bare))
        for who in clients():
            life, server = (stack.enter_context(Process(ours("--quiet"))) for _ in range(2))
            lanes += [Lane(who.name, LIFE, life, partial(Lives, who), LIFE), *_lanes(who, server)]
        for recipe in recipes():
            with suppress(DoesNotStart):  # its row is missing, and the table of peers says that it is installed
                process = stack.enter_context(Process(recipe))
                lanes.append(Lane(recipe.name, PEER, process, partial(Lives, bare_client()), LIFE))
        samples = measure(sorted(lanes, key=attrgetter("bare")))  # what is compared stands side by side
    rows = [_row(lane, samples) for lane in lanes]
    columns = ("server", "load", f"requests/s × {REFERENCE}", "CPU µs/request", "CPU × reference", "wrong answers")
    note = (
        f"Median (smallest–largest) of {ROUNDS} interleaved rounds of {REQUESTS:,} requests, 16 connections. {MACHINE}."
    )
    target = " Target for the life ≥ 0.75, at least 0.60."
    yield Table("Requests over HTTP", columns, rows, note + target)


def _bare_lanes(bare: Process) -> Iterator[Lane]:
    who = bare_client()
    call = id_in(once(bare.port, who.create))
    yield Lane(REFERENCE, LIFE, bare, partial(Lives, who), LIFE)
    yield Lane(REFERENCE, CREATE, bare, partial(Same, who.create), CREATE)
    yield Lane(REFERENCE, RUNNING, bare, partial(Same, who.read(call)), RUNNING)


def _lanes(who: Client, server: Process) -> Iterator[Lane]:
    ended = id_in(once(server.port, who.create))
    admin(server, "POST", "/clock/advance", '{"until": "settled"}')
    running = id_in(once(server.port, who.create))
    yield Lane(who.name, CREATE, server, partial(Same, who.create), CREATE)
    yield Lane(who.name, RUNNING, server, partial(Same, who.read(running)), RUNNING)
    yield Lane(who.name, ENDED, server, partial(Same, who.read(ended)), RUNNING)
    pages = who.in_world("pages")
    for _ in range(IN_PAGES):
        once(server.port, pages.create)
    admin(server, "POST", "/clock/advance", '{"until": "settled"}', world="pages")
    yield Lane(who.name, PAGE, server, partial(Same, pages.request("GET", pages.path)), RUNNING)


def measure(lanes: list[Lane], rounds: int = ROUNDS, count: int = REQUESTS) -> dict[tuple[str, str], list[Sample]]:
    """All lanes, round by round, so that what the machine does else hits all of them; the first round only warms."""
    found: dict[tuple[str, str], list[Sample]] = {(lane.who, lane.what): [] for lane in lanes}
    for number in range(rounds + 1):
        for lane in lanes:
            before = lane.process.busy
            load = run(lane.process.port, lane.story, count // 10 if lane.what == PAGE else count)
            cost = (lane.process.busy - before) / len(load.seconds) * 1e6
            if number:
                found[lane.who, lane.what].append(Sample(load.rate, cost, load.wrong))
    return found


def _row(lane: Lane, samples: dict[tuple[str, str], list[Sample]]) -> tuple[object, ...]:
    mine, bare = samples[lane.who, lane.what], samples[REFERENCE, lane.bare]
    rates = ratios([sample.rate for sample in mine], [sample.rate for sample in bare])
    costs = ratios([sample.cost for sample in mine], [sample.cost for sample in bare])
    wrong = sum(sample.wrong for sample in mine)
    cost = median(sample.cost for sample in mine)
    return lane.who, lane.what, spread(rates), f"{cost:.0f}", f"{median(costs):.2f}", wrong
