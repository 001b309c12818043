"""The curl lines of Ringyo's documentation answer with the documented JSON."""

import json
from typing import Any

import pytest

from tests.providers.ringyo.client import Client

CALL: dict[str, Any] = json.loads("""
{
  "id": "call_xyz789",
  "status": "completed",
  "phone_number": "+14155551234",
  "from_number": "+18005551234",
  "agent_id": "agent_abc123",
  "duration": 245,
  "transcript": [
    {"role": "agent", "content": "Hello! This is Sarah from Acme Corp. How are you today?", "timestamp": 0.0},
    {"role": "user", "content": "Hi Sarah, I'm doing well. What's this call about?", "timestamp": 3.2}
  ],
  "recording_url": "https://storage.ringyo.ai/recordings/call_xyz789.mp3",
  "metadata": {"customer_id": "cust_456", "campaign": "follow_up"},
  "created_at": "2024-01-15T10:30:00Z",
  "ended_at": "2024-01-15T10:34:05Z"
}
""")
SECOND: dict[str, Any] = {
    "id": "call_abc456",
    "status": "completed",
    "phone_number": "+14155559876",
    "from_number": "+18005551234",
    "agent_id": "agent_abc123",
    "duration": 180,
    "metadata": {},
    "created_at": "2024-01-15T09:15:00Z",
    "ended_at": "2024-01-15T09:18:00Z",
}
AGENT: dict[str, Any] = {
    "id": "agent_abc123",
    "name": "Sales Assistant",
    "system_prompt": "You are Sarah, a friendly sales assistant for Acme Corp...",
    "voice_id": "sarah-professional",
    "first_message": "Hi! This is Sarah from Acme Corp...",
    "language": "en-US",
    "model": "gpt-4o",
    "temperature": 0.7,
    "max_tokens": 150,
    "interruption_threshold": 0.5,
    "end_call_phrases": ["goodbye", "that's all"],
    "status": "active",
    "stats": {
        "total_calls": 1250,
        "total_duration_minutes": 4580,
        "avg_call_duration_seconds": 220,
        "success_rate": 0.85,
    },
    "metadata": {},
    "created_at": "2024-01-15T10:30:00Z",
    "updated_at": "2024-01-18T14:22:00Z",
}
NUMBER: dict[str, Any] = {
    "id": "pn_abc123",
    "phone_number": "+18005551234",
    "friendly_name": "Main Business Line",
    "country": "US",
    "region": "CA",
    "capabilities": {"voice": True, "sms": True},
    "status": "active",
    "default_agent_id": "agent_abc123",
    "stats": {"total_calls": 5420, "total_minutes": 18500, "calls_this_month": 342, "minutes_this_month": 1156},
    "created_at": "2024-01-10T08:00:00Z",
    "updated_at": "2024-01-15T12:30:00Z",
}


def test_the_documented_call_answers_with_the_documented_json_in_its_order(api: Client) -> None:
    shown = api.get("/calls/call_xyz789?include=transcript,recording").json
    assert list(shown.items()) == list(CALL.items())


def test_without_include_the_documented_call_has_no_extras(api: Client) -> None:
    plain = {key: value for key, value in CALL.items() if key not in ("transcript", "recording_url")}
    assert list(api.get("/calls/call_xyz789").json.items()) == list(plain.items())
    assert list(api.get("/calls/call_xyz789?include=recording").json)[6] == "recording_url"


def test_the_documented_list_shows_both_documented_rows(api: Client) -> None:
    page = api.get("/calls?limit=10&status=completed").json
    plain = {key: value for key, value in CALL.items() if key not in ("transcript", "recording_url")}
    assert page == {"data": [plain, SECOND], "has_more": False, "next_cursor": None, "total": 2}
    assert [list(row) for row in page["data"]] == [list(plain), list(SECOND)]


def test_the_documented_calls_have_a_life_that_fits(api: Client) -> None:
    call = api.world.calls["call_xyz789"]
    assert call.example
    assert call.view().last is not None
    assert "analysis" in api.get("/calls/call_abc456?include=analysis").json
    assert "/recordings/ringyo/175/" in api.get("/calls/call_abc456?include=recording").json["recording_url"]


@pytest.mark.parametrize(("kind", "expected"), [("agents", AGENT), ("phone_numbers", NUMBER)])
def test_the_documented_resources_are_there_as_documented(api: Client, kind: str, expected: dict[str, Any]) -> None:
    assert list((api.world.collection(f"ringyo.{kind}").get(expected["id"]) or {}).items()) == list(expected.items())


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("agents", ["agent_abc123", "agent_def456"]),
        ("phone_numbers", ["pn_abc123", "pn_def456"]),
        ("webhooks", ["wh_abc123", "wh_def456"]),
    ],
)
def test_every_documented_resource_is_there(api: Client, kind: str, ids: list[str]) -> None:
    assert list(api.world.collection(f"ringyo.{kind}").rows()) == ids


def test_a_world_without_examples_is_empty() -> None:
    assert Client(examples=False).get("/calls").json == {
        "data": [],
        "has_more": False,
        "next_cursor": None,
        "total": 0,
    }


def test_the_real_host_and_the_real_path_lead_here_too(api: Client) -> None:
    headers = [("host", "api.ringyo.ai"), ("authorization", "Bearer rg_test_key")]
    result = api.exchange.answer("GET", "/v1/calls/call_xyz789", headers, b"")
    assert json.loads(result.body)["id"] == "call_xyz789"
