"""Runs the command on a terminal of some width, and returns what it shows."""

import os
import pty
import re
import subprocess
import sys
from typing import NamedTuple

from tests.serving import environment

_CODES = re.compile(r"\x1b\[[0-9;]*m")


class Shown(NamedTuple):
    """What a command shows on a terminal, with colours; its exit code; what it writes to stderr."""

    text: str
    code: int
    errors: str


def show(arguments: list[str], width: int, **variables: str) -> Shown:
    """Run the interpreter with these arguments on a terminal."""
    read_end, terminal = pty.openpty()
    settings = environment(COLUMNS=str(width), TERM="xterm", **variables)
    with subprocess.Popen([sys.executable, *arguments], stdout=terminal, stderr=subprocess.PIPE, env=settings) as run:
        os.close(terminal)
        shown = bytearray()
        try:
            while block := os.read(read_end, 65_536):
                shown += block
        except OSError:  # on Linux, the other end was closed
            pass
        errors = run.stderr.read().decode() if run.stderr else ""
    os.close(read_end)
    return Shown(shown.decode().replace("\r\n", "\n"), run.returncode, errors)


def plain(text: str) -> str:
    """Return a text without its colours."""
    return _CODES.sub("", text)


def on_terminal(arguments: list[str], width: int, *, python: bool = False) -> list[str]:
    """Return the lines that `mockserver` shows on a terminal, without colours; with `python`, those of the interpreter.
    It must succeed."""
    shown = show([*([] if python else ["-m", "mockserver"]), *arguments], width)
    assert (shown.code, shown.errors) == (0, "")
    return [line.rstrip("\r ") for line in plain(shown.text).split("\n")]
