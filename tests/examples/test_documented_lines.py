"""The curl lines and the Python of README.md and docs/ do what they say: each is run as it stands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver.clock import Mode
from tests.asgi import Client

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
pytest_plugins = ["pytester"]


def curl_lines() -> Iterator[tuple[str, str]]:
    """Every curl command in a console block, continuation lines joined: (page, command)."""
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            joined = block.replace("\\\n", " ")
            yield from ((page.name, line[2:]) for line in joined.splitlines() if line.startswith("$ curl"))


LINES = list(curl_lines())


def test_there_are_lines_to_run() -> None:
    assert len(LINES) >= 6


@pytest.mark.parametrize(("page", "line"), LINES)
def test_each_curl_line_is_answered_well(page: str, line: str) -> None:
    words = shlex.split(line.split(" > ")[0])[1:]
    method, data, target, headers = "GET", None, "", dict[str, str]()
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word in ("-d", "--data-binary"):
            data = words.pop(0)
            method = "POST" if method == "GET" else method
        elif word == "-H":
            name, value = words.pop(0).split(": ", 1)
            headers[name.lower().replace("-", "_")] = value
        elif not word.startswith("-"):
            target = "/" + word.removeprefix("http://").partition("/")[2]
    with Client(mode=Mode.MANUAL, examples=True) as client:
        if data == "@world.json":
            data = client.get("/__admin/snapshot").body.decode()
        reply = client.request(method, target, data, **headers)
    assert reply.status < 300, (page, reply.body)


def test_the_test_on_the_first_screen_passes(pytester: pytest.Pytester) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGES[0].read_text("utf-8"), re.DOTALL)
    pytester.makepyfile(test_orders=block)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)
