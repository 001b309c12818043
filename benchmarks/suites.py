"""pytest, per test: one POST and three GETs, by our plugin and by the libraries that people use else.

Each library runs a suite of 1 and one of 201 such tests; the difference divided by 200 is the time of one test, so
that what pytest and the imports cost is left out. In interleaved rounds, each suite in a process of its own.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from statistics import median

from benchmarks import peers
from benchmarks.processes import OWN, python, timed
from benchmarks.startup import interleaved
from benchmarks.tables import MACHINE, Table, ratios, spread

TESTS = 200
ROUNDS = 3
ORDER = '{"agent_id": "agent_abc123", "phone_number": "+12125550142"}'
EMPTY = "# TEST\ndef test_NUMBER():\n    pass\n"
IN_PROCESS = """
import asyncio, httpx2
async def life(app, at):
    headers = {"authorization": "Bearer " + at.api_key, "content-type": "application/json"}
    way = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=way, base_url=at.base_url, headers=headers) as http:
        call = (await http.post("/calls", content='ORDER')).json()["id"]
        for _ in range(3):
            assert (await http.get("/calls/" + call)).status_code == 200
# TEST
def test_NUMBER(mockserver):
    asyncio.run(life(mockserver.asgi, mockserver.ringyo))
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
    suites = {name: _suites(name, text) for name, text in texts.items() if name in OURS or peers.version_of(name)}
    measures = {name: partial(_per_test, few, many) for name, (few, many) in suites.items()}
    found = interleaved(measures, ROUNDS)
    for name in suites:
        than, target = TARGETS.get(name, ("", ""))
        compared = than in found
        ratio = f"{median(ratios(found[name], found[than])):.2f} × {than}" if compared else ""
        yield name, spread(found[name]), ratio, target
    for name in sorted(set(THEIRS) - set(suites)):
        yield name, "not found", "", ""


def _per_test(few: list[str], many: list[str]) -> float:
    return (timed(many) - timed(few)) / TESTS


def _suites(name: str, text: str) -> tuple[list[str], list[str]]:
    """The commands that run one test, and all of them."""
    commands = []
    for count in (1, TESTS + 1):
        folder = OWN / "suites" / f"{name.replace(' ', '_').replace(',', '')}-{count}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "test_it.py").write_text(_module(text, count).replace("ORDER", ORDER))
        options = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(folder))
        commands.append(
            [str(peers.PYTHON), *options, str(folder)] if peers.PYTHON.exists() else python(*options, str(folder))
        )
    return commands[0], commands[1]


def _module(text: str, count: int) -> str:
    """The head once, and the test so many times."""
    head, _, test = text.partition("# TEST\n")
    return head + "".join(test.replace("NUMBER", str(number)) for number in range(count))
