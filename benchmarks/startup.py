"""How long things take to begin: the server, the quick commands, the pytest plugin, the fixtures' server.

Each is compared with the least of its kind in interleaved rounds: the bare application on uvicorn, a bare Python, an
empty pytest. What is imported when is a test (`tests/package/test_imports.py`); here are the milliseconds. What is not
imported at start is imported later, so the first order of all is measured from the spawn as well.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from statistics import median

from benchmarks.clients import REFERENCE, client
from benchmarks.processes import OWN, Process, Recipe, mockserver, python, timed
from benchmarks.servers import ours, reference
from benchmarks.tables import MACHINE, Table, ratios, spread
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.world.settings import Settings

ROUNDS = 11
WORLDS = 200
PLUGIN = "mockserver.pytest_plugin"
IDLE = "colorsys"  #: a small module that does nothing as a plugin, but is looked for and imported like one
ORDERS = ("revring", "revox")  #: the least to do for a first order, and the most


def tables() -> Iterable[Table]:
    """Processes, and what runs inside this one."""
    note = f"Median (smallest–largest) of {ROUNDS} interleaved rounds; modules are compiled. {MACHINE}."
    columns = ("what", "ms", "compared with", "ratio", "target")
    yield Table("Start-up", columns, list(_processes()), note)
    yield Table("Fixtures: server and worlds in this process", ("what", "ms", "target"), list(_fixtures()), note)


def _processes() -> Iterator[tuple[object, ...]]:
    empty = _empty_suite()
    alone = ("--disable-plugin-autoload", "-p", "no:cacheprovider")  # other plugins here would hide what ours costs
    pytest = python("-m", "pytest", "-q", *alone, empty)
    measures: dict[str, Callable[[], float]] = {
        REFERENCE: lambda: _spawn(reference),
        "mockserver serve": lambda: _spawn(ours),
        **{_first(name): partial(_spawn, partial(_ready_for, name)) for name in ORDERS},
        "python -c pass": lambda: timed(python("-c", "pass")),
        "mockserver --version": lambda: timed(mockserver("--version")),
        "mockserver --help": lambda: timed(mockserver("--help")),
        "pytest without the plugin": lambda: timed([*pytest, "-p", IDLE]),
        "pytest, plugin not used": lambda: timed([*pytest, "-p", PLUGIN]),
    }
    found = interleaved(measures)
    for who, than, target in (
        ("mockserver serve", REFERENCE, "≤ 1.35 ×, at most 2.2 ×"),
        *((_first(name), REFERENCE, "") for name in ORDERS),
        ("mockserver --version", "python -c pass", "≤ 60 ms"),
        ("mockserver --help", "python -c pass", "≤ 60 ms"),
        ("pytest, plugin not used", "pytest without the plugin", "≤ 5 ms more, at most 15"),
    ):
        yield than, spread(found[than], "{:.0f}"), "", "", ""
        yield who, spread(found[who], "{:.0f}"), than, spread(ratios(found[who], found[than])), target
    more = [
        mine - bare
        for mine, bare in zip(found["pytest, plugin not used"], found["pytest without the plugin"], strict=True)
    ]
    yield "plugin not used, difference", spread(more, "{:.0f}"), "", "", "≤ 5 ms, at most 15"


def interleaved(measures: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Milliseconds of each, round by round; the first round only warms."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            seconds = measure()
            if number:
                found[name].append(seconds * 1000)
    return found


def _spawn(recipe: Callable[[], Recipe]) -> float:
    with Process(recipe()) as process:
        return process.seconds


def _first(provider: str) -> str:
    return f"mockserver serve, first order at {provider}"


def _ready_for(provider: str) -> Recipe:
    return ours()._replace(ready=client(provider).create)


def _empty_suite() -> str:
    folder = OWN / "empty"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "test_empty.py").write_text("def test_nothing():\n    pass\n")
    return str(folder)


def _fixtures() -> Iterator[tuple[object, ...]]:
    starts, stops = [], []
    for _ in range(ROUNDS + 1):
        app = build(Settings())
        began = time.perf_counter()
        server = Server(app).start()
        starts.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        server.stop()
        stops.append((time.perf_counter() - began) * 1000)
    yield "start, cold (the first of this process)", f"{starts[0]:.1f}", "≤ 20"
    yield "start, warm", spread(starts[1:]), "≤ 2"
    yield "stop", spread(stops[1:]), "≤ 1, never 200"
    exchange = build(Settings()).exchange
    worlds = []
    for number in range(WORLDS):
        began = time.perf_counter()
        exchange.worlds.open(f"w{number}")
        worlds.append((time.perf_counter() - began) * 1000)
    yield "fresh world", f"{median(worlds):.2f}", "≤ 0.3"
