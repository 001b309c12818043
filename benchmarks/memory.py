"""Resident memory of `mockserver serve`: after its start, after 10,000 and after 100,000 requests.

Reads alone show whether it stays flat once the journal is full; the life (one POST, four GETs) shows what calls that
stay in the world take.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from benchmarks.clients import bare_client, client, id_in
from benchmarks.load import Lives, Same, once, run
from benchmarks.processes import Process
from benchmarks.servers import ours, reference
from benchmarks.tables import Table

COUNTS = (10_000, 100_000)
PROVIDERS = ("revring", "revox")  #: the smallest record and the largest


def tables() -> Iterable[Table]:
    """The table."""
    columns = ("server", "requests", "after start", *(f"after {count:,}" for count in COUNTS))
    note = "MiB. Targets: ≤ 38 after start (at most 60), ≤ 50 after 10,000 requests (at most 74), flat after that."
    yield Table("Memory", columns, list(_rows()), note)


def _rows() -> Iterator[tuple[object, ...]]:
    with Process(reference()) as process:
        who = bare_client()
        call = id_in(once(process.port, who.create))
        yield process.name, "reads", *_sizes(process, partial(Same, who.read(call)))
    for provider in PROVIDERS:
        who = client(provider)
        with Process(ours("--quiet")) as process:
            fresh = process.mebibytes
            call = id_in(once(process.port, who.create))
            yield provider, "reads", *_sizes(process, partial(Same, who.read(call)), fresh)
    with Process(ours("--quiet")) as process:
        yield who.name, "life: 1 POST, 4 GETs", *_sizes(process, partial(Lives, who))


def _sizes(process: Process, story: Callable[[], Lives | Same], fresh: float | None = None) -> Iterator[str]:
    yield f"{fresh or process.mebibytes:.0f}"
    done = 0
    for count in COUNTS:
        run(process.port, story, count - done)
        done = count
        yield f"{process.mebibytes:.0f}"
