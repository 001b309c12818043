"""Statistics and CSV of a campaign at Revox, and campaigns with the official SDK."""

import csv
import io
from typing import Any

import pytest
import revox

from mockserver.client import Control
from mockserver.providers.base import Inbound
from mockserver.providers.revox import REVOX
from mockserver.testing.api_client import ApiClient
from tests.providers.revox.campaign_client import ALWAYS, ASSISTANT, api, create, launched, number, rows


def report(client: ApiClient, campaign_id: str) -> Any:
    return client.get(f"/api/campaigns/{campaign_id}/statistics").json["statistics"]


def keen(client: ApiClient, outcome: str) -> str:
    fields = {"outcome": outcome, "outcome_summary": "Call back."}
    return client.add_scenario(outcome.replace("_", "-"), extends="answered", fields=fields)


def test_a_campaign_without_calls_has_empty_statistics() -> None:
    client = api()
    shown = report(client, create(client)["id"])
    assert shown["campaign"]["has_activity"] is False
    assert (shown["campaign"]["first_activity_at"], shown["campaign"]["last_activity_at"]) == (None, None)
    assert shown["campaign"]["max_attempts_per_contact"] == 3
    assert shown["funnel"] == {
        "called": {"count": 0, "imported_rows": 3},
        "hot_leads": {"count": 0, "pct_of_reached": None},
        "reached": {"count": 0, "inbound": 0, "outbound": 0, "overlap": 0, "pct_of_called": None},
        "real_exchanges": {"count": 0, "pct_of_reached": None},
    }
    assert (shown["data_extraction"], shown["outcome_breakdown"]) == (None, [])


def test_a_number_in_two_rows_counts_once() -> None:
    client = api()
    twice = [{"to_phone_number": number(1), "prompt_variables": {}}] * 2
    campaign_id = launched(client, 2, contacts=twice)
    client.settle()
    shown = report(client, campaign_id)
    assert shown["funnel"]["called"] == {"count": 1, "imported_rows": 2}
    assert shown["funnel"]["reached"]["count"] == 1
    assert shown["effort"] == {"calls_total": 2, "inbound_calls": 0, "outbound_attempts": 2}


def test_the_funnel_counts_the_outcomes_of_calls() -> None:
    client = api()
    plain = client.add_scenario("plain", attempts=[{"talk": [{"user": "Hello?"}]}])
    names = ["busy", "voicemail", keen(client, "interested"), keen(client, "requested_callback_later"), plain]
    client.world.next_scenarios.extend(names)
    campaign_id = launched(client, 5, scenario="")
    client.settle()
    shown = report(client, campaign_id)
    assert shown["effort"]["outbound_attempts"] == 9
    assert shown["funnel"]["reached"] == {"count": 3, "inbound": 0, "outbound": 3, "overlap": 0, "pct_of_called": 60.0}
    assert shown["funnel"]["real_exchanges"] == {"count": 3, "pct_of_reached": 100.0}
    assert shown["funnel"]["hot_leads"] == {"count": 1, "pct_of_reached": 33.3}
    assert {row["outcome"]: row["count"] for row in shown["outcome_breakdown"]} == {
        "completed": 1,
        "interested": 1,
        "requested_callback_later": 1,
    }
    leads = shown["leads"]
    assert leads["hot"] == leads["interested"]
    assert leads["warm"] == leads["callback_requested"]
    call = rows(client, campaign_id)[2]["call"]
    assert leads["interested"] == [
        {
            "attempt_id": call["last_call_attempt"]["id"],
            "call_id": call["id"],
            "direction": "outbound",
            "email": None,
            "last_activity_at": call["last_call_attempt"]["ended_at"],
            "name": "P2",
            "phone": number(2),
            "summary": "Call back.",
        }
    ]
    assert client.get(f"/api/campaigns/{campaign_id}").json["campaign"]["funnel_stats"]["hot"] == 1
    history = client.get("/api/calls/phone-history").json["phone_history"]
    assert history[number(2)]["hot"]
    assert history[number(2)]["campaigns"] == [{"id": campaign_id, "name": "Spring"}]


