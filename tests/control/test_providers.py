"""`GET /__admin/providers`: everything that a page or a script needs to use the served providers."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.calls.events import EndReason, Phase
from mockserver.control.providers import serialize_provider
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import id_in
from mockserver.webhooks.messages import Delivery
from tests.api_client import AppClient, WebhookClient

NAMES = sorted(PROVIDERS)


def served(client: AppClient) -> dict[str, Any]:
    return {row["name"]: row for row in client.get("/__admin/providers").json["providers"]}


def headers_of(row: dict[str, Any]) -> dict[str, Any]:
    sent = row["authentication"]
    return {"authorization": "", "x_api_key": "", sent["header"].replace("-", "_"): f"{sent['prefix']}key"}


@pytest.mark.parametrize("only", [None, *NAMES])
def test_the_requests_on_calls_work_as_they_are_described(only: str | None) -> None:
    with AppClient(only=only) as client:
        rows = served(client)
        assert list(rows) == ([only] if only else list(PROVIDERS))
        for name, row in rows.items():
            create, headers = row["calls"]["create"], headers_of(row)
            placed = client.request(create["method"], create["path"], create["body"], **headers)
            assert placed.status in (200, 201), placed.json
            assert "x-mockserver-note" not in placed.headers
            for operation in ("get", "list", "cancel"):
                if (request := row["calls"][operation]) is not None:
                    path = request["path"].replace("{id}", id_in(PROVIDERS[name], placed.json))
                    assert client.request(request["method"], path, request["body"], **headers).status == 200
            assert create["path"].startswith(row["base"])
        seen = [record["operation"] for record in client.get("/__admin/requests").json["requests"]]
        named = [request["operation"] for row in rows.values() for request in row["calls"].values() if request]
        assert seen == named
        assert client.get("/__admin/findings").json["findings"] == []


@pytest.mark.parametrize(("only", "base"), [(None, "/ringyo/v1"), ("ringyo", "/v1")])
def test_paths_begin_with_the_mount_point(only: str | None, base: str) -> None:
    with AppClient(only=only) as client:
        row = served(client)["ringyo"]
        assert (row["base"], row["calls"]["get"]["path"]) == (base, f"{base}/calls/{{id}}")
        document = client.get(row["openapi"]).json
    assert document["info"]["title"] == "Ringyo, simulated"
    root = base.removesuffix("/v1")
    assert {(row["method"], row["path"]) for row in row["operations"]} == {
        (method.upper(), root + path) for path, methods in document["paths"].items() for method in methods
    }


def test_operations_say_what_they_do() -> None:
    with AppClient() as client:
        rows = served(client)
    purposes = {f"{name} {row['name']}": row["purpose"] for name, one in rows.items() for row in one["operations"]}
    assert purposes["ringyo calls.get"] == "one call; `include` adds transcript, recording and analysis"
    assert purposes["revring calls.retrieve"] == "one call (calls/get)"
    assert purposes["revox campaigns.launch_draft"].startswith("all calls that are not launched")
    assert [name for name, text in purposes.items() if not text or re.match("`[A-Z]+ /", text)] == []


@pytest.mark.parametrize("scenario", ["busy", "answered", "stuck-ringing", "voicemail", "transferred"])
def test_each_status_of_a_call_is_listed(scenario: str) -> None:
    with AppClient() as client:
        rows = served(client)
        previews = client.post(f"/__admin/scenarios/{scenario}/preview").json["previews"]
    for preview in previews:
        assert {entry["status"] for entry in preview["timeline"]} <= set(rows[preview["provider"]]["statuses"])


def test_words_of_the_guide_and_of_attempts_are_no_statuses() -> None:
    with AppClient() as client:
        rows = served(client)
    assert rows["ringyo"]["statuses"] == [
        "queued", "ringing", "in_progress", "completed", "failed", "no_answer", "busy",
    ]  # fmt: skip
    assert [word for word in rows["revox"]["statuses"] if "/" in word] == []


def test_neutral_words_are_those_of_scenarios() -> None:
    with AppClient() as client:
        row = served(client)["revox"]
        assert client.get(f"/__admin/calls?phase={row['phases'][-1]}").status == 200
        faults = [{"fails": word} for word in row["dial_errors"]]
        assert client.post("/__admin/scenarios", {"version": 1, "name": "x", "attempts": faults}).status == 201
    assert row["phases"] == list(Phase)
    assert row["end_reasons"] == list(EndReason)
    assert set(row["dial_errors"]) < set(row["end_reasons"])


def test_webhook_events_are_those_that_are_sent() -> None:
    with WebhookClient() as client:
        row = served(client)["ringyo"]
        client.post("/ringyo/v1/webhooks", {"url": "http://receiver.test/hook", "events": ["*"]})
        create = row["calls"]["create"]
        client.post(create["path"], create["body"])
        client.advance("1h")
        sent: list[Delivery] = list(client.world.outbox.deliveries)
    assert len(sent) > 3
    assert {delivery.message.event for delivery in sent} <= set(row["webhook_events"])


def test_a_provider_that_says_less_has_a_row_too() -> None:
    ringyo = PROVIDERS["ringyo"]
    bare = replace(ringyo, example_order=None, webhook_policy=None, calls=ringyo.calls._replace(list="calls.none"))
    row = serialize_provider(bare, None)
    assert row.calls.create.body == ringyo.sample_order("+12125550142", 1)
    assert (row.webhook_events, row.calls.list) == ((), None)


def test_the_token_is_needed() -> None:
    with AppClient(open_admin=False) as client:
        assert client.get("/__admin/providers").status == 401
