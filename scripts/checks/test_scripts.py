"""The scripts are executable, and bash can parse them."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTED = (
    *sorted(f"scripts/{path.name}" for path in (ROOT / "scripts").iterdir() if path.is_file() and not path.suffix),
    ".ci/run",
)


@pytest.mark.parametrize("script", [*STARTED, "scripts/venv.sh"])
def test_bash_can_parse_the_script(script: str) -> None:
    done = subprocess.run(["bash", "-n", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("script", STARTED)
def test_the_script_is_executable_and_names_its_interpreter(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert (ROOT / script).read_text().startswith("#!/usr/bin/env bash\n")


def test_continuous_integration_runs_scripts_that_exist() -> None:
    stages = re.findall(r"^stage \./(\S+)", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert {"scripts/lint", "scripts/dashboard", "scripts/test", "scripts/fuzz"} <= set(stages) <= set(STARTED)
