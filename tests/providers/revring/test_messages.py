"""`/v1/messages` and inbound messages from Twilio: numbers, statuses, and conversations."""

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest

from mockserver.simulation.clock import Mode
from tests.providers.revring.client import FROM, TO, RevRingClient

SENT = {"to": TO, "agentId": "a", "body": "See you at ten."}
E164 = "expected an E.164 number such as +14155550142."


def send(api: RevRingClient, **more: Any) -> Any:
    reply = api.post("/messages", {**SENT, **more})
    assert reply.status == 201, reply
    return reply.data


def read(api: RevRingClient, message: Any) -> Any:
    return api.get(f"/messages/{message['id']}").data


def agent(api: RevRingClient, **more: Any) -> str:
    body = {"name": "Ann", "promptTemplate": "P", "messagingConnectionId": "conn-1", **more}
    return str(api.post("/agents", body).data["id"])


def send_inbound(api: RevRingClient, status: int = 200, **form: str) -> bytes:
    """Send an inbound message, as Twilio does."""
    fields = {"From": TO, "To": FROM, "Body": "Yes!", "MessageSid": "SM1", "NumMedia": "0", **form}
    headers = {"content_type": "application/x-www-form-urlencoded", "x_api_key": ""}
    result = api.unversioned.post("/webhooks/twilio/inbound", urlencode(fields).encode(), **headers)
    assert result.status == status, result.body
    return result.body


def listed(api: RevRingClient, query: str = "") -> list[Any]:
    found: list[Any] = api.get(f"/messages?{query}").data
    return found


# -- outbound --------------------------------------------------------------------------------------


def test_a_message_is_sent_at_once_and_delivered_soon(api: RevRingClient) -> None:
    message = send(api, **{"from": FROM})
    assert re.fullmatch(r"SM[0-9a-f]{32}", message["providerMessageId"])
    assert message == message | {
        "agentId": "a",
        "callId": None,
        "channel": "sms",
        "direction": "OUTBOUND",
        "fromNumber": FROM,
        "toNumber": TO,
        "body": "See you at ten.",
        "status": "sent",
        "generatedByLlm": False,
        "errorMessage": None,
        "createdAt": "2026-01-05T15:00:00.000Z",
    }
    assert len(message) == 15
    api.advance(1.9)
    assert read(api, message) == message
    api.advance(0.1)
    assert read(api, message) == message | {"status": "delivered"}


def test_the_durations_can_be_set(api: RevRingClient) -> None:
    api.set_options(message_sent_seconds=5, message_delivered_seconds=10)
    message = send(api)
    seen = [message["status"]]
    for seconds in (5, 10):
        api.advance(seconds)
        seen.append(read(api, message)["status"])
    assert seen == ["queued", "sent", "delivered"]


@pytest.mark.parametrize("mode", [Mode.STEP, Mode.AUTO])
def test_a_polling_client_sees_every_status_on_a_clock_that_does_not_wait(mode: Mode) -> None:
    api = RevRingClient(mode=mode)
    message = send(api)
    assert [message["status"], read(api, message)["status"]] == ["sent", "delivered"]


@pytest.mark.parametrize(
    ("digit", "status", "error"),
    [
        ("0", "delivered", None),
        ("1", "delivered", None),
        ("4", "undelivered", "30005: Unknown destination handset"),
        ("5", "undelivered", "30003: Unreachable destination handset"),
        ("6", "failed", "30001: Queue overflow"),
        ("7", "failed", "21408: Permission to send an SMS has not been enabled for the region"),
        ("8", "undelivered", "30007: Message filtered"),
        ("9", "undelivered", "30008: Unknown error"),
    ],
)
def test_magic_numbers_select_the_status_of_a_message(
    api: RevRingClient, digit: str, status: str, error: str | None
) -> None:
    message = send(api, to=f"+1500555{digit}000")
    assert (message["status"], message["errorMessage"]) == ("sent", None)
    api.advance(2)
    done = read(api, message)
    assert (done["status"], done["errorMessage"]) == (status, error)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"to": ...}, "to", "to is required."),
        ({"to": "123"}, "to", f"to is '123'; {E164}"),
        ({"from": "123"}, "from", f"from is '123'; {E164}"),
        ({"body": ""}, "body", 'body: expected str of length >= 1 (given: "").'),
        ({"body": "x" * 1601}, "body", f'body: expected str of length <= 1600 (given: "{"x" * 79}).'),
        ({"body": ...}, "body", "Neither body nor generate: true was sent; expected exactly one of them."),
        (
            {"body": ..., "generate": False},
            "body",
            "Neither body nor generate: true was sent; expected exactly one of them.",
        ),
        (
            {"generate": True},
            "generate",
            "body and generate: true were both sent; expected exactly one of them.",
        ),
        ({"messages": [{"role": "user"}]}, "messages", "messages[0].content is required."),
        (
            {"messages": [{"content": "x", "role": "bot"}]},
            "messages",
            'messages[0].role: expected one of user, assistant (given: "bot").',
        ),
        (
            {"agentId": ...},
            "messagingConnectionId",
            "messagingConnectionId is required, unless agentId names an agent that has a connection.",
        ),
        (
            {"agentId": ..., "messagingConnectionId": "c", "body": ..., "generate": True},
            "smsPrompt",
            "smsPrompt is required when generate is true and there is no agentId.",
        ),
    ],
)
def test_an_invalid_field_is_named(api: RevRingClient, change: dict[str, Any], path: str, message: str) -> None:
    body = {key: value for key, value in {**SENT, **change}.items() if value is not ...}
    reply = api.post("/messages", body)
    assert (reply.status, reply.error["code"], reply.error["message"]) == (400, "VALIDATION_ERROR", message)
    assert reply.error["details"][0]["path"][0] == path
    assert listed(api) == []


