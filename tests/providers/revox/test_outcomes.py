"""Outcomes of orders, ends without an answer, and overrides at both levels.

Sources: SDK 0.5.0, `outcome` ("business outcome of the call; null if not computed or no transcript") and `end_reason`
(`user_rejected`, `user_unavailable`).
"""

from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient
from tests.providers.revox.campaign_client import api, launched, number, read, rows

TALK = [{"agent": "Hello"}, {"user": "Hello"}]


def place(client: ApiClient, attempt: dict[str, Any], **more: Any) -> str:
    client.add_scenario("one", attempts=[attempt], **more)
    body = {"phone_number": "+14155550142", "skip_calling_window": True}
    return str(client.post("/api/call", body, x_mockserver_scenario="one").json["call"]["id"])


def played(client: ApiClient, attempt: dict[str, Any], **more: Any) -> Any:
    call = place(client, attempt, **more)
    client.settle()
    return client.get(f"/api/call/{call}").json["call"]


@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        ({"talk": TALK}, "completed"),
        ({"talk": TALK, "outputs": {"outcome": "interested"}}, "interested"),
        ({"talk": TALK, "outputs": {"outcome": "Not interested"}}, "not_interested"),
        ({"talk": TALK, "outputs": {"outcome": "wonderful"}}, "completed"),
        ({"lasts": "10s", "answered_by": "human", "outputs": {"outcome": "interested"}}, "interested"),
        ({"lasts": "10s", "answered_by": "human"}, None),
        ({"talk": [{"agent": "Hello?"}], "reason": "silence"}, None),
        ({"talk": TALK, "reason": "connection_lost"}, None),
        ({"answered_by": "voicemail", "talk": [{"agent": "Call me."}]}, None),
        ({"fails": "number_non_attributed"}, None),
    ],
)
def test_the_scenario_names_the_outcome_or_it_follows_from_the_talk(
    attempt: dict[str, Any], outcome: str | None
) -> None:
    order = played(ApiClient("revox"), attempt)
    assert order["outcome"] == outcome
    assert (order["outcome_summary"] is None) == (outcome is None)


def test_a_summary_of_the_scenario_wins_over_the_composed_one() -> None:
    client = ApiClient("revox")
    outputs = {"outcome": "requested_callback_later"}
    composed = played(client, {"talk": TALK, "outputs": outputs, "lasts": "42s"})["outcome_summary"]
    assert composed == "The contact asked to be called back later. The contact hung up after 42 seconds."
    short = played(client, {"talk": TALK, "lasts": "1s", "ended_by": "agent"})["outcome_summary"]
    assert short == "The contact and the agent talked to the end. The agent ended the call after 1 second."
    assert played(client, {"talk": TALK, "summary": "Call in May."})["outcome_summary"] == "Call in May."


def test_outcomes_of_scenarios_make_hot_leads_and_the_funnel() -> None:
    """Source: SDK 0.5.0, `campaigns.statistics`: "outcome-based categories derive exclusively from calls.outcome"."""
    client = api()
    for name in ("interested", "requested_callback_later"):
        client.add_scenario(name.replace("_", "-"), attempts=[{"talk": TALK, "outputs": {"outcome": name}}])
    client.world.next_scenarios.extend(["interested", "requested-callback-later", "busy"])
    campaign = launched(client, 3, scenario="")
    client.settle()
    report = client.get(f"/api/campaigns/{campaign}/statistics").json["statistics"]
    assert report["funnel"]["hot_leads"] == {"count": 1, "pct_of_reached": 50.0}
    assert [len(report["leads"][name]) for name in ("interested", "callback_requested")] == [1, 1]
    assert read(client, campaign)["funnel_stats"] == {"hot": 1, "talked_to_human": 2, "total_leads": 3}


def test_statistics_count_distinct_numbers() -> None:
    """Source: SDK 0.5.0, `campaigns.statistics`: "all counts are over distinct E.164-normalized phone numbers"."""
    client = api()
    client.add_scenario("keen", attempts=[{"talk": TALK, "outputs": {"outcome": "interested"}}])
    twice = [{"to_phone_number": number(1), "prompt_variables": {}}] * 2
    campaign = launched(client, 2, "keen", contacts=twice)
    client.settle()
    report = client.get(f"/api/campaigns/{campaign}/statistics").json["statistics"]
    assert [(row["outcome"], row["count"]) for row in report["outcome_breakdown"]] == [("interested", 1)]
    assert [lead["call_id"] for lead in report["leads"]["interested"]] == [rows(client, campaign)[1]["call"]["id"]]


@pytest.mark.parametrize("reason", ["rejected", "unavailable"])
def test_a_rejected_or_unavailable_call_was_never_answered(reason: str) -> None:
    client = ApiClient("revox")
    call = place(client, {"answered_by": "human", "talk": TALK, "reason": reason})
    client.advance("8s")
    (running,) = client.get(f"/api/call/{call}").json["call"]["call_attempts"]
    assert running["status"] in ("ringing", "completed")
    assert running["answered_at"] is None
    client.settle()
    order = client.get(f"/api/call/{call}").json["call"]
    attempt = order["call_attempts"][-1]
    empty = ("answered_at", "result", "transcript", "recording_url", "structured_output", "assistants_used")
    assert {name: attempt[name] for name in empty} == dict.fromkeys(empty)
    assert (attempt["end_reason"], attempt["ended_by"], attempt["handled_by_ai"]) == (f"user_{reason}", "user", False)
    assert (order["outcome"], order["outcome_summary"]) == (None, None)
    history = client.get("/api/calls/phone-history").json["phone_history"]["+14155550142"]
    assert history["reached_human"] is False


@pytest.mark.off_schema
def test_the_fields_of_an_attempt_override_the_attempt_and_the_order() -> None:
    """Names that only orders have, and those in `call`, override the order; all others override the attempt."""
    client = ApiClient("revox")
    fields = {"status": "error", "outcome": "ai_averse", "call": {"status": "errored", "note": 1}}
    order = played(client, {"talk": TALK, "fields": fields})
    attempt = order["last_call_attempt"]
    assert (attempt["status"], order["status"], order["outcome"], order["note"]) == ("error", "errored", "ai_averse", 1)
    assert order["call_attempts"] == [attempt]
    assert not {"outcome", "call"} & attempt.keys()


def test_the_fields_of_an_attempt_override_the_order_only_while_it_is_the_last() -> None:
    client = ApiClient("revox")
    attempts = [{"fails": "busy", "fields": {"metadata": {"try": "1"}}}, {"talk": TALK}]
    client.add_scenario("two", attempts=attempts)
    body = {"phone_number": "+14155550142", "skip_calling_window": True}
    call = client.post("/api/call", body, x_mockserver_scenario="two").json["call"]["id"]
    client.advance("1m")
    assert client.get(f"/api/call/{call}").json["call"]["metadata"] == {"try": "1"}
    client.settle()
    assert client.get(f"/api/call/{call}").json["call"]["metadata"] is None


def test_the_fields_of_a_scenario_override_the_order() -> None:
    client = ApiClient("revox")
    order = played(client, {"talk": TALK}, fields={"status": "errored", "metadata": {"a": "b"}})
    assert (order["status"], order["metadata"]) == ("errored", {"a": "b"})
    assert order["last_call_attempt"]["status"] == "completed"
