"""The event queue of a world: ordered by time, then number; one entry per key."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mockserver.simulation.event_queue import EventQueue

START = datetime(2026, 1, 5, tzinfo=UTC)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def test_keys_are_due_in_order_of_time() -> None:
    queue = EventQueue()
    for key, minute in (("late", 9), ("early", 1), ("middle", 5)):
        queue.put(key, 0, at(minute))
    assert [queue.pop(at(9)) for _ in range(3)] == [(at(1), "early"), (at(5), "middle"), (at(9), "late")]


def test_equal_instants_are_ordered_by_number() -> None:
    queue = EventQueue()
    for number in (3, 1, 2):
        queue.put(f"call-{number}", number, at(1))
    assert [(queue.pop(at(1)) or ("", ""))[1] for _ in range(3)] == ["call-1", "call-2", "call-3"]


def test_scheduling_a_key_again_replaces_its_time() -> None:
    queue = EventQueue()
    queue.put("call", 1, at(1))
    queue.put("call", 1, at(5))
    assert queue.pop(at(4)) is None
    assert queue.pop(at(5)) == (at(5), "call")
    assert queue.pop(at(9)) is None


def test_the_end_is_inclusive() -> None:
    queue = EventQueue()
    queue.put("call", 1, at(3))
    assert queue.pop(at(3) - timedelta(microseconds=1)) is None
    assert queue.pop(at(3)) is not None


def test_a_removed_key_is_never_due() -> None:
    queue = EventQueue()
    queue.put("call", 1, at(3))
    queue.drop("call")
    queue.drop("nobody")
    assert queue.first() is None
    assert len(queue) == 0
    assert queue.due("call") is None


def test_a_key_that_is_rescheduled_often_does_not_grow_the_heap() -> None:
    queue = EventQueue()
    queue.put("first", 0, at(0))
    for minute in range(10_000):
        queue.put("call", 1, at(minute % 1000 + 1))
    assert len(queue._heap) < 200  # noqa: SLF001 - its size is the point


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 20), st.booleans()), max_size=60))
def test_the_queue_agrees_with_a_dictionary(moves: list[tuple[str, int, bool]]) -> None:
    queue, model = EventQueue(), dict[str, datetime]()
    for key, minute, keep in moves:
        if keep:
            queue.put(key, ord(key), at(minute))
            model[key] = at(minute)
        else:
            queue.drop(key)
            model.pop(key, None)
        assert queue.first() == min(((due, key) for key, due in model.items()), default=None)
    popped = []
    while (first := queue.pop(at(99))) is not None:
        popped.append(first)
    assert popped == sorted((due, key) for key, due in model.items())
