"""A world works near the first and the last instant of virtual time like anywhere else.

Plans that would exceed the last instant end at it. A request to move the clock beyond it is refused.
"""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.calls import commands
from mockserver.calls.windows import RetryPolicy, Window
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import FIRST, LAST, later, parse_instant, show_instant
from mockserver.testing.api_client import Response
from tests.api_client import AppClient
from tests.worlds import POLICY, new_world, order, place, scenario, seconds

PLACE: dict[str, tuple[str, dict[str, Any]]] = {
    "revring": ("/revring/v1/calls", {"agentId": "a", "toNumber": "+14155550142", "fromNumber": "+14155550100"}),
    "ringyo": ("/ringyo/v1/calls", {"agent_id": "a", "phone_number": "+14155550142"}),
    "revox": ("/revox/api/call", {"phone_number": "+14155550142"}),
}
LISTS = ("/revring/v1/calls", "/ringyo/v1/calls", "/revox/api/call", "/revox/api/calls/phone-history", "/__admin/calls")
SCENARIOS = ("answered", "busy", "busy-twice-then-human", "hangs-for-ever", "voicemail", "transferred")
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris", "America/St_Johns")
WINDOWS = {
    "calling_windows": [
        {"calling_window_start_time": "09:00", "calling_window_end_time": "10:00", "retry_delay_seconds": 864_000}
    ],
    "max_retry_attempts": 5,
}

instants = st.one_of(
    st.integers(0, 400 * 86_400).map(lambda back: LAST - timedelta(seconds=back)),
    st.integers(0, 3 * 86_400).map(lambda back: LAST - timedelta(seconds=back)),
    st.integers(0, 3 * 86_400).map(lambda on: FIRST + timedelta(seconds=on)),
    st.sampled_from([FIRST, LAST]),
)
texts = st.sampled_from(
    ["0001-01-01T00:00:00Z", "0001-01-03T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-30T00:00:00Z", "2026-01-05"]
)
spans = st.sampled_from(["0s", "1s", "10m", "1d", "30d", "400d", "36500d"])
steps = st.one_of(
    st.tuples(st.just("PATCH"), st.just("/__admin/clock"), texts.map(lambda text: {"now": text})),
    st.tuples(
        st.just("PATCH"),
        st.just("/__admin/clock"),
        st.fixed_dictionaries(
            {"mode": st.sampled_from([mode.value for mode in Mode]), "rate": st.sampled_from([0, 1, 1e6, 1e300])}
        ),
    ),
    st.tuples(st.just("POST"), st.just("/__admin/clock/advance"), spans.map(lambda span: {"by": span})),
    st.tuples(st.just("POST"), st.just("/__admin/clock/advance"), texts.map(lambda text: {"to": text})),
    st.tuples(
        st.just("POST"),
        st.just("/__admin/clock/advance"),
        st.sampled_from(["next", "settled"]).map(lambda until: {"until": until}),
    ),
    st.tuples(st.just("ORDER"), st.sampled_from(sorted(PLACE)), st.sampled_from(SCENARIOS)),
    st.tuples(st.just("RETRY"), st.sampled_from(ZONES), texts),
    st.tuples(st.just("COMMAND"), st.sampled_from(["pause", "resume", "cancel"]), st.integers(0, 9)),
    st.tuples(st.just("MAKE"), st.sampled_from(["source", "message", "once", "campaign"]), st.none()),
)


