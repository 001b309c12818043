"""The delivery queue: order, attempts, faults. Nothing is sent."""

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.webhook_faults import WebhookFault, WebhookFaultKind
from mockserver.webhooks.delivery_queue import KEPT, KEPT_ATTEMPTS, MOST_SENT, DeliveryQueue
from mockserver.webhooks.messages import Delivery, Outcome, State, WebhookMessage
from tests.worlds import MONDAY

GOOD, BAD = Outcome(status=204), Outcome(status=503)
SECOND = timedelta(seconds=1)


def webhook(event: str = "call.completed", **more: Any) -> WebhookMessage:
    return WebhookMessage(
        **{"provider": "ringyo", "event": event, "url": "http://localhost/hook", "call": "call_1", **more}
    )


def sent(queue: DeliveryQueue, seconds: float = 0) -> list[Delivery]:
    """Return the deliveries that are ready that many seconds later."""
    queue.release(MONDAY + timedelta(seconds=seconds))
    return queue.take_ready()


def test_an_accepted_delivery_is_finished() -> None:
    queue = DeliveryQueue()
    posted = queue.post(webhook(), MONDAY)
    assert (posted.state, queue.due) == (State.PENDING, MONDAY)
    (head,) = sent(queue)
    assert (head.state, queue.due, queue.in_flight) == (State.SENDING, None, 1)
    assert queue.take_ready() == []
    over = queue.settle(head.number, GOOD, MONDAY + SECOND)
    assert (over.state, [row.at for row in over.attempts]) == (State.DELIVERED, [MONDAY + SECOND])
    assert not queue.ready


def test_a_failed_delivery_is_retried_after_its_delays_and_then_given_up() -> None:
    queue = DeliveryQueue()
    queue.post(webhook(delays=(SECOND, 5 * SECOND)), MONDAY)
    now, seen = MONDAY, []
    while queue.due is not None:
        now = queue.due
        queue.release(now)
        for head in queue.take_ready():
            seen.append((now - MONDAY).total_seconds())
            queue.settle(head.number, BAD, now)
    (over,) = queue
    assert seen == [0, 1, 6]
    assert over.state is State.FAILED


def test_without_delays_there_is_one_attempt() -> None:
    queue = DeliveryQueue()
    queue.post(webhook(), MONDAY)
    (head,) = sent(queue)
    assert queue.settle(head.number, Outcome(error="ConnectError"), MONDAY).state is State.FAILED


def test_a_refused_host_is_not_retried() -> None:
    queue = DeliveryQueue()
    queue.post(webhook(delays=(SECOND,)), MONDAY)
    (head,) = sent(queue)
    assert queue.settle(head.number, Outcome(error="no", refused=True), MONDAY).state is State.REFUSED
    assert queue.due is None


def test_deliveries_of_one_call_are_sequential_and_other_calls_do_not_wait() -> None:
    queue = DeliveryQueue()
    for event in ("call.started", "call.ringing"):
        queue.post(webhook(event), MONDAY)
    queue.post(webhook(call="call_2"), MONDAY)
    assert [head.number for head in sent(queue)] == [1, 3]
    queue.settle(1, GOOD, MONDAY)
    assert [head.message.event for head in queue.take_ready()] == ["call.ringing"]


def test_a_delivery_that_waits_for_a_retry_does_not_block_the_next() -> None:
    queue = DeliveryQueue()
    queue.post(webhook("call.started", delays=(60 * SECOND,)), MONDAY)
    queue.post(webhook("call.completed"), MONDAY)
    (first,) = sent(queue)
    queue.settle(first.number, BAD, MONDAY)
    assert [head.message.event for head in queue.take_ready()] == ["call.completed"]


def test_receivers_of_the_same_call_do_not_wait_for_each_other() -> None:
    queue = DeliveryQueue()
    for url in ("http://localhost/a", "http://localhost/b"):
        queue.post(webhook(url=url), MONDAY)
    assert len(sent(queue)) == 2


