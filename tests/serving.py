"""Fixtures for tests that need a server on a socket, one of its worlds per test, or the command itself."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner, Result

from mockserver.cli.demo import MONDAY
from mockserver.cli.group import mockserver
from mockserver.client import Control
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.world.settings import Settings

ROOT = Path(__file__).parents[1]


class Serving:
    """A running `mockserver serve`: its output and its process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.process, self.lines = process, []
        for line in process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith("Ready"):
                break

    @property
    def url(self) -> str:
        """Return the URL of the server."""
        return self.lines[-1].removeprefix("Ready: ").split()[0]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a subprocess: the package is importable, and no option is set."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MOCKSERVER_")}
    return {**clean, "PYTHONPATH": str(ROOT), **more}


@contextmanager
def serving(*arguments: str, **variables: str) -> Iterator[Serving]:
    """Run `mockserver serve` with these arguments on a free port; stop it at the end."""
    command = [sys.executable, "-m", "mockserver", "serve", *arguments]
    with subprocess.Popen(
        command,
        env=environment(MOCKSERVER_PORT="0", **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Serving(process)
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture
def serve() -> Callable[..., AbstractContextManager[Serving]]:
    """See `serving`."""
    return serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server with manual clocks that start on a Monday."""
    with Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server:
        yield server


@pytest.fixture(scope="session")
def _controls(server: Server) -> Iterator[tuple[Control, "count[int]"]]:
    with Control(server.url) as control:
        yield control, count(1)


@pytest.fixture
def control(_controls: tuple[Control, "count[int]"]) -> Control:
    """The control of a world that no other test uses."""
    return _controls[0].within(f"test-{next(_controls[1])}")


@pytest.fixture(scope="session")
def http() -> Iterator[httpx2.Client]:
    """A client for requests to providers."""
    with httpx2.Client(verify=False, trust_env=False) as client:
        yield client


@pytest.fixture
def cli() -> Callable[..., Result]:
    """Run the command in this process."""
    return lambda *arguments, **options: CliRunner().invoke(mockserver, [str(word) for word in arguments], **options)
