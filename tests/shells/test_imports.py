"""What is imported when: the quick commands and an unused plugin load nothing heavy. Lists of modules, no clocks."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"starlette", "uvicorn", "uvloop", "httptools", "yaml", "faker", "rich", "httpx2", "phonenumbers", "msgspec"}
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


def loaded(script: str) -> set[str]:
    """The modules that a script loads; it prints them last."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


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
