"""The journal as HAR 1.2: valid by the schema beside this file, the same requests as the list, no secrets."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from mockserver.client import Control
from mockserver.server.server import Server
from mockserver.world.settings import Limits
from tests.api_client import AppClient

SCHEMA = json.loads(Path(__file__).with_name("har.schema.json").read_text())
ORDER = {"phone_number": "+14155550142", "agent_id": "agent_abc123"}


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def archive(client: AppClient, query: str = "", **headers: str) -> Any:
    """Return the log of the archive, after validating it."""
    reply = client.get(f"/__admin/requests.har{query}", **headers)
    assert (reply.status, reply.headers["content-type"]) == (200, "application/json")
    jsonschema_rs.validator_for(SCHEMA).validate(reply.json)
    return reply.json["log"]


@pytest.mark.parametrize(
    "broken",
    [
        {"log": {"version": "1.2", "creator": {"name": "x"}, "entries": []}},
        {"log": {"version": "1.1", "creator": {"name": "x", "version": "1"}, "entries": []}},
        {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [{}]}},
        {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [], "more": 1}},
    ],
)
def test_the_schema_refuses_what_is_no_archive(broken: Any) -> None:
    assert not jsonschema_rs.validator_for(SCHEMA).is_valid(broken)


def test_an_empty_journal_is_an_archive(client: AppClient) -> None:
    assert archive(client)["entries"] == []


def test_an_entry_has_request_response_and_times(client: AppClient) -> None:
    call = client.post("/ringyo/v1/calls", ORDER).json["id"]
    client.get(f"/ringyo/v1/calls/{call}?expand=a%20b&expand=")
    log = archive(client)
    assert (log["creator"]["name"], "World default" in log["comment"]) == ("mockserver", True)
    post, get = log["entries"]
    (row, _) = client.get("/__admin/requests").json["requests"]
    assert post["startedDateTime"] == "2026-01-05T15:00:00Z"
    assert (post["request"]["method"], post["request"]["url"]) == ("POST", "http://mock.test:4010/ringyo/v1/calls")
    assert post["request"]["postData"] == {"mimeType": "application/json", "text": json.dumps(ORDER)}
    assert post["request"]["bodySize"] == len(json.dumps(ORDER))
    assert (post["response"]["status"], post["response"]["statusText"]) == (201, "Created")
    content = post["response"]["content"]
    assert (json.loads(content["text"])["id"], content["mimeType"]) == (call, "application/json")
    assert post["response"]["bodySize"] == content["size"] == len(content["text"])
    assert post["timings"] == {"blocked": -1, "send": 0, "wait": row["duration_ms"], "receive": 0}
    assert post["time"] == row["duration_ms"]
    assert (post["_id"], post["_call"], post["_operation"]) == (1, call, "calls.create")
    assert post["_call_status"] == {"before": None, "after": "queued"}
    assert {"comment", "connection", "_fault"}.isdisjoint(post)
    assert "postData" not in get["request"]
    assert get["request"]["queryString"] == [{"name": "expand", "value": "a b"}, {"name": "expand", "value": ""}]


def test_a_fault_without_an_answer_has_status_0(client: AppClient) -> None:
    client.post("/__admin/faults", {"fault": "reset", "first": 1})
    with pytest.raises(ConnectionResetError):
        client.get("/ringyo/v1/calls")
    (entry,) = archive(client)["entries"]
    response = entry["response"]
    assert (response["status"], response["statusText"], response["content"]["mimeType"]) == (0, "", "x-unknown")
    assert (entry["_fault"], response["content"]["text"]) == ("fault-1 reset", "")


def test_the_delay_of_a_fault_is_blocked_time(client: AppClient) -> None:
    client.post("/__admin/faults", {"fault": "delay", "for": "1ms", "first": 1})
    client.get("/ringyo/v1/calls")
    (entry,) = archive(client)["entries"]
    timings = entry["timings"]
    assert timings["blocked"] == 1.0
    assert entry["time"] == round(timings["wait"] + 1.0, 3)


def test_comments_have_the_note_and_the_findings(client: AppClient) -> None:
    client.get("/ringyo/calls")
    client.post("/ringyo/v1/calls", {**ORDER, "metdata": {}})
    lost, order = archive(client)["entries"]
    assert lost["comment"].startswith("The path lacks '/v1'.")
    assert "_operation" not in lost
    found = "The field 'metdata' is not documented. Did you mean 'metadata'?"
    assert order["comment"] == f"unknown field ignored: 'metdata' (did you mean 'metadata'?) {found}"
    assert order["_findings"] == [{"kind": "unknown_field", "message": found}]


def test_secrets_are_redacted(client: AppClient) -> None:
    order = {**ORDER, "metadata": {"api_key": "very-secret-value"}}
    client.post("/ringyo/v1/calls?api_key=very-secret-value", order, authorization="Bearer very-secret-value")
    assert "very-secret-value" not in json.dumps(archive(client))


def test_the_archive_has_the_filters_of_the_list(client: AppClient) -> None:
    for _ in range(3):
        client.get("/ringyo/v1/calls")
        client.get("/ringyo/v1/calls/nobody")
    assert [entry["_id"] for entry in archive(client, "?status=404")["entries"]] == [2, 4, 6]
    assert [entry["_id"] for entry in archive(client, "?status=404&limit=1&cursor=2")["entries"]] == [4]
    assert "Did you mean 'status'?" in client.get("/__admin/requests.har?statsu=404").error["message"]


def test_the_archive_is_not_paged(client: AppClient) -> None:
    for _ in range(1001):
        client.get("/ringyo/v1/calls")
    assert len(archive(client)["entries"]) == 1001


def test_media_types_are_inferred(client: AppClient) -> None:
    client.post("/revox/api/voices/preview", {"provider": "cartesia", "voiceId": "cartesia-en-ada"})
    texts = {1: "<html>", 2: "oops"}
    client.post("/__admin/faults", [{"fault": "error", "body": text, "nth": nth} for nth, text in texts.items()])
    client.get("/ringyo/v1/calls")
    client.get("/ringyo/v1/calls")
    client.get("/revring/v1/nothing")
    media = [entry["response"]["content"]["mimeType"] for entry in archive(client)["entries"]]
    statuses = [entry["response"]["status"] for entry in archive(client)["entries"]]
    assert list(zip(statuses, media, strict=True)) == [
        (200, "audio/mpeg"),
        (500, "text/html"),
        (500, "text/plain"),
        (404, "application/json"),
    ]


def test_bodies_that_were_cut_or_dropped_have_no_size() -> None:
    with AppClient(limits=Limits(journal_bytes=200_000)) as client:
        client.post("/ringyo/v1/calls", b"x" * 70_000)
        (entry,) = archive(client)["entries"]
        assert (entry["request"]["bodySize"], entry["response"]["bodySize"] > 0) == (-1, True)
        for _ in range(3):
            client.post("/ringyo/v1/calls", b"x" * 60_000)
        dropped, *_ = archive(client)["entries"]
        assert (dropped["request"]["bodySize"], dropped["response"]["bodySize"]) == (-1, -1)
        assert "dropped" in dropped["response"]["content"]["comment"]


def test_the_connection_is_a_text(control: Control, http: Any, server: Server) -> None:
    http.get(f"{server.url}/ringyo/v1/calls", headers={"x-mockserver-world": str(control.world)})
    sent = control.send("GET", "/requests.har")
    jsonschema_rs.validator_for(SCHEMA).validate(sent)
    (request,) = control.requests
    (entry,) = sent["log"]["entries"]
    assert entry["connection"] == str(request.connection)
    assert entry["request"]["url"] == f"{server.url}/ringyo/v1/calls"
