"""pytest, per test: one POST and three GETs, by our plugin and by the libraries that people use else.

Each library runs a suite of 201 such tests, each suite in a process of its own. Counted is from the end of the first
test to the end of the last, by a hook in its conftest, so that the start of pytest, imports and the session's server
are left out. Rounds are interleaved; the first only warms.
"""

import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import partial
from statistics import median

from benchmarks import peers
from benchmarks.processes import OWN, ROOT, environment, python
from benchmarks.startup import interleaved
from benchmarks.tables import MACHINE, Table, ratios, spread

TESTS = 200
ROUNDS = 7
ORDER = '{"agent_id": "agent_abc123", "phone_number": "+12125550142"}'
CLOCK = """
import time
ends = []
def pytest_runtest_logfinish():
    ends.append(time.perf_counter())
def pytest_unconfigure():
    print(f"\\nseconds: {ends[-1] - ends[0]}")
"""
EMPTY = "# TEST\ndef test_NUMBER():\n    pass\n"
IN_PROCESS = """
# TEST
def test_NUMBER(mockserver):
    http = mockserver.client("ringyo")
    call = http.post("/calls", json=ORDER).json()["id"]
    for _ in range(3):
        assert http.get("/calls/" + call).status_code == 200
"""
SOCKET = """
import functools, pytest
@pytest.fixture(scope="session")
def http():
    import httpx2
    with httpx2.Client(verify=False) as client:
        yield client
# TEST
def test_NUMBER(mockserver, http):
    at = mockserver.ringyo
    headers = {"authorization": "Bearer " + at.api_key, "content-type": "application/json"}
    call = http.post(at.base_url + "/calls", content='ORDER', headers=headers).json()["id"]
    for _ in range(3):
        assert http.get(at.base_url + "/calls/" + call, headers=headers).status_code == 200
"""
RESPONSES = """
import requests, responses
# TEST
@responses.activate
def test_NUMBER():
    responses.post("http://x/calls", json={"id": "c0"}, status=201)
    responses.get("http://x/calls/c0", json={"id": "c0"})
    call = requests.post("http://x/calls", data='ORDER').json()["id"]
    for _ in range(3):
        assert requests.get("http://x/calls/" + call).status_code == 200
"""
RESPX = """
import httpx, pytest
@pytest.fixture(scope="session")
def http():
    with httpx.Client(verify=False) as client:
        yield client
# TEST
def test_NUMBER(respx_mock, http):
    respx_mock.post("http://x/calls").respond(201, json={"id": "c0"})
    respx_mock.get("http://x/calls/c0").respond(json={"id": "c0"})
    call = http.post("http://x/calls", content='ORDER').json()["id"]
    for _ in range(3):
        assert http.get("http://x/calls/" + call).status_code == 200
"""
PYTEST_HTTPX = """
import httpx, pytest
@pytest.fixture(scope="session")
def http():
    with httpx.Client(verify=False) as client:
        yield client
# TEST
def test_NUMBER(httpx_mock, http):
    httpx_mock.add_response(method="POST", url="http://x/calls", json={"id": "c0"}, status_code=201)
    httpx_mock.add_response(method="GET", url="http://x/calls/c0", json={"id": "c0"}, is_reusable=True)
    call = http.post("http://x/calls", content='ORDER').json()["id"]
    for _ in range(3):
        assert http.get("http://x/calls/" + call).status_code == 200
"""
HTTPSERVER = """
import httpx, pytest
@pytest.fixture(scope="session")
def http():
    with httpx.Client(verify=False) as client:
        yield client
# TEST
def test_NUMBER(httpserver, http):
    httpserver.expect_request("/calls", method="POST").respond_with_json({"id": "c0"}, status=201)
    httpserver.expect_request("/calls/c0", method="GET").respond_with_json({"id": "c0"})
    call = http.post(httpserver.url_for("/calls"), content='ORDER').json()["id"]
    for _ in range(3):
        assert http.get(httpserver.url_for("/calls/" + call)).status_code == 200
"""
OURS = {"an empty test": EMPTY, "mockserver, in process": IN_PROCESS, "mockserver, socket": SOCKET}
THEIRS = {"responses": RESPONSES, "respx": RESPX, "pytest-httpx": PYTEST_HTTPX, "pytest-httpserver": HTTPSERVER}
TARGETS = {
    "mockserver, in process": ("responses", "≤ 2.2 ms, < 0.9 × responses"),
    "mockserver, socket": ("pytest-httpserver", "≤ 5.8 ms, < 0.8 × pytest-httpserver"),
}


def tables() -> Iterable[Table]:
    """The table."""
    note = f"Medians (smallest–largest) of {ROUNDS} interleaved rounds. {MACHINE}."
    yield Table("pytest, per test", ("library", "ms/test", "ratio", "target"), list(_rows()), note)


def _rows() -> Iterator[tuple[object, ...]]:
    texts = {**OURS, **THEIRS}
    suites = {name: _suite(name, text) for name, text in texts.items() if name in OURS or peers.version_of(name)}
    found = interleaved({name: partial(_per_test, command) for name, command in suites.items()}, ROUNDS)
    for name in suites:
        than, target = TARGETS.get(name, ("", ""))
        compared = than in found
        ratio = f"{median(ratios(found[name], found[than])):.2f} × {than}" if compared else ""
        yield name, spread(found[name]), ratio, target
    for name in sorted(set(THEIRS) - set(suites)):
        yield name, "not found", "", ""


def _per_test(command: list[str]) -> float:
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True, text=True)
    found = re.search(r"^seconds: (\S+)$", done.stdout, re.MULTILINE)
    assert found is not None, done.stdout[-500:]
    return float(found[1]) / TESTS


def _suite(name: str, text: str) -> list[str]:
    """The command that runs a suite."""
    folder = OWN / "suites" / name.replace(" ", "_").replace(",", "")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conftest.py").write_text(CLOCK)
    (folder / "test_it.py").write_text(_module(text).replace("ORDER", ORDER))
    options = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(folder))
    return [str(peers.PYTHON), *options, str(folder)] if peers.PYTHON.exists() else python(*options, str(folder))


def _module(text: str) -> str:
    """The head once, and the test once more than is counted."""
    head, _, test = text.partition("# TEST\n")
    return head + "".join(test.replace("NUMBER", str(number)) for number in range(TESTS + 1))
