"""Servers as processes of their own: started, awaited, weighed, ended.

Start-up counts from the spawn to the first answer. Memory is resident size and processor time that of all threads,
from /proc; where that is missing, they are 0.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

ROOT = Path(__file__).parents[1]
OWN = ROOT / ".bench"  #: what is installed and cached for benchmarks; git does not see it
WAIT_BUDGET = 20.0


class DoesNotStart(Exception):
    """A server gave no answer."""


class Recipe(NamedTuple):
    """How a server is started; `{port}` in the command is its port, `{spare}` another one that is free. `ready` is a
    request that it can answer; `files` are written into its folder first, `{port}` replaced as well."""

    name: str
    command: Sequence[str]
    ready: bytes
    files: Mapping[str, str] = {}


class Process:
    """A server that runs; a context manager. `seconds` is how long it took to its first answer."""

    def __init__(self, recipe: Recipe) -> None:
        self.name, self.port = recipe.name, free_port()
        folder = OWN / "run"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in recipe.files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace("{port}", str(self.port)))
        spare = str(free_port())
        command = [part.replace("{port}", str(self.port)).replace("{spare}", spare) for part in recipe.command]
        began = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            self._await(recipe.ready, began + WAIT_BUDGET)
        except BaseException:
            self.stop()
            raise
        self.seconds = time.perf_counter() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def _await(self, ready: bytes, deadline: float) -> None:
        while time.perf_counter() < deadline and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=WAIT_BUDGET) as link:
                link.sendall(ready)
                if link.recv(16)[9:10] == b"2":
                    return
            time.sleep(0.001)
        ended = "ended before it answered" if self._process.poll() is not None else "did not answer in time"
        raise DoesNotStart(f"{self.name} {ended}")

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def mebibytes(self) -> float:
        """Its resident size."""
        with suppress(OSError, StopIteration):
            lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
            return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
        return 0.0

    @property
    def busy(self) -> float:
        """Seconds that it has had a processor, all threads together."""
        with suppress(OSError):
            tasks = list(Path(f"/proc/{self._process.pid}/task").glob("*/schedstat"))
            return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
        return 0.0


def environment() -> dict[str, str]:
    """What processes get: that of this one, but modules compiled once (as an installed package is) into `.bench`."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("MOCKSERVER_", "PYTEST_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, "PYTHONPYCACHEPREFIX": str(OWN / "compiled"), "PYTHONPATH": str(ROOT)}


def timed(command: Sequence[str]) -> float:
    """Seconds that a command takes; it must succeed."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)
    return time.perf_counter() - began


def python(*arguments: str) -> list[str]:
    """A command for this Python."""
    return [sys.executable, *arguments]


def mockserver(*arguments: str) -> list[str]:
    """A command of mockserver, by the script that is installed beside this Python."""
    return [str(Path(sys.executable).with_name("mockserver")), *arguments]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
