"""The example receiver with webhooks of a simulated Ringyo, in the same process and without a socket."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from examples.receiver.receiver import LONGEST, TOLERANCE, Receiver, verify
from mockserver import MockserverFixture
from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.providers.signatures import signature
from tests.worlds import MONDAY

pytestmark = pytest.mark.mockserver(clock="manual")
SECRET = "whsec_test"
EVENTS = ["call.started", "call.ringing", "call.answered", "call.completed"]
Ringyo = httpx2.Client


@pytest.fixture
def ringyo(mockserver: MockserverFixture) -> Iterator[Ringyo]:
    """A client of an account whose only webhook subscribes to call events."""
    base_url, api_key = mockserver.ringyo
    with httpx2.Client(base_url=base_url, headers={"authorization": f"Bearer {api_key}"}) as client:
        webhook = {"url": "https://receiver.example.com/hook", "events": EVENTS, "secret": SECRET}
        client.post("/webhooks", json=webhook).raise_for_status()
        yield client


def place(ringyo: Ringyo) -> str:
    body = {"agent_id": "agent_1", "phone_number": "+12125550142"}
    return str(ringyo.post("/calls", json=body).raise_for_status().json()["id"])


def attempt_statuses(mockserver: MockserverFixture) -> list[int | None]:
    """Return the status of every attempt in order."""
    return [row.status for delivery in mockserver.webhooks for row in delivery.attempts]


@pytest.fixture
def acted() -> list[Any]:
    """The names of the events that the receiver has acted on."""
    return []


@pytest.fixture
def listen(mockserver: MockserverFixture, acted: list[Any]) -> Callable[..., Receiver]:
    """Make a receiver for the webhooks, and set the style of signatures."""

    def listen(*secrets: str, style: str = "timestamped", **settings: Any) -> Receiver:
        options: Any = {"signature": style, **settings}
        mockserver.control.settings(ringyo=options)
        timestamped = style == "timestamped"
        receiver = Receiver(secrets or (SECRET,), lambda event: acted.append(event["event"]), timestamped=timestamped)
        mockserver.webhooks.to(receiver)
        return receiver

    return listen


# -- signatures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["plain", "timestamped"])
def test_signed_webhooks_are_accepted(
    mockserver: MockserverFixture, ringyo: Ringyo, listen: Callable[..., Receiver], acted: list[Any], style: str
) -> None:
    receiver = listen(style=style)
    call = place(ringyo)
    mockserver.clock.settle()
    assert (acted, attempt_statuses(mockserver)) == (EVENTS, [200] * 4)
    assert receiver.calls[call]["status"] == "completed"


@pytest.mark.parametrize("style", ["plain", "timestamped"])
@pytest.mark.parametrize("flaw", ["wrong", "missing"])
def test_webhooks_with_a_missing_or_wrong_signature_are_refused(
    mockserver: MockserverFixture,
    ringyo: Ringyo,
    listen: Callable[..., Receiver],
    acted: list[Any],
    style: str,
    flaw: str,
) -> None:
    listen(style=style, signature_flaw=flaw)
    place(ringyo)
    mockserver.clock.settle()
    assert (acted, set(attempt_statuses(mockserver))) == ([], {401})


def test_webhooks_with_an_old_timestamp_are_refused(
    mockserver: MockserverFixture, ringyo: Ringyo, listen: Callable[..., Receiver], acted: list[Any]
) -> None:
    listen(signature_flaw="old")
    place(ringyo)
    mockserver.clock.settle()
    assert (acted, set(attempt_statuses(mockserver))) == ([], {401})


def test_a_naive_check_accepts_an_old_signature(mockserver: MockserverFixture, ringyo: Ringyo) -> None:
    """It verifies the signature but not the time, so a recorded webhook can be sent again."""
    valid = []

    def naive(webhook: ReceivedWebhook) -> int:
        header = webhook.header("x-ringyo-signature") or ""
        stamp = header.partition(",")[0].removeprefix("t=")
        valid.append(verify([SECRET], header, webhook.body, float(stamp), timestamped=True))
        return 200

    mockserver.control.settings(ringyo={"signature": "timestamped", "signature_flaw": "old"})
    mockserver.webhooks.to(naive)
    place(ringyo)
    mockserver.clock.settle()
    assert valid == [True] * 4


@pytest.mark.parametrize("style", ["plain", "timestamped"])
@pytest.mark.parametrize("secrets", [("whsec_old",), (SECRET,), (SECRET, "whsec_old")])
def test_during_a_change_of_the_secret_either_one_is_enough(
    mockserver: MockserverFixture,
    ringyo: Ringyo,
    listen: Callable[..., Receiver],
    acted: list[Any],
    style: str,
    secrets: tuple[str, ...],
) -> None:
    listen(*secrets, style=style, previous_secret="whsec_old")
    place(ringyo)
    mockserver.clock.settle()
    assert acted == EVENTS


def test_signatures_can_use_virtual_time(mockserver: MockserverFixture, ringyo: Ringyo) -> None:
    """For receivers with a replaceable clock; a callable may read the simulator's clock."""
    mockserver.control.settings(ringyo={"signature": "timestamped", "signature_time": "world"})
    receiver = Receiver([SECRET], timestamped=True, now=lambda: mockserver.clock.now.timestamp())
    mockserver.webhooks.to(
        lambda webhook: receiver.handle("POST", [webhook.header("x-ringyo-signature") or ""], webhook.body)
    )
    place(ringyo)
    mockserver.clock.settle()
    assert attempt_statuses(mockserver) == [200] * 4


