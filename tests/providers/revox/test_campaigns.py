"""Campaigns at Revox: the three ways to create one, launch, pause, change, end; their rows."""

from typing import Any

import pytest

from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import parse_instant
from mockserver.testing.api_client import ApiClient
from mockserver.world.snapshots import restore, take
from tests.providers.revox.campaign_client import (
    ALL,
    ALWAYS,
    ASSISTANT,
    FILTERS,
    SKIPPED,
    api,
    command,
    contacts,
    create,
    launched,
    number,
    read,
    rows,
    statuses,
)
from tests.providers.revox.test_search import ids


def select(mode: str = "all_except", call_ids: list[str] | None = None, **filters: Any) -> dict[str, Any]:
    return {"filters": {**FILTERS, **filters}, "rows": {"mode": mode, "call_ids": call_ids or []}}


def launch(client: ApiClient, campaign_id: str, **body: Any) -> Any:
    return client.post(f"/api/campaigns/{campaign_id}/launch-calls", {**ALL, **body}).json


# -- creating --------------------------------------------------------------------------------------


def test_campaigns_of_the_newest_clients_are_not_launched() -> None:
    client = api()
    campaign = create(client)
    assert campaign["status"] == "running"
    assert campaign["row_stats"] == {
        "calling": 0,
        "completed": 0,
        "failed": 0,
        "not_launched": 3,
        "pending": 0,
        "retry": 0,
        "skipped": 0,
        "total": 3,
    }
    assert campaign["funnel_stats"] == {"hot": 0, "talked_to_human": 0, "total_leads": 3}
    assert campaign["metadata_keys"] == ["first_name"]
    assert campaign["assistant"]["id"] == campaign["assistant_id"] == ASSISTANT
    client.settle()
    client.advance("3d")
    assert statuses(client, campaign["id"]) == ["not_launched"] * 3


@pytest.mark.parametrize(
    ("version", "body", "status", "running"),
    [
        ("0.1.1", {}, "running", True),
        ("0.2.0", {"launch": True, "type": "regular"}, "running", True),
        ("0.3.0", {"launch": False, "type": "regular"}, "draft", False),
        ("0.4.0", {}, "running", False),
        ("0.5.0", {"launch": True}, "running", False),
        ("", {"launch": True, "type": "regular"}, "running", True),
        ("", {"launch": False, "type": "regular"}, "draft", False),
        ("", {}, "running", False),
        ("a.b", {}, "running", False),
    ],
)
def test_the_version_of_the_client_decides_whether_a_create_launches(
    version: str, body: dict[str, Any], status: str, running: bool
) -> None:
    client = api()
    campaign = create(client, version=version, **body)
    assert campaign["status"] == status
    client.advance("10s")
    assert (read(client, campaign["id"])["row_stats"]["calling"] == 3) is running


def test_an_option_sets_the_version_of_clients_that_send_none() -> None:
    client = api()
    client.set_options(api_version="0.1.1")
    assert create(client)["row_stats"]["pending"] == 3
    assert create(client, version="0.5.0")["row_stats"]["not_launched"] == 3


def test_an_old_client_can_schedule_a_campaign() -> None:
    client = api()
    campaign = create(client, version="0.1.1", scheduled_at="2026-01-06T09:00:00Z")
    assert statuses(client, campaign["id"]) == ["scheduled"] * 3
    client.advance("18h10s")
    assert statuses(client, campaign["id"]) == ["calling"] * 3


