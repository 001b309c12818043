"""Why a delivery failed, and what to do: for every kind of failure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mockserver.webhooks.failures import failure_of
from mockserver.webhooks.messages import Delivery, DeliveryAttempt, Outcome, State, WebhookMessage

NOW = datetime(2026, 1, 5, 15, tzinfo=UTC)
MESSAGE = WebhookMessage(provider="ringyo", event="call.completed", url="http://app.test/hook?key=secret")
RETRIED = replace(MESSAGE, delays=(timedelta(seconds=1), timedelta(seconds=5)))
REFUSED = "'x.example' is not on this machine or network, so no webhook is sent there."


def delivery(state: State, *outcomes: Outcome, message: WebhookMessage = MESSAGE) -> Delivery:
    attempts = tuple(DeliveryAttempt(NOW, outcome) for outcome in outcomes)
    return Delivery(1, message, NOW, NOW + timedelta(seconds=5), state, attempts)


@pytest.mark.parametrize(
    ("outcome", "reason", "remedy"),
    [
        (Outcome(500), "The receiver responded with 500 to POST http://app.test/hook.", "failed on this webhook"),
        (Outcome(422), "The receiver responded with 422", "rejects this body"),
        (Outcome(401), "The receiver responded with 401", "signing secret"),
        (Outcome(404), "The receiver responded with 404", "path of the URL"),
        (Outcome(405), "The receiver responded with 405", "accept this method"),
        (Outcome(307), "The receiver responded with 307", "redirects are not followed"),
        (Outcome(error="no response within 10 s"), "No response within 10 s.", "respond first"),
        (
            Outcome(error="ConnectError: localhost:9 cannot be reached: Connection refused"),
            "ConnectError: localhost:9 cannot be reached: Connection refused.",
            "Start the receiver",
        ),
        (Outcome(error="ConnectError: a:1 cannot be trusted: self-signed"), "ConnectError", "a certificate that"),
        (Outcome(error="ConnectError: there is no TLS with a:1: EOF"), "ConnectError", "has no TLS"),
        (Outcome(error="ProtocolError: a:1 reset the connection"), "ProtocolError", "log of the receiver"),
        (Outcome(error="KeyError: 'id'"), "KeyError: 'id'.", "in this process raised"),
    ],
)
def test_a_failed_attempt_has_a_reason_and_a_remedy(outcome: Outcome, reason: str, remedy: str) -> None:
    failure = failure_of(delivery(State.FAILED, outcome))
    assert failure is not None
    assert failure.reason.startswith(reason)
    assert remedy in failure.remedy
    assert "secret" not in failure.reason


def test_a_retried_delivery_says_when_it_is_retried_and_when_it_was_given_up() -> None:
    waiting = failure_of(delivery(State.PENDING, Outcome(500), message=RETRIED))
    assert waiting is not None
    assert waiting.reason.endswith(" Attempt 2 follows at 2026-01-05T15:00:05Z.")
    for count, words in ((1, "Given up after 1 attempt."), (3, "Given up after 3 attempts.")):
        failure = failure_of(delivery(State.FAILED, *[Outcome(500)] * count, message=RETRIED))
        assert failure is not None
        assert failure.reason.endswith(words)


def test_the_last_attempt_decides() -> None:
    failure = failure_of(delivery(State.FAILED, Outcome(500), Outcome(404), message=RETRIED))
    assert failure is not None
    assert "responded with 404" in failure.reason


def test_a_refused_host_is_split_into_reason_and_remedy() -> None:
    error = f"{REFUSED} To allow it, start the server with --allow-host 'x.example'."
    failure = failure_of(delivery(State.REFUSED, Outcome(error=error, refused=True)))
    assert failure is not None
    assert failure.reason == REFUSED
    assert failure.remedy.startswith("To allow it, start the server with --allow-host 'x.example'.")
    no_url = failure_of(delivery(State.REFUSED, Outcome(error="'x' is not a URL.", refused=True)))
    assert no_url == ("'x' is not a URL.", "Correct the URL.")


def test_lost_and_cancelled_deliveries_say_so() -> None:
    lost, cancelled = failure_of(delivery(State.LOST)), failure_of(delivery(State.FAILED))
    assert lost is not None
    assert cancelled is not None
    assert "fault 'lose'" in lost.reason
    assert "cancelled" in cancelled.reason


@pytest.mark.parametrize("state", [State.PENDING, State.SENDING, State.DELIVERED])
def test_nothing_is_wrong_before_an_attempt_has_failed(state: State) -> None:
    outcomes = [Outcome(200)] if state is State.DELIVERED else []
    assert failure_of(delivery(state, *outcomes)) is None


@given(st.integers(100, 599) | st.none(), st.text(), st.sampled_from([State.FAILED, State.PENDING]))
def test_every_failed_attempt_is_told_in_sentences(status: int | None, error: str, state: State) -> None:
    outcome = Outcome(status) if status is not None else Outcome(error=error)
    failure = failure_of(delivery(state, outcome, message=RETRIED))
    assert failure is not None
    assert failure.reason.endswith(".")
    assert failure.remedy.endswith(".")
