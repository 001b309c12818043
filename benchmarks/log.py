"""What the request log takes of the throughput: the same lives on a quiet server and on two that log, interleaved."""

from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from statistics import median

from benchmarks.clients import clients
from benchmarks.load import Lives
from benchmarks.processes import Process
from benchmarks.servers import ours
from benchmarks.tables import MACHINE, Table, ratios, spread
from benchmarks.throughput import LIFE, ROUNDS, Lane, Sample, measure

REQUESTS = 8_000  #: of each round, so that it takes seconds: the log works once a tenth of a second and once a second
QUIET, FORMS = "--quiet", ("text", "json")
TARGET = "Target: at most 5 % of the throughput, so at least 0.95."


def tables() -> Iterable[Table]:
    """The table of the log."""
    with ExitStack() as stack:
        lanes = []
        for who in clients():
            servers = {QUIET: ours(QUIET), **{form: ours("--log-format", form) for form in FORMS}}
            for name, recipe in servers.items():
                process = stack.enter_context(Process(recipe))
                lanes.append(Lane(f"{who.name} {name}", LIFE, process, partial(Lives, who), LIFE))
        samples = measure(lanes, count=REQUESTS)
    rows = [_row(who.name, form, samples) for who in clients() for form in FORMS]
    note = f"{ROUNDS} interleaved rounds of {REQUESTS:,} requests, each load: {LIFE}. {MACHINE}. {TARGET}"
    columns = ("provider", "log", "requests/s × quiet", "CPU × quiet")
    yield Table("The request log", columns, rows, note)


def _row(who: str, form: str, samples: dict[tuple[str, str], list[Sample]]) -> tuple[str, ...]:
    mine, quiet = samples[f"{who} {form}", LIFE], samples[f"{who} {QUIET}", LIFE]
    rates = ratios([sample.rate for sample in mine], [sample.rate for sample in quiet])
    costs = ratios([sample.cost for sample in mine], [sample.cost for sample in quiet])
    return who, form, spread(rates), f"{median(costs):.2f}"