def test_the_number_of_deliveries_in_flight_is_limited_and_the_oldest_go_first() -> None:
    queue = DeliveryQueue()
    for number in range(MOST_SENT + 2):
        queue.post(webhook(call=f"call_{number}"), MONDAY)
    assert [head.number for head in sent(queue)] == list(range(1, MOST_SENT + 1))
    assert queue.take_ready() == []
    queue.settle(2, GOOD, MONDAY)
    assert [head.number for head in queue.take_ready()] == [MOST_SENT + 1]


def test_each_host_has_its_own_limit_of_deliveries_in_flight() -> None:
    queue = DeliveryQueue()
    for number in range(MOST_SENT + 1):
        queue.post(webhook(call=f"call_{number}", url=f"http://localhost/{number}"), MONDAY)
    queue.post(webhook(call="other", url="http://localhost:8080/hook"), MONDAY)
    assert [head.number for head in sent(queue)] == [*range(1, MOST_SENT + 1), MOST_SENT + 2]


def test_a_completed_attempt_frees_its_slot_and_is_processed_in_order() -> None:
    queue = DeliveryQueue()
    for number in range(MOST_SENT + 1):
        queue.post(webhook(call=f"call_{number}"), MONDAY)
    sent(queue)
    queue.attempt_ended(2)
    assert [head.number for head in queue.take_ready()] == [MOST_SENT + 1]
    assert queue.first == 1
    queue.settle(1, GOOD, MONDAY)
    queue.settle(2, GOOD, MONDAY)
    assert queue.first == 3


def test_the_next_delivery_of_a_call_queues_behind_waiting_ones() -> None:
    queue = DeliveryQueue()
    for call in ("call_1", "call_1", "call_2"):
        queue.post(webhook(call=call), MONDAY)
    sent(queue)
    queue.settle(1, GOOD, MONDAY)
    assert queue.first == 3
    queue.settle(3, GOOD, MONDAY)
    assert queue.first == 2


def fault(kind: str, **more: Any) -> list[WebhookFault]:
    return [WebhookFault(WebhookFaultKind(kind), **more)]


def test_a_lost_delivery_is_never_sent() -> None:
    queue = DeliveryQueue()
    assert queue.post(webhook(), MONDAY, fault("lose"), Random(1)).state is State.LOST
    assert sent(queue) == []


def test_a_duplicate_sends_the_same_bytes_after_the_first() -> None:
    queue = DeliveryQueue()
    queue.post(webhook(body=b"{}"), MONDAY, fault("duplicate"), Random(1))
    (first,) = sent(queue)
    queue.settle(first.number, GOOD, MONDAY)
    (second,) = queue.take_ready()
    assert (second.message, second.copy_of) == (first.message, first.number)
    assert queue.latest("call_1", "call.completed") == next(iter(queue))


def test_a_late_delivery_waits_for_its_delay() -> None:
    queue = DeliveryQueue()
    queue.post(webhook(), MONDAY, fault("late", least=30 * SECOND, most=30 * SECOND), Random(1))
    assert queue.due == MONDAY + 30 * SECOND
    assert sent(queue, 29) == []
    assert len(sent(queue, 30)) == 1


def test_a_reordered_delivery_is_sent_after_the_next() -> None:
    queue = DeliveryQueue()
    queue.post(webhook("call.started"), MONDAY, fault("reorder", least=SECOND, most=10 * SECOND), Random(1))
    queue.post(webhook("call.ringing"), MONDAY + SECOND)
    order = []
    while queue.due is not None:
        now = queue.due
        queue.release(now)
        for head in queue.take_ready():
            order.append(head.message.event)
            queue.settle(head.number, GOOD, now)
    assert order == ["call.ringing", "call.started"]


