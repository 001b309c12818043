"""Runs the examples in other languages as their users do: with `mockserver` on the PATH, and without its variables.

path_with_mockserver(folder) ──► PATH ──► run(["node", "--test"], where, PATH=…)
"""

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
_DROPPED = re.compile(r"(?i)MOCKSERVER_.*|PYTEST_.*|NODE_.*|JAVA_TOOL_OPTIONS|\w+_proxy|WEBHOOK_HOST")
_COMMAND = f"""#!/bin/sh
: >"$(dirname "$0")/started"
exec 8<>"$(dirname "$0")/alive"
PYTHONPATH="{ROOT}" exec "{sys.executable}" -m mockserver "$@"
"""


def path_with_mockserver(folder: Path) -> str:
    """Return a PATH on which `mockserver` is the one of this checkout, also if it is not installed here."""
    bin_ = folder / "bin"
    bin_.mkdir()
    command = bin_ / "mockserver"
    command.write_text(_COMMAND)
    command.chmod(0o755)
    os.mkfifo(bin_ / "alive")  # each process of the command has one end open
    return f"{bin_}{os.pathsep}{os.environ['PATH']}"


def has_ended(folder: Path) -> bool:
    """Return whether every process of that `mockserver` has ended, or does so within some seconds. At least one must
    have been started."""
    assert (folder / "bin" / "started").exists()
    alive = os.open(folder / "bin" / "alive", os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(alive, 1) == b""  # nobody has the other end
    except BlockingIOError:
        poll = select.poll()
        poll.register(alive, 0)
        return bool(poll.poll(20_000))  # they hang up
    finally:
        os.close(alive)


def run(command: Sequence[str | Path], where: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run a command; stdout and stderr are one text."""
    kept = {name: value for name, value in os.environ.items() if not _DROPPED.fullmatch(name)}
    return subprocess.run(
        command,
        cwd=where,
        env=kept | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def copy_with(example: Path, folder: Path, name: str, old: str, new: str) -> Path:
    """Copy an example and change one text in one of its files, which must be there exactly once."""
    copy = folder / "copy"
    shutil.copytree(example, copy, ignore=shutil.ignore_patterns("__pycache__", "build"))
    text = (copy / name).read_text("utf-8")
    assert text.count(old) == 1, f"{name} has {text.count(old)} times {old!r}"
    (copy / name).write_text(text.replace(old, new), "utf-8")
    return copy


def major_version(*command: str) -> int:
    """Return the first number that a command prints, such as a version; 0 if there is no such command."""
    if shutil.which(command[0]) is None:
        return 0
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    number = re.search(r"\d+", done.stdout)
    return int(number[0]) if number else 0
