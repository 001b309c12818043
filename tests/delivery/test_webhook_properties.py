"""Properties of webhooks for any clock advances, any responses and any faults."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json

from mockserver.calls.webhook_faults import WebhookFault, WebhookFaultKind
from mockserver.control.inspection import inspect
from mockserver.testing.api_client import ApiClient
from mockserver.webhooks.messages import Delivery, Outcome, State
from mockserver.world import snapshots
from mockserver.world.world import World
from tests.worlds import MONDAY

URL = "http://app/hook"
NUMBERS = ("+15005550100", "+15005551100", "+15005553000", "+15005551111")
GOOD, BAD = Outcome(status=200), Outcome(status=500)


class Sent(NamedTuple):
    """An attempt as the receiver sees it."""

    at: Any
    number: int
    call: str | None
    event: str
    body: bytes


def place(api: ApiClient, number: str) -> None:
    """Place a call that sends webhooks, at any provider."""
    if api.provider == "revox":
        assistant = {"prompt": "Hi.", "webhook_url": URL}
        api.post("/api/call", {"phone_number": number, "assistant": assistant, "skip_calling_window": True})
    elif api.provider == "ringyo":
        api.post("/v1/calls", {"agent_id": "agent_1", "phone_number": number, "record": True})
    else:
        agent = {"name": "a", "promptTemplate": "b", "postCallWebhookUrl": URL, "voicemailEnabled": True}
        made = api.post("/v1/agents", agent).json["data"]["id"]
        api.post("/v1/calls", {"agentId": made, "toNumber": number, "fromNumber": "+14155550100"})


def account(provider: str, numbers: list[str], rules: tuple[WebhookFault, ...], seed: str) -> ApiClient:
    """Return an account that sends webhooks, with running calls."""
    api = ApiClient(provider, seed=seed)
    if provider == "revring":
        api.set_options(post_call_on_unanswered=True, webhook_retries=(5.0, 60.0))
    if provider == "ringyo":
        api.post("/v1/webhooks", {"url": URL.replace("http", "https"), "events": ["*"]})
    api.world.outbox.rules = rules
    for number in numbers:
        place(api, number)
    return api


def deliver(world: World, fails: int) -> list[Sent]:
    """Complete the ready deliveries, and return the attempts in order. Every `fails`-th attempt fails (0: none)."""
    sent = []
    queue = world.outbox.deliveries
    queue.release(world.now)
    while heads := queue.take_ready():
        for head in heads:
            webhook = head.message
            sent.append(Sent(world.now, head.number, webhook.call, webhook.event, webhook.body))
            bad = fails and (head.number + len(head.attempts)) % fails == 0
            world.on_result(head.number, BAD if bad else GOOD)
    return sent


def advance(world: World, spans: list[float], fails: int) -> list[Sent]:
    """Advance time by each of these spans (seconds), and stop for every delivery."""
    sent = []
    for span in spans:
        until = world.now + timedelta(seconds=span)
        while world.run(until, delivering=True) is not None:
            sent += deliver(world, fails)
        world.clock.jump(until)
    return sent


providers = st.sampled_from(["revring", "ringyo", "revox"])
faults = st.lists(
    st.builds(
        WebhookFault,
        st.sampled_from(
            [WebhookFaultKind.DUPLICATE, WebhookFaultKind.LATE, WebhookFaultKind.REORDER, WebhookFaultKind.LOSE]
        ),
        st.sampled_from([0.0, 0.3, 1.0]),
        most=st.sampled_from([timedelta(0), timedelta(seconds=20)]),
    ),
    max_size=3,
).map(tuple)
callees = st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3)
HOURS = 12 * 3600.0


def log(api: ApiClient) -> list[Delivery]:
    return list(api.world.outbox.deliveries)


@settings(max_examples=60)
@given(providers, callees, faults, st.lists(st.floats(0, 4000), max_size=6), st.integers(0, 3))
def test_one_large_advance_delivers_the_same_as_many_small_ones(
    provider: str, numbers: list[str], rules: tuple[WebhookFault, ...], spans: list[float], fails: int
) -> None:
    one, many = (account(provider, numbers, rules, "s") for _ in range(2))
    rest = HOURS - sum(spans)
    assert advance(one.world, [HOURS], fails) == advance(many.world, [*spans, rest], fails)
    assert log(one) == log(many)


@settings(max_examples=60)
@given(providers, callees, faults, st.integers(0, 3))
def test_every_attempt_is_made_once_on_time_and_shows_no_later_state(
    provider: str, numbers: list[str], rules: tuple[WebhookFault, ...], fails: int
) -> None:
    api = account(provider, numbers, rules, "s")
    sent = advance(api.world, [HOURS], fails)
    counts = Counter(row.number for row in sent)
    for delivery in log(api):
        assert counts[delivery.number] == len(delivery.attempts)
        assert (delivery.state is State.LOST) == (not delivery.attempts)
        assert not delivery.open
        assert all(row.at >= delivery.at for row in delivery.attempts)
    assert all(first.at <= second.at for first, second in pairwise(sent))


@settings(max_examples=40)
@given(providers, callees)
def test_without_faults_webhooks_of_a_call_arrive_in_order(provider: str, numbers: list[str]) -> None:
    api = account(provider, numbers, (), "s")
    sent = advance(api.world, [HOURS], 0)
    for call in {row.call for row in sent}:
        assert [row.number for row in sent if row.call == call] == sorted(
            row.number for row in sent if row.call == call
        )
    assert len({row.number for row in sent}) == len(sent)


@settings(max_examples=40)
@given(providers, callees, faults, st.text("abc", max_size=3))
def test_the_same_seed_gives_the_same_bytes_and_faults(
    provider: str, numbers: list[str], rules: tuple[WebhookFault, ...], seed: str
) -> None:
    first, second = (account(provider, numbers, rules, seed) for _ in range(2))
    assert advance(first.world, [HOURS], 2) == advance(second.world, [HOURS], 2)
    assert log(first) == log(second)


@settings(max_examples=40)
@given(providers, callees, faults, st.floats(0, 4000), st.integers(0, 3))
def test_a_restored_snapshot_delivers_like_the_original_world(
    provider: str, numbers: list[str], rules: tuple[WebhookFault, ...], span: float, fails: int
) -> None:
    api, other = account(provider, numbers, rules, "s"), ApiClient(provider, seed="s")
    advance(api.world, [span], fails)
    brought = api.exchange.worlds.library
    state = inspect(json.decode(json.encode(snapshots.take(api.world, brought)), type=snapshots.Snapshot))
    restored = other.exchange.worlds.renew("default", api.world.options, snapshots.open_library(state, brought))
    snapshots.restore(restored, state)
    restored.origin = api.world.origin  # the next request would set it
    assert advance(restored, [HOURS], fails) == advance(api.world, [HOURS], fails)
    assert api.world.now > MONDAY
