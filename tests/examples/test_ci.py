"""The files of docs/ci.md: the page shows them as they are, their commands work, and a failed test leaves artifacts.

`./scripts/lint` checks them against the schemas of GitHub, GitLab and compose. No CI and no container runs here.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from mockserver import __version__
from tests.examples.commands import EXAMPLES, ROOT, major_version, path_with_mockserver, run

FOLDER = EXAMPLES / "ci"
PAGE = ROOT / "docs" / "ci.md"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.is_file() and path.name != "README.md")
_INSTALLED = any(point.name == "voice_mockserver" for point in entry_points(group="pytest11"))
ADDOPTS = "-p no:cacheprovider -p no:schemathesis" + ("" if _INSTALLED else " -p mockserver.pytest_plugin")
FAILING = """
def test_it_is_busy(mockserver):
    mockserver.client("ringyo").post("calls", json={"phone_number": "+14155550142", "agent_id": "agent_1"})
    mockserver.clock.settle()
    assert mockserver.calls[0].status == "busy"
"""
Serve = Callable[..., AbstractContextManager[Any]]


def commands(value: Any) -> Iterator[str]:
    """Yield the commands of a job, at any depth: `run` of GitHub, `script` of GitLab, `command` of compose."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("run", "script", "command"):
                lines = [inner] if isinstance(inner, str) else [" ".join(inner)] if key == "command" else inner
                yield from lines
            else:
                yield from commands(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from commands(inner)


def commands_of(name: str) -> list[str]:
    return list(commands(yaml.safe_load((FOLDER / name).read_text("utf-8"))))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project, as `mockserver init` writes it, with the files for the jobs with pip."""
    python = tmp_path / "bin" / "python"
    path = path_with_mockserver(tmp_path)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    project = tmp_path / "project"
    (project / "ci").mkdir(parents=True)
    assert run(["mockserver", "init"], project, PATH=path).returncode == 0
    shutil.copy(FOLDER / "run-tests.sh", project / "ci")
    shutil.copy(FOLDER / "conftest.py", project / "tests")
    shutil.copy(FOLDER / "requirements-test.txt", project)
    return project


def run_tests(project: Path) -> tuple[int, str]:
    """Run the script in the project, in two processes whatever the machine; return the exit code and the output."""
    path = f"{project.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = run(["./ci/run-tests.sh", "-n", "2"], project, PATH=path, PYTEST_ADDOPTS=ADDOPTS)
    return done.returncode, done.stdout


# -- the page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_the_page_shows_each_file_as_it_is(name: str) -> None:
    found = re.findall(r'^```\w+ title="(.+?)"\n(.*?)^```$', PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert dict(found).get(name) == (FOLDER / name).read_text("utf-8"), f"{PAGE.name} shows another {name}"


def test_the_page_shows_no_file_that_does_not_exist() -> None:
    assert sorted(re.findall(r'^```\w+ title="(.+?)"$', PAGE.read_text("utf-8"), re.MULTILINE)) == FILES


@pytest.mark.parametrize("path", [PAGE, FOLDER / "requirements-test.txt"], ids=lambda path: path.name)
def test_the_version_is_the_one_of_this_checkout(path: Path) -> None:
    versions = re.findall(r"mockserver(?:==|:)(\d+\.[\w.]+)", path.read_text("utf-8"))
    assert set(versions) == {__version__}, f"Write the new version into {path.name}."


# -- jobs with pip ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["github-pip.yaml", "gitlab-pip.yaml"])
def test_a_job_with_pip_installs_what_is_pinned_and_runs_the_script(name: str) -> None:
    assert commands_of(name) == ["python -m pip install -r requirements-test.txt", "./ci/run-tests.sh"]


@pytest.mark.slow
def test_the_script_passes_in_a_new_project(project: Path) -> None:
    status, output = run_tests(project)
    assert status == 0, output
    artifacts = project / "artifacts"
    assert sorted(path.name for path in artifacts.iterdir()) == ["junit.xml", "pytest.txt"]
    assert "1 passed" in (artifacts / "pytest.txt").read_text()


@pytest.mark.slow
def test_a_failed_test_fails_the_script_and_leaves_artifacts(project: Path) -> None:
    (project / "tests" / "test_more.py").write_text(FAILING)
    status, output = run_tests(project)
    assert status == 1, output
    artifacts = {path.name: path.read_text() for path in (project / "artifacts").iterdir()}
    assert sorted(artifacts) == ["junit.xml", "pytest.txt", "tests-test_more.py-test_it_is_busy.har"]
    (suite,) = ElementTree.fromstring(artifacts["junit.xml"])
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "plays 'answered' and is completed:" in artifacts["pytest.txt"]
    (entry,) = json.loads(artifacts["tests-test_more.py-test_it_is_busy.har"])["log"]["entries"]
    assert entry["_operation"] == "calls.create"


def test_a_mistake_in_a_scenario_fails_the_script(project: Path) -> None:
    (project / "scenarios" / "wrong.yaml").write_text("version: 1\nname: wrong\nattempts: [{fials: busy}]\n")
    status, output = run_tests(project)
    assert status == 3
    assert "Did you mean 'fails'?" in output
    assert "pytest" not in output


# -- jobs with a container -------------------------------------------------------------------------


@pytest.mark.skipif(major_version("node", "--version") < 20, reason="These jobs run tests in Node.js 20 or newer.")
@pytest.mark.parametrize("name", ["github-container.yaml", "gitlab-container.yaml", "compose.yaml"])
def test_a_job_with_a_container_runs_tests_that_use_its_variables(name: str, serve: Serve) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert {"MOCKSERVER_URL", "WEBHOOK_HOST"} <= set(re.findall(r"^ +(\w+): ", text, re.MULTILINE))
    command = commands_of(name)[0]
    with serve() as running:
        done = run(command.split(), EXAMPLES / "node", MOCKSERVER_URL=running.url, WEBHOOK_HOST="localhost")
    assert done.returncode == 0, done.stdout
