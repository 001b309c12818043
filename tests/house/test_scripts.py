"""The scripts can be started as they are: executable, and bash understands each line."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STARTED = ("scripts/test", "scripts/bench", "scripts/demo", "scripts/lint", ".ci/run")


@pytest.mark.parametrize("script", [*STARTED, "scripts/venv.sh"])
def test_bash_understands_the_script(script: str) -> None:
    done = subprocess.run(["bash", "-n", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("script", STARTED)
def test_the_script_is_executable_and_names_its_interpreter(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert (ROOT / script).read_text().startswith("#!/usr/bin/env bash\n")
