"""Tests of the dialer against the simulator: no keys, no phone, no waiting."""

from datetime import timedelta

import pytest
from dialer import Dialer, Refused

NEW_YORK = "+12125550142"


@pytest.fixture
def revox(mockserver):
    """The dialer as in production; `env` sets the variables that it reads."""
    mockserver.env()
    return Dialer.from_environment()


@pytest.fixture
def ringyo(mockserver):
    """A dialer for Ringyo that does not pause between polls."""
    return Dialer(mockserver.ringyo.base_url, mockserver.ringyo.api_key, pause=0)


def test_every_status_of_a_call_is_seen_without_waiting(ringyo):
    assert ringyo.ring(NEW_YORK) == ["queued", "ringing", "in_progress", "completed"]


def test_a_magic_number_is_busy(ringyo):
    assert ringyo.ring("+15005551000")[-1] == "busy"


def test_an_order_is_dialled_again_two_hours_later(mockserver, revox):
    mockserver.play("busy-twice-then-human")
    order = revox.order(NEW_YORK, "Ada")
    mockserver.clock.settle()
    attempts = revox.outcome(order)["call_attempts"]
    assert [attempt["dial_error"] for attempt in attempts] == [None, "busy", "busy"]
    first, second, third = (attempt["dialled_at"] for attempt in mockserver.calls[order].attempts)
    assert first < second < third
    assert mockserver.clock.now - mockserver.calls[order].created_at > timedelta(hours=4)


@pytest.mark.mockserver(scenario="no-answer", clock="manual")
def test_an_order_is_cancelled_between_two_dials(mockserver, revox):
    order = revox.order(NEW_YORK, "Ada")
    mockserver.clock.advance("1h")
    assert revox.outcome(order)["status"] == "scheduled"
    revox.cancel(order)
    assert revox.outcome(order)["status"] == "cancelled"
    mockserver.requests.assert_called("call.cancel", times=1)


def test_our_own_scenario_is_played(mockserver, revox):
    mockserver.scenario({
        "name": "wants-a-demo",
        "attempts": [{
            "ringing": "2s",
            "talk": [{"agent": "Would you like a demo?"}, {"user": "Yes, please."}],
            "lasts": "20s",
            "ended_by": "user",
        }],
    })  # fmt: skip
    order = revox.order(NEW_YORK, "Ada")
    mockserver.clock.settle()
    transcript = revox.outcome(order)["last_call_attempt"]["transcript"]
    assert [turn["content"] for turn in transcript] == ["Would you like a demo?", "Yes, please."]


def test_the_prompt_contains_the_name(mockserver, revox):
    revox.order(NEW_YORK, "Ada")
    (request,) = mockserver.requests.assert_called("call.create", body={"phone_number": NEW_YORK})
    assert "Ada" in request.json["assistant"]["prompt"]


def test_a_bad_number_is_refused(revox):
    with pytest.raises(Refused, match="400"):
        revox.order("0123", "Ada")


def test_worlds_are_not_shared_between_tests(mockserver):
    assert len(mockserver.calls) == 0