def test_a_replay_is_a_new_delivery_without_faults() -> None:
    queue = DeliveryQueue()
    lost = queue.post(webhook(), MONDAY, fault("lose"), Random(1))
    again = queue.again(lost, MONDAY + SECOND)
    assert (again.copy_of, again.replayed, again.faults, again.at) == (lost.number, True, (), MONDAY + SECOND)
    assert [head.number for head in sent(queue, 1)] == [again.number]


def test_pending_deliveries_of_a_disabled_endpoint_are_given_up() -> None:
    queue = DeliveryQueue()
    queue.post(webhook(endpoint="wh_1", delays=(SECOND,)), MONDAY)
    queue.post(webhook(endpoint="wh_2", url="http://localhost/other", delays=(SECOND,)), MONDAY)
    for head in sent(queue):
        queue.settle(head.number, BAD, MONDAY)
    queue.cancel_retries("wh_1")
    assert [delivery.state for delivery in queue] == [State.FAILED, State.PENDING]
    assert queue.due == MONDAY + SECOND


def test_finished_deliveries_are_dropped_eventually_and_open_ones_never() -> None:
    queue = DeliveryQueue()
    waiting = queue.post(webhook(call="waits", delays=(SECOND,)), MONDAY)
    for head in sent(queue):
        queue.settle(head.number, BAD, MONDAY)
    for number in range(KEPT + 5):
        queue.post(webhook(call=f"call_{number}"), MONDAY, fault("lose"), Random(1))
    assert queue.get(waiting.number) is not None
    assert queue.get(waiting.number + 1) is None
    assert queue.latest("call_0", "call.completed") is None
    assert len(list(queue)) == KEPT + 1


def test_the_last_attempts_are_stored() -> None:
    queue = DeliveryQueue()
    for number in range(3):
        queue.post(webhook(call=f"call_{number}"), MONDAY)
    for head in sent(queue):
        queue.settle(head.number, GOOD, MONDAY)
    assert [row.number for row in queue.attempted_since(1)] == [2, 3]
    assert queue.attempted_since(queue.attempts) == []
    assert KEPT_ATTEMPTS >= 3


steps = st.lists(
    st.tuples(st.sampled_from(["post", "send", "good", "bad", "wait"]), st.integers(0, 3), st.integers(0, 3)),
    max_size=60,
)


@given(steps, st.integers())
def test_every_attempt_is_made_once_in_order_and_not_early(plan: list[tuple[str, int, int]], seed: int) -> None:
    queue, now, chance = DeliveryQueue(), MONDAY, Random(seed)
    sending: list[Delivery] = []
    attempts: dict[int, int] = {}
    for step, which, length in plan:
        now += timedelta(seconds=length)
        if step == "post":
            rules = (*fault("duplicate", chance=0.3), *fault("late", chance=0.3, most=5 * SECOND))
            queue.post(webhook(call=f"call_{which}", delays=(SECOND, 2 * SECOND)), now, rules, chance)
        queue.release(now)
        if step == "send":
            for head in queue.take_ready():
                assert head.due <= now
                assert all(head.stream != other.stream for other in sending)
                attempts[head.number] = attempts.get(head.number, 0) + 1
                sending.append(head)
        if step in ("good", "bad") and sending:
            head = sending.pop(which % len(sending))
            queue.settle(head.number, GOOD if step == "good" else BAD, now)
    answered = {delivery.number: len(delivery.attempts) for delivery in queue}
    in_flight = {head.number for head in sending}
    assert all(attempts.get(number, 0) == count + (number in in_flight) for number, count in answered.items())
    assert all(row.state is not State.LOST for row in queue)


def test_only_the_beginning_of_a_large_response_is_stored() -> None:
    queue = DeliveryQueue()
    posted = queue.post(WebhookMessage(provider="test", event="x", url="http://localhost/"), MONDAY)
    queue.release(MONDAY)
    list(queue.take_ready())
    settled = queue.settle(posted.number, Outcome(200, None, b"x" * 1_000_000), MONDAY)
    assert len(settled.attempts[0].outcome.body) < 70_000
