"""Webhooks by control API: the log, replay, the plan, sinks; and time that waits for deliveries, but not for ever."""

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
from tests.asgi import Client
from tests.receiver import Got, Hang, HttpReceiver, answer
from tests.worlds import MONDAY

SINK = "http://mock.test:4010/__admin/sink/hooks"


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as client:
        yield client


def place(client: Client, url: str = SINK, number: str = "+15005550100", **headers: str) -> str:
    body = {"phone_number": number, "assistant": {"prompt": "Hi.", "webhook_url": url}}
    return str(client.post("/revox/api/call", body, **headers).json["call"]["id"])


def settle(client: Client) -> Any:
    return client.post("/__admin/clock/advance", {"until": "settled"}).json


def caught(client: Client, name: str = "hooks") -> list[Any]:
    rows = client.get(f"/__admin/sink/{name}").json["requests"]
    return [json.loads(row["body"]) if row["body"] else None for row in rows]


def log(client: Client, query: str = "") -> list[Any]:
    return list(client.get(f"/__admin/webhooks{query}").json["webhooks"])


# -- the log ---------------------------------------------------------------------------------------


def test_a_webhook_is_sent_when_its_time_comes_and_the_advance_tells(client: Client) -> None:
    call = place(client)
    before = client.post("/__admin/clock/advance", {"by": "10s"}).json
    assert (before["delivery_count"], caught(client)) == (0, [])
    told = settle(client)
    (delivery,) = told["deliveries"]
    assert (told["delivery_count"], told["slow"]) == (1, [])
    assert (delivery["call"], delivery["event"], delivery["outcome"]) == (call, "call.completed", "delivered")
    (hook,) = caught(client)
    assert (hook["call_order_id"], hook["status"]) == (call, "completed")


def test_the_log_shows_every_try(client: Client) -> None:
    client.request("PATCH", "/__admin/settings", {"revox": {"webhook_retries": [1, 5]}})
    place(client, f"{SINK}?status=503")
    settle(client)
    (row,) = log(client)
    assert row["outcome"] == "failed"
    assert [(one["status"], one["answer"]) for one in row["attempts"]] == 3 * [(503, '{"received":false}')]
    assert [one["at"][14:19] for one in row["attempts"]] == ["00:28", "00:29", "00:34"]
    assert len(caught(client)) == 3


def test_the_log_is_filtered(client: Client) -> None:
    first, second = place(client), place(client, f"{SINK}?status=500")
    settle(client)
    assert [row["call"] for row in log(client, f"?call={first}")] == [first]
    assert [row["call"] for row in log(client, "?outcome=failed")] == [second]
    assert len(log(client, "?event=call.completed&provider=revox")) == 2
    assert log(client, "?event=call.started") == []
    assert client.get("/__admin/webhooks?outcome=late").status == 400


def test_looking_waits_for_what_is_on_its_way() -> None:
    with Client(mode=Mode.STEP) as client:
        call = place(client)
        for _ in range(6):
            client.get(f"/revox/api/call/{call}")
        assert [row["outcome"] for row in log(client)] == ["delivered"]


def test_webhooks_stand_in_the_timeline_of_their_call(client: Client) -> None:
    call = place(client)
    settle(client)
    shown = client.get(f"/__admin/calls/{call}").json
    assert [(row["event"], row["outcome"]) for row in shown["webhooks"]] == [("call.completed", "delivered")]
    last = shown["timeline"][-1]
    assert (last["event"], last["name"], last["answer"], last["webhook"]) == ("webhook", "call.completed", 200, 1)
    assert (last["at"], last["status"], last["planned"]) == (shown["webhooks"][0]["at"], "completed", False)


def test_secrets_in_headers_are_blacked_out(client: Client) -> None:
    webhook = WebhookMessage(
        provider="revring", event="x", url=SINK, headers=(("X-Tool-Secret", "0123456789"), ("a", "b"))
    )
    world = client.app.exchange.worlds.open("default")
    world.outbox.post(webhook, world.now)
    (row,) = log(client)
    assert row["headers"] == {"X-Tool-Secret": "01…89", "a": "b"}


