"""The import budget: what is loaded when, as lists of modules; how long that takes stands in `benchmarks/` only.

Quick commands, `import mockserver` and an unused plugin load nothing heavy. `serve` loads what it needs to answer at
all, and the rest when the first request needs it. YAML it needs at once: the scenarios are written in it.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
LATER = {"faker", "httpx", "httpx2", "rich", "hypothesis", "phonenumbers", "jsonschema"}
HEAVY = LATER | {"yaml", "starlette", "uvicorn", "uvloop", "httptools", "msgspec"}
QUIET = HEAVY | {"asyncio", "ssl", "http.client"}
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
    """The modules that a script loads; it prints them last."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@contextmanager
def served(log: Path) -> Iterator[str]:
    """`mockserver serve` on a free port: its base URL. What it imports stands in the log."""
    with (
        log.open("w") as told,
        subprocess.Popen(SERVE, cwd=ROOT, stdout=subprocess.PIPE, stderr=told, text=True) as run,
    ):
        assert run.stdout is not None
        try:
            yield next(line.split()[1] for line in run.stdout if line.startswith("Ready"))
        finally:
            run.terminate()


def imported(log: Path) -> set[str]:
    """The modules in a log of `-X importtime`."""
    lines = log.read_text().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def test_serve_starts_without_what_only_some_requests_need(tmp_path: Path) -> None:
    log = tmp_path / "imports"
    with served(log):
        before = imported(log)
    assert {"mockserver.app", "uvicorn", "starlette"} <= before
    assert not LATER & before


def test_the_first_order_loads_the_zones_of_numbers_and_nothing_else_of_that(tmp_path: Path) -> None:
    log = tmp_path / "imports"
    body = b'{"phone_number": "+14155550142", "assistant_id": "a"}'
    headers = {"authorization": "Bearer key", "content-type": "application/json"}
    with served(log) as base, urlopen(Request(f"{base}/revox/api/call", body, headers)) as answer:
        assert answer.status == 200
    assert LATER & imported(log) == {"phonenumbers"}


def test_importing_the_package_imports_nothing_else() -> None:
    before = loaded("import sys; print(*sorted(sys.modules))")
    after = loaded("import sys, mockserver; print(*sorted(sys.modules))")
    assert after - before == {"mockserver"}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["serve", "--help"], ["check", "--help"]])
def test_version_and_help_load_nothing_heavy(arguments: list[str]) -> None:
    assert not QUIET & loaded(COMMAND.format(arguments=arguments))


def test_a_loaded_but_unused_plugin_loads_nothing_heavy() -> None:
    before = loaded("import sys, pytest; print(*sorted(sys.modules))")
    after = loaded("import sys, pytest, mockserver.pytest_plugin; print(*sorted(sys.modules))")
    assert after - before == {"mockserver", "mockserver.pytest_plugin"}


def test_looking_at_a_scenario_starts_no_server() -> None:
    modules = loaded(COMMAND.format(arguments=["scenarios", "busy"]))
    assert not {"starlette", "uvicorn", "rich", "httpx2", "faker", "phonenumbers"} & modules
