"""A container engine as a few methods: run a container of the image, read its log, execute something in it, stop it.

    Engine(command, image) ─► server(options) ─► Container      a started server, its port published on loopback
                           ─► once(options)                     one that ends by itself: its exit code and output
                           ─► network()                         a network in which containers find each other by name

It speaks through the command line, which Docker and Podman share. Every container, network and volume is removed.
"""

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

HARDENED = ("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges")
_LONGEST = 120.0  #: real seconds for one command, and until a server is ready


def new_name() -> str:
    """Return a name that nothing else on this machine has."""
    return f"mockserver-test-{uuid4().hex[:12]}"


@dataclass(frozen=True)
class Engine:
    """Docker or Podman (`command`), and the image under test."""

    command: str
    image: str

    def run(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run one command of the engine; stdout and stderr are in `stdout`."""
        done = subprocess.run(
            [self.command, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
        assert not check or done.returncode == 0, f"{self.command} {' '.join(words)}\n{done.stdout}"
        return done

    def inspect(self, name: str, template: str) -> str:
        """Return what a Go template shows of a container or image."""
        return self.run("inspect", "--format", template, name).stdout.strip()

    @cached_property
    def host_gateway(self) -> str:
        """What `--add-host NAME:…` takes for the address of this machine: a word, or before Podman 4.7 the address."""
        word = "host-gateway"
        known = self._hosts("--add-host", f"probe:{word}").get("probe")
        return word if known not in {None, word} else self._hosts()["host.containers.internal"]

    def _hosts(self, *options: str) -> dict[str, str]:
        """Return the addresses in /etc/hosts of a container by name; nothing if the engine refuses the options."""
        printed = self.run("run", "--rm", *options, "--entrypoint", "cat", self.image, "/etc/hosts", check=False).stdout
        rows = (line.split() for line in printed.splitlines())
        return {name: address for address, *names in filter(None, rows) for name in names}

    @contextmanager
    def started(self, *options: str, arguments: tuple[str, ...] = (), ready: str = "^Ready") -> Iterator["Container"]:
        """Start a container of the image, wait for a line of its log that matches `ready`, and remove it at the end."""
        container = Container(self, new_name())
        try:
            self.run("run", "--detach", "--name", container.name, *options, self.image, *arguments)
            container.wait_for(ready)
            yield container
        finally:
            self.run("rm", "--force", "--volumes", container.name)

    @contextmanager
    def server(self, *options: str, arguments: tuple[str, ...] = ()) -> Iterator["Container"]:
        """Start a server without any privilege on a free port of this machine."""
        with self.started(*HARDENED, "--publish", "127.0.0.1::4010", *options, arguments=arguments) as container:
            yield container

    def once(self, *options: str, arguments: tuple[str, ...] = ()) -> tuple[int, str]:
        """Run a container that ends by itself, without any privilege; return its exit code and what it printed."""
        name = new_name()
        try:
            self.run("run", "--name", name, *HARDENED, *options, self.image, *arguments, check=False)
            return int(self.inspect(name, "{{.State.ExitCode}}")), self.run("logs", name).stdout
        finally:
            self.run("rm", "--force", "--volumes", name)

    @contextmanager
    def network(self) -> Iterator[str]:
        """Create a network and yield its name."""
        name = new_name()
        self.run("network", "create", name)
        try:
            yield name
        finally:
            self.run("network", "rm", name)

    @contextmanager
    def volume(self) -> Iterator[str]:
        """Create an empty volume and yield its name."""
        name = new_name()
        self.run("volume", "create", name)
        try:
            yield name
        finally:
            self.run("volume", "rm", name)


@dataclass(frozen=True)
class Container:
    """A running container."""

    engine: Engine
    name: str

    def inspect(self, template: str) -> str:
        """Return what a Go template shows of the container."""
        return self.engine.inspect(self.name, template)

    def exec(self, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run a command inside of the container."""
        return self.engine.run("exec", self.name, *words, check=check)

    @property
    def log(self) -> str:
        """Everything that the container has printed so far."""
        return self.engine.run("logs", self.name).stdout

    @property
    def url(self) -> str:
        """The URL of the published port."""
        published = self.engine.run("port", self.name, "4010/tcp").stdout
        port = re.search(r"127\.0\.0\.1:(\d+)", published)
        assert port, published
        return f"http://127.0.0.1:{port[1]}"

    def wait_for(self, pattern: str) -> str:
        """Wait for the first line of the log that matches, and return it. If the container ends before, fail."""
        command = [self.engine.command, "logs", "--follow", self.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            assert process.stdout is not None
            late = threading.Timer(_LONGEST, process.kill)
            late.start()
            try:
                found = next((line for line in process.stdout if re.search(pattern, line)), None)
            finally:
                late.cancel()
                process.kill()
        assert found is not None, f"no line matches {pattern!r}:\n{self.log}"
        return found

    def stop(self, seconds: int) -> int:
        """Send SIGTERM, and SIGKILL after some real seconds; return the exit code (137 after SIGKILL)."""
        self.engine.run("stop", "-t", str(seconds), self.name)
        return int(self.inspect("{{.State.ExitCode}}"))
