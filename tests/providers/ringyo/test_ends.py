"""Every way in which a call can end: status, results, statistics and webhooks agree with each other."""

from typing import Any

import pytest

from mockserver.calls.events import DIAL_ERRORS, EndReason
from mockserver.providers.ringyo.statuses import ENDS
from tests.api_client import WebhookClient
from tests.providers.ringyo.client import RingyoClient

EVERYTHING = "transcript,recording,analysis"
TALK = [{"agent": "Hello?"}, {"user": "Hi."}]
NEVER_ANSWERED = ("rejected", "unavailable")
UNANSWERED = (*DIAL_ERRORS, *NEVER_ANSWERED)


def attempt(reason: EndReason, **more: Any) -> dict[str, Any]:
    """Return an attempt that ends for that reason; a call that is cancelled has no reason of its own."""
    if reason in DIAL_ERRORS:
        return {"fails": reason.value}
    if reason is EndReason.TRANSFER:
        return {"talk": TALK, "transferred_to": "+14155550199", **more}
    ends = {} if reason is EndReason.CANCELLED else {"reason": reason.value}
    return {"talk": TALK, "lasts": "20s", **ends, **more}


def finished_call(api: RingyoClient, reason: EndReason, **more: Any) -> Any:
    call_id = api.place_call(api.add_scenario(f"ends-{reason}", attempts=[attempt(reason, **more)]))
    if reason is EndReason.CANCELLED:
        from mockserver.calls import commands

        api.advance(15)
        api.world.command(commands.cancel(api.world.calls[call_id], api.world.now))
    api.settle()
    return api.get_call(call_id, EVERYTHING)


@pytest.mark.parametrize("reason", list(EndReason))
def test_the_results_of_a_call_follow_its_end(api: RingyoClient, reason: EndReason) -> None:
    """calls/get: `duration` is "only present when completed", `recording_url` only "when available"."""
    shown = finished_call(api, reason)
    assert shown["status"] == ENDS[reason]
    assert ("duration" in shown) == ("recording_url" in shown) == (shown["status"] == "completed")
    assert ("transcript" in shown) == ("analysis" in shown) == (reason not in UNANSWERED)
    if "analysis" in shown:
        completed = shown["status"] == "completed"
        assert completed or shown["analysis"]["outcome"] in ("failed", "cancelled")
        assert shown["analysis"]["sentiment"] == "neutral"


@pytest.mark.parametrize("reason", list(EndReason))
def test_the_statistics_of_an_agent_follow_the_ends_of_its_calls(reason: EndReason) -> None:
    """agents/get: `success_rate` is a share of 0 to 1, and durations are those of completed calls."""
    from mockserver.world.settings import Examples

    api = RingyoClient(examples=Examples.NONE)
    shown = finished_call(api, reason)
    stats = api.get(f"/agents/{shown['agent_id']}?include=stats").json["stats"]
    completed = shown["status"] == "completed"
    assert (stats["total_calls"], stats["success_rate"]) == (1, 1.0 if completed else 0.0)
    assert stats["avg_call_duration_seconds"] == shown.get("duration", 0)


@pytest.mark.parametrize("reason", [reason for reason in EndReason if reason not in UNANSWERED])
def test_a_call_that_failed_has_no_outcome_completed_whatever_its_scenario_says(
    api: RingyoClient, reason: EndReason
) -> None:
    shown = finished_call(api, reason, outputs={"outcome": "completed", "interested": True})
    failed = shown["status"] == "failed"
    assert (shown["analysis"]["outcome"] == "completed") is not failed
    assert (shown["analysis"]["sentiment"] == "positive") is not failed


def test_a_scenario_names_the_outcome_and_sentiment_of_its_own_end(api: RingyoClient) -> None:
    words = {"outcome": "callback_requested", "sentiment": "negative"}
    shown = finished_call(api, EndReason.CONNECTION_LOST, outputs=words)
    assert {key: shown["analysis"][key] for key in words} == words


def test_what_a_shipped_scenario_concludes_does_not_apply_to_a_call_that_ends_earlier(api: RingyoClient) -> None:
    early, whole = api.place_call("answered", max_duration=20), api.place_call("answered")
    own = api.add_scenario("own", attempts=[{"lasts": "5m", "summary": "Booked.", "outputs": {"slot": "10:00"}}])
    cut = api.place_call(own, max_duration=60)
    api.settle()
    analysis = api.get_call(early, "analysis")["analysis"]
    assert (analysis["outcome"], analysis["extracted_data"]) == ("incomplete", {})
    assert "maximum duration" in analysis["summary"]
    analysis = api.get_call(whole, "analysis")["analysis"]
    assert analysis["extracted_data"]["interested"] is True
    analysis = api.get_call(cut, "analysis")["analysis"]
    assert (analysis["summary"], analysis["extracted_data"]) == ("Booked.", {"slot": "10:00"})


