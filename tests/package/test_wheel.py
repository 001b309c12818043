"""The wheel contains the shipped scenarios, the dashboard as it was built, the typing marker and both entry points; the
archive of sources contains the sources.

An editable install cannot show this: force-included files exist only in a built wheel.
"""

import configparser
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

import mockserver

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