def test_one_is_replayed_byte_by_byte(client: Client) -> None:
    place(client)
    settle(client)
    again = client.post("/__admin/webhooks/1/replay")
    assert again.status == 201
    assert (again.json["copy_of"], again.json["replayed"], again.json["outcome"]) == (1, True, "delivered")
    first, second = client.get("/__admin/sink/hooks").json["requests"]
    assert first["body"] == second["body"]


def test_how_long_is_waited_must_be_a_time(client: Client) -> None:
    assert "wait is 'soon'" in client.get("/__admin/webhooks?wait=soon").json["error"]["message"]
    body = {"by": "1s", "wait_budget": "soon"}
    assert "patience: 'soon'" in client.post("/__admin/clock/advance", body).json["error"]["message"]


@pytest.mark.parametrize("number", ["9", "x", "9" * 30])
def test_a_webhook_that_is_not_there_is_404(client: Client, number: str) -> None:
    assert client.get(f"/__admin/webhooks/{number}").status == 404
    assert client.post(f"/__admin/webhooks/{number}/replay").status == 404


# -- faults ---------------------------------------------------------------------------------------


def plan(client: Client, *rules: dict[str, Any]) -> None:
    assert client.request("PATCH", "/__admin/webhooks/plan", {"plan": list(rules)}).status == 200


def test_a_world_has_a_plan_of_mishaps(client: Client) -> None:
    plan(client, {"fault": "duplicate"})
    assert client.get("/__admin/webhooks/plan").json == {
        "plan": [{"fault": "duplicate", "chance": 1.0, "events": ["*"]}],
        "to": None,
    }
    place(client)
    settle(client)
    first, second = caught(client)
    assert first == second
    plan(client)
    assert client.get("/__admin/webhooks/plan").json == {"plan": [], "to": None}


@pytest.mark.parametrize(
    "body", [{}, {"plan": "duplicate"}, {"plan": [{"fault": "x"}]}, {"plan": [], "more": 1}, {"to": "x"}]
)
def test_a_bad_plan_changes_nothing(client: Client, body: object) -> None:
    plan(client, {"fault": "lose"})
    assert client.request("PATCH", "/__admin/webhooks/plan", body).status == 400
    assert client.get("/__admin/webhooks/plan").json["plan"][0]["fault"] == "lose"


def test_a_scenario_has_mishaps_of_its_own(client: Client) -> None:
    scenario = {"version": 1, "name": "lossy", "extends": "answered", "webhooks": [{"fault": "lose"}]}
    assert client.post("/__admin/scenarios", scenario).status == 201
    lossy, other = place(client, x_mockserver_scenario="lossy"), place(client)
    settle(client)
    assert {row["call"]: row["outcome"] for row in log(client)} == {lossy: "lost", other: "delivered"}


def test_a_webhook_comes_before_the_request_that_placed_the_call_is_answered(client: Client) -> None:
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
    assert [hook["status"] for hook in caught(client)] == ["errored"]


def test_a_call_that_ends_within_the_instant_of_its_request_is_told_of_before_the_answer(client: Client) -> None:
    attempt = {"queued": "0s", "ringing": "0s", "lasts": "0s"}
    scenario = {"version": 1, "name": "blink", "attempts": [attempt], "webhooks": [{"fault": "before_answer"}]}
    client.post("/__admin/scenarios", scenario)
    client.request("PATCH", "/__admin/settings", {"revox": {"setup_seconds": 0, "post_processing_seconds": 0}})
    place(client, x_mockserver_scenario="blink")
    assert [row["outcome"] for row in log(client, "?wait=0")] == ["delivered"]


def test_a_late_one_comes_when_it_is_its_time(client: Client) -> None:
    plan(client, {"fault": "late", "by": "1h"})
    place(client)
    client.post("/__admin/clock/advance", {"by": "59m"})
    assert caught(client) == []
    client.post("/__admin/clock/advance", {"by": "2m"})
    assert len(caught(client)) == 1


