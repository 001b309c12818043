"""The example in the shell passes, fails if something is wrong, and leaves no server, world or folder behind."""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from mockserver import Control
from tests.examples.commands import EXAMPLES, copy_with, has_ended, path_with_mockserver, run

EXAMPLE = EXAMPLES / "shell"
ALL = len(re.findall(r"^expect ", (EXAMPLE / "test.sh").read_text("utf-8"), re.MULTILINE))
pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None or shutil.which("curl") is None, reason="The example needs bash and curl."
)
Serve = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def own(tmp_path: Path) -> dict[str, str]:
    """The variables with which the test starts a server; its temporary files are in the folder `tmp`."""
    (tmp_path / "tmp").mkdir()
    return {"PATH": path_with_mockserver(tmp_path), "TMPDIR": str(tmp_path / "tmp")}


def test_it_passes_with_a_server_of_its_own(tmp_path: Path, own: dict[str, str]) -> None:
    done = run(["./test.sh"], EXAMPLE, ARTIFACTS=str(tmp_path / "artifacts"), **own)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("ok      ") == ALL
    assert has_ended(tmp_path)
    assert not list((tmp_path / "tmp").iterdir())
    assert not (tmp_path / "artifacts").exists()


def test_it_passes_with_a_running_server_and_leaves_no_world(serve: Serve) -> None:
    with serve("--admin-token", "secret") as running:
        done = run(["./test.sh"], EXAMPLE, MOCKSERVER_URL=f"{running.url}/", MOCKSERVER_ADMIN_TOKEN="secret")
        with Control(running.url, token="secret") as control:
            worlds = control.health()["worlds"]
    assert (done.returncode, worlds) == (0, []), done.stdout


def test_a_failure_ends_it_and_saves_what_explains_it(tmp_path: Path, own: dict[str, str]) -> None:
    (tmp_path / "busy.yaml").write_text("version: 1\nname: always\nfor: {to: '*'}\nattempts: [{fails: busy}]\n")
    variables = {"MOCKSERVER_SCENARIOS": str(tmp_path / "busy.yaml"), "ARTIFACTS": str(tmp_path / "artifacts")}
    done = run(["./test.sh"], EXAMPLE, **own, **variables)
    assert done.returncode == 1
    assert done.stdout.endswith("FAILED  it is answered: expected in_progress, but it was busy\n")
    saved = {path.name: path.read_text() for path in (tmp_path / "artifacts").iterdir()}
    assert sorted(saved) == ["calls.json", "mockserver.log", "requests.har"]
    assert json.loads(saved["calls.json"])["calls"][0]["status"] == "busy"
    assert json.loads(saved["requests.har"])["log"]["entries"]
    assert "calls.create" in saved["mockserver.log"]
    assert has_ended(tmp_path)
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("--retry 3", "--retry 0", "FAILED  a request that fails once is repeated", id="no retry"),
        pytest.param('"Idempotency-Key: $2"', '"X-Order: $2"', "FAILED  the same order does not call", id="no key"),
        pytest.param(r", \"webhook_url\"", r", \"hook\"", "IndexError", id="no webhook"),
    ],
)
def test_it_fails_if_the_program_is_wrong(tmp_path: Path, server: Any, old: str, new: str, message: str) -> None:
    done = run(["./test.sh"], copy_with(EXAMPLE, tmp_path, "ringyo.sh", old, new), MOCKSERVER_URL=server.url)
    assert done.returncode == 1
    assert message in done.stdout


def test_a_server_that_does_not_start_is_explained(own: dict[str, str]) -> None:
    done = run(["./test.sh"], EXAMPLE, MOCKSERVER_CLOCK="fast", **own)
    assert done.returncode == 1
    assert done.stdout.startswith("mockserver serve ended, or was not ready after 30 seconds. Its log:\nUsage:")
    assert "'fast' is not one of real, manual, step, auto." in done.stdout


def test_a_server_that_is_not_there_is_explained() -> None:
    script = "source ./mockserver.sh; mockserver_timeout=1; mockserver_start"
    done = run(["bash", "-c", script], EXAMPLE, MOCKSERVER_URL="http://127.0.0.1:9")
    assert done.returncode == 1
    assert "http://127.0.0.1:9 does not answer. Is mockserver running there?" in done.stdout
