"""The example for Node.js passes, and fails if the simulated calls, the client or the server are wrong."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from mockserver import Control
from tests.examples.commands import EXAMPLES, copy_with, has_ended, major_version, path_with_mockserver, run

EXAMPLE = EXAMPLES / "node"
COMMAND = ("node", "--test", "--test-reporter=tap")
NEEDED = 20
ALL = len(re.findall(r"^  it\(", (EXAMPLE / "client.test.mjs").read_text("utf-8"), re.MULTILINE))
pytestmark = pytest.mark.skipif(
    major_version("node", "--version") < NEEDED, reason=f"The example needs Node.js {NEEDED} or newer."
)
Serve = Callable[..., AbstractContextManager[Any]]


def failed(output: str) -> list[str]:
    """Return the names of the tests that failed."""
    assert re.search(r"^# tests \d+$", output, re.MULTILINE), output
    return re.findall(r"^    not ok \d+ - (.*)$", output, re.MULTILINE)


def test_it_passes_with_a_server_of_its_own(tmp_path: Path) -> None:
    done = run(COMMAND, EXAMPLE, PATH=path_with_mockserver(tmp_path))
    assert done.returncode == 0, done.stdout
    assert f"\n# pass {ALL}\n" in done.stdout
    assert has_ended(tmp_path)


def test_a_server_that_nobody_closes_ends_with_the_program(tmp_path: Path) -> None:
    script = "import('./mockserver.mjs').then((m) => m.startServer()).then(({ url }) => console.log(url))"
    done = run(["node", "-e", script], EXAMPLE, PATH=path_with_mockserver(tmp_path))
    assert done.stdout.startswith("http://127.0.0.1:")
    assert has_ended(tmp_path)


def test_it_passes_with_a_running_server_and_leaves_no_world(serve: Serve) -> None:
    with serve("--admin-token", "secret") as running:
        done = run(COMMAND, EXAMPLE, MOCKSERVER_URL=running.url, MOCKSERVER_ADMIN_TOKEN="secret")
        with Control(running.url, token="secret") as control:
            worlds = control.health()["worlds"]
    assert done.returncode == 0, done.stdout
    assert worlds == []


def test_it_fails_if_calls_go_otherwise(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "busy.yaml").write_text("version: 1\nname: always\nfor: {to: '*'}\nattempts: [{fails: busy}]\n")
    with serve("--scenarios", str(tmp_path)) as running:
        done = run(COMMAND, EXAMPLE, MOCKSERVER_URL=running.url)
    assert done.returncode == 1
    assert failed(done.stdout) == ["sees each status of a call", "receives signed webhooks, in order"]


@pytest.mark.parametrize(
    ("old", "new", "test"),
    [
        pytest.param(
            "new Set([429, 500, 502, 503, 504])", "new Set([429])", "repeats a poll that fails twice", id="no retry"
        ),
        pytest.param(
            '"Idempotency-Key": orderId',
            '"X-Order": orderId',
            "calls a person once although the response is lost",
            id="no idempotency key",
        ),
        pytest.param(
            "&& timingSafeEqual(given, expected)",
            "",
            "refuses webhooks with a wrong signature",
            id="no check of signatures",
        ),
        pytest.param(
            "const mayPass = response instanceof Error ||",
            "const mayPass = true ||",
            "does not repeat a request that is wrong",
            id="retries everything",
        ),
    ],
)
def test_it_fails_if_the_client_is_wrong(tmp_path: Path, server: Any, old: str, new: str, test: str) -> None:
    copy = copy_with(EXAMPLE, tmp_path, "client.mjs", old, new)
    done = run(COMMAND, copy, MOCKSERVER_URL=server.url)
    assert done.returncode == 1
    assert failed(done.stdout) == [test]


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"PATH": "/nowhere"}, "mockserver cannot be started (ENOENT). Install it: pip install voice-mockserver"),
        ({"MOCKSERVER_CLOCK": "fast"}, "mockserver serve ended with status 2:"),
    ],
)
def test_a_server_that_does_not_start_is_explained(tmp_path: Path, variables: dict[str, str], message: str) -> None:
    path = {"PATH": path_with_mockserver(tmp_path)}
    script = "import('./mockserver.mjs').then((m) => m.startServer()).catch((error) => console.log(error.message))"
    node = run(["node", "-p", "process.execPath"], EXAMPLE).stdout.strip()
    assert message in run([node, "-e", script], EXAMPLE, **path | variables).stdout
