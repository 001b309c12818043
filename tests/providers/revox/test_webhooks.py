"""The webhook of a Revox order that has ended, and the lookup before an inbound call."""

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api_client import WebhookClient

URL, LOOKUP = "https://app.test/done", "https://crm.test/who?phone={{phone}}"
KEYS = [
    "call_order_id",
    "call_id",
    "status",
    "result",
    "annotation",
    "transcript",
    "recording_url",
    "started_at",
    "ended_at",
    "calls_count",
]


@pytest.fixture
def api() -> Iterator[WebhookClient]:
    with WebhookClient() as client:
        yield client


def place(api: WebhookClient, scenario: str = "answered", **fields: Any) -> Any:
    assistant = {"prompt": "Sell.", "webhook_url": URL}
    body = {"phone_number": "+15005550100", "assistant": assistant, "skip_calling_window": True, **fields}
    reply = api.post("/revox/api/call", body, x_mockserver_scenario=scenario)
    assert reply.status == 200, reply.json
    return reply.json["call"]


def test_an_ended_order_sends_one_webhook_with_ten_keys(api: WebhookClient) -> None:
    order = place(api, "busy-twice-then-human")
    api.settle()
    (webhook,) = api.received
    body = webhook.json()
    shown = api.get(f"/revox/api/call/{order['id']}").json["call"]
    assert (webhook.method, webhook.url, list(body)) == ("POST", URL, KEYS)
    assert {key: body[key] for key in ("call_order_id", "status", "result", "calls_count")} == {
        "call_order_id": order["id"],
        "status": "completed",
        "result": "human",
        "calls_count": 3,
    }
    assert (body["call_id"], body["annotation"]) == (shown["last_call_attempt"]["id"], shown["outcome_summary"])
    assert body["transcript"].startswith("assistant: ")
    assert body["ended_at"] == shown["last_call_attempt"]["ended_at"][:19] + "Z"
    assert webhook.header("x-mockserver-signature") is None


@pytest.mark.parametrize(("scenario", "status"), [("number-non-attributed", "errored")])
def test_the_webhook_of_an_order_without_an_answer_has_no_talk(api: WebhookClient, scenario: str, status: str) -> None:
    place(api, scenario)
    api.settle()
    (body,) = api.bodies
    assert (body["status"], body["result"], body["transcript"], body["recording_url"]) == (status, None, None, None)


def test_an_order_cancelled_before_its_first_dial_sends_a_webhook(api: WebhookClient) -> None:
    order = place(api, scheduled_at="2026-02-01T10:00:00Z")
    api.post(f"/revox/api/call/{order['id']}/cancel")
    api.get("/__admin/webhooks")
    (body,) = api.bodies
    assert (body["status"], body["call_id"], body["started_at"], body["calls_count"]) == ("cancelled", None, None, 0)


def test_a_webhook_goes_to_the_url_at_the_time_of_placing(api: WebhookClient) -> None:
    made = api.post("/revox/api/assistants", {"name": "A", "prompt": "Sell.", "webhook_url": URL}).json["assistant"]
    place(api, assistant=None, assistant_id=made["id"])
    api.patch(f"/revox/api/assistants/{made['id']}", {"webhook_url": "https://app.test/new"})
    api.settle()
    assert [webhook.url for webhook in api.received] == [URL]


def test_an_assistant_without_a_url_sends_no_webhook(api: WebhookClient) -> None:
    place(api, assistant={"prompt": "Sell."})
    api.settle()
    assert api.received == []


def test_options_add_keys_a_signature_and_retries(api: WebhookClient) -> None:
    api.set_options("revox", webhook_extras=True, webhook_secret="s3cret", webhook_retries=[60])
    statuses = [500, 200]
    api.answer = lambda _webhook: statuses.pop(0)
    place(api, metadata={"lead": "7"})
    api.settle()
    first, second = api.received
    assert (list(second.json()), second.json()["metadata"]) == ([*KEYS, "metadata", "structured_output"], {"lead": "7"})
    stamp, _, signature = (second.header("x-mockserver-signature") or "").partition(",")
    message = stamp.removeprefix("t=").encode() + b"." + second.body
    assert signature == "v1=" + hmac.new(b"s3cret", message, hashlib.sha256).hexdigest()
    assert first.body == second.body


# -- the lookup ------------------------------------------------------------------------------------


def ring_in(api: WebhookClient, prompt: str = "Help {{name}} of {{company}}.") -> Any:
    body = {"name": "In", "prompt": prompt, "precall_lookup_url": LOOKUP, "first_sentence": "Hi {{name}}!"}
    made = api.post("/revox/api/assistants", body)
    assert made.status == 200, made.json
    call = api.place_inbound_call("revox", "+14155550100", agent=made.json["assistant"]["id"])
    api.settle()
    return api.get(f"/revox/api/call/{call['id']}").json["call"]


def test_an_inbound_call_looks_up_its_variables_first(api: WebhookClient) -> None:
    api.answer = lambda _webhook: {"prompt_variables": {"name": "Ada", "company": "Acme"}}
    order = ring_in(api)
    (webhook,) = api.received
    assert (webhook.method, webhook.url, webhook.body) == ("GET", "https://crm.test/who?phone=%2B14155550142", b"")
    assert order["prompt_variables"] == {"name": "Ada", "company": "Acme"}
    assert order["status"] == "completed"


@pytest.mark.parametrize(
    "said", [500, None, b"no json", [], {"prompt_variables": None}, {"prompt_variables": {"name": "Ada"}}]
)
def test_a_lookup_without_every_variable_ends_the_call(api: WebhookClient, said: Any) -> None:
    api.answer = lambda _webhook: said
    order = ring_in(api)
    assert (order["status"], order["call_attempts"]) == ("errored", [])


def test_outbound_calls_make_no_lookup(api: WebhookClient) -> None:
    place(api, assistant={"prompt": "Hi {{name}}", "precall_lookup_url": LOOKUP})
    api.settle()
    assert api.received == []
