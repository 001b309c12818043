"""examples/testcontainers: the tests of a user, whose simulator is a container of the image."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.image.engine import Engine

EXAMPLE = Path(__file__).parents[2] / "examples" / "testcontainers"


def test_the_example_passes(engine: Engine) -> None:
    if engine.command == "podman" and "DOCKER_HOST" not in os.environ:
        pytest.skip("testcontainers needs DOCKER_HOST for Podman; examples/testcontainers/README.md says how")
    more = {"MOCKSERVER_IMAGE": engine.image, "TESTCONTAINERS_RYUK_DISABLED": "true"}  # Ryuk is one more image
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", ".", "-p", "no:cacheprovider", "-q"]
    done = subprocess.run(
        command,
        cwd=EXAMPLE,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
