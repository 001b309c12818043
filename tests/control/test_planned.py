"""What is planned in a world: `next` and `waits` of the clock, and `GET /__admin/clock/planned`."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.world.settings import Examples
from tests.api_client import AppClient, WebhookClient

PLANNED = "/__admin/clock/planned"
AT = "2026-01-05T15:00:{:02}Z".format
TO = "+14155550100"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        client.add_scenario("busy-line", attempts=[{"queued": "1s", "ringing": "4s", "fails": "busy"}])
        yield client


def planned(client: AppClient, until: str = "") -> dict[str, Any]:
    reply = client.get(PLANNED + (f"?until={until}" if until else ""))
    assert reply.status == 200, reply.json
    return dict(reply.json)


def clock(client: AppClient) -> Any:
    return client.get("/__admin/clock").json


def place(client: AppClient, scenario: str = "busy-line", to: str = TO) -> str:
    return str(client.place_inbound_call("ringyo", to, scenario)["id"])


def test_the_clock_says_what_is_due_next(client: AppClient) -> None:
    call = place(client)
    facts = {"call": call, "provider": "ringyo", "kind": "call"}
    ringing = {"at": AT(1), "event": "ringing", "description": "ringing", **facts}
    assert clock(client)["next"] == ringing
    client.advance("1s")
    assert clock(client)["next"] == {"at": AT(5), "event": "ended", "description": "ended: busy", **facts}
    assert client.patch("/__admin/clock", {"now": AT(2)}).json["next"]["at"] == AT(5)
    client.settle()
    assert clock(client)["next"] is None


def test_what_is_due_next_is_what_an_advance_processes_next(client: AppClient) -> None:
    place(client, "answered", "+14155550101")
    place(client)
    seen = 0
    while (due := clock(client)["next"]) is not None:
        first = client.post("/__admin/clock/advance", {"until": "next"}).json["events"][0]
        assert {key: first[key] for key in ("at", "call", "event", "description")} == {
            key: due[key] for key in ("at", "call", "event", "description")
        }
        seen += 1
    assert seen > 5


def test_the_next_attempt_of_a_webhook_is_due_too() -> None:
    with WebhookClient() as client:
        client.post("/ringyo/v1/webhooks", {"url": "https://app.test/x", "events": ["call.started"]})
        client.answer = lambda _: 503
        client.add_scenario("slow", attempts=[{"queued": "10s", "ringing": "4s", "fails": "busy"}])
        call = client.place_inbound_call("ringyo", TO, "slow")["id"]
        client.advance("0s")
        due = clock(client)["next"]
        (row,) = client.get("/__admin/webhooks").json["webhooks"]
        assert (row["outcome"], due["at"]) == ("pending", row["next_at"])
        told = {"event": "call.started", "description": "webhook call.started, attempt 2", "kind": "delivery"}
        assert due == {"at": row["next_at"], "call": call, "provider": "ringyo", **told}
        assert planned(client)["delivery_count"] == 1
        assert planned(client, row["next_at"])["delivery_count"] == 1
        assert planned(client, AT(0))["delivery_count"] == 0


def test_at_one_instant_calls_are_due_before_webhooks() -> None:
    with WebhookClient() as client:
        client.post("/ringyo/v1/webhooks", {"url": "https://app.test/x", "events": ["call.started"]})
        client.answer = lambda _: 503
        client.add_scenario("slow", attempts=[{"queued": "1s", "ringing": "4s", "fails": "busy"}])
        place(client, "slow")
        client.advance("0s")
        (row,) = client.get("/__admin/webhooks").json["webhooks"]
        due = clock(client)["next"]
    assert (due["at"], due["kind"]) == (row["next_at"], "call")


def test_a_blocking_webhook_and_an_advance_are_named_while_they_hold_time() -> None:
    with AppClient() as client:
        arrived, answered = asyncio.Event(), asyncio.Event()

        async def receive(_webhook: ReceivedWebhook) -> dict[str, Any]:
            arrived.set()
            await answered.wait()
            return {}

        client.app.dispatcher.receivers["default"] = receive
        agent = {"name": "Ann", "promptTemplate": "Hi.", "preCallWebhookUrl": "http://app/pre"}
        made = client.post("/revring/v1/agents", agent).json["data"]["id"]

        async def watched() -> list[str | None]:
            body = {"provider": "revring", "from": "+14155550142", "to": TO, "agent": made}
            placing = asyncio.ensure_future(client.request_async("POST", "/__admin/calls", body))
            await arrived.wait()
            blocked = await client.request_async("GET", "/__admin/clock")
            rows = await client.request_async("GET", "/__admin/calls?view=summary")
            assert (await client.request_async("GET", PLANNED)).json["delivery_count"] == 0
            advance = {"by": "1h"}
            advancing = asyncio.ensure_future(client.request_async("POST", "/__admin/clock/advance", advance))
            for _ in range(10):  # turns of the loop, in which the advance begins
                await asyncio.sleep(0)
            moving = await client.request_async("GET", "/__admin/clock")
            answered.set()
            await asyncio.gather(placing, advancing)
            over = await client.request_async("GET", "/__admin/clock")
            waits = rows.json["calls"][0]["waits"]
            return [waits, blocked.json["waits"], moving.json["waits"], over.json["waits"]]

        response = "for the response to webhook 1 (pre_call)"
        assert client.run(watched()) == [
            response,
            response,
            f"an advance is in progress, and waits {response}",
            None,
        ]


def test_planned_events_are_listed_over_all_calls_in_the_order_of_time(client: AppClient) -> None:
    busy = place(client)
    answered = place(client, "answered", "+14155550101")
    found = planned(client)
    timelines = [client.get(f"/__admin/calls/{call}").json["timeline"] for call in (busy, answered)]
    expected = [
        {"call": call, **{key: row[key] for key in ("at", "event", "description")}, "provider": "ringyo"}
        for call, timeline in zip((busy, answered), timelines, strict=True)
        for row in timeline
        if row["planned"]
    ]
    assert (found["now"], found["until"], found["delivery_count"]) == (AT(0), None, 0)
    assert found["event_count"] == len(expected)
    assert found["events"] == sorted(expected, key=lambda row: str(row["at"]))


def test_until_is_inclusive(client: AppClient) -> None:
    place(client)
    for until, count in ((AT(0), 0), (AT(1), 1), (AT(4), 1), (AT(5), 3)):
        found = planned(client, until)
        assert (found["event_count"], len(found["events"]), found["until"]) == (count, count, until)
    client.post("/__admin/clock/advance", {"to": AT(5)})
    assert planned(client)["event_count"] == 0


def test_an_advance_processes_what_was_planned(client: AppClient) -> None:
    place(client)
    place(client, "answered", "+14155550101")
    until = "2026-01-05T15:00:30Z"
    found = planned(client, until)
    done = client.post("/__admin/clock/advance", {"to": until}).json
    keys = ("at", "call", "provider", "event", "description")
    assert found["events"] == [{key: row[key] for key in keys} for row in done["events"]]
    assert found["event_count"] == done["event_count"] > 3


def test_at_most_a_hundred_events_are_listed_but_all_are_counted(client: AppClient) -> None:
    turns = [{"agent": "Hello", "after": "1s"}] * 150
    client.add_scenario("long", attempts=[{"queued": "1s", "ringing": "1s", "talk": turns, "lasts": "1h"}])
    place(client, "long")
    place(client, "busy-line", "+14155550101")
    found = planned(client)
    assert (len(found["events"]), found["event_count"] > 150) == (100, True)
    assert [row["at"] for row in found["events"]] == sorted(row["at"] for row in found["events"])
    assert planned(client, AT(5))["event_count"] < 100


def test_reading_what_is_planned_changes_nothing(client: AppClient) -> None:
    place(client)
    before = client.get("/__admin/snapshot?journal=true").json
    assert planned(client) == planned(client)
    assert client.get("/__admin/snapshot?journal=true").json == before


def test_examples_have_nothing_planned() -> None:
    with AppClient(examples=Examples.DOCUMENTED) as client:
        assert (planned(client)["event_count"], clock(client)["next"]) == (0, None)


@pytest.mark.parametrize(
    ("query", "message"),
    [("until=soon", "until: 'soon' is not an ISO 8601 instant"), ("til=1", "Did you mean 'until'?")],
)
def test_wrong_parameters_are_refused(client: AppClient, query: str, message: str) -> None:
    reply = client.get(f"{PLANNED}?{query}")
    assert (reply.status, message in reply.error["message"]) == (400, True), reply.json