def test_1600_characters_are_accepted(api: RevRingClient) -> None:
    assert len(send(api, body="x" * 1600)["body"]) == 1600


def test_an_agent_without_a_connection_needs_one_in_the_request(api: RevRingClient) -> None:
    poor = agent(api, messagingConnectionId=None)
    assert api.post("/messages", SENT | {"agentId": poor}).status == 400
    assert send(api, agentId=poor, messagingConnectionId="c2")["messagingConnectionId"] == "c2"
    assert send(api, agentId=agent(api))["messagingConnectionId"] == "conn-1"
    without = {key: value for key, value in SENT.items() if key != "agentId"}
    reply = api.post("/messages", without | {"messagingConnectionId": "c3"})
    assert (reply.data["messagingConnectionId"], reply.data["agentId"], reply.data["fromNumber"]) == ("c3", None, None)


def test_in_profile_strict_the_agent_must_exist() -> None:
    reply = RevRingClient(profile="strict").post("/messages", SENT)
    assert (reply.status, reply.error["code"]) == (404, "NOT_FOUND")


def test_the_number_of_the_agent_is_the_sender(api: RevRingClient) -> None:
    owner = agent(api)
    api.set_options(phone_numbers={FROM: owner})
    assert send(api, agentId=owner)["fromNumber"] == FROM
    writer = agent(api, messagingConfig={"fromNumber": "+14155550199"})
    assert send(api, agentId=writer)["fromNumber"] == "+14155550199"
    assert send(api, agentId=writer, **{"from": "+14155550177"})["fromNumber"] == "+14155550177"


def test_a_message_can_be_generated(api: RevRingClient) -> None:
    body = {"to": TO, "agentId": agent(api), "generate": True}
    message = api.post("/messages", body).data
    assert (message["generatedByLlm"], message["body"]) == (True, "This is Ann. How can I help you?")
    history = [{"role": "assistant", "content": "Hi"}, {"content": "When do you open?"}]
    reply = api.post("/messages", body | {"messages": history}).data["body"]
    assert reply == 'Thank you for your message: "When do you open?". This is Ann. How can I help you?'
    long = api.post("/messages", body | {"messages": [{"content": "x" * 5000}]}).data["body"]
    assert len(long) == 1600
    alone = {"to": TO, "messagingConnectionId": "c", "generate": True, "smsPrompt": "Be kind."}
    assert api.post("/messages", alone).data["body"] == "This is your assistant. How can I help you?"
    api.set_options(generated_text="Always this.")
    assert api.post("/messages", body).data["body"] == "Always this."


def test_an_unknown_message_is_404_and_created_in_profile_lenient(api: RevRingClient) -> None:
    reply = api.get("/messages/nothing")
    assert (reply.status, reply.error["message"]) == (404, "There is no message 'nothing'.")
    lenient = RevRingClient(profile="lenient")
    assert lenient.get("/messages/nothing").data["id"] == "nothing"
    assert [row["id"] for row in lenient.get("/messages").data] == ["nothing"]
    assert lenient.post("/messages", {"to": "x"}).status == 201


def test_a_message_of_a_fixture_does_not_change(api: RevRingClient) -> None:
    api.world.collection("revring.messages").load({"m": {"id": "m", "status": "failed", "errorMessage": "Too odd."}})
    message = api.get("/messages/m").data
    assert (message["status"], message["errorMessage"], message["channel"]) == ("failed", "Too odd.", "sms")
    assert listed(api) == [message]
    assert listed(api, "agentId=a") == []


# -- lists and conversations -----------------------------------------------------------------------


