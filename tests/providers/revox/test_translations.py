"""Responses to clients of older versions have no values that these versions do not know.

The seven statuses of orders for clients that name no version: docs.getrevox.com, GET /call/{id}, `status`.
"""

from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient

NUMBER = "+14155550142"
EMPTY = ("assignee_ids", "assistant_ids", "campaign_ids", "directions", "from_phone_numbers", "outcomes", "results")
ANY: dict[str, Any] = {**{name: [] for name in EMPTY}, "statuses": [], "page": 1, "page_size": 10}
VERSIONS = ("0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0")


def place(client: ApiClient, scenario: str = "answered", **body: Any) -> str:
    sent = {"phone_number": NUMBER, "skip_calling_window": True, **body}
    return str(client.post("/api/call", sent, x_mockserver_scenario=scenario).json["call"]["id"])


def read(client: ApiClient, call: str, version: str) -> Any:
    return client.get(f"/api/call/{call}", x_stainless_package_version=version).json["call"]


def statuses(client: ApiClient, call: str) -> list[str]:
    return [read(client, call, version)["status"] for version in VERSIONS]


def test_newer_statuses_are_translated() -> None:
    client = ApiClient("revox")
    call = place(client)
    client.advance("52s")
    assert statuses(client, call) == ["calling"] * 2 + ["post_processing"] * 4
    held = place(client, scheduled_at="2026-02-01T10:00:00Z")
    client.post(f"/api/call/{held}/pause")
    assert statuses(client, held) == ["scheduled"] * 2 + ["paused"] * 4


def test_failed_and_screened_attempts_are_translated_for_the_first_version() -> None:
    client = ApiClient("revox")
    busy, screened = place(client, "busy"), place(client, "ios-screening")
    client.advance("3m")
    first = [read(client, call, "0.0.3")["last_call_attempt"] for call in (busy, screened)]
    assert [first[0]["status"], first[1]["result"]] == ["completed", "unknown"]
    later = [read(client, call, "0.1.1")["call_attempts"][0] for call in (busy, screened)]
    assert [later[0]["status"], later[1]["result"]] == ["error", "ios-screening-filter"]


def test_newer_voices_and_models_are_replaced_with_the_default() -> None:
    client = ApiClient("revox")
    model = {"type": "realtime", "provider": "openai", "realtime_model_id": "m"}
    assistant = {"prompt": "p", "voice": {"id": "v", "provider": "gradium"}, "llm_model": model}
    call = place(client, assistant=assistant)
    shown = {version: read(client, call, version) for version in VERSIONS}
    assert [shown[version]["assistant"]["voice"] is None for version in VERSIONS] == [True] * 4 + [False] * 2
    assert [shown[version]["llm_model"]["type"] for version in VERSIONS][1:3] == ["dedicated-instance", "realtime"]


def test_older_clients_get_a_human_agent_as_assistant() -> None:
    client = ApiClient("revox")
    tool = dict.fromkeys(("tool_arguments", "tool_is_error", "tool_name", "tool_output"))
    turn = {"content": "Hi", "role": "human_agent", **tool}
    client.add_scenario("joined", attempts=[{"talk": [{"user": "Hi"}], "fields": {"transcript": [turn]}}])
    call = place(client, "joined")
    client.settle()
    roles = [read(client, call, version)["last_call_attempt"]["transcript"][0]["role"] for version in VERSIONS]
    assert roles == ["assistant"] * 2 + ["human_agent"] * 4


def test_the_version_can_be_set_for_a_world_and_the_request_wins() -> None:
    client = ApiClient("revox")
    call = place(client)
    client.advance("52s")
    client.set_options(api_version="0.1.1")
    assert client.get(f"/api/call/{call}").json["call"]["status"] == "calling"
    assert read(client, call, "0.5.0")["status"] == "post_processing"


@pytest.mark.parametrize(("version", "status"), [("new", "calling"), ("0.x", "calling"), ("9.9.9", "post_processing")])
def test_an_invalid_version_is_no_version_and_a_future_one_is_the_newest(version: str, status: str) -> None:
    client = ApiClient("revox")
    call = place(client)
    client.advance("52s")
    assert read(client, call, version)["status"] == status


def test_clients_that_name_no_version_see_the_seven_documented_statuses() -> None:
    client = ApiClient("revox")
    talked, held = place(client), place(client, scheduled_at="2026-02-01T10:00:00Z")
    client.advance("52s")
    client.post(f"/api/call/{held}/pause")
    shown = [client.get(f"/api/call/{call}").json["call"] for call in (talked, held)]
    assert [call["status"] for call in shown] == ["calling", "scheduled"]
    assert {"outcome", "contact", "updated_at"} <= shown[0].keys()
    client.set_options(order_statuses="newest")
    assert [client.get(f"/api/call/{call}").json["call"]["status"] for call in (talked, held)] == [
        "post_processing",
        "paused",
    ]


def test_filters_accept_a_status_as_it_is_and_as_it_is_shown() -> None:
    client = ApiClient("revox")
    call = place(client)
    client.advance("52s")

    def found(status: str, version: str = "") -> tuple[int, int]:
        body = {**ANY, "statuses": [status]}
        headers = {"x_stainless_package_version": version}
        listed = client.get(f"/api/call?page=0&page_size=10&statuses={status}", **headers).json["calls"]
        return len(listed), client.post("/api/call/search", body, **headers).json["total_count"]

    assert read(client, call, "")["status"] == "calling"
    assert [found(word) for word in ("calling", "post_processing", "completed")] == [(1, 1), (1, 1), (0, 0)]
    assert [found(word, "0.5.0") for word in ("calling", "post_processing")] == [(0, 0), (1, 1)]
    assert found("calling", "0.1.1") == (1, 1)


def test_exports_have_the_statuses_that_responses_show() -> None:
    client = ApiClient("revox")
    place(client)
    client.advance("52s")
    body = {"filters": ANY}
    plain = client.post("/api/call/export", body).json["csv"]
    newest = client.post("/api/call/export", body, x_stainless_package_version="0.5.0").json["csv"]
    assert ("post_processing" in plain, "post_processing" in newest) == (False, True)


def test_literal_statuses_are_shown_as_the_scenario_writes_them() -> None:
    client = ApiClient("revox")
    client.add_scenario("literal", provider="revox", states=[{"paused": "1m"}, {"completed": "1s"}])
    call = place(client, "literal")
    client.advance("1s")
    assert [read(client, call, version)["status"] for version in ("", "0.1.1", "0.5.0")] == [
        "paused",
        "scheduled",
        "paused",
    ]
    assert client.get("/api/call?page=0&page_size=10&statuses=scheduled").json["calls"] == []
    assert client.post("/api/call/search", {**ANY, "statuses": ["paused"]}).json["total_count"] == 1


def test_audio_and_errors_are_not_translated() -> None:
    client = ApiClient("revox")
    body = {"provider": "cartesia", "voiceId": "v"}
    assert client.post("/api/voices/preview", body, x_stainless_package_version="0.1.1").json is None
    assert client.get("/api/call/nope", x_stainless_package_version="0.1.1").status == 404


def test_the_first_version_gets_the_time_of_the_next_dial() -> None:
    client = ApiClient("revox")
    call = place(client, "busy")
    assert read(client, call, "0.0.3")["next_call_at"] is None
    client.advance("1m")
    shown = read(client, call, "0.0.3")
    assert shown["next_call_at"] == shown["scheduled_at"] is not None