def test_shipped_talks_make_leads() -> None:
    client = api()
    contacts = [{"to_phone_number": number(n), "prompt_variables": {}} for n in range(9)]
    client.world.next_scenarios.extend(["answered"] * 7 + ["call-back-later", "not-interested"])
    campaign_id = launched(client, 9, scenario="", contacts=contacts)
    client.settle()
    shown = report(client, campaign_id)
    assert {row["outcome"]: row["count"] for row in shown["outcome_breakdown"]} == {
        "interested": 5,
        "completed": 2,
        "requested_callback_later": 1,
        "not_interested": 1,
    }
    assert shown["funnel"]["hot_leads"] == {"count": 5, "pct_of_reached": 55.6}
    assert [lead["phone"] for lead in shown["leads"]["warm"]] == [number(7)]
    assert len({lead["summary"] for lead in shown["leads"]["hot"]}) == 5


def test_contacts_who_call_back_count_as_inbound() -> None:
    client = api()
    campaign_id = launched(client, 2)
    client.settle()
    for caller in (number(0), number(0), number(77)):
        placed = Inbound(from_number=caller, to_number="+14155550100", agent=ASSISTANT)
        client.world.place(REVOX.inbound(client.world, placed))
    client.settle()
    shown = report(client, campaign_id)
    assert shown["inbound"] == {"unique_callers": 1}
    assert shown["effort"] == {"calls_total": 4, "inbound_calls": 2, "outbound_attempts": 2}
    assert (shown["funnel"]["reached"]["inbound"], shown["funnel"]["reached"]["overlap"]) == (1, 1)


def test_takeovers_by_an_operator_are_counted() -> None:
    client = api()
    talk = {"answered_by": "human", "lasts": "40s", "ended_by": "system", "reason": "human_takeover"}
    client.add_scenario("joined", attempts=[talk])
    campaign_id = launched(client, 1, "joined")
    client.settle()
    jumped = report(client, campaign_id)["jump_in"]
    assert (jumped["joined_calls"], jumped["median_time_to_join_seconds"]) == (1, 40.0)
    assert jumped["median_conversation_seconds"] is None


def test_the_progress_of_the_extraction_is_shown() -> None:
    client = api()
    config = [{"name": "wants", "required": True, "type": "boolean"}]
    made = client.post("/api/assistants", {"name": "A", "prompt": "p", "structured_output_config": config}).json
    campaign_id = launched(client, 2, assistant_id=made["assistant"]["id"])
    told = []
    for _ in range(2):
        told.append(client.get(f"/api/campaigns/{campaign_id}").json["campaign"]["structured_output_extraction"])
        client.advance("10s")
    told.append(client.get(f"/api/campaigns/{campaign_id}").json["campaign"]["structured_output_extraction"])
    client.settle()
    told.append(client.get(f"/api/campaigns/{campaign_id}").json["campaign"]["structured_output_extraction"])
    assert (told[0], told[1], told[-1]) == ("none", "running", "completed")
    assert report(client, campaign_id)["data_extraction"]["fields"] == ["wants"]
    lines = list(csv.DictReader(io.StringIO(client.get(f"/api/campaigns/{campaign_id}/export").json["csv"])))
    assert [line["output.wants"] in ("true", "false") for line in lines] == [True, True]


def test_rows_are_exported_with_the_variables_of_the_contacts() -> None:
    client = api()
    campaign_id = launched(client, 2, "number-non-attributed")
    created = create(client, 1)["id"]
    client.settle()
    reply = client.get(f"/api/campaigns/{campaign_id}/export").json
    lines = list(csv.DictReader(io.StringIO(reply["csv"])))
    assert reply["filename"] == f"campaign-{campaign_id}.csv"
    assert [(line["row_index"], line["phone_number"], line["first_name"]) for line in lines] == [
        ("0", number(0), "P0"),
        ("1", number(1), "P1"),
    ]
    assert {(line["status"], line["dial_error"]) for line in lines} == {("errored", "number_non_attributed")}
    assert client.get(f"/api/campaigns/{campaign_id}").json["campaign"]["row_stats"]["failed"] == 2
    fresh = list(csv.DictReader(io.StringIO(client.get(f"/api/campaigns/{created}/export").json["csv"])))
    assert (fresh[0]["status"], fresh[0]["calls_count"]) == ("not_launched", "0")


# -- with the official SDK -------------------------------------------------------------------------