def test_messages_are_listed_by_filter_and_page_newest_first(api: RevRingClient) -> None:
    first, second, third = send(api), send(api, agentId="b"), send(api)
    assert listed(api) == [third, second, first]
    assert listed(api, "agentId=b") == [second]
    assert listed(api, f"conversationId={first['conversationId']}") == [third, first]
    assert listed(api, "direction=INBOUND") == []
    reply = api.get("/messages?pageSize=2&page=2")
    assert (reply.data, reply.json["pagination"]) == ([first], {"page": 2, "pageSize": 2, "total": 3})
    reply = api.get("/messages?page=0&direction=x")
    assert [issue["path"] for issue in reply.error["details"]] == [["page"], ["direction"]]
    assert RevRingClient(profile="lenient").get("/messages?page=0").status == 200


def test_a_conversation_ends_when_it_is_idle_for_too_long(api: RevRingClient) -> None:
    mine = agent(api, messagingConfig={"conversationIdleResetDays": 2})
    day = 86_400
    ids = []
    for days in (0, 2, 2.001):
        api.advance(days * day)
        ids.append(send(api, agentId=mine)["conversationId"])
    assert ids[0] == ids[1] != ids[2]
    other = send(api, agentId=mine, to="+14155550111")["conversationId"]
    assert other not in ids


# -- inbound ---------------------------------------------------------------------------------------


def test_an_inbound_message_is_stored_and_its_agent_replies(api: RevRingClient) -> None:
    mine = agent(api, messagingConfig={})
    api.set_options(phone_numbers={FROM: mine})
    assert send_inbound(api) == b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
    answer, message = listed(api)
    assert message == message | {
        "agentId": mine,
        "direction": "INBOUND",
        "fromNumber": TO,
        "toNumber": FROM,
        "body": "Yes!",
        "status": "received",
        "providerMessageId": "SM1",
    }
    assert answer["direction"] == "OUTBOUND"
    assert (answer["fromNumber"], answer["toNumber"], answer["generatedByLlm"]) == (FROM, TO, True)
    assert answer["body"] == 'Thank you for your message: "Yes!". This is Ann. How can I help you?'
    assert answer["conversationId"] == message["conversationId"]
    assert not api.world.outbox.deliveries.count


def test_in_mode_notify_the_accounts_server_gets_a_webhook(api: RevRingClient) -> None:
    config = {"fromNumber": FROM, "inboundMode": "notify", "inboundWebhookUrl": "https://example.com/in"}
    mine = agent(api, messagingConfig=config)
    send_inbound(api)
    (message,) = listed(api)
    (delivery,) = api.world.outbox.deliveries
    organization = api.place_call()["organizationId"]
    assert (delivery.message.url, delivery.message.event, delivery.message.delays) == (
        "https://example.com/in",
        "message_received",
        (),
    )
    assert json.loads(delivery.message.body) == {
        "event": "message_received",
        "fromNumber": TO,
        "toNumber": FROM,
        "body": "Yes!",
        "organizationId": organization,
        "agentId": mine,
        "conversationId": message["conversationId"],
        "messageSid": "SM1",
    }


@pytest.mark.parametrize("config", [None, {"inboundMode": "notify"}])
def test_an_agent_without_messaging_does_nothing(api: RevRingClient, config: Any) -> None:
    api.set_options(phone_numbers={FROM: agent(api, messagingConfig=config)})
    send_inbound(api)
    assert [row["direction"] for row in listed(api)] == ["INBOUND"]
    assert not api.world.outbox.deliveries.count


def test_a_message_to_an_unowned_number_is_stored_too(api: RevRingClient) -> None:
    send_inbound(api, Body="")
    (message,) = listed(api)
    assert (message["agentId"], message["body"]) == (None, "")


def test_a_repeated_message_is_stored_once(api: RevRingClient) -> None:
    send_inbound(api)
    send_inbound(api)
    send_inbound(api, MessageSid="SM2")
    assert [row["providerMessageId"] for row in listed(api)] == ["SM2", "SM1"]


def test_an_invalid_field_of_the_form_is_named(api: RevRingClient) -> None:
    assert b"From is '123'" in send_inbound(api, 400, From="123")
    headers = {"content_type": "application/x-www-form-urlencoded"}
    result = api.unversioned.post("/webhooks/twilio/inbound", b"Body=x", **headers)
    assert (result.status, b"From is required." in result.body) == (400, True)
    result = api.unversioned.post("/webhooks/twilio/inbound", b"%FF", **headers)
    assert (result.status, b"INVALID_JSON" in result.body) == (400, True)
    assert api.unversioned.post("/webhooks/twilio/inbound", b"{}").status == 415
    assert listed(api) == []
