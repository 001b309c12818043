"""The engine and the image, as `./scripts/image` names them. Without it, the tests of this folder are skipped."""

import os
from pathlib import Path

import pytest

from tests.image.engine import Engine

VARIABLES = ("ENGINE", "IMAGE", "PYTHON_IMAGE")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test of this folder. A mark is reported in one line per file; a skip in a fixture, in one per test."""
    item.add_marker("engine")
    if not all(map(os.environ.get, VARIABLES)):
        item.add_marker(pytest.mark.skip(reason="needs the container image: ./scripts/image builds and tests it"))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine and the image under test."""
    return Engine(os.environ["ENGINE"], os.environ["IMAGE"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for files to mount, which the user of the image may read."""
    tmp_path.chmod(0o755)
    return tmp_path
