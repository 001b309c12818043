"""The official `revox` package, with strict response validation, against a real server on loopback."""

import httpx
import pytest
import revox

from mockserver.client import Control


def test_the_key_is_checked(sdk: revox.Revox) -> None:
    assert sdk.auth_status.retrieve().authenticated is True
    with pytest.raises(revox.AuthenticationError):
        sdk.with_options(api_key="invalid").auth_status.retrieve()


def test_an_order_is_polled_until_it_is_done(sdk: revox.Revox, control: Control) -> None:
    control.play("busy-twice-then-human")
    made = sdk.call.create(phone_number="+14155550142", assistant={"prompt": "Sell."}, skip_calling_window=True).call
    order = sdk.call.retrieve(made.id).call
    seen = [made.status, order.status]
    while order.status not in ("completed", "errored", "cancelled"):
        order = sdk.call.retrieve(order.id).call
        seen.append(order.status)
    assert seen[0] == "initializing"
    assert seen.count("scheduled") == 2
    assert [attempt.dial_error for attempt in order.call_attempts] == [None, "busy", "busy"]
    assert order.last_call_attempt is not None
    assert order.last_call_attempt.transcript


def test_an_order_is_paused_resumed_and_cancelled(sdk: revox.Revox) -> None:
    order = sdk.call.create(phone_number="+14155550142", scheduled_at="2026-02-01T10:00:00Z").call
    assert sdk.call.pause(order.id).success
    assert sdk.call.retrieve(order.id).call.status == "paused"
    assert sdk.call.resume(order.id).success
    assert sdk.call.cancel(order.id).success
    assert sdk.call.retrieve(order.id).call.is_cancelled


def test_the_strict_client_accepts_shipped_scenarios(sdk: revox.Revox, control: Control) -> None:
    for name in ("voicemail", "ivr", "ios-screening", "transferred", "no-international-permission", "max-duration"):
        control.play(name)
        order = sdk.call.create(phone_number="+14155550142", skip_calling_window=True).call
        control.clock.settle()
        assert sdk.call.retrieve(order.id).call.call_attempts


def retries(control: Control) -> list[tuple[str, int | None]]:
    """Return the client's retry count and the response status of each create request."""
    sent = control.requests.find("call.create")
    return [(request.headers["x-stainless-retry-count"], request.status) for request in sent]


def test_the_client_retries_a_refused_order_after_the_delay_in_the_response(sdk: revox.Revox, control: Control) -> None:
    control.settings(revox={"concurrency": 1, "busy": "refuse", "retry_after_seconds": 0.001})
    first = sdk.call.create(phone_number="+14155550142", skip_calling_window=True).call
    assert sdk.call.retrieve(first.id).call.status == "calling"

    def free_a_line(response: httpx.Response) -> None:
        if response.status_code == 429:
            assert response.headers["retry-after-ms"] == "1"
            control.clock.settle()

    with httpx.Client(event_hooks={"response": [free_a_line]}) as http:
        order = sdk.with_options(http_client=http).call.create(phone_number="+14155550143", skip_calling_window=True)
    assert order.call.status == "initializing"
    assert retries(control) == [("0", 200), ("0", 429), ("1", 200)]


def test_the_client_gives_up_after_its_retries(sdk: revox.Revox, control: Control) -> None:
    control.settings(revox={"concurrency": 0, "busy": "refuse", "retry_after_seconds": 0.001})
    with pytest.raises(revox.RateLimitError, match="rate_limited"):
        sdk.call.create(phone_number="+14155550142")
    assert retries(control) == [("0", 429), ("1", 429), ("2", 429)]


def test_the_client_does_not_retry_a_conflict(sdk: revox.Revox, control: Control) -> None:
    control.settings(revox={"conflicts": True})
    order = sdk.call.create(phone_number="+14155550142", skip_calling_window=True).call
    control.clock.settle()
    with pytest.raises(revox.ConflictError):
        sdk.call.cancel(order.id)
    assert len(control.requests.find("call.cancel")) == 1


def test_errors_are_raised_as_the_exceptions_of_the_package(sdk: revox.Revox) -> None:
    with pytest.raises(revox.NotFoundError, match="There is no call 'nobody'"):
        sdk.call.retrieve("nobody")
    with pytest.raises(revox.BadRequestError, match=r"expected an E\.164 number"):
        sdk.call.create(phone_number="12")
    with pytest.raises(revox.PermissionDeniedError):
        sdk.with_options(api_key="forbidden").call.retrieve("nobody")
