"""`mockserver init`: each file that it writes works, and no file that exists is changed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from mockserver import __version__
from mockserver.cli.starter import starter_files
from mockserver.client import Control
from mockserver.providers import PROVIDERS
from mockserver.scenarios.yaml12 import load
from tests.serving import environment

Cli = Callable[..., Result]
Serve = Callable[..., AbstractContextManager[Any]]
_INSTALLED = any(point.name == "voice_mockserver" for point in entry_points(group="pytest11"))
ADDOPTS = "-p no:cacheprovider -p no:schemathesis" + ("" if _INSTALLED else " -p mockserver.pytest_plugin")
PATHS = [
    "scenarios/table-for-two.yaml",
    "tests/test_calls.py",
    "compose.yaml",
    ".github/workflows/calls.yaml",
    "scenarios/scenario.schema.json",
]


def init(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run `mockserver init` in a folder."""
    command = [sys.executable, "-m", "mockserver", "init", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def write(folder: Path, provider: str | None = None) -> None:
    """Write the starter without a process."""
    for file in starter_files(provider):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")


def yaml(path: Path) -> Any:
    """Return the value of a YAML file."""
    (document,) = load(path.read_bytes(), str(path))
    return document.value


def found(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_files_are_written_and_the_next_steps_are_printed(tmp_path: Path) -> None:
    done = init(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(found(tmp_path)) == sorted(PATHS)
    assert [line.split() for line in done.stdout.splitlines()[:5]] == [["written", path] for path in PATHS]
    assert "\n5 files written.\n" in done.stdout
    assert "mockserver serve --scenarios scenarios" in done.stdout


def test_an_existing_file_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_calls.py").write_text("mine = 1\n")
    (tmp_path / "compose.yaml").symlink_to(tmp_path / "nowhere.yaml")
    done = init(tmp_path)
    assert (tmp_path / "tests" / "test_calls.py").read_text() == "mine = 1\n"
    assert not (tmp_path / "nowhere.yaml").exists()  # not written through the link
    assert "exists   tests/test_calls.py, not changed\n" in done.stdout
    assert "exists   compose.yaml, not changed\n" in done.stdout
    assert "3 files written." in done.stdout
    before = found(tmp_path)
    again = init(tmp_path)
    assert (again.returncode, found(tmp_path)) == (0, before)
    assert again.stdout.endswith("0 files written. All of the starter was there before.\n")


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "scenarios").write_text("")
    done = init(tmp_path)
    assert done.returncode == 1
    assert "scenarios is not a folder" in done.stderr
    assert (tmp_path / "scenarios").read_text() == ""


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("")
    done = init(tmp_path)
    assert done.returncode == 1
    assert ".github/workflows/calls.yaml cannot be written: Not a directory. Run 'mockserver init'" in done.stderr


def test_the_scenario_passes_the_check_and_names_the_schema_beside_it(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path)
    result = cli("check", tmp_path / "scenarios")
    assert (result.exit_code, result.output) == (0, "1 file is fine\n")
    first = (tmp_path / "scenarios" / "table-for-two.yaml").read_text().splitlines()[0]
    schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert schema
    assert (tmp_path / "scenarios" / schema[1]).read_text() == cli("schema").output


@pytest.mark.slow
@pytest.mark.parametrize("provider", [None, *PROVIDERS])
def test_the_test_passes_as_it_is_written(tmp_path: Path, provider: str | None) -> None:
    write(tmp_path, provider)
    done = run_tests(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
    text = (tmp_path / "tests" / "test_calls.py").read_text()
    assert f'mockserver.client("{provider or next(iter(PROVIDERS))}")' in text
    assert max(map(len, text.splitlines())) <= 120
    assert "$" not in text


@pytest.mark.slow
def test_the_test_fails_if_the_call_ends_otherwise(tmp_path: Path) -> None:
    write(tmp_path)
    scenario = tmp_path / "scenarios" / "table-for-two.yaml"
    scenario.write_text("version: 1\nname: table-for-two\nattempts: [{fails: busy}]\n")
    assert "1 failed" in run_tests(tmp_path).stdout


def run_tests(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run the written test as its header says."""
    command = [sys.executable, "-m", "pytest", "-W", "error", "tests/test_calls.py"]
    settings = environment(PYTEST_ADDOPTS=ADDOPTS)
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)


def test_the_service_of_the_compose_file_starts_with_its_settings(serve: Serve, tmp_path: Path) -> None:
    write(tmp_path)
    (service,) = yaml(tmp_path / "compose.yaml")["services"].values()
    assert f"pip install --no-cache-dir voice-mockserver=={__version__}\n" in service["build"]["dockerfile_inline"]
    assert 'ENTRYPOINT ["mockserver"]\n' in service["build"]["dockerfile_inline"]
    assert (service["command"], service["healthcheck"]["test"]) == (["serve"], ["CMD", "mockserver", "healthcheck"])
    assert service["ports"] == ["127.0.0.1:4010:4010"]
    (mount,) = service["volumes"]
    here, there, _ = mount.split(":")
    folder = str(tmp_path / here)
    variables = {name: folder if value == there else str(value) for name, value in service["environment"].items()}
    assert variables["MOCKSERVER_SCENARIOS"] == folder
    with serve(**variables) as running, Control(running.url) as control:
        assert running.lines[-1].startswith("Ready: ")
        control.play("table-for-two")


def test_the_commented_service_gets_the_variables_of_the_provider(tmp_path: Path) -> None:
    write(tmp_path, "revox")
    text = (tmp_path / "compose.yaml").read_text()
    assert "  #     REVOX_BASE_URL: http://mockserver:4010/revox/api\n" in text
    commented = text.split("service above:\n  #\n")[1]
    (document,) = load(re.sub(r"^  # ", "", commented, flags=re.MULTILINE), "comment")
    assert document.value["app"]["depends_on"] == {"mockserver": {"condition": "service_healthy"}}


@pytest.mark.slow
def test_the_steps_of_the_workflow_run(tmp_path: Path) -> None:
    write(tmp_path)
    workflow = yaml(tmp_path / ".github" / "workflows" / "calls.yaml")
    assert workflow["on"] == ["push", "pull_request"]
    (job,) = workflow["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands[0] == "python -m pip install pytest voice-mockserver"
    assert commands[1:] == ["mockserver check scenarios", "python -m pytest tests/test_calls.py"]
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, module in (("mockserver", " -m mockserver"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n')
        (tools / name).chmod(0o755)
    settings = environment(PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", PYTEST_ADDOPTS=ADDOPTS)
    for command in commands[1:]:
        done = subprocess.run(
            ["bash", "-ec", command], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
