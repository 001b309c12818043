"""Adding contacts to a campaign, and taking retries out of the schedule for a speed-dial session.

Sources: SDK 0.5.0, `campaigns.update` ("add contacts with POST /campaigns/:id/rows") and `campaigns.launch` ("any call
waiting on an AI retry is un-scheduled first so the same contact is never dialed twice").
"""

from typing import Any

import pytest

from mockserver.testing.api_client import ApiClient
from tests.providers.revox.campaign_client import ALL, api, create, launched, number, read, rows, statuses


def added(client: ApiClient, campaign: str, *indexes: int, **headers: str) -> Any:
    contacts = [{"to_phone_number": number(index), "prompt_variables": {"age": index}} for index in indexes]
    return client.post(f"/api/campaigns/{campaign}/rows", {"contacts": contacts}, **headers)


def test_contacts_are_added_as_rows_that_are_not_launched() -> None:
    client = api()
    campaign = create(client, 2)["id"]
    reply = added(client, campaign, 7, 8)
    assert reply.status == 200
    assert reply.json["rows"] == rows(client, campaign)[2:]
    assert [row["row_index"] for row in rows(client, campaign)] == [0, 1, 2, 3]
    assert [row["input_data"] for row in reply.json["rows"]] == [{"age": "7"}, {"age": "8"}]
    assert statuses(client, campaign) == ["not_launched"] * 4
    assert read(client, campaign)["metadata_keys"] == ["first_name", "age"]
    assert read(client, campaign)["row_stats"]["not_launched"] == 4


def test_added_contacts_are_launched_like_the_others() -> None:
    client = api()
    campaign = launched(client, 1)
    client.settle()
    assert added(client, campaign, 7, x_mockserver_scenario="busy").status == 200
    client.world.next_scenarios.append("busy")
    done = client.post(f"/api/campaigns/{campaign}/launch-calls", ALL).json
    assert (done["launched"], done["skipped"]["attempts_exhausted"]) == (1, 1)
    client.advance("10s")
    (last,) = rows(client, campaign)[1]["call"]["call_attempts"]
    assert last["dial_error"] == "busy"


def test_a_client_of_an_older_version_gets_no_order_that_is_not_launched() -> None:
    client = api()
    reply = added(client, create(client, 1)["id"], 7, x_stainless_package_version="0.3.0")
    assert [row["call"] for row in reply.json["rows"]] == [None]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "contacts"),
        ({"contacts": [{"to_phone_number": "555", "prompt_variables": {}}]}, "contacts[0].to_phone_number"),
        ({"contacts": [{"to_phone_number": number(1), "prompt_variables": 1}]}, "contacts[0].prompt_variables"),
    ],
)
def test_invalid_contacts_are_not_added(body: Any, path: str) -> None:
    client = api()
    campaign = create(client, 1)["id"]
    refused = client.post(f"/api/campaigns/{campaign}/rows", body)
    assert refused.status == 400
    assert path in refused.json["message"]
    assert len(rows(client, campaign)) == 1


def test_a_cancelled_campaign_gets_no_contacts() -> None:
    client = api()
    campaign = create(client, 1)["id"]
    client.post(f"/api/campaigns/{campaign}/cancel")
    refused = added(client, campaign, 7)
    assert (refused.status, refused.json["error"]) == (409, "conflict")
    assert added(client, "nobody", 7).status == 404


def test_a_speed_dial_session_takes_waiting_retries_out_of_the_schedule() -> None:
    client = api()
    client.world.next_scenarios.extend(["busy", "answered"])
    campaign = launched(client, 2, scenario="")
    client.advance("20s")
    waiting, talking = (row["call"] for row in rows(client, campaign))
    assert waiting["scheduled_at"] == waiting["next_call_at"] is not None
    reply = client.post(f"/api/campaigns/{campaign}/launch-calls", {**ALL, "mode": "speed_dial"}).json
    assert (reply["session"]["total_targets"], reply["skipped"]["active"]) == (1, 1)
    waiting, talking = (row["call"] for row in rows(client, campaign))
    assert (waiting["status"], waiting["scheduled_at"], waiting["next_call_at"]) == ("paused", None, None)
    assert talking["status"] == "calling"
    client.advance("1d")
    assert rows(client, campaign)[0]["call"]["calls_count"] == 1


def test_a_retry_that_left_the_schedule_can_be_launched_again() -> None:
    client = api()
    campaign = launched(client, 1, "busy")
    client.advance("20s")
    client.post(f"/api/campaigns/{campaign}/launch-calls", {**ALL, "mode": "speed_dial"})
    assert client.post(f"/api/campaigns/{campaign}/launch-calls", ALL).json["launched"] == 1
    client.advance("1s")
    assert rows(client, campaign)[0]["call"]["calls_count"] == 2


def test_a_speed_dial_session_leaves_calls_without_an_attempt_in_the_schedule() -> None:
    client = api()
    campaign = create(client, 1)["id"]
    client.post(f"/api/campaigns/{campaign}/launch-calls", {**ALL, "scheduled_at": "2026-01-05T18:00:00Z"})
    client.post(f"/api/campaigns/{campaign}/launch-calls", {**ALL, "mode": "speed_dial"})
    assert rows(client, campaign)[0]["call"]["scheduled_at"] == "2026-01-05T18:00:00.000Z"


def test_new_windows_apply_to_calls_that_are_still_being_set_up() -> None:
    client = api()
    window = {"calling_window_start_time": "17:00", "calling_window_end_time": "18:00", "retry_delay_seconds": 0}
    changed = {"call_retry_config": {"calling_windows": [window], "timezone": "UTC"}}
    campaign = launched(client, 1)
    assert client.patch(f"/api/campaigns/{campaign}", changed).status == 200
    client.advance("1s")
    assert rows(client, campaign)[0]["call"]["scheduled_at"] == "2026-01-05T17:00:00.000Z"
