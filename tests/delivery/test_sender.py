"""One attempt: to real receivers on loopback that behave well or badly, and to receivers in the same process."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from mockserver.calls.webhook_faults import DrawnFault, WebhookFaultKind
from mockserver.delivery.receivers import ReceivedWebhook, Receiver
from mockserver.delivery.sender import Sender
from mockserver.delivery.wire import MOST_READ
from mockserver.webhooks.messages import Delivery, Outcome, WebhookMessage
from tests import receiver as receivers
from tests.receiver import Got, HttpReceiver
from tests.worlds import MONDAY

BODY = json.dumps({"event": "call.completed", "text": "ü" * 50}, ensure_ascii=False).encode()


def delivery(url: str, *faults: DrawnFault, **more: Any) -> Delivery:
    facts = {"provider": "ringyo", "event": "call.completed", "url": url, "body": BODY, **more}
    return Delivery(7, WebhookMessage(**facts), MONDAY, MONDAY, faults=faults)


def send(what: Delivery, receiver: Receiver | None = None, allowed: tuple[str, ...] = ()) -> Outcome:
    return asyncio.run(Sender(allowed).send(what, (("x-signature", "abc"),), receiver))


def received(behave: receivers.Behave = receivers.OK, *faults: DrawnFault, **more: Any) -> tuple[Outcome, list[Got]]:
    with HttpReceiver(behave) as there:
        return send(delivery(there.url, *faults, **more)), there.got


def test_a_webhook_arrives_unchanged_with_its_headers() -> None:
    outcome, (got,) = received(receivers.answer(202, b"ok"), headers=(("x-own", "1"),))
    assert (outcome.status, outcome.body, outcome.error, outcome.good) == (202, b"ok", None, True)
    assert (got.method, got.path, got.body) == ("POST", "/hook", BODY)
    wanted = {
        "content-type": "application/json",
        "x-signature": "abc",
        "x-own": "1",
        "x-mockserver-delivery": "7",
        "content-length": str(len(BODY)),
    }
    assert {name: got.headers[name] for name in wanted} == wanted
    assert got.headers["user-agent"].startswith("mockserver/")


def test_a_redirect_is_not_followed_and_counts_as_a_failure() -> None:
    outcome, got = received(receivers.answer(307, location="http://127.0.0.1:1/elsewhere"))
    assert (outcome.status, outcome.good, len(got)) == (307, False, 1)


def test_a_receiver_that_resets_is_an_error() -> None:
    outcome, got = received(receivers.reset)
    assert (outcome.status, outcome.good, len(got)) == (None, False, 1)
    assert outcome.error


def test_a_response_that_is_not_http_is_an_error() -> None:
    outcome, _ = received(receivers.garble)
    assert outcome.status is None
    assert "Protocol" in (outcome.error or "")


def test_only_a_megabyte_of_a_large_response_is_read() -> None:
    outcome, _ = received(receivers.flood)
    assert (outcome.status, len(outcome.body)) == (200, MOST_READ)


def test_a_hanging_receiver_costs_one_timeout() -> None:
    hang = receivers.Hang()
    outcome, _ = received(hang, timeout=0.1)
    hang.free.set()
    assert outcome.error == "no response within 0.1 s"


def test_a_refused_connection_is_an_error() -> None:
    with HttpReceiver() as there:
        url = there.url
    assert "Connect" in (send(delivery(url)).error or "")


def test_a_public_host_is_refused() -> None:
    outcome = send(delivery("https://hooks.example.com/x"))
    assert outcome.refused
    assert "--allow-host 'hooks.example.com'" in (outcome.error or "")


def test_an_allowed_address_is_not_refused() -> None:
    with HttpReceiver() as there:
        url = f"http://0.0.0.0:{there.port}/hook"
        assert send(delivery(url)).refused
        assert not send(delivery(url), allowed=("0.0.0.0",)).refused


def test_a_truncated_body_ends_in_the_middle() -> None:
    _, (got,) = received(receivers.OK, DrawnFault(WebhookFaultKind.CUT))
    assert got.body == BODY[: len(BODY) // 2]


def test_a_slow_sender_sends_everything() -> None:
    outcome, (got,) = received(receivers.OK, DrawnFault(WebhookFaultKind.SLOW, timedelta(milliseconds=40)))
    assert outcome.good
    assert (got.body, got.headers["content-length"]) == (BODY, str(len(BODY)))


@pytest.mark.parametrize(("status", "method", "body"), [(302, "GET", b""), (307, "POST", BODY)])
def test_the_redirect_fault_sends_what_a_sender_sends_after_following_it(status: int, method: str, body: bytes) -> None:
    _, (got,) = received(receivers.OK, DrawnFault(WebhookFaultKind.REDIRECT, status=status))
    assert (got.method, got.body) == (method, body)


# -- in the same process ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "status", "body"),
    [
        (None, 200, b""),
        (503, 503, b""),
        ({"ok": True}, 200, b'{"ok":true}'),
        ("text", 200, b'"text"'),
        (b"raw", 200, b"raw"),
    ],
)
def test_a_function_is_a_receiver(said: Any, status: int, body: bytes) -> None:
    received_webhooks: list[ReceivedWebhook] = []

    def receiver(webhook: ReceivedWebhook) -> Any:
        received_webhooks.append(webhook)
        return said

    outcome = send(delivery("https://anywhere.example.com/hook"), receiver)
    assert (outcome.status, outcome.body) == (status, body)
    (webhook,) = received_webhooks
    assert webhook.json()["event"] == "call.completed"
    assert (webhook.header("X-Signature"), webhook.header("x-none")) == ("abc", None)


def test_a_coroutine_is_a_receiver() -> None:
    async def receiver(webhook: ReceivedWebhook) -> int:
        return 201

    assert send(delivery("http://localhost/"), receiver).status == 201


def test_an_asgi_application_is_a_receiver() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert (scope["path"], scope["method"]) == ("/hook", "POST")
        body = (await receive())["body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    assert send(delivery("https://anywhere.example.com/hook"), app).body == BODY


def test_a_receiver_that_raises_is_an_error() -> None:
    def receiver(webhook: ReceivedWebhook) -> None:
        raise LookupError("no such order")

    assert send(delivery("http://localhost/"), receiver).error == "LookupError: no such order"
