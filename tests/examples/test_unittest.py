"""The example with unittest passes without warnings, and fails if the simulated calls or the program are wrong."""

import re
import sys
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES, ROOT, copy_with, run

EXAMPLE = EXAMPLES / "unittest"
COMMAND = (sys.executable, "-B", "-W", "error", "-m", "unittest")
ALL = len(re.findall(r"^    (?:async )?def test_", (EXAMPLE / "test_orders.py").read_text("utf-8"), re.MULTILINE))


def failed(output: str) -> list[str]:
    """Return the names of the tests that failed; all must have run."""
    assert f"Ran {ALL} tests in" in output, output
    return re.findall(r"^(?:FAIL|ERROR): (\w+)", output, re.MULTILINE)


def test_it_passes() -> None:
    done = run(COMMAND, EXAMPLE, PYTHONPATH=str(ROOT))
    assert (done.returncode, failed(done.stdout)) == (0, []), done.stdout
    assert done.stdout.startswith("." * ALL), f"something was printed: {done.stdout}"


@pytest.mark.parametrize(
    ("old", "new", "tests"),
    [
        pytest.param(
            "PASSING = {429, 500, 502, 503, 504}",
            "PASSING = {429}",
            ["test_an_order_is_repeated_while_the_provider_is_down"],
            id="no retry",
        ),
        pytest.param(
            "        except (ValueError, TypeError, KeyError):\n            return 400",
            "        except (ValueError, TypeError, KeyError):\n            return 200",
            ["test_a_webhook_that_arrives_in_part_is_refused"],
            id="accepts half a webhook",
        ),
        pytest.param(
            'f"call/{order}"',
            'f"calls/{order}"',
            # each of them twice: the request fails, and tearDown finds that it fits no route
            ["test_a_busy_line_is_tried_again_two_hours_later", "test_an_order_is_seen_on_its_way"] * 2,
            id="wrong path",
        ),
    ],
)
def test_it_fails_if_the_program_is_wrong(tmp_path: Path, old: str, new: str, tests: list[str]) -> None:
    done = run(COMMAND, copy_with(EXAMPLE, tmp_path, "orders.py", old, new), PYTHONPATH=str(ROOT))
    assert (done.returncode, failed(done.stdout)) == (1, tests)


def test_it_fails_if_calls_go_otherwise(tmp_path: Path) -> None:
    settings = 'MockServer(clock="manual"'
    copy = copy_with(EXAMPLE, tmp_path, "test_orders.py", settings, settings + ', scenarios="busy.yaml"')
    (copy / "busy.yaml").write_text("version: 1\nname: always\nfor: {to: '*'}\nattempts: [{fails: busy}]\n")
    done = run(COMMAND, copy, PYTHONPATH=str(ROOT))
    assert (done.returncode, failed(done.stdout)) == (
        1,
        ["test_a_webhook_that_arrives_twice_is_booked_once", "test_an_order_is_seen_on_its_way"],
    )
