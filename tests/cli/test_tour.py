"""`mockserver demo`: the tour, and the commands with which it ends."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from mockserver.cli.tour import program
from tests.serving import environment
from tests.terminal import on_terminal

Cli = Callable[..., Result]
Serve = Callable[..., AbstractContextManager[Any]]


def test_the_demo_tours_every_provider(cli: Cli) -> None:
    result = cli("demo")
    assert result.exit_code == 0
    for text in (
        "RevRing: A person answers",
        "Ringyo: The line is busy",
        "Revox: Two dials are busy",
        "mockserver serve",
    ):
        assert text in result.output
    retried = result.output.split("Revox: Two dials are busy")[1]
    times = [line.split()[1] for line in retried.splitlines() if " dial " in line]
    assert [time[:2] for time in times] == ["15", "17", "19"]


@pytest.mark.parametrize("width", [80, 120])
def test_on_a_terminal_everything_fits(width: int) -> None:
    lines = on_terminal(["demo"], width)
    assert any("─" * 20 in line for line in lines)
    assert [line for line in lines if len(line) > width] == []


def commands(output: str) -> list[str]:
    """Return the commands with which the output of the demo ends. Each begins after two spaces, and may go on with
    lines that are indented further."""
    return re.findall(r"^  (\S.*(?:\n   .*)*)", output.split("within a moment.")[1], re.MULTILINE)


def test_the_commands_at_the_end_work_as_they_are_printed(serve: Serve, tmp_path: Path) -> None:
    with serve() as running:
        port = running.url.rpartition(":")[2]
        settings = environment(MOCKSERVER_PORT=port, PATH=os.environ["PATH"], COLUMNS="80")
        demo = [sys.executable, "-m", "mockserver", "demo"]
        output = subprocess.run(demo, cwd=tmp_path, env=settings, capture_output=True, text=True, check=True).stdout
        first, *others = commands(output)
        assert first.endswith(" serve")
        assert len(others) == 7
        outputs = []
        for command in others:
            done = subprocess.run(
                ["bash", "-ec", command], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stderr) == (0, ""), command
            outputs.append(done.stdout)
        listed = next(output for command, output in zip(others, outputs, strict=True) if command.endswith(" calls"))
        assert "+15005551120" in listed
        assert (tmp_path / "tests" / "test_calls.py").exists()


def test_the_command_is_printed_as_the_shell_finds_it(tmp_path: Path) -> None:
    script = tmp_path / "venv" / "bin" / "mockserver"
    script.parent.mkdir(parents=True)
    script.touch(mode=0o755)
    elsewhere, there = str(tmp_path), str(script.parent)
    assert program(str(script), tmp_path, elsewhere) == "venv/bin/mockserver"
    assert program(str(script), script.parent, elsewhere) == "./mockserver"
    assert program(str(script), tmp_path / "other", elsewhere) == str(script)
    assert program(str(script), tmp_path, there) == "mockserver"
    assert program(str(script.with_name("voice-mockserver")), tmp_path, there) == "mockserver"  # is not installed
    assert program(sys.executable, tmp_path, there) == "mockserver"
    assert program("/somewhere/mockserver/__main__.py", Path("/nowhere")) == f"{sys.executable} -m mockserver"
