"""The webhooks of RevRing: post-call and message webhooks, and the blocking requests before an inbound call and to
tools.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api_client import WebhookClient

HOOK, ASK, TOOL = "http://app/post-call", "http://app/pre-call", "http://app/tools/slots?v=2"
FROM, TO = "+14155550100", "+15005550100"
AGENT = {"name": "Ann", "promptTemplate": "Help {{customer}}.", "postCallWebhookUrl": HOOK, "voicemailEnabled": True}


@pytest.fixture
def api() -> Iterator[WebhookClient]:
    with WebhookClient() as client:
        yield client


def agent(api: WebhookClient, **fields: Any) -> str:
    reply = api.post("/revring/v1/agents", {**AGENT, **fields})
    assert reply.status == 201, reply.json
    return str(reply.json["data"]["id"])


def place(api: WebhookClient, agent_id: str, scenario: str = "answered", **fields: Any) -> str:
    body = {"agentId": agent_id, "fromNumber": FROM, "toNumber": TO, **fields}
    reply = api.post("/revring/v1/calls", body, x_mockserver_scenario=scenario)
    assert reply.status == 201, reply.json
    return str(reply.json["data"]["id"])


def show(api: WebhookClient, call_id: str) -> Any:
    return api.get(f"/revring/v1/calls/{call_id}").json["data"]


# -- notifications ---------------------------------------------------------------------------------


def test_the_post_call_webhook_is_flat_and_unsigned(api: WebhookClient) -> None:
    call_id = place(api, agent(api), variables={"customer": "Ada"})
    assert show(api, call_id)["postCallWebhookStatus"] is None
    api.settle()
    (webhook,) = api.received
    body, shown = webhook.json(), show(api, call_id)
    assert (webhook.method, webhook.url) == ("POST", HOOK)
    assert not {name for name, _ in webhook.headers} & {"authorization", "x-api-key", "x-signature"}
    absent = {"postCallWebhookStatus", "preCallWebhookStatus", "source"}
    assert body.keys() == shown.keys() - absent
    assert {key: body[key] for key in body if key != "variables"} == {
        key: shown[key] for key in body if key != "variables"
    }
    assert body["variables"] == {
        "customer": "Ada",
        "direction": "outbound",
        "user_number": TO,
        "agent_number": FROM,
        "current_time": "2026-01-05T15:00:00+00:00",
        "timezone": "UTC",
        "language": "en",
    }
    assert (body["status"], shown["postCallWebhookStatus"]) == ("COMPLETED", "sent")


@pytest.mark.parametrize("scenario", ["busy", "no-answer", "number-non-attributed"])
def test_an_unanswered_call_sends_no_webhook_unless_the_option_follows_the_docs(
    api: WebhookClient, scenario: str
) -> None:
    who = agent(api)
    call_id = place(api, who, scenario)
    api.settle()
    assert (api.received, show(api, call_id)["postCallWebhookStatus"]) == ([], None)
    api.set_options("revring", post_call_on_unanswered=True)
    place(api, who, scenario)
    api.settle()
    assert [body["status"] for body in api.bodies] == ["FAILED"]


def test_a_cancelled_call_sends_a_webhook_if_it_was_answered(api: WebhookClient) -> None:
    who = agent(api)
    waiting, talking = place(api, who), place(api, who)
    api.post(f"/revring/v1/calls/{waiting}/cancel")
    api.advance("10s")
    api.post(f"/revring/v1/calls/{talking}/cancel")
    api.settle()
    assert [(body["id"], body["status"]) for body in api.bodies] == [(talking, "CANCELED")]


@pytest.mark.parametrize("said", [500, 307, 404])
def test_a_rejected_webhook_has_failed_after_one_attempt(api: WebhookClient, said: int) -> None:
    api.answer = lambda _webhook: said
    call_id = place(api, agent(api))
    api.settle()
    assert (len(api.received), show(api, call_id)["postCallWebhookStatus"]) == (1, "failed")


def test_it_can_be_retried_and_carry_a_key(api: WebhookClient) -> None:
    api.set_options("revring", webhook_retries=[10], webhook_key="rr-key")
    said = [503, 200]
    api.answer = lambda _webhook: said.pop(0)
    call_id = place(api, agent(api))
    api.advance("60s")
    assert [webhook.header("x-api-key") for webhook in api.received] == 2 * ["rr-key"]
    assert show(api, call_id)["postCallWebhookStatus"] == "sent"


def test_it_is_pending_until_it_has_been_sent(api: WebhookClient) -> None:
    api.patch("/__admin/webhooks/plan", {"plan": [{"fault": "late", "by": "1h"}]})
    call_id = place(api, agent(api))
    api.advance("5m")
    assert show(api, call_id)["postCallWebhookStatus"] == "pending"
    api.settle()
    assert show(api, call_id)["postCallWebhookStatus"] == "sent"


def test_an_agent_without_a_url_gets_no_webhook(api: WebhookClient) -> None:
    place(api, agent(api, postCallWebhookUrl=None))
    api.settle()
    assert api.received == []


def test_delayed_results_delay_the_webhook(api: WebhookClient) -> None:
    api.set_options("revring", results_seconds=30)
    place(api, agent(api))
    api.advance("40s")
    assert api.received == []
    api.settle()
    assert api.bodies[0]["transcript"]


def test_the_post_call_webhook_waits_for_the_last_result_of_a_scenario(api: WebhookClient) -> None:
    delayed = {"recording": False, "transcript": {"after": "5s"}, "analysis": {"after": "20s"}}
    api.add_scenario("delayed", attempts=[{"talk": [{"agent": "Hello."}], "lasts": "10s", **delayed}])
    call_id = place(api, agent(api), scenario="delayed")
    seen = []
    for seconds in (15, 5, 14, 1):
        api.advance(f"{seconds}s")
        shown = show(api, call_id)
        seen.append((shown["status"], shown["transcript"] is not None, shown["summary"] is not None, len(api.received)))
    assert seen == [
        ("COMPLETED", False, False, 0),
        ("COMPLETED", True, False, 0),
        ("COMPLETED", True, False, 0),
        ("COMPLETED", True, True, 1),
    ]
    assert api.bodies[0]["recordingUrl"] is None
    assert api.bodies[0]["summary"] == show(api, call_id)["summary"]


def test_an_inbound_message_sends_a_webhook(api: WebhookClient) -> None:
    config = {"fromNumber": FROM, "inboundMode": "notify", "inboundWebhookUrl": "http://app/sms"}
    agent(api, messagingConfig=config, messagingConnectionId="mc")
    form = "From=%2B14155550142&To=%2B14155550100&Body=Yes&MessageSid=SM1"
    kind = "application/x-www-form-urlencoded"
    assert api.post("/revring/webhooks/twilio/inbound", form.encode(), content_type=kind).status == 200
    assert len(api.get("/__admin/webhooks").json["webhooks"]) == 1
    assert [body["event"] for body in api.bodies] == ["message_received"]


# -- blocking requests -----------------------------------------------------------------------------


def test_the_pre_call_webhook_sets_variables_of_an_inbound_call(api: WebhookClient) -> None:
    api.answer = lambda webhook: {"variables": {"customer": "Ada"}} if webhook.url == ASK else None
    silent = api.add_scenario("silent", attempts=[{"lasts": "20s"}])
    who = agent(api, preCallWebhookUrl=ASK, firstMessage="Hello {{customer}}!", defaultVariables={"customer": "you"})
    call = api.place_inbound_call("revring", FROM, silent, agent=who)
    assert api.bodies == [
        {"event": "pre_call", "agentId": who, "fromNumber": "+14155550142", "toNumber": FROM, "dialedAgentId": who}
    ]
    assert show(api, call["id"])["variables"] == {"customer": "Ada"}
    api.settle()
    body = api.bodies[-1]
    assert body["transcript"][0]["content"] == "Hello Ada!"
    assert (body["variables"]["customer"], body["variables"]["direction"]) == ("Ada", "inbound")
    assert show(api, call["id"])["preCallWebhookStatus"] == "sent"


@pytest.mark.parametrize("said", [500, b"no json", {"variables": "none"}, [], None])
def test_the_call_continues_with_its_defaults_after_any_other_response(api: WebhookClient, said: Any) -> None:
    api.answer = lambda webhook: said if webhook.url == ASK else None
    who = agent(api, preCallWebhookUrl=ASK, defaultVariables={"customer": "you"})
    call = api.place_inbound_call("revring", FROM, agent=who)
    api.settle()
    shown = show(api, call["id"])
    assert (shown["status"], shown["variables"]) == ("COMPLETED", {"customer": "you"})
    assert shown["preCallWebhookStatus"] == ("failed" if said == 500 else "sent")


def test_outbound_calls_send_no_pre_call_webhook(api: WebhookClient) -> None:
    call_id = place(api, agent(api, preCallWebhookUrl=ASK))
    api.settle()
    assert [webhook.url for webhook in api.received] == [HOOK]
    assert show(api, call_id)["preCallWebhookStatus"] is None


TALK = [{"agent": "Let me see."}, {"tool": "slots", "arguments": {"day": "Monday", "n": 2}, "output": "written"}]


def with_tool(api: WebhookClient, **fields: Any) -> str:
    who = agent(api)
    tool = {"name": "slots", "webhookUrl": TOOL, **fields}
    assert api.post(f"/revring/v1/agents/{who}/custom-tools", tool).status == 201
    api.add_scenario("tool", attempts=[{"talk": TALK, "lasts": "20s"}])
    return who


def tool_request(api: WebhookClient) -> Any:
    (webhook,) = [webhook for webhook in api.received if webhook.url.startswith("http://app/tools")]
    return webhook


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("At ten.", "Tool: slots: At ten."),
        ({"slots": ["10:00"]}, 'Tool: slots: {"slots":["10:00"]}'),
        (b"plain", "Tool: slots: plain"),
        (503, "Tool: slots: HTTP 503"),
    ],
)
def test_the_response_of_a_custom_tool_is_its_output(api: WebhookClient, said: Any, line: str) -> None:
    api.answer = lambda webhook: said if "/tools/" in webhook.url else None
    call_id = place(api, with_tool(api, headers=[{"key": "x-tool-secret", "value": "s"}]), "tool")
    api.settle()
    webhook = tool_request(api)
    assert webhook.json() == {"callId": call_id, "tool": "slots", "arguments": {"day": "Monday", "n": 2}}
    assert (webhook.method, webhook.url, webhook.header("x-tool-secret")) == ("POST", TOOL, "s")
    assert line in [turn["content"] for turn in show(api, call_id)["transcript"]]


def test_a_tool_can_get_its_arguments_alone_or_in_the_query(api: WebhookClient) -> None:
    place(api, with_tool(api, sendRawRequestBody=True, httpMethod="PUT"), "tool")
    api.settle()
    assert (tool_request(api).method, tool_request(api).json()) == ("PUT", {"day": "Monday", "n": 2})
    with WebhookClient() as other:
        place(other, with_tool(other, httpMethod="GET", queryParams=[{"key": "k", "value": "a b"}]), "tool")
        other.settle()
        webhook = tool_request(other)
    assert (webhook.method, webhook.url, webhook.body) == ("GET", f"{TOOL}&k=a+b&day=Monday&n=2", b"")


@pytest.mark.parametrize("fields", [{"enabled": False}, {"name": "other"}])
def test_a_tool_that_the_agent_lacks_runs_as_written_in_the_scenario(
    api: WebhookClient, fields: dict[str, Any]
) -> None:
    call_id = place(api, with_tool(api, **fields), "tool")
    api.settle()
    assert "Tool: slots: written" in json.dumps(show(api, call_id)["transcript"])
    assert [webhook.url for webhook in api.received] == [HOOK]


def test_time_stops_during_the_request_to_a_tool(api: WebhookClient) -> None:
    at: list[str] = []

    def answer(webhook: Any) -> str:
        if "/tools/" in webhook.url:
            at.append(api.app.exchange.worlds.open("default").now.isoformat())
        return "ok"

    api.answer = answer
    place(api, with_tool(api), "tool")
    api.advance("3h")
    assert at[0].startswith("2026-01-05T15:00:0")
