"""The wheel contains the shipped scenarios, the dashboard as it was built, the typing marker and both entry points, and
uvx runs it; the archive of sources contains the sources.

An editable install cannot show this: force-included files exist only in a built wheel.
"""

import configparser
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

import mockserver
from tests.uv import UV, uv_environment

ROOT = Path(__file__).parents[2]
DASHBOARD = "mockserver/dashboard/"


def build(kind: str, folder: Path) -> Path:
    """Build the `wheel` or the `sdist` into a folder, and return its file."""
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.mark.slow
def test_the_archive_of_sources_contains_those_of_the_dashboard(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / DASHBOARD / "src").rglob("*") if path.is_file()}
    assert len(sources) > 20
    assert sources | {f"{DASHBOARD}package-lock.json", f"{DASHBOARD}static/dashboard.js"} <= names
    assert not [name for name in names if "node_modules" in name]


@pytest.mark.slow
def test_the_wheel_contains_everything_that_users_need(tmp_path: Path) -> None:
    wheel = build("wheel", tmp_path)
    assert wheel.name == f"voice_mockserver-{mockserver.__version__}-py3-none-any.whl"
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        shipped = {
            name.removeprefix("mockserver/shipped/"): archive.read(name)
            for name in names
            if name.startswith("mockserver/shipped/")
        }
        entry_points = archive.read(f"voice_mockserver-{mockserver.__version__}.dist-info/entry_points.txt").decode()

    scenarios = {
        path.relative_to(ROOT / "scenarios").as_posix(): path.read_bytes()
        for path in (ROOT / "scenarios").rglob("*")
        if path.is_file()
    }
    assert shipped == scenarios
    assert "scenario.schema.json" in shipped
    assert any(name.endswith(".yaml") for name in shipped)
    assert "mockserver/py.typed" in names
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mockserver").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == modules
    readmes = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mockserver" / "providers").rglob("README.md")}
    assert len(readmes) >= 3
    assert readmes <= names

    page = {path.relative_to(ROOT).as_posix() for path in (ROOT / DASHBOARD / "static").iterdir()}
    assert len(page) == 5
    assert {name for name in names if name.startswith(DASHBOARD)} == page | {
        f"{DASHBOARD}__init__.py",
        f"{DASHBOARD}files.py",
    }

    starter = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mockserver/cli/starter_files").iterdir()}
    assert len(starter) == 4
    assert starter <= names

    points = configparser.ConfigParser()
    points.read_string(entry_points)
    assert dict(points["console_scripts"]) == dict.fromkeys(("mockserver", "voice-mockserver"), "mockserver.cli:main")
    assert dict(points["pytest11"]) == {"voice_mockserver": "mockserver.pytest_plugin"}


@pytest.mark.slow
def test_uvx_starts_the_server_in_one_line(tmp_path: Path) -> None:
    """As `uvx voice-mockserver serve`, with nothing else installed, and the pinned versions of all dependencies."""
    wheel = build("wheel", tmp_path / "dist")
    command: list[str | Path] = [UV.with_name("uvx"), "--from", wheel, "voice-mockserver"]
    environment = uv_environment(tmp_path)
    environment |= {"UV_CONSTRAINT": str(ROOT / "constraints.txt"), "MOCKSERVER_PORT": "0"}

    version = subprocess.run([*command, "--version"], env=environment, capture_output=True, text=True, check=False)
    assert (version.returncode, version.stdout) == (0, f"mockserver {mockserver.__version__}\n"), version.stderr

    with subprocess.Popen([*command, "serve"], env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            ready = next((line for line in process.stdout if line.startswith("Ready")), "")
            assert ready, "it ended before it was ready"
            with urlopen(f"{ready.split()[1]}/__admin/version", timeout=30) as response:
                assert json.load(response)["version"] == mockserver.__version__
        finally:
            process.terminate()
            process.communicate(timeout=60)
    assert process.returncode == 0