def test_a_draft_is_changed_and_then_launched() -> None:
    client = api()
    campaign_id = create(client, version="0.3.0", launch=False, type="regular")["id"]
    assert [row["call"] for row in rows(client, campaign_id, x_stainless_package_version="0.3.0")] == [None] * 3
    assert read(client, campaign_id, x_stainless_package_version="0.5.0")["status"] == "running"
    changes = {
        "name": "Summer",
        "assistant_id": "other",
        "contacts": contacts(2),
        "scheduled_at": "2026-01-05T16:00:00Z",
        "type": "jump_in",
    }
    changed = client.patch(f"/api/campaigns/{campaign_id}", changes).json["campaign"]
    assert (changed["name"], changed["assistant_id"], changed["type"]) == ("Summer", "other", "jump_in")
    assert (changed["row_stats"]["total"], len(client.world.calls)) == (2, 2)
    again = client.patch(f"/api/campaigns/{campaign_id}", {"assistant_id": "third"}).json["campaign"]
    assert (again["assistant_id"], again["row_stats"]["total"]) == ("third", 2)
    started = client.post(f"/api/campaigns/{campaign_id}/launch").json["campaign"]
    assert (started["status"], started["row_stats"]["pending"]) == ("running", 2)
    assert {row["call"]["assistant"]["id"] for row in rows(client, campaign_id)} == {"third"}
    client.advance("60m10s")
    assert statuses(client, campaign_id) == ["calling"] * 2
    late = client.patch(f"/api/campaigns/{campaign_id}", {"contacts": []})
    assert (late.status, late.json["error"]) == (409, "conflict")


def test_variables_of_any_type_are_shown_as_strings() -> None:
    client = api()
    values = {"name": "Ada", "age": 36, "member": True, "tags": ["a", 1], "nothing": None}
    campaign_id = create(client, contacts=[{"to_phone_number": number(1), "prompt_variables": values}])["id"]
    row = rows(client, campaign_id)[0]
    assert row["input_data"] == {"name": "Ada", "age": "36", "member": "true", "tags": '["a",1]', "nothing": ""}
    assert row["call"]["prompt_variables"] == row["input_data"]
    assert read(client, campaign_id)["metadata_keys"] == list(values)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": ""}, "name"),
        ({"assistant_id": None}, "assistant_id"),
        ({"contacts": [{"to_phone_number": "12", "prompt_variables": {}}]}, "contacts[0].to_phone_number is '12'"),
        ({"contacts": [{"to_phone_number": number(1)}]}, "contacts[0].prompt_variables is required."),
        ({"contacts": [{"to_phone_number": number(1), "prompt_variables": [1]}]}, "expected an object"),
        ({"max_concurrent_calls": 0}, "max_concurrent_calls"),
        ({"from_phone_number": "me"}, "from_phone_number is 'me'"),
        ({"scheduled_at": "soon"}, "scheduled_at"),
        ({"call_retry_config": {**ALWAYS, "timezone": "Mars"}}, "expected an IANA zone"),
    ],
)
def test_an_invalid_campaign_is_refused_and_not_stored(body: dict[str, Any], words: str) -> None:
    client = api()
    sent = {"name": "Spring", "assistant_id": ASSISTANT, "contacts": contacts(1), **body}
    reply = client.post("/api/campaigns", sent)
    assert (reply.status, reply.json["error"]) == (400, "invalid_request")
    assert words in reply.json["message"]
    assert client.get("/api/campaigns").json == {"campaigns": []}
    assert client.world.calls == {}


# -- unknown ids -----------------------------------------------------------------------------------

