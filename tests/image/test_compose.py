"""examples/compose.yaml: the simulator, then its client, whose exit code is that of the whole."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image.engine import Container, Engine, new_name

ROOT = Path(__file__).parents[2]
WORDS = ("docker compose", "podman compose", "docker-compose", "podman-compose")


def succeeds(*command: str) -> bool:
    """Return whether a command exists and succeeds."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0


def compose_command(engine: Engine) -> list[str]:
    """Return the first of the known commands that works and has the image; podman-compose only sees those of Podman."""
    beside = Path(sys.executable).with_name("podman-compose")
    if succeeds(engine.command, "compose", "version"):
        return [engine.command, "compose"]
    if engine.command == "docker" and succeeds("docker-compose", "version"):
        return ["docker-compose"]
    if succeeds("podman", "image", "exists", engine.image) and beside.exists():
        return [str(beside)]
    pytest.skip(f"needs one of {', '.join(WORDS)} that works with {engine.command} and has the image")


def free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


class Project:
    """The example under a name of its own, on a free port."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.name = engine, new_name()
        self.command = [*compose_command(engine), "--file", str(ROOT / "examples/compose.yaml"), "-p", self.name]
        settings = {"MOCKSERVER_PORT": free_port(), "MOCKSERVER_IMAGE": engine.image}
        self.environment = {**os.environ, **settings, "HOST_GATEWAY": engine.host_gateway}

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*self.command, *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=180,
            check=False,
        )

    def container(self, service: str) -> Container:
        """Return the container of a service; the tools put different characters into its name."""
        listed = self.engine.run("ps", "--all", "--format", "{{.Names}}", "--filter", f"name={self.name}").stdout
        (name,) = (name for name in listed.split() if service in name.removeprefix(self.name))
        return Container(self.engine, name)


@pytest.fixture
def project(engine: Engine) -> Iterator[Project]:
    project = Project(engine)
    yield project
    project.run("down", "--volumes")


def test_the_example_of_compose_ends_with_the_exit_code_of_its_client(project: Project) -> None:
    """The simulator is started first, because Podman before 4.6 does not wait until a service is healthy."""
    started = project.run("up", "--detach", "mockserver")
    assert started.returncode == 0, started.stdout
    project.container("mockserver").wait_for("^Ready")
    done = project.run("up", "--exit-code-from", "client")
    client = project.container("client")
    assert (done.returncode, client.inspect("{{.State.ExitCode}}")) == (0, "0"), done.stdout
    assert [line.split(": ")[1] for line in client.log.splitlines()] == [
        "queued",
        "ringing",
        "in_progress",
        "completed",
    ]


def test_a_client_that_fails_fails_the_whole(project: Project, folder: Path) -> None:
    more = folder / "fails.yaml"
    more.write_text('services: {client: {command: [python, -c, "raise SystemExit(7)"]}}\n')
    project.command += ["--file", str(more)]
    assert project.run("up", "--exit-code-from", "client").returncode == 7
