"""The curl commands of Ringyo's documentation return the documented JSON.

Random values of the account (ids, the secret) replace the documented ones; everything else is equal.
"""

import json
from datetime import timedelta
from typing import Any

import pytest

from mockserver.simulation.durations import parse_instant
from mockserver.world.settings import Examples
from tests.documented_examples import documented_example
from tests.providers.ringyo.client import RingyoClient

THEN = parse_instant("2024-01-15T10:30:00Z")


def documented(name: str, **own: Any) -> Any:
    """Return the documented response of that name, with some of its values replaced."""
    return documented_example(f"ringyo_{name}") | own


def at_that_time() -> RingyoClient:
    """Return an account without examples on the day of the documentation."""
    return RingyoClient(now=THEN, examples=Examples.NONE)


SALES = {
    "name": "Sales Assistant",
    "system_prompt": "You are Sarah, a friendly sales assistant...",
    "voice_id": "sarah-professional",
    "first_message": "Hi! This is Sarah from Acme Corp...",
    "language": "en-US",
    "model": "gpt-4o",
}
HOOK = {
    "url": "https://your-app.com/webhooks/ringyo",
    "events": ["call.completed", "call.recording.ready"],
    "description": "Production webhook",
}
GETS = [
    ("/calls/call_xyz789?include=transcript,recording", "get_call"),
    ("/agents/agent_abc123?include=stats", "get_agent"),
    ("/agents?limit=10&status=active", "list_agents"),
    ("/phone-numbers/pn_abc123?include=stats", "get_phone_number"),
    ("/phone-numbers?status=active", "list_phone_numbers"),
    ("/webhooks?status=active", "list_webhooks"),
]


@pytest.mark.parametrize(("path", "name"), GETS)
def test_a_read_returns_the_documented_json_in_its_order(api: RingyoClient, path: str, name: str) -> None:
    shown = api.get(path)
    assert shown.status == 200
    assert json.dumps(shown.json) == json.dumps(documented(name))


@pytest.mark.parametrize(
    ("path", "name"), [("/agents/agent_abc123", "delete_agent"), ("/webhooks/wh_abc123", "delete_webhook")]
)
def test_a_delete_returns_the_documented_json(api: RingyoClient, path: str, name: str) -> None:
    assert (api.delete(path).status, api.delete(path).status) == (200, 404)
    assert json.dumps(RingyoClient().delete(path).json) == json.dumps(documented(name))


def test_the_documented_call_is_placed_as_documented() -> None:
    api = at_that_time()
    body = {
        "phone_number": "+14155551234",
        "agent_id": "agent_abc123",
        "metadata": {"customer_id": "cust_456", "campaign": "follow_up"},
    }
    created = api.post("/calls", body, idempotency_key="unique-request-id-123")
    assert created.status == 201
    assert json.dumps(created.json) == json.dumps(documented("create_call", id=created.json["id"]))


def test_the_documented_list_of_calls_shows_both_documented_rows(api: RingyoClient) -> None:
    page = api.get("/calls?limit=10&status=completed").json
    sample = documented("list_calls")
    sample["data"][0]["metadata"]["campaign"] = "follow_up"  # the sample of the list shows less metadata
    assert page == {**sample, "has_more": False, "next_cursor": None, "total": 2}  # the sample says 156 but shows 2
    assert [list(row) for row in page["data"]] == [list(row) for row in sample["data"]]


def test_the_documented_agent_is_created_and_updated_as_documented() -> None:
    api = at_that_time()
    created = api.post("/agents", SALES)
    assert created.status == 201
    assert json.dumps(created.json) == json.dumps(documented("create_agent", id=created.json["id"]))
    api.world.advance(THEN + timedelta(days=5, hours=6, minutes=15))
    changes = {
        "name": "Sales Assistant v2",
        "temperature": 0.8,
        "first_message": "Hey there! Sarah from Acme here. Got a minute?",
    }
    changed = api.patch(f"/agents/{created.json['id']}", changes)
    assert changed.status == 200
    assert json.dumps(changed.json) == json.dumps(documented("update_agent", id=created.json["id"]))


def test_the_documented_webhook_is_created_as_documented() -> None:
    created = at_that_time().post("/webhooks", HOOK)
    assert created.status == 201
    own = {"id": created.json["id"], "secret": created.json["secret"]}
    assert json.dumps(created.json) == json.dumps(documented("create_webhook", **own))


def test_the_documented_webhook_is_turned_off_as_documented(api: RingyoClient) -> None:
    changed = api.patch("/webhooks/wh_abc123", {"status": "inactive"})
    (row, _) = documented("list_webhooks")["data"]
    assert (changed.status, changed.json) == (200, {**row, "status": "inactive"})


def test_the_guides_webhook_is_created_as_the_guide_says() -> None:
    api = at_that_time()
    api.set_options(dialect="guide")
    body = {
        "url": "https://your-server.com/webhook",
        "events": ["call.completed", "call.failed", "appointment.created"],
    }
    created = api.post("/webhooks", body)
    assert created.status == 201
    own = {"webhook_id": created.json["webhook_id"], "secret": created.json["secret"]}
    assert json.dumps(created.json) == json.dumps(documented("guide_create_webhook", **own))


def test_without_include_the_documented_call_has_no_extras(api: RingyoClient) -> None:
    whole = documented("get_call")
    plain = {key: value for key, value in whole.items() if key not in ("transcript", "recording_url")}
    assert list(api.get("/calls/call_xyz789").json.items()) == list(plain.items())
    assert list(api.get("/calls/call_xyz789?include=recording").json)[6] == "recording_url"


def test_the_documented_calls_have_a_matching_timeline(api: RingyoClient) -> None:
    call = api.world.calls["call_xyz789"]
    assert call.example
    assert call.view().last is not None
    assert "analysis" in api.get("/calls/call_abc456?include=analysis").json
    assert "/recordings/ringyo/175/" in api.get("/calls/call_abc456?include=recording").json["recording_url"]


@pytest.mark.parametrize("kind", ["calls", "agents", "phone-numbers", "webhooks"])
def test_a_world_without_examples_is_empty(kind: str) -> None:
    empty = {"data": [], "has_more": False, "next_cursor": None, "total": 0}
    assert RingyoClient(examples=Examples.NONE).get(f"/{kind}").json == empty


def test_the_real_host_and_path_work_too(api: RingyoClient) -> None:
    headers = [(b"host", b"api.ringyo.ai"), (b"authorization", b"Bearer rg_test_key")]
    result = api.exchange.answer("GET", "/v1/calls/call_xyz789", headers, b"")
    assert json.loads(result.body)["id"] == "call_xyz789"
