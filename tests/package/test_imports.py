"""The import budget: which modules are imported when. `benchmarks/` measures how long that takes.

`--version`, `--help`, `import mockserver` and an unused plugin import nothing. `serve` imports what it needs to route
requests, and the rest with the first request that needs it: Starlette for the control API, the endpoints of a provider
for that provider, YAML for the first world.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from mockserver.providers import BUILT_IN

ROOT = Path(__file__).parents[2]
CONTROL = {"starlette.applications", "starlette.routing", "mockserver.control.routes"}
SCENARIOS = {"yaml", "mockserver.scenarios.yaml12", "mockserver.scenarios.reading", "mockserver.scenarios.planner"}
FIXTURES = {"mockserver.gateway.fixture_files"}
ENDPOINTS = {f"mockserver.providers.{provider.name}.routes" for provider in BUILT_IN}
ZONES = {"phonenumbers", "zoneinfo"}
RARE = {"faker", "httpx", "httpx2", "rich", "hypothesis", "jsonschema", "importlib.metadata"} | {
    "csv",
    "difflib",
    "email.parser",
    "mockserver.scenarios.lint",
    "mockserver.scenarios.match",
    "statistics",
    "wave",
}
# uvicorn imports watchfiles, and so anyio, if it is installed: 10 ms
CLIENT = {"http.client"}  #: newer versions of Starlette import it
LATER = CONTROL | CLIENT | SCENARIOS | FIXTURES | ENDPOINTS | ZONES | RARE
HEAVY = LATER | {"starlette", "uvicorn", "uvloop", "httptools", "msgspec"}
QUIET = HEAVY | {"asyncio", "ssl"}
COMMAND = """
import sys
sys.argv = ["mockserver", *{arguments!r}]
from mockserver.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules))
"""
SERVE = [sys.executable, "-X", "importtime", "-m", "mockserver", "serve", "--port", "0"]


def loaded(script: str) -> set[str]:
    """Return the modules that a script imports; it prints them last."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@contextmanager
def served(log: Path) -> Iterator[str]:
    """Run `mockserver serve` on a free port and yield its base URL; the log lists its imports."""
    with (
        log.open("w") as imports,
        subprocess.Popen(SERVE, cwd=ROOT, stdout=subprocess.PIPE, stderr=imports, text=True) as run,
    ):
        assert run.stdout is not None
        try:
            yield next(line.split()[1] for line in run.stdout if line.startswith("Ready"))
        finally:
            run.terminate()


def status_of(url: str, body: bytes | None = None) -> int:
    """Return the status of a GET, or of a POST with that body."""
    headers = {"authorization": "Bearer key", "content-type": "application/json"}
    with urlopen(Request(url, body, headers)) as answer:
        return int(answer.status)


def imported(log: Path) -> set[str]:
    """Return the modules in a log of `-X importtime`."""
    lines = log.read_text().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def test_serve_starts_without_modules_that_only_some_requests_need(tmp_path: Path) -> None:
    log = tmp_path / "imports"
    with served(log) as base:
        before = imported(log)
        assert {"mockserver.server.app", "mockserver.gateway.exchange", "uvicorn"} <= before
        assert not LATER & before
        assert status_of(f"{base}/__admin/health") == 200
    assert not LATER & imported(log)


def test_the_first_order_imports_scenarios_zones_and_the_endpoints_of_its_provider(tmp_path: Path) -> None:
    log = tmp_path / "imports"
    with served(log) as base:
        assert status_of(f"{base}/revox/api/call", b'{"phone_number": "+14155550142", "assistant_id": "a"}') == 200
    endpoints = {"mockserver.providers.revox.routes"}
    assert LATER & imported(log) == SCENARIOS | FIXTURES | ZONES | endpoints


def test_the_first_control_request_imports_starlette(tmp_path: Path) -> None:
    log = tmp_path / "imports"
    with served(log) as base:
        assert status_of(f"{base}/__admin/version") == 200
    loaded = imported(log)
    assert loaded >= CONTROL
    assert not ENDPOINTS & loaded


def test_importing_the_package_imports_nothing_else() -> None:
    before = loaded("import sys; print(*sorted(sys.modules))")
    after = loaded("import sys, mockserver; print(*sorted(sys.modules))")
    assert after - before == {"mockserver"}


@pytest.mark.parametrize("argument", ["--version", "--help", "-h"])
def test_version_and_help_import_nothing(argument: str) -> None:
    before = loaded("import sys; print(*sorted(sys.modules))")
    after = loaded(COMMAND.format(arguments=[argument]))
    assert after - before == {"gc", "mockserver", "mockserver.cli"}


@pytest.mark.parametrize("arguments", [["serve", "--help"], ["check", "--help"]])
def test_the_help_of_a_command_imports_nothing_heavy(arguments: list[str]) -> None:
    assert not QUIET & loaded(COMMAND.format(arguments=arguments))


def test_an_unused_plugin_imports_nothing_else() -> None:
    before = loaded("import sys, pytest; print(*sorted(sys.modules))")
    after = loaded("import sys, pytest, mockserver.pytest_plugin; print(*sorted(sys.modules))")
    assert after - before == {"mockserver", "mockserver.pytest_plugin"}


def test_printing_a_scenario_imports_no_server() -> None:
    modules = loaded(COMMAND.format(arguments=["scenarios", "busy"]))
    assert not {"starlette", "uvicorn", "rich", "httpx2", "faker", "phonenumbers"} & modules
