"""Webhooks and blocking requests of a world, with a policy made for these tests."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.calls import commands
from mockserver.calls.call import Call
from mockserver.calls.events import AnyEvent, Closed, Due, Ended, Placed
from mockserver.calls.webhook_faults import WebhookFault, WebhookFaultKind
from mockserver.errors import Conflict
from mockserver.providers import PROVIDERS
from mockserver.providers.base import Inbound
from mockserver.simulation.clock import Mode
from mockserver.webhooks.messages import Delivery, Outcome, WebhookMessage
from mockserver.webhooks.policy import WebhookPolicy
from mockserver.world import snapshots
from mockserver.world.world import World
from tests.api_client import WebhookClient
from tests.worlds import MONDAY, new_world, order

GOOD = Outcome(status=200, body=b"blue")
REPORTED = (Placed, Ended, Closed)


def messages_for(world: World, call: Call, event: AnyEvent) -> Iterable[WebhookMessage]:
    if isinstance(event, REPORTED):
        name = type(event).__name__.lower()
        body = f"{name} {call.view().phase} {world.now:%H:%M:%S}".encode()
        yield WebhookMessage(provider="test", event=name, url="http://localhost/", body=body, call=call.id)


def blocking_message_for(world: World, call: Call, event: AnyEvent) -> WebhookMessage | None:
    wanted = call.labels.get("ask")
    return (
        WebhookMessage(provider="test", event="ask", url="http://localhost/", call=call.id, blocking=True)
        if wanted
        else None
    )


def on_response(world: World, call: Call, event: AnyEvent, outcome: Outcome) -> Call:
    return replace(call, labels={**call.labels, "colour": outcome.body.decode()})


def world_with_policy(**more: Any) -> tuple[World, list[Delivery]]:
    results: list[Delivery] = []
    world = new_world()
    one = WebhookPolicy(
        messages_for,
        lambda _world, row: results.append(row),
        blocking_events=frozenset({Due}),
        blocking_message=blocking_message_for,
        on_response=on_response,
    )
    world.outbox.policies = {"test": one}
    return world, results


def flush(world: World, outcome: Outcome = GOOD) -> list[str]:
    """Give all ready deliveries the same outcome, and return their bodies in order."""
    bodies = []
    world.outbox.deliveries.release(world.now)
    while heads := world.outbox.deliveries.take_ready():
        for head in heads:
            bodies.append(head.message.body.decode())
            world.on_result(head.number, outcome)
    return bodies


def test_a_webhook_is_rendered_at_the_instant_of_its_event() -> None:
    world, results = world_with_policy()
    world.place(order(world))
    world.advance(MONDAY + timedelta(minutes=5))
    assert flush(world) == ["placed placed 15:00:00", "ended wrapping 15:00:35", "closed ended 15:00:35"]
    assert [row.at for row in results] == [MONDAY, MONDAY + timedelta(seconds=35), MONDAY + timedelta(seconds=35)]


def test_a_run_that_waits_for_deliveries_stops_at_each_of_them() -> None:
    world, _ = world_with_policy()
    world.place(order(world))
    seen = []
    goal = MONDAY + timedelta(minutes=5)
    while world.run(goal, delivering=True) is not None:
        seen.append((f"{world.now:%H:%M:%S}", flush(world)))
    assert [instant for instant, _ in seen] == ["15:00:00", "15:00:35"]
    assert world.now == goal


def test_time_stops_until_a_blocking_request_is_answered() -> None:
    world, _ = world_with_policy()
    other = world.place(order(world))
    call = world.place(order(world, labels={"ask": True}))
    world.advance(MONDAY + timedelta(minutes=5))
    assert world.now == MONDAY
    assert world.outbox.blocked.keys() == {call.id}
    assert world.calls[other.id].view().phase == "dialling"
    flush(world)
    world.catch_up()
    assert world.now == MONDAY + timedelta(minutes=5)
    assert world.calls[call.id].labels["colour"] == "blue"
    assert world.calls[call.id].closed


def test_a_blocking_request_is_sent_once() -> None:
    world, results = world_with_policy()
    world.place(order(world, labels={"ask": True}))
    flush(world)
    world.advance(MONDAY + timedelta(minutes=5))
    flush(world)
    assert [row.message.event for row in results] == ["placed", "ask", "ended", "closed"]


def test_a_call_cancelled_during_a_blocking_request_ignores_the_response() -> None:
    world, _ = world_with_policy()
    call = world.place(order(world, labels={"ask": True}))
    world.command(commands.cancel(call, world.now))
    flush(world)
    assert "colour" not in world.calls[call.id].labels
    assert world.calls[call.id].closed
    assert world.outbox.blocked == {}


def test_settle_and_step_stop_at_a_blocking_request() -> None:
    world, _ = world_with_policy()
    call = world.place(order(world, labels={"ask": True}))
    world.settle()
    world.step([call.id], lambda seen: seen.view().phase)
    assert world.now == MONDAY
    flush(world)
    world.settle()
    assert world.calls[call.id].closed


def test_a_restored_world_sends_its_blocking_request_again() -> None:
    world, _ = world_with_policy()
    world.place(order(world, labels={"ask": True}))
    state = snapshots.take(world, world.library)
    restored, results = world_with_policy()
    snapshots.restore(restored, state)
    restored.catch_up()
    flush(restored)
    assert [row.message.event for row in results] == ["placed", "ask"]


def test_faults_depend_only_on_seed_call_and_event() -> None:
    def lost(*, noise: bool) -> list[bool]:
        world, _ = world_with_policy()
        world.outbox.rules = (WebhookFault(WebhookFaultKind.LOSE, chance=0.5),)
        if noise:
            other = WebhookMessage(provider="other", event="x", url="http://localhost/")
            for _ in range(5):
                world.outbox.post(other, world.now)
        for _ in range(8):
            world.place(order(world))
        world.advance(MONDAY + timedelta(minutes=5))
        return [row.state == "lost" for row in world.outbox.deliveries if row.message.provider == "test"]

    assert lost(noise=False) == lost(noise=True)
    assert 0 < sum(lost(noise=False)) < 24


def test_only_one_request_advances_time_at_once() -> None:
    world, _ = world_with_policy()
    world.moving = True
    with pytest.raises(Conflict, match="is moving time in world"):
        world.advance(MONDAY)
    world.place(order(world))
    world.catch_up()
    assert world.now == MONDAY


def test_reading_a_campaign_also_stops_at_a_blocking_request() -> None:
    """A read advances the step clock only up to the next blocking request."""
    with WebhookClient(mode=Mode.STEP) as client:
        contact = {"to_phone_number": "+15005550100", "prompt_variables": {}}
        campaign = {"name": "c", "assistant_id": "a", "contacts": [contact]}
        old = {"x_stainless_package_version": "0.1.1"}
        campaign_id = client.post("/revox/api/campaigns", campaign, **old).json["campaign"]["id"]
        world = client.app.exchange.worlds.open("default")
        client.app.dispatcher.receivers.clear()
        body = {"name": "In", "prompt": "Hi {{name}}", "precall_lookup_url": "http://app/{{phone}}"}
        agent = client.post("/revox/api/assistants", body).json["assistant"]["id"]
        caller = Inbound(from_number="+14155550142", to_number="+14155550100", agent=agent)

        async def read_the_campaign() -> None:
            world.place(PROVIDERS["revox"].inbound(world, caller))
            assert world.standstill
            before = world.now
            path = f"/revox/api/campaigns/{campaign_id}"
            client.app.exchange.answer("GET", path, [(b"authorization", b"Bearer k")], b"")
            assert world.now == before

        client.run(read_the_campaign())
