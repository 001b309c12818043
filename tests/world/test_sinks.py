"""Sinks store the requests they receive, by name, within limits."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mockserver.world.sinks import CAPACITY, SinkRequest, Sinks

NOW = datetime(2026, 1, 5, 15, tzinfo=UTC)


def sink_request(size: int = 0, mark: bytes = b"x") -> SinkRequest:
    return SinkRequest(NOW, "POST", (("a", "b"),), mark * size)


def test_each_sink_stores_its_requests_in_order_until_it_is_cleared() -> None:
    sinks = Sinks()
    sinks.add("a", sink_request(1))
    sinks.add("b", sink_request(2))
    sinks.add("a", sink_request(3))
    assert [len(row.body) for row in sinks.of("a")] == [1, 3]
    assert sinks.clear("a") == 2
    assert (sinks.of("a"), len(sinks.of("b")), sinks.clear("a"), len(sinks)) == ([], 1, 0, 1)


def test_a_sink_stores_its_last_1000_requests() -> None:
    sinks = Sinks()
    sinks.add("other", sink_request())
    for number in range(CAPACITY + 2):
        sinks.add("a", sink_request(mark=b"%d" % (number % 10), size=1))
    assert (len(sinks.of("a")), sinks.dropped, len(sinks.of("other"))) == (CAPACITY, 2, 1)
    assert sinks.of("a")[0].body == b"2"


def test_the_oldest_request_of_all_sinks_is_dropped_first() -> None:
    sinks = Sinks(limit=10_000)
    sinks.add("a", sink_request(4000))
    sinks.add("b", sink_request(4000))
    sinks.add("c", sink_request(4000))
    assert [len(sinks.of(name)) for name in "abc"] == [0, 1, 1]
    assert sinks.dropped == 1


def test_a_request_larger_than_the_limit_is_not_stored() -> None:
    sinks = Sinks(limit=1000)
    sinks.add("a", sink_request(5000))
    assert (len(sinks), sinks.dropped) == (0, 1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 900) | st.none())), st.integers(1500, 6000))
def test_sinks_behave_like_a_list_whose_oldest_items_are_dropped(
    steps: list[tuple[str, int | None]], limit: int
) -> None:
    sinks = Sinks(limit)
    model: list[tuple[str, SinkRequest]] = []
    for name, size in steps:
        if size is None:
            assert sinks.clear(name) == sum(row[0] == name for row in model)
            model = [row for row in model if row[0] != name]
            continue
        sinks.add(name, sink_request(size))
        model.append((name, sink_request(size)))
        while sum(row[1].size for row in model) > limit:
            model.pop(0)
        assert {key: sinks.of(key) for key in "abc"} == {
            key: [row for owner, row in model if owner == key] for key in "abc"
        }
