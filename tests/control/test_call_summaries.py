"""`GET /__admin/calls?view=summary`: short rows, newest first, in pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Dialled
from mockserver.webhooks.messages import WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world.settings import Examples
from mockserver.world.world import World
from tests.api_client import AppClient, WebhookClient

SUMMARY = "/__admin/calls?view=summary"


def blocking_message(_world: World, call: Call, _event: AnyEvent) -> WebhookMessage:
    return WebhookMessage(provider="revox", event="may.dial", url="https://app.test/x", call=call.id, blocking=True)


BLOCKING: WebhookPolicy[World] = WebhookPolicy(
    messages=lambda *_: (), blocking_events=frozenset({Dialled}), blocking_message=blocking_message
)


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def listed(client: AppClient, query: str = "") -> list[dict[str, Any]]:
    reply = client.get(f"{SUMMARY}&{query}")
    assert reply.status == 200, reply.json
    return list(reply.json["calls"])


def ids(client: AppClient, query: str = "") -> list[str]:
    return [row["id"] for row in listed(client, query)]


def test_a_row_says_what_a_call_is_and_what_comes_next(client: AppClient) -> None:
    client.add_scenario("slowly-busy", attempts=[{"queued": "1s", "ringing": "4s", "fails": "busy"}])
    call = client.place_revox_call(x_mockserver_scenario="slowly-busy")
    client.advance("4s")
    reply = client.get(SUMMARY).json
    at = "2026-01-05T15:00:{}Z".format
    rows = [("placed", 0, 1, False), ("dialling", 1, 2, False)]
    assert (reply["count"], reply["next"], len(reply["calls"])) == (1, None, 1)
    row = reply["calls"][0]
    phases = row.pop("phases")
    assert row == {
        "id": call,
        "provider": "revox",
        "direction": "outbound",
        "from": "+14155550100",
        "to": "+15005550100",
        "phase": "ringing",
        "status": "calling",
        "reason": None,
        "ended_by": None,
        "scenario": "slowly-busy",
        "example": False,
        "number": 1,
        "created_at": at("00"),
        "ended_at": None,
        "next_at": at("06"),
        "next": "ended: busy",
        "waits": None,
        "attempts": 1,
        "webhooks": 0,
        "failed_webhooks": 0,
    }
    assert [(part["phase"], part["at"], part["until"], part["planned"]) for part in phases][:2] == [
        (phase, at(f"{begin:02}"), at(f"{end:02}"), planned) for phase, begin, end, planned in rows
    ]
    assert phases[2:4] == [
        {"phase": "ringing", "at": at("02"), "until": at("04"), "planned": False, "failed": False},
        {"phase": "ringing", "at": at("04"), "until": at("06"), "planned": True, "failed": True},
    ]


def test_an_ended_call_has_the_instant_and_the_reason(client: AppClient) -> None:
    client.place_revox_call("+15005550101", x_mockserver_scenario="answered")
    client.settle()
    (row,) = listed(client)
    last = row["phases"][-1]
    assert (row["phase"], row["reason"], row["next"], row["next_at"]) == ("ended", "hang_up", None, None)
    assert (row["ended_at"], last["phase"], last["until"]) == (last["at"], "ended", None)
    assert row["ended_by"] in ("user", "agent")


def test_a_call_says_why_it_waits(client: AppClient) -> None:
    client.set_options("revox", concurrency=1)
    client.place_revox_call(x_mockserver_scenario="stuck-ringing")
    client.place_revox_call("+15005550101")
    client.place_revox_call("+819012345678")
    client.place_revox_call("+15005551000", x_mockserver_scenario="busy")
    client.advance("5s")
    waits = [row["waits"] for row in reversed(listed(client))]
    assert waits == [None, "for a free line (revox)", "until Tue 10:00 Asia/Tokyo (calling window)", waits[1]]
    client.set_options("revox", concurrency=None)
    client.advance("10s")
    assert listed(client)[0]["waits"] == "until 2026-01-05T17:00:07Z (retry)"


def test_a_paused_call_waits_until_it_is_resumed(client: AppClient) -> None:
    call = client.world.call(client.place_revox_call("+819012345678"))
    client.world.command(commands.pause(call, client.world.now))
    (row,) = listed(client)
    assert (row["phase"], row["waits"]) == ("paused", "until it is resumed")
    assert ids(client, "phase=paused") == [call.id]


def test_a_call_waits_for_the_response_to_a_webhook() -> None:
    with WebhookClient() as client:
        client.world.outbox.policies = {"revox": BLOCKING}
        client.app.dispatcher.receivers.clear()
        client.place_revox_call()
        client.world.advance(client.world.now + timedelta(seconds=5))
        (row,) = listed(client)
    assert row["waits"] == "for the response to webhook 1 (may.dial)"


def test_rows_are_newest_first_and_pages_follow_each_other(client: AppClient) -> None:
    placed = [client.place_revox_call(f"+1500555010{digit}") for digit in range(5)]
    client.advance("1h")
    placed.append(client.place_revox_call("+15005550107"))
    first = client.get(f"{SUMMARY}&limit=4").json
    assert ([row["id"] for row in first["calls"]], first["count"]) == ([*placed[:1:-1]], 6)
    new = client.place_revox_call("+15005550108")
    second = client.get(f"{SUMMARY}&limit=4&cursor={first['next']}").json
    assert [row["id"] for row in second["calls"]] == [placed[1], placed[0]]
    assert (second["count"], second["next"]) == (7, None)
    assert ids(client, "limit=1") == [new]
    assert client.get(f"{SUMMARY}&limit=7").json["next"] is None


def test_the_filters_of_the_list_apply_to_all_pages(client: AppClient) -> None:
    ended = client.place_revox_call(x_mockserver_scenario="answered")
    ringing = client.place_revox_call("+15005550101", x_mockserver_scenario="stuck-ringing")
    client.advance("5m")
    for query, expected in (
        ("phase=ended", [ended]),
        ("phase=ringing", [ringing]),
        ("status=calling", [ringing]),
        ("scenario=answered", [ended]),
        ("to=%2B15005550101", [ringing]),
        ("provider=ringyo", []),
    ):
        assert ids(client, query) == expected, query
        assert client.get(f"{SUMMARY}&limit=1&{query}").json["count"] == len(expected)


def test_a_text_is_searched_in_any_case(client: AppClient) -> None:
    body = {"phone_number": "+15005550101", "metadata": {"City": "Zürich"}}
    labelled = str(client.post("/revox/api/call", body, x_mockserver_scenario="busy").json["call"]["id"])
    other = client.place_revox_call(x_mockserver_scenario="no-answer")
    client.settle()
    for text, expected in (
        ("ZÜRICH", [labelled]),
        ("city", [labelled]),
        ("550101", [labelled]),
        (labelled.upper(), [labelled]),
        ("NO-ANSWER", [other]),
        ("no_answer", [other]),
        ("reVox", [other, labelled]),
        ("nowhere", []),
        ("", [other, labelled]),
    ):
        assert ids(client, f"q={text.replace('Ü', '%C3%9C')}") == expected, text


def test_only_the_given_ids_are_listed(client: AppClient) -> None:
    placed = [client.place_revox_call(f"+1500555010{digit}") for digit in range(3)]
    assert ids(client, f"id={placed[0]},nobody&id={placed[2]}&id={placed[0]}") == [placed[2], placed[0]]
    assert ids(client, "id=nobody") == ids(client, "id=") == []
    assert ids(client, f"id={placed[0]}&phase=ended") == []
    assert client.get(f"{SUMMARY}&id={','.join(map(str, range(500)))}").status == 200
    refused = client.get(f"{SUMMARY}&id={','.join(map(str, range(501)))}")
    assert (refused.status, refused.error["message"]) == (
        400,
        "There are 501 ids; at most 500 can be asked for at once.",
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("view=short", "view is 'short'; expected 'summary'"),
        ("view=summary&limit=0", "limit is '0'"),
        ("view=summary&limit=1001", "limit is 1,001; expected 1 to 1,000"),
        ("view=summary&cursor=7", "cursor is '7'; expected the `next` of a page"),
        ("view=summary&cursor=%C3%A9", "expected the `next` of a page"),
        ("view=summary&phase=over", "expected one of placed"),
        ("view=summary&state=ended", "Did you mean 'status'"),
    ],
)
def test_wrong_parameters_are_refused(client: AppClient, query: str, message: str) -> None:
    reply = client.get(f"/__admin/calls?{query}")
    assert (reply.status, message in reply.error["message"]) == (400, True), reply.json


def test_examples_are_listed_only_on_request() -> None:
    with AppClient(examples=Examples.DOCUMENTED) as client:
        assert ids(client) == []
        rows = listed(client, "examples=true&limit=1000")
        assert len(rows) > 3
        assert {row["example"] for row in rows} == {True}
        first = client.get(f"{SUMMARY}&examples=true&limit=2").json
        after = listed(client, f"examples=true&limit=1000&cursor={first['next']}")
        assert [row["id"] for row in [*first["calls"], *after]] == [row["id"] for row in rows]


def test_webhooks_and_failed_ones_are_counted() -> None:
    with WebhookClient() as client:
        client.patch("/__admin/webhooks/plan", {"plan": [{"fault": "lose", "events": "call.ended"}]})
        hook = {"url": "https://app.test/x", "events": ["*"]}
        assert client.post("/ringyo/v1/webhooks", hook).status in (200, 201)
        client.answer = lambda webhook: 410 if b"call.started" in webhook.body else None
        call = client.place_inbound_call("ringyo", "+14155550100")
        client.settle()
        (row,) = listed(client)
        deliveries = client.get("/__admin/webhooks").json["webhooks"]
    assert (row["id"], row["webhooks"]) == (call["id"], len(deliveries))
    assert row["failed_webhooks"] == sum(delivery["outcome"] == "failed" for delivery in deliveries) > 0


def test_the_list_without_a_view_stays_as_it_is(client: AppClient) -> None:
    first, second = client.place_revox_call(), client.place_revox_call("+15005550101")
    rows = client.get("/__admin/calls?limit=1&q=nothing").json["calls"]
    assert [row["id"] for row in rows] == [first, second]
    assert "timeline" in rows[0]
