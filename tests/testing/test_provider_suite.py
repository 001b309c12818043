"""The suite of providers finds mistakes: each test makes one in the example package and runs a test that must fail."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.plugin_packages import PACKAGE, path_with, run_suite


class Mistake(NamedTuple):
    """A change of a file of the package, and a test that must fail because of it."""

    file: str
    old: str
    new: str
    test: str


MISTAKES = {
    "a random id": Mistake(
        "calls.py",
        "world.randomness.letters(f\"tiny:call:{world.next_serial('tiny')}\", 12)",
        '__import__("secrets").token_hex(6)',
        "test_the_same_seed_gives_the_same_bytes",
    ),
    "a number of calls of all providers": Mistake(
        "calls.py",
        "world.next_serial('tiny')",
        "len(world.calls)",
        "test_calls_of_other_providers_change_nothing",
    ),
    "numbers in any form": Mistake(
        "calls.py", "is_e164(body.to)", "body.to is not None", "test_a_number_that_is_not_e164_is_refused"
    ),
    "JSON that is read without checks": Mistake(
        "calls.py",
        "read_object(request.body)",
        "msgspec.json.decode(request.body)",
        "test_an_invalid_json_body_is_refused",
    ),
    "an undeclared status": Mistake("routes.py", "201)\n", "202)\n", "test_every_shipped_scenario_plays"),
    "a field that is not in the document": Mistake(
        "calls.py", "result=result, to=", "result=result, more=1, to=", "test_every_shipped_scenario_plays"
    ),
    "a cancel that does nothing": Mistake(
        "routes.py", "if not call.closed:", "if False:", "test_a_call_that_never_ends"
    ),
    "an operation that reads no call": Mistake(
        "routes.py", "get_call, reads_path,", "get_call,", "test_the_step_clock"
    ),
    "a webhook with another status": Mistake(
        "webhook_policy.py", "render_call(call))", "{**render_call(call), 'status': 'live'})", "test_the_last_webhook"
    ),
    "a webhook that nobody asked for": Mistake(
        "webhook_policy.py",
        "if hook is not None:",
        "hook = hook or 'http://localhost:9/x'\n    if hook:",
        "test_nobody_who_did_not_ask",
    ),
    "details without a type": Mistake(
        "__init__.py", "details=CallDetails", "details=object", "test_a_damaged_snapshot"
    ),
    "an endpoint without documentation": Mistake(
        "README.md", "| `DELETE /v1/calls/{id}` | ends a call now |\n", "", "test_the_readme_names_every_endpoint"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=[name.replace(" ", "-") for name in MISTAKES])
def test_the_suite_finds(tmp_path: Path, mistake: Mistake) -> None:
    package, site = tmp_path / "package", tmp_path / "site"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    site.mkdir()
    file = package / "mockserver_tiny" / mistake.file
    text = file.read_text()
    assert mistake.old in text
    file.write_text(text.replace(mistake.old, mistake.new))
    done = run_suite(package, path_with(package, site), "-k", mistake.test, "-x")
    assert re.search(r"1 failed", done.stdout), done.stdout + done.stderr
