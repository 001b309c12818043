"""A call that goes on after a transfer: who speaks, at each provider."""

from typing import Any

from mockserver.testing.api_client import ApiClient

TALK: list[dict[str, Any]] = [
    {"user": "A person, please."},
    {"transfer": "+14155550199", "warm": True},
    {"human": "Billing, how can I help?"},
    {"user": "It works."},
]


def played(provider: str, path: str, body: dict[str, Any], *names: str) -> Any:
    """Place a call that is transferred in its talk, and return it after its end."""
    client = ApiClient(provider)
    client.add_scenario("through", attempts=[{"talk": TALK}])
    made = client.post(path, body, x_mockserver_scenario="through").json
    for name in names:
        made = made[name]
    client.settle()
    return client.get(f"{path}/{made['id']}?include=transcript").json


def test_at_revox_the_colleague_is_a_human_agent() -> None:
    """SDK 0.5.0, roles of a transcript: user, assistant, human_agent, tool."""
    body = {"phone_number": "+14155550142", "force_now": True}
    attempt = played("revox", "/api/call", body, "call")["call"]["last_call_attempt"]
    assert [turn["role"] for turn in attempt["transcript"]] == ["user", "human_agent", "user"]
    assert attempt["end_reason"] == "client_initiated"


def test_at_revox_a_colleague_who_speaks_has_handled_the_call() -> None:
    client = ApiClient("revox")
    client.add_scenario("through", attempts=[{"talk": TALK}])
    sent = {"phone_number": "+14155550142", "force_now": True}
    seen = []
    for scenario in ("through", "transferred", "answered"):
        made = client.post("/api/call", sent, x_mockserver_scenario=scenario).json["call"]
        if scenario == "through":
            client.advance("7s")  # two seconds after the answer: the user has spoken
            seen.append(client.get(f"/api/call/{made['id']}").json["call"]["last_call_attempt"]["handled_by_human"])
        client.settle()
        seen.append(client.get(f"/api/call/{made['id']}").json["call"]["last_call_attempt"]["handled_by_human"])
    assert seen == [False, True, False, False]


def test_at_ringyo_and_revring_everybody_but_the_agent_is_the_user() -> None:
    """calls/get of both: the roles are those of the agent and the user."""
    body = {"agent_id": "agent_1", "phone_number": "+14155550142"}
    call = played("ringyo", "/v1/calls", body)
    assert [turn["role"] for turn in call["transcript"]] == ["user", "user", "user"]
    body = {"agentId": "agent", "fromNumber": "+14155550100", "toNumber": "+14155550142"}
    call = played("revring", "/v1/calls", body, "data")["data"]
    assert [turn["role"] for turn in call["transcript"]] == ["user", "user", "user"]
    assert call["status"] == "COMPLETED"
