"""The example for Java passes, and fails if the simulated calls, the client or the server are wrong.

It is compiled once, with all warnings as errors; each wrong client is compiled beside it.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from mockserver import Control
from tests.examples.commands import EXAMPLES, copy_with, has_ended, major_version, path_with_mockserver, run

EXAMPLE = EXAMPLES / "java"
NEEDED = 17
ALL = len(re.findall(r"passed &= passes\(", (EXAMPLE / "Example.java").read_text("utf-8")))
pytestmark = [
    pytest.mark.slow,  # javac takes seconds
    pytest.mark.skipif(
        major_version("javac", "-version") < NEEDED, reason=f"The example needs a JDK, version {NEEDED} or newer."
    ),
]
Serve = Callable[..., AbstractContextManager[Any]]


def compiled(sources: Path, classes: Path) -> Path:
    """Compile the example and return the folder of its classes."""
    files = sorted(str(path) for path in sources.glob("*.java"))
    done = run(["javac", "-Xlint:all,-serial", "-Werror", "-d", classes, *files], sources)
    assert (done.returncode, done.stdout) == (0, "")
    return classes


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled example."""
    return compiled(EXAMPLE, tmp_path_factory.mktemp("classes"))


def failed(output: str) -> list[str]:
    """Return the names of the tests that failed; all must have run."""
    assert len(re.findall(r"^(ok|FAILED)  ", output, re.MULTILINE)) == ALL, output
    return re.findall(r"^FAILED  (.*?): ", output, re.MULTILINE)


def test_it_passes_with_a_server_of_its_own(classes: Path, tmp_path: Path) -> None:
    done = run(["java", "-cp", classes, "Example"], tmp_path, PATH=path_with_mockserver(tmp_path))
    assert (done.returncode, failed(done.stdout)) == (0, [])
    assert has_ended(tmp_path)


def test_it_passes_with_a_running_server_and_leaves_no_world(classes: Path, tmp_path: Path, serve: Serve) -> None:
    with serve("--admin-token", "secret") as running:
        variables = {"MOCKSERVER_URL": f"{running.url}/", "MOCKSERVER_ADMIN_TOKEN": "secret"}
        done = run(["java", "-cp", classes, "Example"], tmp_path, **variables)
        with Control(running.url, token="secret") as control:
            worlds = control.health()["worlds"]
    assert (done.returncode, failed(done.stdout), worlds) == (0, [], [])


def test_it_fails_if_calls_go_otherwise(classes: Path, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "busy.yaml").write_text("version: 1\nname: always\nfor: {to: '*'}\nattempts: [{fails: busy}]\n")
    with serve("--scenarios", str(tmp_path)) as running:
        done = run(["java", "-cp", classes, "Example"], tmp_path, MOCKSERVER_URL=running.url)
    assert done.returncode == 1
    assert failed(done.stdout) == [
        "sees each status of a call",
        "receives signed webhooks, in order",
        "refuses webhooks with a wrong signature",  # the test counts the webhooks of a whole call
    ]


@pytest.mark.parametrize(
    ("old", "new", "test"),
    [
        pytest.param(
            "Set.of(429, 500, 502, 503, 504)", "Set.of(429)", "repeats a poll that fails twice", id="no retry"
        ),
        pytest.param(
            '"Idempotency-Key", orderId',
            '"X-Order", orderId',
            "calls a person once although the response is lost",
            id="no idempotency key",
        ),
        pytest.param(
            "return MessageDigest.isEqual(expected, ",
            "return expected != null || MessageDigest.isEqual(expected, ",
            "refuses webhooks with a wrong signature",
            id="no check of signatures",
        ),
    ],
)
def test_it_fails_if_the_client_is_wrong(tmp_path: Path, server: Any, old: str, new: str, test: str) -> None:
    wrong = compiled(copy_with(EXAMPLE, tmp_path, "RingyoClient.java", old, new), tmp_path / "classes")
    done = run(["java", "-cp", wrong, "Example"], tmp_path, MOCKSERVER_URL=server.url)
    assert (done.returncode, failed(done.stdout)) == (1, [test])


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"PATH": "/nowhere"}, "mockserver cannot be started. Install it: pip install voice-mockserver"),
        ({"MOCKSERVER_CLOCK": "fast"}, "mockserver serve ended:\nUsage: mockserver serve"),
    ],
)
def test_a_server_that_does_not_start_is_explained(
    classes: Path, tmp_path: Path, variables: dict[str, str], message: str
) -> None:
    path = {"PATH": path_with_mockserver(tmp_path)}
    java = run(["java", "-XshowSettings:properties", "-version"], tmp_path).stdout
    home = re.search(r"java\.home = (.*)", java)
    assert home is not None, java
    done = run([f"{home[1]}/bin/java", "-cp", classes, "Example"], tmp_path, **path | variables)
    assert done.returncode == 1
    assert message in done.stdout