class Account:
    """A client of all providers in one world; no response may be a 5xx."""

    def __init__(self, client: AppClient, now: datetime) -> None:
        self.client = client
        self.orders: list[str] = []

        async def fails(_webhook: object) -> int:
            return 500

        client.app.dispatcher.receivers["default"] = fails
        self.send("POST", "/__admin/reset", {"now": show_instant(now)})
        options = {"webhook_retries": [86_400, 86_400]}
        self.send("PATCH", "/__admin/settings", {"revox": options, "revring": options})
        self.send("POST", "/ringyo/v1/webhooks", {"url": "http://localhost:9/x", "events": ["*"]})

    def send(self, method: str, path: str, body: object = None, **headers: Any) -> Response:
        reply = self.client.request(method, path, body, **headers)
        assert reply.status < 500, (method, path, body, reply.body)
        return reply

    def do(self, step: tuple[Any, ...]) -> None:
        kind, *rest = step
        if kind == "ORDER":
            path, body = PLACE[rest[0]]
            self.send("POST", path, body, x_mockserver_scenario=rest[1])
        elif kind == "RETRY":
            self.order(*rest)
        elif kind == "COMMAND":
            if self.orders:
                self.send("POST", f"/revox/api/call/{self.orders[rest[1] % len(self.orders)]}/{rest[0]}")
        elif kind == "MAKE":
            self.make(rest[0])
        else:
            self.send(kind, *rest)

    def order(self, zone: str, start: str) -> None:
        assistant = {"prompt": "x", "call_retry_config": {**WINDOWS, "timezone": zone}}
        body = {"phone_number": "+14155550142", "assistant": assistant, "scheduled_at": start}
        reply = self.send("POST", "/revox/api/call", body, x_mockserver_scenario="busy")
        if reply.status == 200:
            self.orders.append(reply.json["call"]["id"])

    def make(self, what: str) -> None:
        if what == "source":
            base = self.send("POST", "/revring/v1/knowledge-bases", {"name": "B"}).json["data"]["id"]
            self.send("POST", f"/revring/v1/knowledge-bases/{base}/sources", {"type": "text", "content": "x"})
            self.send("GET", f"/revring/v1/knowledge-bases/{base}")
        elif what == "message":
            self.send("POST", "/revring/v1/messages", {"agentId": "a", "to": "+14155550142", "body": "Hi"})
            self.send("GET", "/revring/v1/messages")
        elif what == "once":
            path, body = PLACE["ringyo"]
            self.send("POST", path, body, idempotency_key="k")
        else:
            contacts = [{"to_phone_number": "+14155550142", "prompt_variables": {}}]
            self.send("POST", "/revox/api/campaigns", {"name": "C", "assistant_id": "a", "contacts": contacts})


@given(instants, st.lists(steps, max_size=8))
@settings(max_examples=120)
def test_no_request_at_either_end_of_time_breaks_a_world(now: datetime, actions: list[Any]) -> None:
    with AppClient() as client:
        account = Account(client, now)
        for step in actions:
            account.do(step)
        for path in LISTS:
            assert account.send("GET", path).status == 200
        shown = account.send("GET", "/__admin/clock").json["now"]
        assert FIRST <= parse_instant(shown) <= LAST
        state = account.send("GET", "/__admin/snapshot")
        assert account.send("PUT", "/__admin/snapshot", state.body).status == 200
        assert account.send("POST", "/__admin/reset", {"now": "2026-01-05T15:00:00Z"}).status == 200
        assert account.send("GET", "/__admin/clock").json["now"] == "2026-01-05T15:00:00Z"


@given(instants, st.integers(-40_000, 40_000).map(lambda days: timedelta(days=days)))
def test_a_shifted_instant_stays_in_the_range(instant: datetime, span: timedelta) -> None:
    shifted = later(instant, span)
    assert FIRST <= shifted <= LAST
    if shifted not in (FIRST, LAST):
        assert shifted == instant + span


@given(instants, st.sampled_from(ZONES), st.integers(0, 6), st.integers(0, 23))
def test_a_window_opens_in_the_range_or_at_its_end(at: datetime, zone: str, day: int, hour: int) -> None:
    windows = (Window(time(hour), time(0), seconds(60)),)
    policy = RetryPolicy(3, windows, (day,), zone)
    opens = policy.opening(at)
    assert at <= opens <= LAST
    assert policy.retry_at(1, at, at) <= LAST
    if opens < LAST:
        assert opens - at <= timedelta(days=9)


@pytest.mark.parametrize("play", ["long", "hours"])
def test_a_call_whose_plan_goes_beyond_the_last_instant_ends_at_it(play: str) -> None:
    world = new_world()
    world.library.add(
        [
            scenario("long", {"ringing": 1, "lasts": "30000d"}),
            scenario("hours", {"ringing": 1, "fails": "busy"}, {"ringing": 1, "lasts": "2h"}),
        ]
    )
    world.begin_at(LAST - timedelta(hours=1))
    call = place(world, play, policy=POLICY)
    world.settle()
    assert world.call(call.id).closed
    assert world.call(call.id).timeline[-1][0] <= LAST
    assert world.now <= LAST