NONE: Any = {"assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": []}
MORE: Any = {**NONE, "assistant_ids": [], "from_phone_numbers": []}


def begin(sdk: revox.Revox, count: int, **more: Any) -> str:
    contacts: Any = [{"to_phone_number": number(i), "prompt_variables": {"age": i}} for i in range(count)]
    made = sdk.campaigns.create(assistant_id=ASSISTANT, name="Spring", contacts=contacts, **more).campaign
    assert made.row_stats is not None
    assert made.row_stats.not_launched == count
    rows: Any = {"call_ids": [], "mode": "all_except"}
    done = sdk.campaigns.launch(made.id, mode="ai_first", selection={"filters": NONE, "rows": rows})
    assert (done.launched, done.skipped.active) == (count, 0)
    return made.id


def test_the_sdk_follows_a_campaign_with_two_lines_over_three_days(sdk: revox.Revox, control: Control) -> None:
    control.play(*["voicemail"] * 6)
    window = {"calling_window_start_time": "09:00", "calling_window_end_time": "10:00", "retry_delay_seconds": 3600}
    config: Any = {**ALWAYS, "calling_windows": [window]}
    campaign_id = begin(sdk, 6, max_concurrent_calls=2, call_retry_config=config)
    for day in ("06", "07", "08"):
        control.clock.advance(to=f"2026-01-{day}T09:00:10Z")
        stats = sdk.campaigns.retrieve(campaign_id).campaign.row_stats
        assert stats is not None
        assert stats.calling == 2
        found = sdk.call.search(campaign_ids=[campaign_id], page=1, page_size=50, **MORE)
        assert found.total_count == 6
        assert sum(call.status == "queued_for_calling" for call in found.calls) == 4
    control.clock.settle()
    assert sdk.campaigns.retrieve(campaign_id).campaign.status == "completed"
    assert sdk.campaigns.statistics(campaign_id).statistics.effort.outbound_attempts == 18
    assert len(sdk.campaigns.get_rows(campaign_id).rows) == 6
    assert sdk.campaigns.export_rows(campaign_id).csv.count("voicemail") >= 6


def test_the_sdk_pauses_resumes_changes_and_deletes_a_campaign(sdk: revox.Revox, control: Control) -> None:
    control.play("busy", "busy")
    campaign_id = begin(sdk, 2, call_retry_config=ALWAYS)
    control.clock.advance("10m")
    assert sdk.campaigns.pause(campaign_id).success
    assert sdk.campaigns.retrieve(campaign_id).campaign.status == "paused"
    control.clock.advance("1d")
    assert sdk.campaigns.resume(campaign_id).success
    control.clock.advance("1s")
    assert {row.call.calls_count for row in sdk.campaigns.get_rows(campaign_id).rows if row.call} == {2}
    assert sdk.campaigns.update(campaign_id, name="Autumn", max_concurrent_calls=1).campaign.name == "Autumn"
    rows: Any = {"call_ids": [], "mode": "all_except"}
    session = sdk.campaigns.launch(campaign_id, mode="speed_dial", selection={"filters": NONE, "rows": rows}).session
    assert session is not None
    assert session.status == "stopped"
    assert sdk.campaigns.cancel(campaign_id).success
    assert [campaign.is_cancelled for campaign in sdk.campaigns.list().campaigns if campaign.id == campaign_id] == [
        True
    ]
    assert sdk.campaigns.delete(campaign_id).success
    with pytest.raises(revox.NotFoundError, match="There is no campaign"):
        sdk.campaigns.retrieve(campaign_id)


def test_the_sdk_repeats_a_search(sdk: revox.Revox, control: Control) -> None:
    first = sdk.call.create(phone_number="+14155550142", skip_calling_window=True).call
    seen = []
    for _ in range(4):
        (call,) = sdk.call.search(
            campaign_ids=[], call_ids=[first.id], page=1, page_size=10, sort_by="created_at", **MORE
        ).calls
        seen.append(call.status)
        control.clock.advance("40s")
    assert (seen[0], seen[-1]) == ("initializing", "completed")
    assert "+14155550142" in sdk.call.phone_history().phone_history
    filters: Any = {**MORE, "campaign_ids": [], "page": 1, "page_size": 1}
    sheet = sdk.call.export(filters=filters, include_metadata=True)
    assert first.id in sheet.csv
