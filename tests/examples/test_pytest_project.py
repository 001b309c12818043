"""The example project of a user, with the built wheel and without this checkout.

A new virtual environment gets the wheel, pytest and pytest-xdist. The project's own tests run there unchanged, in one
process and in two.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.uv import new_environment

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "examples" / "pytest_project"


def run(command: list[str | Path], where: Path) -> str:
    """Run a command with a clean environment; if it fails, show its output."""
    environment = {"PATH": os.defpath, "HOME": str(where), "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_the_example_project_passes_with_the_installed_wheel(tmp_path: Path) -> None:
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT], tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    python = new_environment(tmp_path / "venv", wheel, "pytest", "pytest-xdist") / "python"

    project = tmp_path / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    count = len(re.findall(r"^def test_", (project / "tests" / "test_dialer.py").read_text(), re.MULTILINE))
    assert f"{count} passed" in run([python, "-m", "pytest"], project)
    assert f"{count} passed" in run([python, "-m", "pytest", "-n", "2"], project)
    assert "mockserver(scenario=" in run([python, "-m", "pytest", "--markers"], project)
    assert str(tmp_path) in run([python, "-c", "import mockserver; print(mockserver.__file__)"], project)