def test_all_webhooks_can_be_sent_elsewhere(client: Client) -> None:
    assert client.request("PATCH", "/__admin/webhooks/plan", {"to": f"{SINK}-2"}).json["to"] == f"{SINK}-2"
    place(client, "https://hooks.example.com/far")
    settle(client)
    assert len(caught(client, "hooks-2")) == 1
    assert client.request("PATCH", "/__admin/webhooks/plan", {"to": None}).json["to"] is None


def test_a_far_receiver_is_refused_and_the_log_says_how_to_allow_it(client: Client) -> None:
    place(client, "https://hooks.example.com/far")
    settle(client)
    (row,) = log(client, "?outcome=refused")
    assert "--allow-host" in row["attempts"][0]["error"]


def test_a_reset_forgets_deliveries_plan_and_sinks(client: Client) -> None:
    plan(client, {"fault": "duplicate"})
    place(client)
    settle(client)
    client.post("/__admin/reset")
    assert (log(client), caught(client)) == ([], [])
    assert client.get("/__admin/webhooks/plan").json == {"plan": [], "to": None}


def test_a_snapshot_holds_what_is_still_to_be_delivered(client: Client) -> None:
    plan(client, {"fault": "late", "by": "1h"}, {"fault": "duplicate", "events": "x"})
    place(client)
    client.post("/__admin/clock/advance", {"by": "1m"})
    snapshot = client.get("/__admin/snapshot").json
    client.post("/__admin/reset")
    assert client.request("PUT", "/__admin/snapshot", snapshot).status == 200
    settle(client)
    assert [row["outcome"] for row in log(client)] == ["delivered"]
    assert len(client.get("/__admin/webhooks/plan").json["plan"]) == 2
    assert len(caught(client)) == 1


# -- sinks -----------------------------------------------------------------------------------------


def test_a_sink_takes_whatever_comes_and_answers_as_asked(client: Client) -> None:
    assert client.post("/__admin/sink/a", {"x": 1}).json == {"received": True}
    assert client.post("/__admin/sink/a?status=418", b"raw").status == 418
    assert [row["body"] for row in client.get("/__admin/sink/a").json["requests"]] == ['{"x": 1}', "raw"]
    assert client.get("/__admin/sink/b").json == {"requests": []}
    assert client.request("DELETE", "/__admin/sink/a").json == {"forgotten": 2}
    assert client.get("/__admin/sink/a").json == {"requests": []}


def test_a_sink_needs_no_token_to_be_sent_to_but_to_be_looked_at() -> None:
    with Client(admin_token="secret") as client:
        assert client.post("/__admin/sink/a", {"x": 1}).status == 200
        assert client.get("/__admin/sink/a").status == 401
        assert (
            client.get("/__admin/sink/a", authorization="Bearer secret").json["requests"][0]["headers"]["authorization"]
            == "Bearer …"
        )


@pytest.mark.parametrize("query", ["status=99", "status=x", "status=2000", "delay=soon"])
def test_a_sink_is_not_asked_for_what_cannot_be(client: Client, query: str) -> None:
    assert client.post(f"/__admin/sink/a?{query}").status == 400


# -- a live server, and receivers on sockets -------------------------------------------------------


@pytest.fixture
def live() -> Iterator[Control]:
    with Server(build(Settings(mode=Mode.MANUAL, now=MONDAY))) as server, Control(server.url) as control:
        yield control


def order(control: Control, url: str) -> str:
    body = {"phone_number": "+15005550100", "assistant": {"prompt": "Hi.", "webhook_url": url}}
    base = control.link.address.url
    placed = httpx2.post(f"{base}/revox/api/call", json=body, headers={"authorization": "Bearer key"})
    return str(placed.json()["call"]["id"])


def test_a_real_receiver_gets_it_before_the_advance_answers(live: Control) -> None:
    with HttpReceiver() as there:
        call = order(live, there.url)
        live.ask("POST", "/clock/advance", {"until": "settled"})
        (got,) = there.got
    assert json.loads(got.body)["call_order_id"] == call
    assert got.headers["x-mockserver-world"] == "default"


