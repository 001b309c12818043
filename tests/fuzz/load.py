"""A hostile load: 64 concurrent clients against `mockserver serve` in a process of its own; every response is checked.

    52 callers (three providers) ─┐
     8 movers  (clocks, calls)   ─┼─► keep-alive connections ─► server ─► webhooks to its own sinks
     4 storms  (reset, restore)  ─┘        └─ judge ─► table, first failures in full

The kinds of requests follow from `--seed`; ids and interleaving depend on timing, so a failure is shown with the whole
request and response. A run ends after so many seconds or requests, or with the twentieth failure.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import getitem
from random import Random
from subprocess import PIPE, Popen
from typing import IO

from tests.fuzz.callers import CALLERS
from tests.fuzz.judge import Judge
from tests.fuzz.link import BadResponse, Got, Link, Sent
from tests.fuzz.movers import MOVERS, STORMS
from tests.fuzz.report import Failure, table
from tests.fuzz.worlds import AREAS, CONTROL, Act, Ask, World, compose

MONDAY = "2026-01-05T15:00:00Z"
MOST_FAILURES = 20
MOST_REQUESTS = 500_000
LARGEST_SNAPSHOT = 8_000_000  #: bytes; larger ones are not restored
CREWS = ((52, CALLERS), (8, MOVERS), (4, STORMS))


class Load:
    """One run: the worlds, the judge, what was sent, and what failed."""

    def __init__(self, port: int, seed: str, most: int) -> None:
        self.port, self.seed, self.most = port, seed, most
        self.worlds = [World(name, port) for name in AREAS]
        self.judge = Judge()
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.titles: set[str] = set()
        self.failures: list[Failure] = []

    @property
    def over(self) -> bool:
        """Return whether a limit of requests or failures is reached."""
        return self.statuses.total() >= self.most or len(self.failures) >= MOST_FAILURES

    async def run(self, seconds: float) -> None:
        """Set the seed of each world, then run all clients for that many seconds."""
        await self._prepare()
        deadline = asyncio.get_running_loop().time() + seconds
        async with asyncio.TaskGroup() as group:
            number = 0
            for count, acts in CREWS:
                for _ in range(count):
                    group.create_task(self._client(Random(f"{self.seed}:{number}"), acts, deadline))
                    number += 1

    async def _prepare(self) -> None:
        link = Link(self.port)
        for world in self.worlds:
            seeded = json.dumps({"seed": f"{self.seed}-{world.name}"}).encode()
            await link.ask(self._control("PATCH", "/settings", world, seeded))
            world.snapshot = (await link.ask(self._control("GET", "/snapshot", world))).body
        await link.close()

    def _control(self, method: str, path: str, world: World, body: bytes = b"") -> Sent:
        return compose(Act(CONTROL, path, method, path, lambda *_: body), world, Random(0)).sent

    async def _client(self, rng: Random, acts: tuple[Act, ...], deadline: float) -> None:
        """Send requests on one connection until the end."""
        link, loop = Link(self.port), asyncio.get_running_loop()
        weights = [act.weight for act in acts]
        worlds = [world for world in self.worlds if acts is not STORMS or not world.calm]
        while loop.time() < deadline and not self.over:
            ask = compose(rng.choices(acts, weights)[0], rng.choice(worlds), rng)
            began = loop.time()
            try:
                got = await link.ask(ask.sent)
            except BadResponse as error:
                self.failures.append(Failure([f"connection: {error}"], ask, None))
                continue
            self._note(ask, got)
            problems = self.judge.check(ask, began, loop.time(), got)
            if problems:
                self.failures.append(Failure(problems, ask, got))
        await link.close()

    def _note(self, ask: Ask, got: Got) -> None:
        """Count a response, and keep the id or snapshot that it holds."""
        self.statuses[ask.act.who, got.status] += 1
        self.titles.add(f"{ask.act.who} {ask.act.title}")
        if ask.act.title == "snapshot read" and got.status == 200 and len(got.body) < LARGEST_SNAPSHOT:
            ask.world.snapshot = got.body
        if ask.act.makes and got.status < 300:
            try:
                made = reduce(getitem, ask.act.at, json.loads(got.body))
            except (ValueError, LookupError, TypeError):
                self.failures.append(Failure([f"id: nothing at {'.'.join(ask.act.at)}"], ask, got))
            else:
                ask.world.remember(f"{ask.act.who}.{ask.act.makes}", str(made))


@contextmanager
def served(log: IO[str]) -> Iterator[int]:
    """Run `mockserver serve` on a free port, and yield the port."""
    command = [sys.executable, "-m", "mockserver", "serve", "--port", "0", "--clock", "manual", "--now", MONDAY]
    with Popen([*command, "--no-examples"], stdout=PIPE, stderr=log, text=True) as process:
        try:
            assert process.stdout is not None, "stdout is a pipe"
            lines = _until_ready(process.stdout)
            yield int(lines[-1].split("(")[0].rsplit(":", 1)[1])
        finally:
            process.terminate()


def _until_ready(lines: IO[str]) -> list[str]:
    """Return the lines up to the one that names the address."""
    read = []
    for line in lines:
        read.append(line)
        if line.startswith("Ready: "):
            return read
    raise BadResponse(f"the server did not start: {''.join(read)}")


def main(words: list[str]) -> int:
    """Run the load. Return 0 if nothing was found."""
    parser = argparse.ArgumentParser(prog="./scripts/fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--load", type=float, required=True, metavar="SECONDS", help="how long clients ask")
    parser.add_argument("--seed", default="1", help="what clients ask for follows from it (1)")
    parser.add_argument("--requests", type=int, default=MOST_REQUESTS, metavar="N", help="at most so many")
    given = parser.parse_args(words)
    with tempfile.TemporaryFile("w+") as log:
        with served(log) as port:
            load = Load(port, given.seed, given.requests)
            asyncio.run(load.run(given.load))
        log.seek(0)
        logged = log.read()
    print(table(load.statuses, load.judge.made, load.titles, load.failures))  # noqa: T201
    broken = "Traceback" in logged
    if broken:
        print(f"The server logged errors:\n{logged[-5000:]}")  # noqa: T201
    return 1 if load.failures or broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