# -- faults --------------------------------------------------------------------------------------


def test_duplicates_are_accepted_and_acted_on_once(
    mockserver: MockserverFixture, ringyo: Ringyo, listen: Callable[..., Receiver], acted: list[Any]
) -> None:
    listen()
    mockserver.webhooks.plan("duplicate")
    place(ringyo)
    mockserver.clock.settle()
    assert (sorted(acted), attempt_statuses(mockserver)) == (sorted(EVENTS), [200] * 8)


def test_a_cut_body_does_not_match_its_signature(
    mockserver: MockserverFixture, ringyo: Ringyo, listen: Callable[..., Receiver], acted: list[Any]
) -> None:
    listen()
    mockserver.webhooks.plan({"fault": "cut", "events": "call.completed"})
    place(ringyo)
    mockserver.clock.settle()
    assert acted == EVENTS[:3]
    (delivery,) = mockserver.webhooks.find("call.completed")
    assert (delivery.outcome, [row.status for row in delivery.attempts]) == ("failed", [401] * 6)


@pytest.mark.parametrize("seed", range(5))
def test_a_call_never_goes_backwards_in_any_order_of_events(
    mockserver: MockserverFixture, ringyo: Ringyo, listen: Callable[..., Receiver], acted: list[Any], seed: int
) -> None:
    """Each event is up to ten minutes late."""
    mockserver.control.settings(seed=str(seed))
    receiver = listen()
    mockserver.webhooks.plan({"fault": "reorder", "by": "10m"})
    call = place(ringyo)
    mockserver.clock.settle()
    assert sorted(acted) == sorted(EVENTS)
    assert acted != EVENTS
    assert receiver.calls[call]["status"] == "completed"


def test_bug_believing_the_last_webhook(mockserver: MockserverFixture, ringyo: Ringyo) -> None:
    """The webhook `call.answered` arrives ten minutes late, after the call has ended."""
    naive: dict[str, str] = {}
    receiver = Receiver([SECRET], timestamped=False)

    def hook(webhook: ReceivedWebhook) -> int:
        data = webhook.json()["data"]
        naive[data["id"]] = data["status"]
        return receiver.handle("POST", [webhook.header("x-ringyo-signature") or ""], webhook.body)

    mockserver.control.settings(ringyo={"signature": "plain"})
    mockserver.webhooks.plan({"fault": "late", "by": "10m", "events": "call.answered"})
    mockserver.webhooks.to(hook)
    call = place(ringyo)
    mockserver.clock.settle()
    assert (naive[call], receiver.calls[call]["status"]) == ("in_progress", "completed")