def test_a_synthesized_call_does_not_begin_before_the_first_instant() -> None:
    world = new_world()
    world.begin_at(FIRST)
    call = world.synthesize(order(world))
    assert call.created_at == FIRST


SLOW = {
    "revox": {"setup_seconds": 86_400, "post_processing_seconds": 86_400, "webhook_retries": [86_400, 86_400]},
    "revring": {
        "queued_seconds": 86_400,
        "results_seconds": 86_400,
        "webhook_retries": [86_400, 86_400],
        "source_queued_seconds": 86_400,
        "source_processing_seconds": 86_400,
        "message_sent_seconds": 86_400,
        "message_delivered_seconds": 86_400,
    },
    "ringyo": {"recording_seconds": 86_400, "transcript_seconds": 86_400},
}
FIELDS = [{"name": f"f{kind}", "type": kind, "required": True, "description": "x"} for kind in ("date", "datetime")]
URL = "http://localhost:9/x"


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize("back", [0, 1, 100, 90_000])
def test_everything_is_planned_inside_the_range(back: int, *, slow: bool) -> None:
    with AppClient() as client:
        account = Account(client, LAST - timedelta(seconds=back))
        account.send("PATCH", "/__admin/settings", SLOW if slow else {})
        assistant = {
            "prompt": "x",
            "webhook_url": URL,
            "structured_output_config": FIELDS,
            "voicemail_message": "Bye. " * 9,
        }
        agent = {
            "name": "A",
            "promptTemplate": "x",
            "voiceId": "v",
            "postCallWebhookUrl": URL,
            "voicemailEnabled": True,
        }
        speaks = {"voicemailAction": "leave_message", "voicemailMessage": "Call us back. " * 20}
        made = account.send("POST", "/revring/v1/agents", {**agent, **speaks}).json["data"]["id"]
        for play in SCENARIOS:
            account.do(("ORDER", "ringyo", play))
            body = {**PLACE["revox"][1], "assistant": assistant, "skip_calling_window": play != "busy"}
            account.send("POST", "/revox/api/call", body, x_mockserver_scenario=play)
            account.send(
                "POST", "/revring/v1/calls", {**PLACE["revring"][1], "agentId": made}, x_mockserver_scenario=play
            )
        for what in ("source", "message", "once", "campaign"):
            account.make(what)
        for zone in ZONES:
            account.order(zone, show_instant(LAST))
        for word in ("pause", "resume"):
            for order in account.orders:
                account.send("POST", f"/revox/api/call/{order}/{word}")
        planned_inside(client)
        for _ in range(60):
            account.send("POST", "/__admin/clock/advance", {"until": "next"})
            planned_inside(client)
        for path in LISTS:
            account.send("GET", path)


def planned_inside(client: AppClient) -> None:
    world = client.app.exchange.worlds.open("default")
    assert world.now <= LAST
    assert all(at <= LAST for call in world.calls.values() for at, _ in call.timeline)
    assert all(delivery.due <= LAST for delivery in world.outbox.deliveries)


def test_an_order_scheduled_after_the_last_instant_starts_at_it() -> None:
    world = new_world()
    world.begin_at(LAST - timedelta(days=1))
    call = place(world, start=LAST + timedelta(hours=5))
    world.settle()
    assert (world.call(call.id).closed, world.now) == (True, LAST)


@pytest.mark.parametrize(("paused_at", "resumed_at"), [(0, 8), (3, 8)])
def test_the_remaining_wait_of_a_resumed_call_stays_in_the_range(paused_at: int, resumed_at: int) -> None:
    """The call is paused while it is held, or while it rings, so resuming it computes the retry."""
    world = new_world()
    world.begin_at(LAST - seconds(10))
    windows = (Window(time(0), time(0), seconds(3)),)
    policy = RetryPolicy(3, windows)
    call = place(world, "busy", policy=policy, start=LAST - seconds(5) if paused_at == 0 else None)
    world.advance(world.now + seconds(paused_at))
    world.command(commands.pause(world.call(call.id), world.now))
    world.advance(LAST - seconds(10 - resumed_at))
    resumed = world.command(commands.resume(world.call(call.id), world.now))
    assert resumed.future
    assert all(at <= LAST for at, _ in resumed.timeline)
    world.settle()
    assert world.now <= LAST