PATHS = [
    ("GET", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/cancel"),
    ("POST", "/pause"),
    ("POST", "/resume"),
    ("POST", "/launch"),
    ("POST", "/launch-calls"),
    ("GET", "/rows"),
    ("GET", "/export"),
    ("GET", "/statistics"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("profile", ["standard", "strict", "lenient"])
def test_an_unknown_campaign_is_not_found_or_in_lenient_created(profile: str, method: str, path: str) -> None:
    client = api(profile=profile)
    body = ALL if path == "/launch-calls" else None
    reply = client.request(method, f"/api/campaigns/some-id{path}", body)
    if profile == "lenient":
        assert reply.status == 200, reply.json
    else:
        assert (reply.status, reply.json["message"]) == (404, "There is no campaign 'some-id'.")


def test_deletes_have_no_effect_in_lenient() -> None:
    client = api(profile="lenient")
    campaign = create(client)
    assert client.delete(f"/api/campaigns/{campaign['id']}").json == {"success": True}
    assert read(client, campaign["id"]) == campaign


def test_strict_requires_an_existing_assistant() -> None:
    sent = {"name": "Spring", "assistant_id": "nobody", "contacts": []}
    assert api(profile="strict").post("/api/campaigns", sent).status == 404


# -- launching -------------------------------------------------------------------------------------


def test_a_launched_campaign_runs_until_its_calls_have_ended() -> None:
    client = api()
    campaign_id = launched(client)
    assert statuses(client, campaign_id) == ["initializing"] * 3
    client.advance("10s")
    assert read(client, campaign_id)["row_stats"]["calling"] == 3
    client.settle()
    campaign = read(client, campaign_id)
    assert (campaign["status"], campaign["row_stats"]["completed"]) == ("completed", 3)
    outcomes = [row["call"]["outcome"] for row in rows(client, campaign_id)]
    hot = outcomes.count("interested")
    assert hot
    assert campaign["funnel_stats"] == {"hot": hot, "talked_to_human": 3, "total_leads": 3}
    call = rows(client, campaign_id)[0]["call"]
    assert call["campaign"] == {"id": campaign_id, "name": "Spring"}
    assert call == client.get(f"/api/call/{call['id']}").json["call"]
    assert len(ids(client, campaign_ids=[campaign_id])) == 3


def test_a_launch_starts_the_selected_rows_and_counts_the_others() -> None:
    client = api()
    campaign_id = create(client, 4, "busy")["id"]
    calls = [row["call"]["id"] for row in rows(client, campaign_id)]
    assert launch(client, campaign_id, selection=select("only", calls[:1]))["launched"] == 1
    assert launch(client, campaign_id, selection=select("only", ["nobody"]))["launched"] == 0
    client.post(f"/api/call/{calls[1]}/cancel")
    client.advance("2s")
    done = launch(client, campaign_id, selection=select("all_except", [calls[3]]))
    assert done == {"launched": 1, "skipped": {**SKIPPED, "active": 1, "cancelled": 1}, "session": None}
    assert launch(client, campaign_id, selection=select(statuses=["not_launched"]))["launched"] == 1
    client.settle()
    assert launch(client, campaign_id)["skipped"] == {"active": 0, "attempts_exhausted": 3, "cancelled": 1}
    assert (
        read(client, campaign_id)["row_stats"] | {"completed": 3, "skipped": 1}
        == read(client, campaign_id)["row_stats"]
    )


def test_an_order_that_the_provider_cancelled_is_skipped_as_cancelled() -> None:
    client = api()
    campaign_id = launched(client, 1, "cancelled-by-provider")
    client.settle()
    assert read(client, campaign_id)["row_stats"]["skipped"] == 1
    assert launch(client, campaign_id)["skipped"]["cancelled"] == 1


def test_a_launch_can_be_scheduled_and_moves_a_retry_forward() -> None:
    client = api()
    campaign_id = create(client, 2, "busy")["id"]
    done = launch(client, campaign_id, scheduled_at="2026-01-05T18:00:00Z")
    assert done["launched"] == 2
    assert [row["call"]["scheduled_at"] for row in rows(client, campaign_id)] == ["2026-01-05T18:00:00.000Z"] * 2
    assert launch(client, campaign_id)["launched"] == 2
    client.advance("10m")
    assert read(client, campaign_id)["row_stats"]["retry"] == 2
    assert launch(client, campaign_id)["launched"] == 2
    client.advance("10m")
    assert [row["call"]["calls_count"] for row in rows(client, campaign_id)] == [2, 2]


def test_a_patched_assistant_is_the_one_that_is_launched() -> None:
    client = api()
    campaign_id = create(client)["id"]
    client.patch(f"/api/assistants/{ASSISTANT}", {"prompt": "Sell more."})
    launch(client, campaign_id)
    assert {row["call"]["assistant"]["prompt"] for row in rows(client, campaign_id)} == {"Sell more."}


def test_a_speed_dial_session_stops_without_an_operator() -> None:
    client = api()
    campaign_id = create(client)["id"]
    answer = launch(client, campaign_id, mode="speed_dial", selection=select(outcomes=["none"]))
    session = answer["session"]
    assert (answer["launched"], session["status"], session["total_targets"]) == (0, "stopped", 3)
    assert session["campaign_id"] == campaign_id
    client.post(f"/api/campaigns/{campaign_id}/cancel")
    assert launch(client, campaign_id, mode="speed_dial")["skipped"]["cancelled"] == 3
    refused = launch(client, campaign_id, mode="speed_dial", scheduled_at="2026-01-05T18:00:00Z")
    assert "cannot be scheduled" in refused["message"]


def test_pause_and_resume_do_not_launch_a_row() -> None:
    client = api()
    campaign_id = create(client, 1)["id"]
    call = rows(client, campaign_id)[0]["call"]["id"]
    for word in ("pause", "resume"):
        assert client.post(f"/api/call/{call}/{word}").json == {"success": True}
    client.advance("1d")
    assert statuses(client, campaign_id) == ["not_launched"]


# -- lines -----------------------------------------------------------------------------------------


def test_a_campaign_never_exceeds_its_lines_in_three_days() -> None:
    client = api()
    windows = [{"calling_window_start_time": "09:00", "calling_window_end_time": "10:00", "retry_delay_seconds": 3600}]
    config = {**ALWAYS, "calling_windows": windows}
    campaign_id = launched(client, 30, "voicemail", max_concurrent_calls=2, call_retry_config=config)
    other = client.post("/api/call", {"phone_number": number(99), "skip_calling_window": True}).json["call"]["id"]
    client.advance("10s")
    assert set(statuses(client, campaign_id)) == {"scheduled"}
    assert client.get(f"/api/call/{other}").json["call"]["status"] == "calling"
    busiest, seen = 0, set()
    while read(client, campaign_id)["status"] == "running":
        client.world.next()
        shown = read(client, campaign_id)["row_stats"]
        busiest = max(busiest, shown["calling"])
        seen |= set(statuses(client, campaign_id))
    assert busiest == 2
    assert "queued_for_calling" in seen
    attempts = [attempt for row in rows(client, campaign_id) for attempt in row["call"]["call_attempts"]]
    days = {attempt["started_at"][:10] for attempt in attempts}
    assert (len(attempts), days) == (90, {"2026-01-06", "2026-01-07", "2026-01-08"})


def test_more_lines_allow_more_simultaneous_talks() -> None:
    client = api()
    campaign_id = launched(client, 5, max_concurrent_calls=1)
    client.advance("5s")
    assert read(client, campaign_id)["row_stats"]["calling"] == 1
    for most, expected in ((3, 3), (None, 5)):
        changed = client.patch(f"/api/campaigns/{campaign_id}", {"max_concurrent_calls": most})
        assert changed.json["campaign"]["max_concurrent_calls"] == most
        client.advance("1s")
        assert read(client, campaign_id)["row_stats"]["calling"] == expected


# -- pause, resume, cancel, delete -----------------------------------------------------------------


def starts(client: ApiClient, campaign_id: str) -> list[str]:
    attempts = rows(client, campaign_id)[0]["call"]["call_attempts"]
    return [attempt["started_at"][11:16] for attempt in reversed(attempts)]


def test_retry_timers_keep_running_while_a_campaign_is_paused() -> None:
    client = api()
    campaign_id = launched(client, 1, "busy")
    client.advance("10m")
    due = rows(client, campaign_id)[0]["call"]["scheduled_at"]
    command(client, campaign_id, "pause")
    assert (read(client, campaign_id)["status"], statuses(client, campaign_id)) == ("paused", ["paused"])
    client.advance("30m")
    command(client, campaign_id, "resume")
    assert rows(client, campaign_id)[0]["call"]["scheduled_at"] == due
    client.advance("30m")
    assert len(starts(client, campaign_id)) == 2


def test_a_call_resumed_after_its_time_is_dialled_in_the_next_window() -> None:
    client = api()
    windows = [{"calling_window_start_time": "15:00", "calling_window_end_time": "17:00", "retry_delay_seconds": 3600}]
    campaign_id = launched(client, 1, "busy", call_retry_config={**ALWAYS, "calling_windows": windows})
    client.advance("10m")
    command(client, campaign_id, "pause")
    client.advance("80m")
    command(client, campaign_id, "resume")
    client.advance("1s")
    assert starts(client, campaign_id) == ["15:00", "16:30"]
    command(client, campaign_id, "pause")
    client.advance("5h")
    command(client, campaign_id, "resume")
    assert rows(client, campaign_id)[0]["call"]["scheduled_at"] == "2026-01-06T15:00:00.000Z"


def test_a_pause_lets_running_calls_finish_and_holds_their_retries() -> None:
    client = api()
    campaign_id = launched(client, 4, "voicemail", max_concurrent_calls=2)
    client.advance("10s")
    command(client, campaign_id, "pause")
    client.advance("1d")
    counts = [row["call"]["calls_count"] for row in rows(client, campaign_id)]
    assert counts == [1, 1, 0, 0]
    assert read(client, campaign_id)["row_stats"] | {"retry": 2, "pending": 2} == read(client, campaign_id)["row_stats"]
    command(client, campaign_id, "pause")
    command(client, campaign_id, "resume")
    client.settle()
    assert read(client, campaign_id)["status"] == "completed"
    assert [row["call"]["calls_count"] for row in rows(client, campaign_id)] == [3] * 4


def test_calls_launched_during_a_pause_wait_for_the_resume() -> None:
    client = api()
    campaign_id = create(client)["id"]
    command(client, campaign_id, "pause")
    assert read(client, campaign_id)["paused_reason"] == "manual"
    assert launch(client, campaign_id)["launched"] == 3
    assert launch(client, campaign_id)["skipped"]["active"] == 3
    client.advance("1h")
    assert statuses(client, campaign_id) == ["paused"] * 3
    command(client, campaign_id, "resume")
    client.advance("10s")
    assert statuses(client, campaign_id) == ["calling"] * 3


def test_a_launch_resumes_a_call_that_was_paused_individually() -> None:
    client = api()
    campaign_id = launched(client, 1, "busy")
    call = rows(client, campaign_id)[0]["call"]["id"]
    client.advance("10m")
    client.post(f"/api/call/{call}/pause")
    assert launch(client, campaign_id)["launched"] == 1
    client.advance("1m")
    assert rows(client, campaign_id)[0]["call"]["calls_count"] == 2


def test_cancel_lets_running_calls_finish_and_keeps_the_rows() -> None:
    client = api()
    campaign_id = launched(client, 3, max_concurrent_calls=1)
    client.advance("10s")
    command(client, campaign_id, "cancel")
    campaign = read(client, campaign_id)
    assert (campaign["is_cancelled"], campaign["status"]) == (True, "completed")
    client.settle()
    calls = [row["call"] for row in rows(client, campaign_id)]
    assert [call["status"] for call in calls] == ["cancelled"] * 3
    assert [call["calls_count"] for call in calls] == [1, 0, 0]
    assert calls[0]["last_call_attempt"]["end_reason"] != "participant_removed"
    assert launch(client, campaign_id)["skipped"]["cancelled"] == 3
    command(client, campaign_id, "cancel")
    client.set_options(conflicts=True)
    refused = client.post(f"/api/campaigns/{campaign_id}/resume")
    assert (refused.status, refused.headers["x-should-retry"]) == (409, "false")


def test_a_delete_ends_all_but_the_running_calls_and_removes_the_rows() -> None:
    client = api()
    campaign_id = launched(client, 3, "voicemail", max_concurrent_calls=1)
    client.advance("10s")
    calls = [row["call"]["id"] for row in rows(client, campaign_id)]
    assert client.delete(f"/api/campaigns/{campaign_id}").json == {"success": True}
    assert client.get(f"/api/campaigns/{campaign_id}/rows").status == 404
    client.settle()
    orders = [client.get(f"/api/call/{call}").json["call"] for call in calls]
    assert [(order["status"], order["calls_count"]) for order in orders] == [
        ("completed", 1),
        ("cancelled", 0),
        ("cancelled", 0),
    ]
    assert {order["campaign"] is None for order in orders} == {True}


# -- changing --------------------------------------------------------------------------------------


def test_a_change_applies_to_all_calls_that_have_not_ended() -> None:
    client = api()
    campaign_id = launched(client, 2, "busy")
    late = create(client, 1)["id"]
    client.advance("10m")
    changes = {
        "name": "Autumn",
        "from_phone_number": "+14155550111",
        "call_retry_config": {**ALWAYS, "max_retry_attempts": 2},
    }
    for one in (campaign_id, late):
        assert client.patch(f"/api/campaigns/{one}", changes).json["campaign"]["name"] == "Autumn"
    calls = [row["call"] for row in (*rows(client, campaign_id), *rows(client, late))]
    assert {call["from_phone_number"] for call in calls} == {"+14155550111"}
    assert {call["campaign"]["name"] for call in calls} == {"Autumn"}
    assert {call["call_retry_config"]["max_retry_attempts"] for call in calls} == {2}
    client.settle()
    assert [row["call"]["calls_count"] for row in rows(client, campaign_id)] == [2, 2]
    client.patch(f"/api/campaigns/{campaign_id}", {"from_phone_number": None})
    assert rows(client, campaign_id)[0]["call"]["from_phone_number"] == "+14155550111"


def test_a_smaller_maximum_of_attempts_ends_the_calls_that_have_reached_it() -> None:
    client = api()
    campaign_id = launched(client, 1, "busy")
    client.advance("10m")
    once = {"call_retry_config": {**ALWAYS, "max_retry_attempts": 1}}
    client.patch(f"/api/campaigns/{campaign_id}", once)
    assert statuses(client, campaign_id) == ["completed"]
    client.patch(f"/api/campaigns/{campaign_id}", {"call_retry_config": None})
    assert read(client, campaign_id)["call_retry_config"] is None


def test_a_new_window_moves_waiting_calls_and_does_not_change_running_ones() -> None:
    client = api()
    waiting = launched(client, 1, call_retry_config={**ALWAYS, "allowed_days": ["sunday"]})
    running = launched(client, 2, "voicemail", max_concurrent_calls=1)
    client.advance("10s")
    for campaign_id in (waiting, running):
        client.patch(f"/api/campaigns/{campaign_id}", {"call_retry_config": {**ALWAYS, "timezone": None}})
    client.advance("1s")
    assert statuses(client, waiting) == ["calling"]
    assert statuses(client, running) == ["calling", "queued_for_calling"]
    client.settle()
    assert statuses(client, running) == ["completed"] * 2


def test_an_empty_patch_changes_nothing() -> None:
    client = api()
    campaign = create(client)
    client.advance("1m")
    assert client.patch(f"/api/campaigns/{campaign['id']}", {}).json["campaign"] == campaign


# -- rows and lists --------------------------------------------------------------------------------


def test_campaigns_are_listed_newest_first() -> None:
    client = api()
    made = [create(client, 1, name=name)["id"] for name in ("a", "b", "c")]
    assert [campaign["id"] for campaign in client.get("/api/campaigns").json["campaigns"]] == made[::-1]


def test_rows_come_all_at_once_or_in_pages_from_zero() -> None:
    client = api()
    campaign_id = launched(client, 12)
    answer = client.get(f"/api/campaigns/{campaign_id}/rows").json
    assert [row["row_index"] for row in answer["rows"]] == list(range(12))
    assert len({row["id"] for row in answer["rows"]}) == 12
    second = client.get(f"/api/campaigns/{campaign_id}/rows?page=1&page_size=5").json
    assert [row["row_index"] for row in second["rows"]] == [5, 6, 7, 8, 9]
    assert (second["page"], second["page_size"], second["total"]) == (1, 5, 12)
    assert len(rows(client, campaign_id, "?page=0&page_size=0&statuses=statuses")) == 10
    client.settle()
    expected = {
        "query=P11": 1,
        "result=human": 12,
        "result=all": 12,
        "result=none": 0,
        "statuses=completed": 12,
        "statuses=calling,retry": 0,
        "page=1.0": 2,
    }
    assert {query: len(rows(client, campaign_id, f"?{query}")) for query in expected} == expected
    for wrong in ("result=everybody", "page=first", "page=-1&page_size=5", "page=1&page=2"):
        assert client.get(f"/api/campaigns/{campaign_id}/rows?{wrong}").status == 400


def test_reading_a_campaign_in_step_mode_follows_its_calls_to_the_end() -> None:
    client = api(mode=Mode.STEP)
    campaign_id = launched(client, 2, "busy-twice-then-human")
    seen: list[Any] = []
    while not seen or seen[-1]["status"] == "running":
        seen.append(read(client, campaign_id))
        assert len(seen) < 100
    assert 2 in {shown["row_stats"]["retry"] for shown in seen}
    assert seen[-1]["row_stats"]["completed"] == 2
    end = client.world.now
    read(client, campaign_id)
    assert client.world.now == end


def test_a_campaign_survives_a_snapshot() -> None:
    client = api()
    campaign_id = launched(client, 5, "voicemail", max_concurrent_calls=1)
    untouched = create(client, 2)["id"]
    client.advance("20s")
    state = take(client.world, client.exchange.worlds.library)
    copy = api()
    restore(copy.world, state)
    for one in (client, copy):
        one.settle()
        launch(one, untouched)
        one.advance("1d")
    for campaign in (campaign_id, untouched):
        assert rows(copy, campaign) == rows(client, campaign)
        assert read(copy, campaign) == read(client, campaign)
    assert parse_instant(read(copy, campaign_id)["created_at"]) < copy.world.now


def test_a_campaign_of_a_fixture_gets_defaults() -> None:
    client = api()
    client.world.collection("revox.campaigns").load({"old": {"id": "old", "name": "Old", "assistant_id": ASSISTANT}})
    assert client.get("/api/campaigns").json["campaigns"][0]["row_stats"]["total"] == 0
    campaign = read(client, "old")
    assert (campaign["name"], campaign["assistant_id"], campaign["status"]) == ("Old", ASSISTANT, "completed")


def test_commands_and_changes_do_not_affect_ended_calls() -> None:
    client = api()
    campaign_id = launched(client, 2, "busy-twice-then-human", max_concurrent_calls=1)
    first = rows(client, campaign_id)[0]["call"]["id"]
    client.advance("2s")
    client.post(f"/api/call/{first}/cancel")
    before = rows(client, campaign_id)[0]
    client.advance("2s")
    command(client, campaign_id, "pause")
    client.patch(f"/api/campaigns/{campaign_id}", {"call_retry_config": {**ALWAYS, "max_retry_attempts": 2}})
    client.advance("1h")
    assert statuses(client, campaign_id) == ["cancelled", "paused"]
    command(client, campaign_id, "cancel")
    assert statuses(client, campaign_id) == ["cancelled"] * 2
    assert rows(client, campaign_id)[0] == before


def test_calls_of_a_draft_can_be_launched_by_selection() -> None:
    client = api()
    campaign_id = create(client, version="0.3.0", launch=False, type="regular")["id"]
    assert launch(client, campaign_id)["launched"] == 3
    assert read(client, campaign_id)["status"] == "running"
