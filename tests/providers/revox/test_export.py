"""Orders and rows of Revox as CSV."""

import csv
import io
from typing import Any

from mockserver.testing.api_client import ApiClient
from tests.providers.revox.test_search import ANY, create

EVERYTHING = {"filters": ANY}


def rows(reply: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reply.json["csv"])))


def test_an_export_has_a_line_for_each_match_whatever_the_page() -> None:
    client = ApiClient("revox")
    for digit in range(3):
        create(client, f"+1415555014{digit}")
    client.settle()
    create(client, "+14155550149", "busy")
    client.advance("1m")
    reply = client.post("/api/call/export", {"filters": {**ANY, "page": 7, "page_size": 1}})
    lines = rows(reply)
    assert [line["to_phone_number"][-1] for line in lines] == ["9", "2", "1", "0"]
    assert reply.json["filename"].endswith(".csv")
    assert lines[0]["status"] == "scheduled"
    assert lines[0]["dial_error"] == "busy"
    assert (lines[1]["status"], lines[1]["result"], lines[1]["calls_count"]) == ("completed", "human", "1")
    assert float(lines[1]["talk_seconds"]) > 0
    found = rows(client.post("/api/call/export", {"filters": {**ANY, "statuses": ["completed"]}}))
    assert len(found) == 3


def test_metadata_and_structured_output_are_columns_on_demand() -> None:
    client = ApiClient("revox")
    config = [{"name": "wants", "required": True, "type": "boolean"}]
    assistant = {"prompt": "p", "structured_output_config": config}
    create(client, "+14155550141", metadata={"shop": 'Le "Coq", Lyon\nFrance'}, assistant=assistant)
    client.settle()
    create(client, "+14155550142")
    plain = rows(client.post("/api/call/export", EVERYTHING))[1]
    assert not any(name.startswith(("metadata.", "output.")) for name in plain)
    full = rows(
        client.post(
            "/api/call/export", {**EVERYTHING, "include_metadata": True, "include_structured_output_fields": True}
        )
    )
    assert full[1]["metadata.shop"] == 'Le "Coq", Lyon\nFrance'
    assert full[1]["output.wants"] in ("true", "false")
    assert (full[0]["metadata.shop"], full[0]["output.wants"]) == ("", "")


def test_an_export_without_filters_is_refused() -> None:
    reply = ApiClient("revox").post("/api/call/export", {})
    assert (reply.status, reply.json["message"]) == (400, "filters is required.")
