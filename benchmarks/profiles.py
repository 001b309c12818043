"""Where the time of the hot paths goes: a profile of each, and instructions per request counted by callgrind.

`./scripts/bench profiles` writes the profiles to `benchmarks/profiles/` (functions by own time) and prints the counts,
which do not depend on what else the machine does. Callgrind is slow and is left out where valgrind is missing.
"""

import asyncio
import cProfile
import gc
import io
import pstats
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import partial

from benchmarks import asgi
from benchmarks.asgi import Front, app_of
from benchmarks.clients import REFERENCE, bare_client, client, id_in
from benchmarks.deliveries import ORDERS, profiled
from benchmarks.processes import OWN, ROOT, environment, python, timed
from benchmarks.tables import Table
from mockserver.providers import PROVIDERS

FOLDER = ROOT / "benchmarks" / "profiles"
PATHS = ("create", "running", "ended", "page")
REQUESTS = 2_000
SHOWN = 25
IN_PAGES = 100
COUNTED = ("ended",)
FEW, MANY = 100, 500  #: requests under callgrind; the difference leaves out the start


def tables() -> Iterable[Table]:
    """Write the profiles; the table of instructions."""
    FOLDER.mkdir(exist_ok=True)
    for provider in PROVIDERS:
        for path in PATHS:
            (FOLDER / f"{provider}-{path}.txt").write_text(asyncio.run(_profile(provider, path)))
    (FOLDER / "webhooks.txt").write_text(_text(f"{ORDERS} orders that tell by webhook, one advance", profiled()))
    if shutil.which("valgrind") is None:
        yield Table("Instructions per request", ("not counted",), [("valgrind is not installed",)])
        return
    note = f"By callgrind, in process: ({MANY} − {FEW} requests) / {MANY - FEW}."
    yield Table("Instructions per request", ("who", "request", "thousand", f"× {REFERENCE}"), list(_counts()), note)


async def _profile(provider: str, path: str) -> str:
    front, request = await _prepared(provider, path)
    count = REQUESTS // 20 if path == "page" else REQUESTS
    profile = cProfile.Profile()
    profile.enable()
    await _repeat(front, request, count)
    profile.disable()
    return _text(f"{provider}, {path}: {count} requests inside ASGI", profile)


def _text(title: str, profile: cProfile.Profile) -> str:
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("tottime").print_stats(SHOWN)
    lines = text.getvalue().replace(f"{ROOT}/", "").strip().splitlines()
    plain = [re.sub(r"\S*/lib/python[\d.]+/", "", line).rstrip() for line in lines]
    return "\n".join([title, *plain, ""])


async def _prepared(who: str, path: str) -> tuple[Front, tuple[str, str, bytes]]:
    """An application in which there is what is asked for, and the request."""
    if who == REFERENCE:
        front = asgi.bare(bare_client())
        call = id_in(await front.create())
    else:
        front = asgi.ours(client(who))
        for _ in range(IN_PAGES):
            call = id_in(await front.create())
        if path == "ended":
            app_of(front).exchange.worlds.open("default").settle()
    at = front.who.path
    create = ("POST", at, front.who.body)
    return front, {"create": create, "page": ("GET", at, b"")}.get(path, ("GET", f"{at}/{call}", b""))


async def _repeat(front: Front, request: tuple[str, str, bytes], count: int) -> None:
    ask = partial(front.ask, *request)
    for _ in range(count):
        await ask()


def _counts() -> Iterator[tuple[object, ...]]:
    bare = {path: _instructions(REFERENCE, path) for path in COUNTED}
    for path, count in bare.items():
        yield REFERENCE, path, f"{count / 1000:.0f}", "1.0"
    for provider in PROVIDERS:
        for path in COUNTED:
            count = _instructions(provider, path)
            yield provider, path, f"{count / 1000:.0f}", f"{count / bare[path]:.1f}"


def _instructions(who: str, path: str) -> float:
    timed(python("-c", _script(who, path, 1)))  # so that all modules are compiled
    few, many = (_callgrind(who, path, count) for count in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def _callgrind(who: str, path: str, count: int) -> int:
    target = OWN / "callgrind.out"
    command = [
        "valgrind",
        "--tool=callgrind",
        f"--callgrind-out-file={target}",
        *python("-c", _script(who, path, count)),
    ]
    fixed = {**environment(), "PYTHONHASHSEED": "0", "PYTHONMALLOC": "malloc"}
    done = subprocess.run(command, cwd=ROOT, env=fixed, check=True, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    assert found is not None, done.stderr[-500:]
    return int(found[1])


def _script(who: str, path: str, count: int) -> str:
    return f"from benchmarks.profiles import run; run({who!r}, {path!r}, {count})"


def run(who: str, path: str, count: int) -> None:
    """So many requests (what callgrind counts)."""

    async def work() -> None:
        await _repeat(*await _prepared(who, path), count)

    gc.disable()  # when it runs would make a difference from run to run
    asyncio.run(work())
