"""Packages with providers, installed as far as the search for entry points can see: metadata on the path.

`run_suite` runs the tests of such a package.
"""

import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

from tests.serving import environment

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "examples" / "fourth_provider"
GROUP = "mockserver.providers"


def install(folder: Path, name: str, providers: dict[str, str]) -> None:
    """Write the metadata of an installed package with these entry points."""
    metadata = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = [f"[{GROUP}]", *(f"{point} = {value}" for point, value in providers.items())]
    (metadata / "entry_points.txt").write_text("\n".join(lines))


def path_with(package: Path, folder: Path) -> str:
    """Install the package of a provider in that folder and return a PYTHONPATH that has it."""
    project = tomllib.loads((package / "pyproject.toml").read_text())["project"]
    install(folder, project["name"], project["entry-points"][GROUP])
    return os.pathsep.join(map(str, (ROOT, folder, package)))


def run_suite(package: Path, path: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the tests of a package in a process of their own."""
    installed = any(point.name == "voice_mockserver" for point in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "mockserver.pytest_plugin"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis", *plugin, *arguments],
        cwd=package,
        env=environment(PYTHONPATH=path, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )
