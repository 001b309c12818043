"""The call object key by key, as documented, and the documented example itself."""

import re
from typing import Any

import pytest

from mockserver.providers.revring.agents import AGENTS
from mockserver.world.settings import Examples
from tests.providers.revring.client import AGENT, FROM, TO, RevRingClient

EXAMPLE = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
DOCUMENTED: dict[str, Any] = {
    "id": EXAMPLE,
    "organizationId": EXAMPLE,
    "direction": "INBOUND",
    "status": "INITIATED",
    "fromNumber": "<string>",
    "toNumber": "<string>",
    "initiatedAt": "2023-11-07T05:31:56Z",
    "createdAt": "2023-11-07T05:31:56Z",
    "updatedAt": "2023-11-07T05:31:56Z",
    "agentId": EXAMPLE,
    "sipTrunkId": EXAMPLE,
    "agentCallerIdName": "<string>",
    "agentName": "<string>",
    "variables": {},
    "recordingUrl": "<string>",
    "hangupCause": "<string>",
    "errorMessage": "<string>",
    "transcript": [{}],
    "summary": "<string>",
    "metrics": {},
    "startedAt": "2023-11-07T05:31:56Z",
    "endedAt": "2023-11-07T05:31:56Z",
    "durationSeconds": 123,
    "postCallWebhookStatus": "<string>",
    "preCallWebhookStatus": "<string>",
}
KEYS = [*DOCUMENTED, "source"]


def test_the_documented_call_answers_with_the_documented_json() -> None:
    api = RevRingClient(examples=Examples.DOCUMENTED)
    call = api.get_call(EXAMPLE)
    assert call.pop("source") is None
    assert call == DOCUMENTED
    assert list(call) == list(DOCUMENTED)


def test_the_documented_agent_can_call() -> None:
    call = RevRingClient(examples=Examples.DOCUMENTED).place_call(agentId=EXAMPLE)
    assert (call["agentId"], call["agentName"], call["sipTrunkId"]) == (EXAMPLE, "<string>", EXAMPLE)


def test_the_documented_agent_and_an_adopted_one_have_the_same_keys() -> None:
    api = RevRingClient(examples=Examples.DOCUMENTED)
    api.place_call(agentId="adopted")
    assert list(api.get(f"/agents/{EXAMPLE}").data) == list(api.get("/agents/adopted").data)


@pytest.mark.parametrize("seconds", [0, 2, 10, 100])
def test_every_key_of_the_schema_is_present_in_every_phase(api: RevRingClient, seconds: float) -> None:
    call_id = api.place_call("answered")["id"]
    api.advance(seconds)
    assert list(api.get_call(call_id)) == KEYS


def test_a_new_call_has_the_sent_fields_and_null_elsewhere(api: RevRingClient) -> None:
    call = api.place_call(variables={"customer_name": "Ann", "age": 41, "vip": True, "note": None}, callerIdName="Acme")
    assert re.fullmatch(r"c[0-9a-z]{24}", call.pop("id"))
    assert re.fullmatch(r"c[0-9a-z]{24}", call.pop("organizationId"))
    nothing = {key: value for key, value in call.items() if value is None}
    assert call == nothing | {
        "direction": "OUTBOUND",
        "status": "INITIATED",
        "fromNumber": FROM,
        "toNumber": TO,
        "initiatedAt": "2026-01-05T15:00:00.000Z",
        "createdAt": "2026-01-05T15:00:00.000Z",
        "updatedAt": "2026-01-05T15:00:00.000Z",
        "agentId": AGENT,
        "agentCallerIdName": "Acme",
        "agentName": "Agent cmoxev48y",
        "variables": {"customer_name": "Ann", "age": 41, "vip": True, "note": None},
        "metrics": {},
    }
    assert sorted(nothing) == [
        "durationSeconds",
        "endedAt",
        "errorMessage",
        "hangupCause",
        "postCallWebhookStatus",
        "preCallWebhookStatus",
        "recordingUrl",
        "sipTrunkId",
        "source",
        "startedAt",
        "summary",
        "transcript",
    ]


def test_a_call_without_variables_has_those_of_its_agent(api: RevRingClient) -> None:
    assert api.place_call()["variables"] == {}
    AGENTS.of(api.world).patch(AGENT, {"default_variables": {"name": "you", "tone": "warm"}})
    assert api.place_call(variables={"name": "Ann"})["variables"] == {"name": "Ann", "tone": "warm"}


def test_the_response_names_the_scenario_of_the_call(api: RevRingClient) -> None:
    reply = api.post("/calls", {"agentId": "a", "toNumber": "+15005551000", "fromNumber": FROM})
    assert reply.status == 201
    assert reply.headers["x-mockserver-scenario"] == "magic-1000"
    assert "x-mockserver-note" not in reply.headers


def test_two_equal_requests_place_two_calls(api: RevRingClient) -> None:
    assert api.place_call()["id"] != api.place_call()["id"]


def test_the_same_seed_gives_the_same_responses() -> None:
    assert RevRingClient().finished_call("answered") == RevRingClient().finished_call("answered")


def test_clients_that_know_only_the_real_host_reach_it(api: RevRingClient) -> None:
    headers = [(b"host", b"api.revring.ai"), (b"x-api-key", b"k")]
    result = api.exchange.answer("GET", "/v1/calls", headers, b"")
    assert result.status == 200
