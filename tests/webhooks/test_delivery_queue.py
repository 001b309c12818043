"""The courier: order, tries, mishaps. Nothing is sent here: a list plays the receiver."""

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.faults import Mishap, MishapKind
from mockserver.webhooks.delivery_queue import KEPT, KEPT_TRIES, MOST_SENT, Courier
from mockserver.webhooks.messages import Delivery, Notice, Outcome, State
from tests.worlds import MONDAY

GOOD, BAD = Outcome(status=204), Outcome(status=503)
SECOND = timedelta(seconds=1)


def notice(event: str = "call.completed", **more: Any) -> Notice:
    return Notice(**{"provider": "ringyo", "event": event, "url": "http://localhost/hook", "call": "call_1", **more})


def sent(courier: Courier, seconds: float = 0) -> list[Delivery]:
    """The deliveries whose turn it is, so many seconds later."""
    courier.release(MONDAY + timedelta(seconds=seconds))
    return courier.heads()


def test_a_delivery_that_is_taken_is_over() -> None:
    courier = Courier()
    posted = courier.post(notice(), MONDAY)
    assert (posted.state, courier.due) == (State.PENDING, MONDAY)
    (head,) = sent(courier)
    assert (head.state, courier.due, courier.in_flight) == (State.SENDING, None, 1)
    assert courier.heads() == []
    over = courier.settle(head.number, GOOD, MONDAY + SECOND)
    assert (over.state, [row.at for row in over.tries]) == (State.DELIVERED, [MONDAY + SECOND])
    assert not courier.ready


def test_one_that_fails_is_tried_again_after_its_delays_and_then_given_up() -> None:
    courier = Courier()
    courier.post(notice(delays=(SECOND, 5 * SECOND)), MONDAY)
    now, seen = MONDAY, []
    while courier.due is not None:
        now = courier.due
        courier.release(now)
        for head in courier.heads():
            seen.append((now - MONDAY).total_seconds())
            courier.settle(head.number, BAD, now)
    (over,) = courier
    assert seen == [0, 1, 6]
    assert over.state is State.FAILED


def test_without_delays_it_is_tried_once() -> None:
    courier = Courier()
    courier.post(notice(), MONDAY)
    (head,) = sent(courier)
    assert courier.settle(head.number, Outcome(error="ConnectError"), MONDAY).state is State.FAILED


def test_a_refused_host_is_not_tried_again() -> None:
    courier = Courier()
    courier.post(notice(delays=(SECOND,)), MONDAY)
    (head,) = sent(courier)
    assert courier.settle(head.number, Outcome(error="no", refused=True), MONDAY).state is State.REFUSED
    assert courier.due is None


def test_what_concerns_one_call_goes_out_one_after_the_other_and_other_calls_do_not_wait() -> None:
    courier = Courier()
    for event in ("call.started", "call.ringing"):
        courier.post(notice(event), MONDAY)
    courier.post(notice(call="call_2"), MONDAY)
    assert [head.number for head in sent(courier)] == [1, 3]
    courier.settle(1, GOOD, MONDAY)
    assert [head.notice.event for head in courier.heads()] == ["call.ringing"]


def test_one_that_waits_for_another_try_does_not_keep_the_next_waiting() -> None:
    courier = Courier()
    courier.post(notice("call.started", delays=(60 * SECOND,)), MONDAY)
    courier.post(notice("call.completed"), MONDAY)
    (first,) = sent(courier)
    courier.settle(first.number, BAD, MONDAY)
    assert [head.notice.event for head in courier.heads()] == ["call.completed"]


def test_several_receivers_of_one_call_do_not_wait_for_each_other() -> None:
    courier = Courier()
    for url in ("http://localhost/a", "http://localhost/b"):
        courier.post(notice(url=url), MONDAY)
    assert len(sent(courier)) == 2


def test_only_so_many_are_on_their_way_at_once_the_oldest_first() -> None:
    courier = Courier()
    for number in range(MOST_SENT + 2):
        courier.post(notice(call=f"call_{number}"), MONDAY)
    assert [head.number for head in sent(courier)] == list(range(1, MOST_SENT + 1))
    assert courier.heads() == []
    courier.settle(2, GOOD, MONDAY)
    assert [head.number for head in courier.heads()] == [MOST_SENT + 1]


def test_each_host_has_room_for_so_many_of_its_own() -> None:
    courier = Courier()
    for number in range(MOST_SENT + 1):
        courier.post(notice(call=f"call_{number}", url=f"http://localhost/{number}"), MONDAY)
    courier.post(notice(call="other", url="http://localhost:8080/hook"), MONDAY)
    assert [head.number for head in sent(courier)] == [*range(1, MOST_SENT + 1), MOST_SENT + 2]


def test_one_that_has_landed_makes_room_and_is_settled_in_its_turn() -> None:
    courier = Courier()
    for number in range(MOST_SENT + 1):
        courier.post(notice(call=f"call_{number}"), MONDAY)
    sent(courier)
    courier.landed(2)
    assert [head.number for head in courier.heads()] == [MOST_SENT + 1]
    assert courier.first == 1
    courier.settle(1, GOOD, MONDAY)
    courier.settle(2, GOOD, MONDAY)
    assert courier.first == 3


def test_who_follows_in_a_stream_queues_up_behind_those_that_wait_already() -> None:
    courier = Courier()
    for call in ("call_1", "call_1", "call_2"):
        courier.post(notice(call=call), MONDAY)
    sent(courier)
    courier.settle(1, GOOD, MONDAY)
    assert courier.first == 3
    courier.settle(3, GOOD, MONDAY)
    assert courier.first == 2


