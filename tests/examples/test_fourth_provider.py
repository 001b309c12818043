"""The package of a fourth provider: it passes the suite, docs/adding-a-provider.md shows it, and it works installed.

The quick tests put its entry point on the path, as an editable install does. The slow one builds the wheels of
mockserver and of the package, installs both in a new environment, and plays a call over HTTP, by the command and in
pytest. Everything else comes from the environment of this run, so no package index is needed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.plugin_packages import PACKAGE, install, path_with, run_suite
from tests.serving import environment
from tests.uv import new_environment

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "adding-a-provider.md"
FILES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*")
    if path.is_file() and path != PACKAGE / "README.md" and not re.search(r"/(\.|__pycache__)", path.as_posix())
)
Serve = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PYTHONPATH on which the package is installed."""
    return path_with(PACKAGE, tmp_path)


def post(url: str, body: dict[str, Any]) -> Any:
    """Send JSON with a key and return the JSON of the response."""
    headers = {"Authorization": "Bearer any-key", "Content-Type": "application/json"}
    with urlopen(Request(url, json.dumps(body).encode(), headers)) as reply:
        return json.load(reply)


def get(url: str) -> Any:
    """Return the JSON at a URL."""
    with urlopen(Request(url, headers={"Authorization": "Bearer any-key"})) as reply:
        return json.load(reply)


# -- the package -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_passes_the_suite(path: str) -> None:
    done = run_suite(PACKAGE, path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 100


def test_a_running_server_has_it(path: str, serve: Serve) -> None:
    with serve(PYTHONPATH=path) as running:
        assert f"  Tiny       {running.url}/tiny/v1" in running.lines
        made = post(f"{running.url}/tiny/v1/calls", {"to": "+15005550000"})
        assert made["status"] == "live"
        health = get(f"{running.url}/__admin/health")
        assert (health["providers"][-1], health["provider_errors"]) == ("tiny", [])
        assert "tiny" in get(f"{running.url}/__admin/settings")
        assert get(f"{running.url}/tiny/openapi.json")["info"]["title"] == "Tiny, simulated"
        assert get(f"{running.url}/tiny/v1/calls/call_example")["result"] == "hang_up"


def test_a_broken_one_is_named_and_the_others_work(tmp_path: Path, path: str, serve: Serve) -> None:
    install(tmp_path, "acme-calls", {"acme": "acme_calls:ACME", "revox": "mockserver_tiny:TINY"})
    with serve("--quiet", PYTHONPATH=path) as running:
        assert post(f"{running.url}/tiny/v1/calls", {"to": "+15005550000"})["status"] == "live"
        for report in ("health", "version"):
            errors = get(f"{running.url}/__admin/{report}")["provider_errors"]
            assert [(error["name"], error["distribution"]) for error in errors] == [
                ("acme", "acme-calls 1.0"),
                ("revox", "acme-calls 1.0"),
            ]
        running.process.terminate()
        _, log = running.process.communicate(timeout=30)
    first, second = log.splitlines()
    assert "Provider 'acme' (acme_calls:ACME, from acme-calls 1.0) is left out: importing it failed with" in first
    assert "mockserver itself has a provider of that name" in second
    command = [sys.executable, "-m", "mockserver", "env", "acme"]
    told = subprocess.run(command, env=environment(PYTHONPATH=path), capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "There is no provider 'acme'" in told.stderr
    assert "is left out: importing it failed with" in " ".join(told.stderr.split())


# -- the page --------------------------------------------------------------------------------------


def blocks() -> dict[str, str]:
    """Return the files that the page shows."""
    found = re.findall(r'^(`{3,})\w+ title="(.+?)"\n(.*?)^\1$', PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return {name: text for _, name, text in found}


@pytest.mark.parametrize("name", FILES)
def test_the_page_shows_each_file_as_it_is(name: str) -> None:
    assert blocks().get(name) == (PACKAGE / name).read_text("utf-8"), f"{PAGE.name} shows another {name}"


def test_the_page_says_how_much_there_is_to_write() -> None:
    assert sorted(blocks()) == FILES
    lines = sum(len((PACKAGE / name).read_text("utf-8").splitlines()) for name in FILES)
    assert f"{len(FILES)} files with {lines} lines" in PAGE.read_text("utf-8").replace("\n", " ")


# -- the wheels ------------------------------------------------------------------------------------


def run(command: list[str | Path], where: Path) -> str:
    """Run a command in a clean environment; if it fails, show its output."""
    clean = {"PATH": os.defpath, "HOME": str(where), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=where, env=clean, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_a_call_is_played_with_both_wheels_installed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for project in (ROOT, source):
        run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, project], tmp_path)
    wheels = list(tmp_path.glob("*.whl"))
    assert len(wheels) == 2
    bin_ = new_environment(tmp_path / "venv", *wheels, options=("--no-deps", "--no-index"))
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))  # the dependencies, from this environment
    assert str(site) in run([bin_ / "python", "-c", "import mockserver; print(mockserver.__file__)"], tmp_path)

    command: list[str | Path] = [bin_ / "mockserver", "serve", "--port", "0", "--clock", "manual"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            url = next(line.split()[1] for line in process.stdout if line.startswith("Ready"))
            call = post(f"{url}/tiny/v1/calls", {"to": "+15005551000"})["id"]
            assert "ended" in run([bin_ / "mockserver", "advance", "1h", "--url", url], tmp_path)
            assert get(f"{url}/tiny/v1/calls/{call}")["result"] == "busy"
            assert call in run([bin_ / "mockserver", "calls", "--url", url], tmp_path)
        finally:
            process.terminate()
    assert "Tiny" in run([bin_ / "mockserver", "explain", "+15005551000"], tmp_path)
    exported = run([bin_ / "mockserver", "env", "tiny"], tmp_path).splitlines()
    assert exported[0] == "export TINY_BASE_URL=http://127.0.0.1:4010/tiny/v1"
    tested = run([bin_ / "python", "-m", "pytest", "-q", "-p", "no:schemathesis"], source)
    assert int(re.findall(r"(\d+) passed", tested)[0]) > 100
