"""`POST /__admin/scenarios/check`: the findings of `mockserver check`, for a text that is not stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockserver.providers import PROVIDERS
from mockserver.scenarios.file_check import check_files
from mockserver.scenarios.limits import ScenarioLimits
from mockserver.scenarios.shipped import shipped_library
from mockserver.world.settings import Limits
from tests.api_client import AppClient

GOOD = "version: 1\nname: mine\nattempts: [{fails: busy}]\n"
WRONG = [
    GOOD,
    "",
    "# nothing\n",
    "a: [",
    "\t- x",
    '"',
    b"\xff\xfe\x00",
    "just text",
    "[1, 2]",
    "version: 1\nname: x\natempts: []\n",
    "version: 1\nname: x\nextends: bussy\n---\nversion: 1\nname: y\nattempts: [{fails: buzy}]\n",
    "version: 1\nname: x\nextends: x\n",
    "version: 1\nname: x\nplay: busy\nattempts: [{fails: busy}]\n---\na: [\n---\nversion: 1\nname: z\nextends: no\n",
    f"{GOOD}---\n{GOOD}",
    "version: 1\nname: x\nprovider: ringyo\nstates: [{riging: 1s}]\n",
    "version: 1\nname: x\nattempts: [{fails: busy}, {talk: [{agent: 'Hi {{name}}'}], lasts: 0s}]\n"
    "faults: [{fault: error, operation: calls.gte}]\n",
    '{"version": 1, "name": "json", "attempts": [{"fails": "buzy"}]}',
]


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def check(client: AppClient, text: str | bytes) -> Any:
    reply = client.post("/__admin/scenarios/check", text)
    assert reply.status == 200, reply.json
    return reply.json


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_the_findings_are_those_of_a_file(client: AppClient, tmp_path: Path, text: str | bytes) -> None:
    file = tmp_path / "text.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    vocabularies, operations = PROVIDERS.vocabularies(), PROVIDERS.operation_names()
    expected = check_files([file], vocabularies, shipped_library(), operations)
    found = check(client, text)
    rows = [
        (row.severity, row.problem.line, row.problem.column, row.problem.path, row.problem.message)
        for row in expected.findings
    ]
    assert [tuple(row.values()) for row in found["problems"]] == [
        (*row[:4], row[4].replace(str(file), "request body")) for row in rows
    ]
    assert found["valid"] is (expected.errors == 0)
    assert [row["line"] for row in found["problems"]] == sorted(row["line"] for row in found["problems"])


def test_a_check_names_the_scenarios_and_stores_nothing(client: AppClient) -> None:
    before = client.get("/__admin/scenarios").json
    found = check(client, f"{GOOD}---\nversion: 1\nattempts: []\n---\nversion: 1\nname: other\nextends: mine\n")
    assert found["names"] == ["mine", "other"]
    assert {row["line"] for row in found["problems"]} == {5, 6}
    assert client.get("/__admin/scenarios").json == before
    assert check(client, GOOD) == {"valid": True, "names": ["mine"], "problems": []}


def test_warnings_leave_a_text_valid(client: AppClient) -> None:
    found = check(client, "version: 1\nname: x\nattempts: [{talk: [{agent: 'Hi {{name}}'}]}]\n")
    (row,) = found["problems"]
    assert (found["valid"], row["severity"], row["path"]) == (True, "warning", "attempts[0].talk[0].agent")
    assert (row["line"], row["column"]) == (3, 28)


def test_scenarios_may_refer_to_those_of_the_world(client: AppClient) -> None:
    text = "version: 1\nname: x\nextends: mine\n"
    assert "there is no scenario 'mine'" in check(client, text)["problems"][0]["message"]
    client.post("/__admin/scenarios", GOOD)
    assert check(client, text)["valid"]
    circle = check(client, "version: 1\nname: mine\nextends: x\n---\n" + text)
    assert "refers to itself" in circle["problems"][0]["message"]


def test_a_new_version_of_a_scenario_is_no_duplicate(client: AppClient) -> None:
    client.post("/__admin/scenarios", GOOD)
    assert check(client, GOOD)["problems"] == []


@pytest.mark.parametrize("count", [1, 200])
def test_small_and_large_texts_are_checked(client: AppClient, count: int) -> None:
    documents = [f"version: 1\nname: x{number}\nsummary: {'x' * 100}\nextends: busy\n" for number in range(count)]
    assert check(client, "---\n".join(documents)) == {
        "valid": True,
        "names": [f"x{number}" for number in range(count)],
        "problems": [],
    }


def test_the_limits_of_scenarios_apply() -> None:
    with AppClient(limits=Limits(scenarios=ScenarioLimits(bytes=20))) as client:
        (row,) = check(client, GOOD)["problems"]
    assert "has 48 bytes; at most 20 are read" in row["message"]


def test_a_broken_encoding_is_refused(client: AppClient) -> None:
    assert client.post("/__admin/scenarios/check", GOOD, content_encoding="gzip").status == 400