def mishap(kind: str, **more: Any) -> list[Mishap]:
    return [Mishap(MishapKind(kind), **more)]


def test_a_lost_one_is_never_sent() -> None:
    courier = Courier()
    assert courier.post(notice(), MONDAY, mishap("lose"), Random(1)).state is State.LOST
    assert sent(courier) == []


def test_a_duplicate_brings_the_same_bytes_after_the_first() -> None:
    courier = Courier()
    courier.post(notice(body=b"{}"), MONDAY, mishap("duplicate"), Random(1))
    (first,) = sent(courier)
    courier.settle(first.number, GOOD, MONDAY)
    (second,) = courier.heads()
    assert (second.notice, second.copy_of) == (first.notice, first.number)
    assert courier.latest("call_1", "call.completed") == next(iter(courier))


def test_a_late_one_waits_for_its_span() -> None:
    courier = Courier()
    courier.post(notice(), MONDAY, mishap("late", least=30 * SECOND, most=30 * SECOND), Random(1))
    assert courier.due == MONDAY + 30 * SECOND
    assert sent(courier, 29) == []
    assert len(sent(courier, 30)) == 1


def test_one_that_may_be_reordered_is_overtaken() -> None:
    courier = Courier()
    courier.post(notice("call.started"), MONDAY, mishap("reorder", least=SECOND, most=10 * SECOND), Random(1))
    courier.post(notice("call.ringing"), MONDAY + SECOND)
    order = []
    while courier.due is not None:
        now = courier.due
        courier.release(now)
        for head in courier.heads():
            order.append(head.notice.event)
            courier.settle(head.number, GOOD, now)
    assert order == ["call.ringing", "call.started"]


def test_a_replay_is_a_delivery_of_its_own_without_mishaps() -> None:
    courier = Courier()
    lost = courier.post(notice(), MONDAY, mishap("lose"), Random(1))
    again = courier.again(lost, MONDAY + SECOND)
    assert (again.copy_of, again.replayed, again.mishaps, again.at) == (lost.number, True, (), MONDAY + SECOND)
    assert [head.number for head in sent(courier, 1)] == [again.number]


def test_what_a_disabled_endpoint_waits_for_is_given_up() -> None:
    courier = Courier()
    courier.post(notice(endpoint="wh_1", delays=(SECOND,)), MONDAY)
    courier.post(notice(endpoint="wh_2", url="http://localhost/other", delays=(SECOND,)), MONDAY)
    for head in sent(courier):
        courier.settle(head.number, BAD, MONDAY)
    courier.give_up("wh_1")
    assert [delivery.state for delivery in courier] == [State.FAILED, State.PENDING]
    assert courier.due == MONDAY + SECOND


def test_what_is_over_is_forgotten_at_last_and_what_is_open_never() -> None:
    courier = Courier()
    waiting = courier.post(notice(call="waits", delays=(SECOND,)), MONDAY)
    for head in sent(courier):
        courier.settle(head.number, BAD, MONDAY)
    for number in range(KEPT + 5):
        courier.post(notice(call=f"call_{number}"), MONDAY, mishap("lose"), Random(1))
    assert courier.get(waiting.number) is not None
    assert courier.get(waiting.number + 1) is None
    assert courier.latest("call_0", "call.completed") is None
    assert len(list(courier)) == KEPT + 1


def test_the_last_tries_are_known() -> None:
    courier = Courier()
    for number in range(3):
        courier.post(notice(call=f"call_{number}"), MONDAY)
    for head in sent(courier):
        courier.settle(head.number, GOOD, MONDAY)
    assert [row.number for row in courier.tried_since(1)] == [2, 3]
    assert courier.tried_since(courier.tries) == []
    assert KEPT_TRIES >= 3


steps = st.lists(
    st.tuples(st.sampled_from(["post", "send", "good", "bad", "wait"]), st.integers(0, 3), st.integers(0, 3)),
    max_size=60,
)


@given(steps, st.integers())
def test_every_try_is_made_once_in_order_and_not_before_its_time(plan: list[tuple[str, int, int]], seed: int) -> None:
    courier, now, chance = Courier(), MONDAY, Random(seed)
    flying: list[Delivery] = []
    tries: dict[int, int] = {}
    for step, which, length in plan:
        now += timedelta(seconds=length)
        if step == "post":
            rules = (*mishap("duplicate", chance=0.3), *mishap("late", chance=0.3, most=5 * SECOND))
            courier.post(notice(call=f"call_{which}", delays=(SECOND, 2 * SECOND)), now, rules, chance)
        courier.release(now)
        if step == "send":
            for head in courier.heads():
                assert head.due <= now
                assert all(head.stream != other.stream for other in flying)
                tries[head.number] = tries.get(head.number, 0) + 1
                flying.append(head)
        if step in ("good", "bad") and flying:
            head = flying.pop(which % len(flying))
            courier.settle(head.number, GOOD if step == "good" else BAD, now)
    answered = {delivery.number: len(delivery.tries) for delivery in courier}
    in_flight = {head.number for head in flying}
    assert all(tries.get(number, 0) == count + (number in in_flight) for number, count in answered.items())
    assert all(row.state is not State.LOST for row in courier)


def test_of_a_large_answer_only_the_beginning_is_remembered() -> None:
    courier = Courier()
    posted = courier.post(Notice(provider="test", event="x", url="http://localhost/"), MONDAY)
    courier.release(MONDAY)
    list(courier.heads())
    settled = courier.settle(posted.number, Outcome(200, None, b"x" * 1_000_000), MONDAY)
    assert len(settled.tries[0].outcome.body) < 70_000
