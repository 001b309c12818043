"""Webhooks in the control API: the log, replay, faults, sinks; and advances that wait for deliveries up to a budget."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from mockserver.client import Control
from mockserver.errors import ControlError
from mockserver.server.app import build
from mockserver.server.server import Server
from mockserver.simulation.clock import Mode
from mockserver.webhooks.messages import WebhookMessage
from mockserver.world.settings import Settings
from tests.api_client import AppClient
from tests.receiver import Got, Hang, HttpReceiver, answer
from tests.worlds import MONDAY

SINK = "http://mock.test:4010/__admin/sink/hooks"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def place(client: AppClient, url: str = SINK, number: str = "+15005550100", **headers: str) -> str:
    body = {"phone_number": number, "assistant": {"prompt": "Hi.", "webhook_url": url}}
    return str(client.post("/revox/api/call", body, **headers).json["call"]["id"])


def settle(client: AppClient) -> Any:
    return client.post("/__admin/clock/advance", {"until": "settled"}).json


def received(client: AppClient, name: str = "hooks") -> list[Any]:
    rows = client.get(f"/__admin/sink/{name}").json["requests"]
    return [json.loads(row["body"]) if row["body"] else None for row in rows]


def log(client: AppClient, query: str = "") -> list[Any]:
    return list(client.get(f"/__admin/webhooks{query}").json["webhooks"])


# -- the log ---------------------------------------------------------------------------------------


def test_a_webhook_is_sent_when_due_and_the_advance_returns_it(client: AppClient) -> None:
    call = place(client)
    before = client.post("/__admin/clock/advance", {"by": "10s"}).json
    assert (before["delivery_count"], received(client)) == (0, [])
    result = settle(client)
    (delivery,) = result["deliveries"]
    assert (result["delivery_count"], result["slow"]) == (1, [])
    assert (delivery["call"], delivery["event"], delivery["outcome"]) == (call, "call.completed", "delivered")
    (hook,) = received(client)
    assert (hook["call_order_id"], hook["status"]) == (call, "completed")


def test_the_log_shows_every_attempt(client: AppClient) -> None:
    client.request("PATCH", "/__admin/settings", {"revox": {"webhook_retries": [1, 5]}})
    place(client, f"{SINK}?status=503")
    settle(client)
    (row,) = log(client)
    assert row["outcome"] == "failed"
    assert [(attempt["status"], attempt["answer"]) for attempt in row["attempts"]] == 3 * [(503, '{"received":false}')]
    assert [attempt["at"][14:19] for attempt in row["attempts"]] == ["00:28", "00:29", "00:34"]
    assert len(received(client)) == 3


def test_the_log_says_why_a_webhook_failed_and_what_to_do(client: AppClient) -> None:
    place(client)
    place(client, f"{SINK}?status=404&token=secret")
    settle(client)
    good, bad = log(client)
    assert (good["reason"], good["remedy"]) == (None, None)
    assert bad["reason"] == "The receiver responded with 404 to POST http://mock.test:4010/__admin/sink/hooks."
    assert bad["remedy"].startswith("Correct the path of the URL")


def test_the_log_is_filtered(client: AppClient) -> None:
    first, second = place(client), place(client, f"{SINK}?status=500")
    settle(client)
    assert [row["call"] for row in log(client, f"?call={first}")] == [first]
    assert [row["call"] for row in log(client, "?outcome=failed")] == [second]
    assert len(log(client, "?event=call.completed&provider=revox")) == 2
    assert log(client, "?event=call.started") == []
    assert client.get("/__admin/webhooks?outcome=late").status == 400


def test_listing_waits_for_deliveries_in_flight() -> None:
    with AppClient(mode=Mode.STEP) as client:
        call = place(client)
        for _ in range(6):
            client.get(f"/revox/api/call/{call}")
        assert [row["outcome"] for row in log(client)] == ["delivered"]


def test_webhooks_are_in_the_timeline_of_their_call(client: AppClient) -> None:
    call = place(client)
    settle(client)
    shown = client.get(f"/__admin/calls/{call}").json
    assert [(row["event"], row["outcome"]) for row in shown["webhooks"]] == [("call.completed", "delivered")]
    last = shown["timeline"][-1]
    assert (last["event"], last["name"], last["answer"], last["webhook"]) == ("webhook", "call.completed", 200, 1)
    assert (last["at"], last["status"], last["planned"]) == (shown["webhooks"][0]["at"], "completed", False)


def test_secrets_in_headers_are_redacted(client: AppClient) -> None:
    webhook = WebhookMessage(
        provider="revring", event="x", url=SINK, headers=(("X-Tool-Secret", "0123456789"), ("a", "b"))
    )
    world = client.app.exchange.worlds.open("default")
    world.outbox.post(webhook, world.now)
    (row,) = log(client)
    assert row["headers"] == {"X-Tool-Secret": "01…89", "a": "b"}


def test_a_replay_sends_the_same_bytes(client: AppClient) -> None:
    place(client)
    settle(client)
    copy = client.post("/__admin/webhooks/1/replay")
    assert copy.status == 201
    assert (copy.json["copy_of"], copy.json["replayed"], copy.json["outcome"]) == (1, True, "delivered")
    first, second = client.get("/__admin/sink/hooks").json["requests"]
    assert first["body"] == second["body"]


def test_waiting_times_must_be_durations(client: AppClient) -> None:
    assert "wait is 'soon'" in client.get("/__admin/webhooks?wait=soon").json["error"]["message"]
    body = {"by": "1s", "wait_budget": "soon"}
    assert "wait_budget: 'soon'" in client.post("/__admin/clock/advance", body).json["error"]["message"]


@pytest.mark.parametrize("number", ["9", "x", "9" * 30])
def test_an_unknown_webhook_is_404(client: AppClient, number: str) -> None:
    assert client.get(f"/__admin/webhooks/{number}").status == 404
    assert client.post(f"/__admin/webhooks/{number}/replay").status == 404


# -- faults ---------------------------------------------------------------------------------------


def plan(client: AppClient, *rules: dict[str, Any]) -> None:
    assert client.request("PATCH", "/__admin/webhooks/plan", {"plan": list(rules)}).status == 200


def test_a_world_has_planned_faults(client: AppClient) -> None:
    plan(client, {"fault": "duplicate"})
    assert client.get("/__admin/webhooks/plan").json == {
        "plan": [{"fault": "duplicate", "chance": 1.0, "events": ["*"]}],
        "to": None,
    }
    place(client)
    settle(client)
    first, second = received(client)
    assert first == second
    plan(client)
    assert client.get("/__admin/webhooks/plan").json == {"plan": [], "to": None}


@pytest.mark.parametrize(
    "body", [{}, {"plan": "duplicate"}, {"plan": [{"fault": "x"}]}, {"plan": [], "more": 1}, {"to": "x"}]
)
def test_a_bad_plan_changes_nothing(client: AppClient, body: object) -> None:
    plan(client, {"fault": "lose"})
    assert client.request("PATCH", "/__admin/webhooks/plan", body).status == 400
    assert client.get("/__admin/webhooks/plan").json["plan"][0]["fault"] == "lose"


def test_a_scenario_has_its_own_faults(client: AppClient) -> None:
    scenario = {"version": 1, "name": "lossy", "extends": "answered", "webhooks": [{"fault": "lose"}]}
    assert client.post("/__admin/scenarios", scenario).status == 201
    lossy, other = place(client, x_mockserver_scenario="lossy"), place(client)
    settle(client)
    assert {row["call"]: row["outcome"] for row in log(client)} == {lossy: "lost", other: "delivered"}


def test_a_webhook_can_arrive_before_the_response_to_the_create_request(client: AppClient) -> None:
    """An order that ends at once: everything happens within the POST."""
    scenario = {
        "version": 1,
        "name": "at-once",
        "provider": "revox",
        "states": [{"errored": None}],
        "webhooks": [{"fault": "before_answer"}],
    }
    client.post("/__admin/scenarios", scenario)
    place(client, x_mockserver_scenario="at-once")
    assert [hook["status"] for hook in received(client)] == ["errored"]


def test_a_call_that_ends_at_once_sends_its_webhook_before_the_response(client: AppClient) -> None:
    attempt = {"queued": "0s", "ringing": "0s", "lasts": "0s"}
    scenario = {"version": 1, "name": "blink", "attempts": [attempt], "webhooks": [{"fault": "before_answer"}]}
    client.post("/__admin/scenarios", scenario)
    client.request("PATCH", "/__admin/settings", {"revox": {"setup_seconds": 0, "post_processing_seconds": 0}})
    place(client, x_mockserver_scenario="blink")
    assert [row["outcome"] for row in log(client, "?wait=0")] == ["delivered"]


def test_a_late_webhook_arrives_when_it_is_due(client: AppClient) -> None:
    plan(client, {"fault": "late", "by": "1h"})
    place(client)
    client.post("/__admin/clock/advance", {"by": "59m"})
    assert received(client) == []
    client.post("/__admin/clock/advance", {"by": "2m"})
    assert len(received(client)) == 1


def test_all_webhooks_can_be_sent_elsewhere(client: AppClient) -> None:
    assert client.request("PATCH", "/__admin/webhooks/plan", {"to": f"{SINK}-2"}).json["to"] == f"{SINK}-2"
    place(client, "https://hooks.example.com/far")
    settle(client)
    assert len(received(client, "hooks-2")) == 1
    assert client.request("PATCH", "/__admin/webhooks/plan", {"to": None}).json["to"] is None


def test_a_receiver_outside_is_refused_and_the_log_says_how_to_allow_it(client: AppClient) -> None:
    place(client, "https://hooks.example.com/far")
    settle(client)
    (row,) = log(client, "?outcome=refused")
    assert "--allow-host" in row["attempts"][0]["error"]


def test_a_reset_deletes_deliveries_faults_and_sinks(client: AppClient) -> None:
    plan(client, {"fault": "duplicate"})
    place(client)
    settle(client)
    client.post("/__admin/reset")
    assert (log(client), received(client)) == ([], [])
    assert client.get("/__admin/webhooks/plan").json == {"plan": [], "to": None}


def test_a_snapshot_contains_pending_deliveries(client: AppClient) -> None:
    plan(client, {"fault": "late", "by": "1h"}, {"fault": "duplicate", "events": "x"})
    place(client)
    client.post("/__admin/clock/advance", {"by": "1m"})
    snapshot = client.get("/__admin/snapshot").json
    client.post("/__admin/reset")
    assert client.request("PUT", "/__admin/snapshot", snapshot).status == 200
    settle(client)
    assert [row["outcome"] for row in log(client)] == ["delivered"]
    assert len(client.get("/__admin/webhooks/plan").json["plan"]) == 2
    assert len(received(client)) == 1


# -- sinks -----------------------------------------------------------------------------------------


def test_a_sink_accepts_any_request_and_responds_as_requested(client: AppClient) -> None:
    assert client.post("/__admin/sink/a", {"x": 1}).json == {"received": True}
    assert client.post("/__admin/sink/a?status=418", b"raw").status == 418
    assert [row["body"] for row in client.get("/__admin/sink/a").json["requests"]] == ['{"x": 1}', "raw"]
    assert client.get("/__admin/sink/b").json == {"requests": []}
    assert client.request("DELETE", "/__admin/sink/a").json == {"forgotten": 2}
    assert client.get("/__admin/sink/a").json == {"requests": []}


def test_sending_to_a_sink_needs_no_token_but_reading_does() -> None:
    with AppClient(admin_token="secret") as client:
        assert client.post("/__admin/sink/a", {"x": 1}).status == 200
        assert client.get("/__admin/sink/a").status == 401
        assert (
            client.get("/__admin/sink/a", authorization="Bearer secret").json["requests"][0]["headers"]["authorization"]
            == "Bearer …"
        )


@pytest.mark.parametrize("query", ["status=99", "status=x", "status=2000", "delay=soon"])
def test_an_invalid_response_of_a_sink_is_refused(client: AppClient, query: str) -> None:
    assert client.post(f"/__admin/sink/a?{query}").status == 400


# -- a live server, and receivers on sockets -------------------------------------------------------


@pytest.fixture
def live() -> Iterator[Control]:
    with Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server, Control(server.url) as control:
        yield control


def order(control: Control, url: str) -> str:
    body = {"phone_number": "+15005550100", "assistant": {"prompt": "Hi.", "webhook_url": url}}
    base = control.connection.address.url
    placed = httpx2.post(f"{base}/revox/api/call", json=body, headers={"authorization": "Bearer key"})
    return str(placed.json()["call"]["id"])


def test_a_real_receiver_gets_the_webhook_before_the_advance_returns(live: Control) -> None:
    with HttpReceiver() as there:
        call = order(live, there.url)
        live.send("POST", "/clock/advance", {"until": "settled"})
        (got,) = there.got
    assert json.loads(got.body)["call_order_id"] == call
    assert got.headers["x-mockserver-world"] == "default"


def test_a_receiver_may_call_the_api_and_sees_the_world_at_the_time_of_the_event(live: Control) -> None:
    seen: list[Any] = []

    def call_api(handler: Any) -> None:
        call = json.loads(handler.server.got[-1].body)["call_order_id"]
        seen.append((live.clock.now, live.calls.get(call).phase))
        answer(200)(handler)

    with HttpReceiver(call_api) as there:
        order(live, there.url)
        live.send("POST", "/clock/advance", {"by": "3h"})
    ((now, phase),) = seen
    assert (now.isoformat(), phase) == ("2026-01-05T15:00:28+00:00", "ended")
    assert live.clock.now.hour == 18


def test_a_receiver_that_polls_on_the_step_clock_sees_the_time_of_the_event_too() -> None:
    """Reads advance the step clock, but not during another advance."""
    seen: list[str] = []

    def poll(handler: Any) -> None:
        call = json.loads(handler.server.got[-1].body)["data"]["id"]
        shown = httpx2.get(f"{server.url}/ringyo/v1/calls/{call}", headers={"authorization": "Bearer key"})
        seen.append(shown.json()["status"])
        answer(200)(handler)

    with Server(build(Settings(mode=Mode.STEP, now=MONDAY))) as server, HttpReceiver(poll) as there:
        body = {"agent_id": "a", "phone_number": "+15005550100", "webhook_url": there.url}
        headers = {"authorization": "Bearer key"}
        assert httpx2.post(f"{server.url}/ringyo/v1/calls", json=body, headers=headers).status_code == 201
        with Control(server.url) as control:
            control.clock.settle()
    assert seen[1:4] == ["ringing", "in_progress", "completed"]


def test_a_receiver_cannot_advance_the_clock_meanwhile(live: Control) -> None:
    said: list[str] = []

    def move(handler: Any) -> None:
        try:
            live.clock.advance("1s")
        except ControlError as error:
            said.append(str(error))
        answer(200)(handler)

    with HttpReceiver(move) as there:
        order(live, there.url)
        live.send("POST", "/clock/advance", {"by": "3h"})
    assert len(said) == 1
    assert "is moving time in world" in said[0]


def test_the_wait_budget_ends_waiting_for_a_hanging_receiver_and_the_response_names_it(live: Control) -> None:
    hang = Hang()
    with HttpReceiver(hang) as there:
        order(live, there.url)
        result = live.clock.advance("3h", wait_budget=0.2)
        assert [row.url for row in result.slow] == [there.url]
        assert result.now.hour == 18
        hang.free.set()
        (row,) = live.send("GET", "/webhooks")["webhooks"]
    assert row["outcome"] == "delivered"


def test_only_receivers_that_do_not_respond_use_up_the_wait_budget(live: Control) -> None:
    """The responses together take longer than the wait budget."""
    pause = threading.Event()

    def slowly(handler: Any) -> None:
        pause.wait(0.15)
        answer(200)(handler)

    with HttpReceiver(slowly) as there:
        for _ in range(12):  # four are sent at once, so they take three rounds or more
            order(live, there.url)
        result = live.clock.settle(wait_budget=0.4)
        assert (result.slow, result.delivery_count, len(there.got)) == ([], 12, 12)


def test_other_worlds_do_not_wait_for_a_hanging_receiver(live: Control) -> None:
    hang = Hang()
    with HttpReceiver(hang) as there:
        order(live, there.url)
        advance = threading.Thread(target=live.send, args=("POST", "/clock/advance", {"by": "3h"}))
        advance.start()
        while not there.got:
            hang.free.wait(0.01)
        with Control(live.connection.address.url, world="other") as other:
            assert other.clock.advance("1h").now.hour == 16
        assert advance.is_alive()
        hang.free.set()
        advance.join()


def test_the_process_that_advances_the_clock_may_be_the_receiver(live: Control) -> None:
    """A listening socket that nobody serves while the test waits for its own request."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        order(live, f"http://127.0.0.1:{listening.getsockname()[1]}/hook")
        result = live.send("POST", "/clock/advance", {"until": "settled", "wait_budget": "100ms"})
        assert len(result["slow"]) == 1
        with listening.accept()[0] as connection:
            assert connection.recv(4) == b"POST"


def test_an_advance_without_settle_returns_at_once(live: Control) -> None:
    hang = Hang()
    with HttpReceiver(hang) as there:
        order(live, there.url)
        result = live.send("POST", "/clock/advance", {"by": "3h", "settle": False})
        assert (result["now"], result["slow"]) == ("2026-01-05T18:00:00Z", [])
        hang.free.set()
        assert [row["outcome"] for row in live.send("GET", "/webhooks")["webhooks"]] == ["delivered"]


def test_webhooks_arrive_by_themselves_in_real_time() -> None:
    arrived = threading.Event()

    def receive(handler: Any) -> None:
        answer(200)(handler)
        arrived.set()

    settings = Settings(mode=Mode.REAL, rate=600, now=MONDAY)
    with Server(build(settings)) as server, Control(server.url) as control, HttpReceiver(receive) as there:
        order(control, there.url)
        assert arrived.wait(20)
    got: list[Got] = there.got
    assert len(got) == 1
