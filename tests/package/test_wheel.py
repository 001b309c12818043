"""The wheel contains the shipped scenarios, the typing marker and both entry points.

An editable install cannot show this: force-included files exist only in a built wheel.
"""

import configparser
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import mockserver

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_wheel_contains_everything_that_users_need(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
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
    readmes = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mockserver").rglob("README.md")}
    assert readmes <= names

    starter = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mockserver/cli/starter_files").iterdir()}
    assert len(starter) == 4
    assert starter <= names

    points = configparser.ConfigParser()
    points.read_string(entry_points)
    assert dict(points["console_scripts"]) == dict.fromkeys(("mockserver", "voice-mockserver"), "mockserver.cli:main")
    assert dict(points["pytest11"]) == {"voice_mockserver": "mockserver.pytest_plugin"}
