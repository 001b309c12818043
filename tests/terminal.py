"""Runs the command on a terminal of some width, and returns the lines that it shows."""

import os
import pty
import re
import subprocess
import sys

from tests.serving import environment

_CODES = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(arguments: list[str], width: int, *, python: bool = False) -> list[str]:
    """Return the lines that `mockserver` shows on a terminal, without colours; with `python`, those of the interpreter.
    It must succeed."""
    read_end, terminal = pty.openpty()
    command = [sys.executable, *([] if python else ["-m", "mockserver"]), *arguments]
    settings = environment(COLUMNS=str(width), TERM="xterm")
    with subprocess.Popen(command, stdout=terminal, stderr=subprocess.PIPE, env=settings) as process:
        os.close(terminal)
        shown = bytearray()
        try:
            while block := os.read(read_end, 65_536):
                shown += block
        except OSError:  # on Linux, the other end was closed
            pass
        errors = process.stderr.read().decode() if process.stderr else ""
    os.close(read_end)
    assert (process.returncode, errors) == (0, "")
    return [line.rstrip("\r ") for line in _CODES.sub("", shown.decode()).split("\n")]