def test_a_receiver_may_call_the_api_and_sees_the_world_at_the_time_of_the_event(live: Control) -> None:
    seen: list[Any] = []

    def ask_back(handler: Any) -> None:
        call = json.loads(handler.server.got[-1].body)["call_order_id"]
        seen.append((live.clock.now, live.calls.get(call).phase))
        answer(200)(handler)

    with HttpReceiver(ask_back) as there:
        order(live, there.url)
        live.ask("POST", "/clock/advance", {"by": "3h"})
    ((now, phase),) = seen
    assert (now.isoformat(), phase) == ("2026-01-05T15:00:28+00:00", "ended")
    assert live.clock.now.hour == 18


def test_a_receiver_that_polls_on_the_step_clock_sees_the_time_of_the_event_too() -> None:
    """Reads move the step clock, but not while somebody else moves it."""
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


def test_a_receiver_that_moves_the_clock_is_told_to_wait(live: Control) -> None:
    said: list[str] = []

    def move(handler: Any) -> None:
        try:
            live.clock.advance("1s")
        except ControlError as error:
            said.append(str(error))
        answer(200)(handler)

    with HttpReceiver(move) as there:
        order(live, there.url)
        live.ask("POST", "/clock/advance", {"by": "3h"})
    assert len(said) == 1
    assert "is moving time in world" in said[0]


def test_patience_with_a_receiver_that_hangs_has_an_end_and_the_answer_names_it(live: Control) -> None:
    hang = Hang()
    with HttpReceiver(hang) as there:
        order(live, there.url)
        told = live.clock.advance("3h", wait_budget=0.2)
        assert [row.url for row in told.slow] == [there.url]
        assert told.now.hour == 18
        hang.free.set()
        (row,) = live.ask("GET", "/webhooks")["webhooks"]
    assert row["outcome"] == "delivered"


def test_patience_is_spent_on_who_does_not_answer_only(live: Control) -> None:
    """Each answer takes longer than the patience with silence would last for all of them together."""
    pause = threading.Event()

    def slowly(handler: Any) -> None:
        pause.wait(0.15)
        answer(200)(handler)

    with HttpReceiver(slowly) as there:
        for _ in range(12):  # four go out at once, so there are three rounds at least
            order(live, there.url)
        told = live.clock.settle(wait_budget=0.4)
        assert (told.slow, told.delivery_count, len(there.got)) == ([], 12, 12)


def test_other_worlds_do_not_wait_for_a_receiver_that_hangs(live: Control) -> None:
    hang = Hang()
    with HttpReceiver(hang) as there:
        order(live, there.url)
        moving = threading.Thread(target=live.ask, args=("POST", "/clock/advance", {"by": "3h"}))
        moving.start()
        while not there.got:
            hang.free.wait(0.01)
        with Control(live.link.address.url, world="other") as other:
            assert other.clock.advance("1h").now.hour == 16
        assert moving.is_alive()
        hang.free.set()
        moving.join()


def test_the_process_that_moves_the_clock_may_be_the_receiver(live: Control) -> None:
    """A listening socket that nobody serves while the test waits for its own request."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        order(live, f"http://127.0.0.1:{listening.getsockname()[1]}/hook")
        told = live.ask("POST", "/clock/advance", {"until": "settled", "wait_budget": "100ms"})
        assert len(told["slow"]) == 1
        with listening.accept()[0] as connection:
            assert connection.recv(4) == b"POST"


def test_without_settling_the_answer_comes_at_once(live: Control) -> None:
    hang = Hang()
    with HttpReceiver(hang) as there:
        order(live, there.url)
        told = live.ask("POST", "/clock/advance", {"by": "3h", "settle": False})
        assert (told["now"], told["slow"]) == ("2026-01-05T18:00:00Z", [])
        hang.free.set()
        assert [row["outcome"] for row in live.ask("GET", "/webhooks")["webhooks"]] == ["delivered"]


def test_in_real_time_they_come_by_themselves() -> None:
    arrived = threading.Event()

    def take(handler: Any) -> None:
        answer(200)(handler)
        arrived.set()

    settings = Settings(mode=Mode.REAL, rate=600, now=MONDAY)
    with Server(build(settings)) as server, Control(server.url) as control, HttpReceiver(take) as there:
        order(control, there.url)
        assert arrived.wait(20)
    got: list[Got] = there.got
    assert len(got) == 1
