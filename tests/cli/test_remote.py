"""`mockserver open`: the page in the browser, or its URL where there is none."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from tests.serving import environment

Cli = Callable[..., Result]


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run `mockserver open` in an environment without a display."""
    settings = {**environment(), "PATH": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", **variables}
    command = [sys.executable, "-m", "mockserver", "open", *arguments]
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)


def test_the_page_is_opened_in_the_browser(server: Any, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    done = run("--url", server.url, "--world", "mine", BROWSER=f"{browser} %s")
    url = f"{server.url}/__admin/?world=mine\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, url, "")
    assert (tmp_path / "opened").read_text() == url


def test_without_a_browser_the_url_is_printed(server: Any) -> None:
    done = run("--url", server.url)
    assert (done.returncode, done.stdout) == (0, f"{server.url}/__admin/\n")
    assert done.stderr == "There is no browser on this machine; open the URL yourself.\n"


def test_a_server_that_does_not_respond_or_has_no_port_is_not_opened(cli: Cli) -> None:
    nobody = cli("open", "--port", "9")
    assert (nobody.exit_code, "No response from" in nobody.stderr, nobody.stdout) == (1, True, "")
    socket = cli("open", "--uds", "/tmp/mock.sock")
    assert (socket.exit_code, "start the server with --port" in socket.stderr) == (2, True)
