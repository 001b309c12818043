"""The curl lines, Python and YAML of README.md and docs/ work: each is executed unchanged.

The curl lines of one block form a session with a new server, so later lines see the effects of earlier ones.
"""

import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mockserver.scenarios.reading import load_text
from mockserver.simulation.clock import Mode
from mockserver.testing.api_client import Response
from mockserver.world.settings import Examples
from tests.api_client import AppClient

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WHOLE_SUITES = ("README.md", "forward-compatibility.md", "webhooks.md")  #: pages whose Python blocks are test files
FILE = re.compile(r"^(`{3,})\w+ title=.*?^\1$", re.DOTALL | re.MULTILINE)  #: a block that shows a whole file
_REFUSED = re.compile(r"  # ([45]\d\d)$")


class Curl(NamedTuple):
    """The request of a curl command; the target begins with the host."""

    method: str
    target: str
    data: str | None
    headers: dict[str, Any]
    refused: int | None = None  #: the status of an error that the page expects: `# 404` at the end of the line


def blocks(language: str, *pages: str) -> list[tuple[str, str]]:
    """Return (page, text) of every code block in a language. The files of an example are tested with the example."""
    fence = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    chosen = [page for page in PAGES if not pages or page.name in pages]
    return [(page.name, block) for page in chosen for block in fence.findall(FILE.sub("", page.read_text("utf-8")))]


def curl_lines(block: str) -> list[str]:
    """Return the curl commands of a console block; continuation lines are joined."""
    return [line[2:] for line in block.replace("\\\n", " ").splitlines() if line.startswith("$ curl")]


def read(line: str) -> Curl:
    expected = _REFUSED.search(line)
    words = shlex.split(line.split(" > ")[0], comments=True)[1:]
    method, data, target, headers = "GET", None, "", dict[str, Any]()
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word in ("-d", "--data-binary"):
            data = words.pop(0)
            headers.setdefault("content_type", "application/x-www-form-urlencoded")  # as curl does
            method = "POST" if method == "GET" else method
        elif word == "-H":
            name, value = words.pop(0).split(": ", 1)
            headers[name.lower().replace("-", "_")] = value
        elif not word.startswith("-"):
            target = word.removeprefix("http://")
    return Curl(method, target, data, headers, int(expected[1]) if expected else None)


def run(client: AppClient, curl: Curl) -> Response:
    host, _, path = curl.target.partition("/")
    data = curl.data
    if data == "@world.json":
        data = client.get("/__admin/snapshot").body.decode()
    return client.request(curl.method, f"/{path}", data, **{"host": host, **curl.headers})


SESSIONS = [(page, lines) for page, block in blocks("console") if (lines := curl_lines(block))]


def test_there_are_lines_to_run() -> None:
    assert sum(len(lines) for _, lines in SESSIONS) >= 20


@pytest.mark.parametrize(("page", "lines"), SESSIONS)
def test_each_curl_line_succeeds(page: str, lines: list[str]) -> None:
    with AppClient(mode=Mode.MANUAL, examples=Examples.DOCUMENTED) as client:
        for line in lines:
            curl = read(line)
            reply = run(client, curl)
            assert reply.status == curl.refused if curl.refused else reply.status < 300, (page, line, reply.body)


@pytest.mark.slow
@pytest.mark.parametrize(("page", "block"), blocks("python", *WHOLE_SUITES))
def test_each_block_of_tests_passes(pytester: pytest.Pytester, page: str, block: str) -> None:
    pytester.makepyfile(test_page=block)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-W", "error")
    outcomes = result.parseoutcomes()
    assert set(outcomes) == {"passed"}, page


@pytest.mark.parametrize(("page", "block"), blocks("yaml", "webhooks.md"))
def test_each_scenario_of_the_page_on_webhooks_loads(page: str, block: str) -> None:
    assert load_text(block, page)
