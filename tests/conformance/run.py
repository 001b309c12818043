"""Run the official `revox` package's own API tests against a live server in profile `lenient`.

    pip (source distribution of each version) ─► .conformance/revox-X.Y.Z ─► pytest there, against `Server`

Upstream all these tests have a skip mark, because no mock server satisfies them. `plugin/unskip.py` removes that mark
and nothing else. A version passes only if all of its tests passed and none was skipped. `--write` generates
docs/conformance.md from the server's journal.
"""

import re
import subprocess
import sys
import tarfile
import venv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from mockserver.client import Control
from mockserver.providers import PROVIDERS
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.world.settings import Settings

ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".conformance"
PAGE = ROOT / "docs" / "conformance.md"
SUITES = {"0.0.3": 245, "0.1.1": 385, "0.2.0": 365, "0.3.0": 695, "0.4.0": 675, "0.5.0": 700}
NEEDS = (
    "revox==0.5.0",
    "pytest>=8",
    "pytest-asyncio>=1.3",
    "pytest-xdist>=3.6.1",
    "respx",
    "dirty-equals>=0.6",
    "rich>=13.7.1",
    "time-machine",
    "importlib-metadata>=6.7",
    "aiohttp",
    "httpx_aiohttp>=0.1.9",
)
_STAMP = "\n".join(NEEDS)


class Outcome(NamedTuple):
    """The result of one version's suite. `requests` counts the requests to the server, by operation."""

    version: str
    passed: int
    summary: str
    requests: Counter[str]

    @property
    def good(self) -> bool:
        """Whether all of its tests passed and none was skipped."""
        return self.passed == SUITES[self.version] and not re.search(r"skipped|failed|error", self.summary)


def main(arguments: list[str]) -> int:
    """Run the named suites (default: all). Return 0 if all passed."""
    versions = [argument for argument in arguments if not argument.startswith("-")] or list(SUITES)
    python = prepare()
    with Server(build(Settings(profile="lenient"))) as server:
        outcomes = [run(version, python, server.url) for version in versions]
    for outcome in outcomes:
        print(f"revox {outcome.version}: {outcome.summary} (of {SUITES[outcome.version]})")  # noqa: T201
    if "--write" in arguments and versions == list(SUITES):
        PAGE.write_text(page(outcomes), "utf-8")
    good = sum(outcome.good for outcome in outcomes)
    print(f"{good} suites passed, {len(outcomes) - good} failed")  # noqa: T201
    return 0 if good == len(outcomes) else 1


def prepare() -> Path:
    """Create an environment with the packages that the suites need. Return its Python."""
    python, stamp = PLACE / "venv" / "bin" / "python", PLACE / "venv" / "needs"
    if not stamp.exists() or stamp.read_text() != _STAMP:
        venv.create(PLACE / "venv", with_pip=True, clear=True)
        pip(python, "install", "-qq", *NEEDS)
        stamp.write_text(_STAMP)
    return python


def pip(python: Path, *arguments: str) -> None:
    """Run pip with that Python."""
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def unpacked(version: str, python: Path) -> Path:
    """Return the folder of that version's unpacked source distribution."""
    folder = PLACE / f"revox-{version}"
    if not folder.exists():
        wanted = f"revox=={version}"
        pip(python, "download", "-qq", "--no-deps", "--no-binary", ":all:", "--dest", str(PLACE), wanted)
        with tarfile.open(PLACE / f"revox-{version}.tar.gz") as archive:
            archive.extractall(PLACE, filter="data")
    return folder


def run(version: str, python: Path, url: str) -> Outcome:
    """Run the suite of one version in its own world."""
    folder, world = unpacked(version, python), f"revox-{version}"
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": f"{folder / 'src'}:{Path(__file__).parent / 'plugin'}",
        "TEST_API_BASE_URL": f"{url}/w/{world}/revox/api",
    }
    command = [
        str(python),
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "unskip",
        "-n",
        "2",
        "tests/api_resources",
    ]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    summary = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()[-300:]
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:])  # noqa: T201
    passed = re.search(r"(\d+) passed", summary)
    with Control(url, world=world) as control:
        requests = Counter(request.operation or "unmatched" for request in control.requests)
    return Outcome(version, int(passed[1]) if passed else 0, re.sub(r" in [\d.]+s.*", "", summary), requests)


def page(outcomes: list[Outcome]) -> str:
    """Return the content of docs/conformance.md."""
    operations = PROVIDERS["revox"].operations
    head = " | ".join(outcome.version for outcome in outcomes)
    passed = " | ".join(f"{outcome.passed}/{SUITES[outcome.version]}" for outcome in outcomes)
    rows = [
        f"| `{operation.method} {operation.template}` | "
        + " | ".join(str(outcome.requests[operation.name] or "") for outcome in outcomes)
        + " |"
        for operation in operations
    ]
    return "\n".join(
        [
            "# Conformance",
            "",
            "This page shows which endpoints the official Revox clients use, and that the simulator satisfies them.",
            "",
            "The official Python package of Revox has tests of every method, with strict and loose validation, with",
            "and without asyncio. Upstream skips all of them, because no mock server satisfies them. The command",
            "`./scripts/conformance` downloads the source distribution of each version, removes the skip mark, and",
            "runs its `tests/api_resources` against a live server in profile `lenient`. It fails unless all tests of",
            "a version passed and none was skipped. `./scripts/conformance --write` generates this page.",
            "",
            "Requests to each endpoint, by version of the client:",
            "",
            f"| endpoint | {head} |",
            "|---|" + "---|" * len(outcomes),
            *rows,
            f"| **tests passed** | {passed} |",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
