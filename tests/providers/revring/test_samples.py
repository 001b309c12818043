"""The documented agent and call consist of placeholders (`<string>`): they can be used, and nothing is sent to them."""

from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.world.settings import Examples
from tests.api_client import WebhookClient
from tests.providers.revring.client import RevRingClient

SAMPLE = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
FROM, TO = "+14155550100", "+14155550142"


@pytest.fixture
def api() -> Iterator[WebhookClient]:
    with WebhookClient(examples=Examples.DOCUMENTED) as client:
        yield client


def place(api: WebhookClient, scenario: str = "answered") -> str:
    body = {"agentId": SAMPLE, "fromNumber": FROM, "toNumber": TO}
    reply = api.post("/revring/v1/calls", body, x_mockserver_scenario=scenario)
    assert reply.status == 201, reply.json
    return str(reply.json["data"]["id"])


def show(api: WebhookClient, call_id: str) -> Any:
    return api.get(f"/revring/v1/calls/{call_id}").json["data"]


def test_the_documented_call_shows_the_documented_webhook_statuses(api: WebhookClient) -> None:
    """calls/get: both statuses of the sample are `<string>`."""
    shown = show(api, SAMPLE)
    assert (shown["postCallWebhookStatus"], shown["preCallWebhookStatus"]) == ("<string>", "<string>")


def test_a_call_of_the_documented_agent_sends_no_webhook(api: WebhookClient) -> None:
    """agents/create: `postCallWebhookUrl` of the sample is `<string>`, which nobody can receive."""
    call_id = place(api)
    api.settle()
    shown = show(api, call_id)
    assert (shown["status"], shown["postCallWebhookStatus"], shown["preCallWebhookStatus"]) == ("COMPLETED", None, None)
    assert api.received == []


def test_an_inbound_call_asks_nobody_before_the_documented_agent_answers(api: WebhookClient) -> None:
    caller = Inbound(from_number=TO, to_number=FROM, agent=SAMPLE)
    call = api.world.place(PROVIDERS["revring"].inbound(api.world, caller))
    api.settle()
    shown = show(api, call.id)
    assert (shown["status"], shown["preCallWebhookStatus"], api.received) == ("COMPLETED", None, [])


def test_a_patched_url_gets_webhooks(api: WebhookClient) -> None:
    api.patch(f"/revring/v1/agents/{SAMPLE}", {"postCallWebhookUrl": "http://app/post-call"})
    call_id = place(api)
    api.settle()
    assert [body["id"] for body in api.bodies] == [call_id]
    assert show(api, call_id)["postCallWebhookStatus"] == "sent"


def test_a_tool_and_an_inbound_message_with_the_placeholder_are_silent(api: WebhookClient) -> None:
    agent = {"name": "Ann", "promptTemplate": "P", "messagingConfig": {"inboundWebhookUrl": "<string>"}}
    agent["messagingConfig"] |= {"inboundMode": "notify", "fromNumber": FROM}  # type: ignore[operator]
    made = api.post("/revring/v1/agents", agent).json["data"]["id"]
    api.post(f"/revring/v1/agents/{made}/custom-tools", {"name": "slots", "webhookUrl": "<string>"})
    api.add_scenario("tool", attempts=[{"talk": [{"tool": "slots", "output": "9:00"}]}])
    body = {"agentId": made, "fromNumber": FROM, "toNumber": TO}
    reply = api.post("/revring/v1/calls", body, x_mockserver_scenario="tool")
    form = f"From=%2B14155550142&To=%2B{FROM[1:]}&Body=Hi&MessageSid=SM1".encode()
    sent = api.post("/revring/webhooks/twilio/inbound", form, content_type="application/x-www-form-urlencoded")
    assert sent.status == 200
    api.settle()
    assert show(api, reply.json["data"]["id"])["transcript"][0]["content"] == "Tool: slots: 9:00"
    assert api.received == []


def test_placeholders_are_not_spoken_and_nothing_is_transferred_to_them() -> None:
    api = RevRingClient(examples=Examples.DOCUMENTED)
    silent = api.add_scenario("silent", attempts=[{"lasts": 20}])
    assert api.finished_call(silent, agentId=SAMPLE)["transcript"] == []
    call = api.finished_call("transferred", agentId=SAMPLE)
    last = api.world.call(call["id"]).view().last
    assert last is not None
    assert (call["status"], last.transferred_to) == ("TRANSFERRED", "+14155550199")
