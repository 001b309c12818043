"""`POST /webrtc/initiate-call`: a browser gets a token, and its call exists."""

import base64
import json
from typing import Any

import pytest

from tests.providers.revring.client import AGENT, FROM, TO, RevRingClient

PATH = "/webrtc/initiate-call"


def ask(api: RevRingClient, body: Any, method: str = "POST", **headers: Any) -> Any:
    sent: dict[str, Any] = {"x_api_key": "", "origin": "https://shop.test", **headers}
    result = api.unversioned.request(method, PATH, body, **sent)
    return result.status, result.json, result.headers


def decoded(part: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(part + "=="))


def test_a_browser_gets_a_token_without_a_key(api: RevRingClient) -> None:
    status, body, headers = ask(api, {"agentId": AGENT})
    assert (status, list(body), headers["access-control-allow-origin"]) == (200, ["token"], "*")
    header, claims, signature = body["token"].split(".")
    assert decoded(header) == {"cty": "twilio-fpa;v=1", "typ": "JWT", "alg": "HS256"}
    assert (decoded(claims)["exp"] - decoded(claims)["iat"], len(signature)) == (3600, 43)
    assert decoded(claims)["iat"] == int(api.world.now.timestamp())
    assert ask(api, {"agentId": AGENT})[1] != body


def test_the_call_exists_at_once_and_runs_its_scenario(api: RevRingClient) -> None:
    ask(api, {"agentId": AGENT}, x_mockserver_scenario="agent-ends-by-tool")
    (call,) = api.get("/calls").data
    assert (call["source"], call["direction"], call["agentId"], call["toNumber"]) == (
        "web_widget",
        "INBOUND",
        AGENT,
        AGENT,
    )
    assert call["fromNumber"].startswith("client:web-")
    api.settle()
    assert api.get_call(call["id"])["hangupCause"] == "END_CALL_TOOL"


def test_phone_calls_have_no_source(api: RevRingClient) -> None:
    assert api.place_call()["source"] is None


def test_a_number_leads_to_the_agent_that_owns_it(api: RevRingClient) -> None:
    agent = api.post("/agents", {"name": "Ann", "promptTemplate": "P"}).data["id"]
    api.set_options(phone_numbers={FROM: agent}, concurrency=0)
    ask(api, {"toNumber": FROM})
    ask(api, {"toNumber": TO})
    other, mine = api.get("/calls").data
    assert (mine["agentId"], mine["toNumber"], mine["status"]) == (agent, FROM, "INITIATED")
    assert other["agentName"] == "Default agent"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Neither agentId nor toNumber was sent; expected one of them."),
        ({"toNumber": "555"}, "toNumber is '555'; expected an E.164 number such as +14155550142."),
        ({"agentId": ""}, 'agentId: expected str of length >= 1 (given: "").'),
    ],
)
def test_an_invalid_field_is_named_and_the_page_can_read_it(api: RevRingClient, body: Any, message: str) -> None:
    status, reply, headers = ask(api, body)
    assert (status, reply["error"]["message"]) == (400, message)
    assert headers["access-control-allow-origin"] == "*"
    assert not api.world.calls


def test_a_disabled_agent_does_not_answer(api: RevRingClient) -> None:
    agent = api.post("/agents", {"name": "Ann", "promptTemplate": "P", "status": "disabled"}).data["id"]
    status, reply, _ = ask(api, {"agentId": agent})
    assert (status, reply["error"]["code"]) == (400, "AGENT_DISABLED")


def test_in_profile_strict_the_agent_must_exist() -> None:
    assert ask(RevRingClient(profile="strict"), {"agentId": "nobody"})[0] == 404


def test_in_profile_lenient_everything_is_accepted() -> None:
    api = RevRingClient(profile="lenient")
    assert ask(api, {})[0] == 200
    assert ask(api, {"toNumber": "x"})[0] == 200


def test_a_browser_can_send_a_preflight_request(api: RevRingClient) -> None:
    asked = {"access_control_request_method": "POST", "access_control_request_headers": "content-type"}
    status, body, headers = ask(api, None, "OPTIONS", **asked)
    assert (status, body) == (204, None)
    assert headers["access-control-allow-origin"] == "*"
    assert "POST" in headers["access-control-allow-methods"]
    assert headers["access-control-allow-headers"] == "content-type"


def test_no_other_operation_is_open_to_browsers(api: RevRingClient) -> None:
    assert "access-control-allow-origin" not in api.get("/calls").headers
    status, _, headers = ask(api, None, "GET")
    assert (status, headers["allow"]) == (405, "POST, OPTIONS")