def test_a_receiver_that_was_down_gets_the_retries(
    mockserver: MockserverFixture, ringyo: Ringyo, listen: Callable[..., Receiver], acted: list[Any]
) -> None:
    began = mockserver.clock.now
    mockserver.webhooks.to(lambda webhook: 503)
    place(ringyo)
    mockserver.clock.advance("1m")
    listen()
    mockserver.clock.settle()
    assert sorted(acted) == sorted(EVENTS)
    assert all(delivery.outcome == "delivered" for delivery in mockserver.webhooks)
    assert (mockserver.clock.now - began).total_seconds() < 4 * 60


# -- the receiver without the simulator ----------------------------------------------------------


def header(body: bytes, style: Any = "timestamped") -> str:
    return signature(style, [SECRET], body, MONDAY) or ""


def test_both_styles_are_verified() -> None:
    now = MONDAY.timestamp()
    assert verify([SECRET], header(b"x"), b"x", now, timestamped=True)
    assert verify([SECRET], header(b"x", "plain"), b"x", now, timestamped=False)


@pytest.mark.parametrize("off", [-TOLERANCE, TOLERANCE])
def test_a_timestamp_may_differ_up_to_the_tolerance(off: float) -> None:
    now = MONDAY.timestamp()
    assert verify([SECRET], header(b"x"), b"x", now + off, timestamped=True)
    assert not verify([SECRET], header(b"x"), b"x", now + 1.01 * off, timestamped=True)


@pytest.mark.parametrize("given", ["", "v1=", "t=1", "t=,v1=a", "t=x,v1=a", "t=1,t=1,v1=a", "é", "v1=é", ",,,"])
@pytest.mark.parametrize("timestamped", [True, False])
def test_an_invalid_header_is_not_a_signature(given: str, timestamped: bool) -> None:
    assert not verify([SECRET], given, b"x", 1, timestamped=timestamped)


def test_each_style_is_refused_where_the_other_is_expected() -> None:
    now = MONDAY.timestamp()
    assert not verify([SECRET], header(b"x", "plain"), b"x", now, timestamped=True)
    assert not verify([SECRET], header(b"x"), b"x", now, timestamped=False)


def send(receiver: Receiver, body: bytes, method: str = "POST") -> int:
    return receiver.handle(method, [signature("plain", [SECRET], body, MONDAY) or ""], body)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"event": "call.completed", "data": []}', b"\xff"])
def test_a_signed_body_that_is_not_an_event_is_refused(body: bytes) -> None:
    assert send(Receiver([SECRET], timestamped=False), body) == 400


def test_other_methods_and_large_bodies_are_refused() -> None:
    receiver = Receiver([SECRET], timestamped=False)
    assert send(receiver, b"{}", "GET") == 405
    assert send(receiver, bytes(LONGEST + 1)) == 413


def test_an_event_counts_as_new_again_if_acting_on_it_failed() -> None:
    acted: list[Any] = []

    def act(event: Any) -> None:
        acted.append(event)
        if len(acted) == 1:
            raise OSError("the database is down")

    receiver = Receiver([SECRET], act, timestamped=False)
    body = json.dumps({"event": "agent.created", "timestamp": "2026-01-05T15:00:00Z", "data": {"id": "a"}}).encode()
    with pytest.raises(OSError, match="down"):
        send(receiver, body)
    assert [send(receiver, body) for _ in range(2)] == [200, 200]
    assert (len(acted), receiver.calls) == (2, {})