@pytest.mark.parametrize(("interested", "sentiment"), [(True, "positive"), (False, "negative"), ("?", "neutral")])
def test_the_sentiment_follows_the_interest(api: RingyoClient, interested: Any, sentiment: str) -> None:
    shown = finished_call(api, EndReason.HANG_UP, outputs={"interested": interested})
    assert shown["analysis"]["sentiment"] == sentiment


# -- summaries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        ({"lasts": "45s"}, "Sales Assistant talked to a person for 45 seconds, until the other side hung up."),
        (
            {"talk": TALK, "lasts": "1m", "reason": "tool_end_call"},
            "Sales Assistant talked to a person for 1 minute, until the agent ended the call.",
        ),
        (
            {"talk": TALK, "lasts": "125s", "reason": "hang_up", "ended_by": "agent"},
            "Sales Assistant talked to a person for 2 minutes 5 seconds, until the agent hung up.",
        ),
        (
            {"talk": TALK, "lasts": "61s", "reason": "connection_lost"},
            "Sales Assistant talked to a person for 1 minute 1 second, until the connection was lost.",
        ),
        (
            {"answered_by": "voicemail", "talk": TALK, "lasts": "8s"},
            "Sales Assistant talked to a voicemail for 8 seconds, until the agent hung up.",
        ),
        (
            {"talk": TALK, "lasts": "9s", "reason": "hang_up", "ended_by": "system"},
            "Sales Assistant talked to a person for 9 seconds, until the call failed.",
        ),
    ],
)
def test_a_summary_is_a_sentence_about_the_conversation(api: RingyoClient, given: dict[str, Any], summary: str) -> None:
    call_id = api.place_call(api.add_scenario("told", attempts=[given]))
    api.settle()
    assert api.get_call(call_id, "analysis")["analysis"]["summary"] == summary


@pytest.mark.parametrize("reason", list(EndReason))
def test_every_summary_names_the_agent_and_ends_like_a_sentence(api: RingyoClient, reason: EndReason) -> None:
    analysis = finished_call(api, reason).get("analysis", {"summary": "Sales Assistant."})
    assert analysis["summary"].startswith("Sales Assistant")
    assert analysis["summary"].endswith(".")
    assert "_" not in analysis["summary"]


# -- calls that nobody answers ---------------------------------------------------------------------


@pytest.mark.parametrize(("reason", "status"), [("rejected", "busy"), ("unavailable", "no_answer")])
def test_a_rejected_or_unavailable_call_rings_until_its_end(api: RingyoClient, reason: str, status: str) -> None:
    """concepts/calls draws `ringing → no_answer | busy`: such a call was never `in_progress`."""
    call_id = api.place_call(api.add_scenario("refused", attempts=[{"talk": TALK, "lasts": 20, "reason": reason}]))
    seen = []
    while api.world.next_due is not None:
        api.world.next()
        seen.append(api.get_call(call_id, EVERYTHING)["status"])
    assert list(dict.fromkeys(seen)) == ["ringing", status]
    assert not set(api.get_call(call_id, EVERYTHING)) & {"transcript", "recording_url", "analysis", "duration"}
    assert api.list_call_ids(f"status={status}") == [call_id]


@pytest.mark.parametrize("reason", NEVER_ANSWERED)
def test_a_rejected_or_unavailable_call_costs_nothing(reason: str) -> None:
    api = RingyoClient()
    api.set_options(credits=5)
    api.place_call(api.add_scenario("refused", attempts=[{"lasts": 90, "reason": reason}]))
    api.settle()
    from mockserver.providers.ringyo.credits import balance

    assert balance(api.world) == 5


@pytest.mark.parametrize("dialect", ["reference", "guide"])
def test_no_webhook_says_that_a_rejected_call_was_answered(dialect: str) -> None:
    """webhooks/create: `call.answered` and `call.transferred` are about answered calls; `call.failed` includes busy."""
    with WebhookClient() as api:
        api.set_options("ringyo", dialect=dialect)
        api.post("/ringyo/v1/webhooks", {"url": "https://app.test/hooks", "events": ["*"]})
        api.add_scenario("refused", attempts=[{"talk": TALK, "lasts": 20, "reason": "rejected"}])
        body = {"agent_id": "agent_1", "phone_number": "+14155550142"}
        api.post("/ringyo/v1/calls", body, x_mockserver_scenario="refused")
        api.settle()
        events = [body["event"] for body in api.bodies if body["event"].startswith("call.")]
        assert events[-1] == "call.failed"
        assert not {"call.answered", "call.completed", "call.transferred"} & set(events)


def test_the_summary_of_a_silent_call_names_no_talk(api: RingyoClient) -> None:
    call_id = api.place_call(api.add_scenario("silent", attempts=[{"lasts": "45s"}]), agent_id="agent_shy")
    api.settle()
    summary = api.get_call(call_id, "analysis")["analysis"]["summary"]
    assert summary == "Agent shy was connected to a person for 45 seconds, until the other side hung up."
