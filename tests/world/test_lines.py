"""Lines: first come, first served; no call waits for a kind with a free line; every waiting call gets its turn."""

from hypothesis import given
from hypothesis import strategies as st

from mockserver.world.lines import Lines

KINDS = ("account", "agent", "key")


def test_a_kind_without_a_limit_has_any_number_of_lines() -> None:
    lines = Lines()
    assert all(lines.take(str(number), ("account",)) is None for number in range(100))
    assert lines.used("account") == 100


def test_calls_wait_in_order_when_all_lines_are_busy() -> None:
    lines = Lines({"account": 1})
    assert lines.take("first", ("account",)) is None
    assert lines.take("second", ("account",)) == "account"
    assert lines.take("third", ("account",)) == "account"
    assert list(lines.queue) == ["second", "third"]
    assert lines.release("first") == ["second"]
    assert lines.release("second") == ["third"]
    assert list(lines.queue) == []


def test_a_call_does_not_wait_behind_one_that_needs_another_kind() -> None:
    lines = Lines({"agent": 1})
    assert lines.take("a", ("account", "agent")) is None
    assert lines.take("b", ("account", "agent")) == "agent"
    assert lines.take("c", ("account",)) is None


def test_a_call_that_needs_two_kinds_waits_until_both_are_free() -> None:
    lines = Lines({"account": 2, "agent": 1})
    assert lines.take("a", ("account", "agent")) is None
    assert lines.take("b", ("account",)) is None
    assert lines.take("c", ("account", "agent")) == "account"
    assert lines.release("b") == []
    assert lines.queue == ("c",)
    assert lines.release("a") == ["c"]


def test_the_first_call_gets_the_first_line_whatever_it_waited_for() -> None:
    lines = Lines({"account": 2, "agent": 1})
    assert lines.take("a", ("account", "agent")) is None
    assert lines.take("first", ("account", "agent")) == "agent"
    assert lines.take("b", ("account",)) is None
    assert lines.take("second", ("account",)) == "account"
    assert lines.release("a") == ["first"]


def test_a_call_that_left_the_queue_gets_no_line() -> None:
    lines = Lines({"account": 1})
    lines.take("a", ("account",))
    lines.take("b", ("account",))
    lines.take("c", ("account",))
    assert lines.leave("b")
    assert not lines.leave("b")
    assert lines.release("a") == ["c"]


def test_a_higher_limit_gives_lines_to_waiting_calls() -> None:
    lines = Lines({"account": 1})
    for name in "abcd":
        lines.take(name, ("account",))
    lines.limits["account"] = 3
    assert lines.refill() == ["b", "c"]


def test_releasing_a_call_without_a_line_has_no_effect() -> None:
    assert Lines({"account": 1}).release("nobody") == []


def test_restored_lines_continue_where_they_were() -> None:
    lines = Lines({"account": 1})
    for name in "abc":
        lines.take(name, ("account",))
    other = Lines()
    other.restore(lines.limits, lines.held(), lines.waiting(), lines.turns)
    assert other.queue == lines.queue == ("b", "c")
    assert other.release("a") == ["b"]
    assert other.take("d", ("account",)) == "account"
    assert other.queue == ("c", "d")


@given(
    st.dictionaries(st.sampled_from(KINDS), st.integers(1, 3)),
    st.lists(st.tuples(st.integers(0, 15), st.sets(st.sampled_from(KINDS), min_size=1), st.booleans()), max_size=60),
)
def test_no_limit_is_exceeded_and_every_call_gets_a_line(
    limits: dict[str, int], moves: list[tuple[int, set[str], bool]]
) -> None:
    lines, holding = Lines(limits), dict[str, tuple[str, ...]]()
    wanted: dict[str, tuple[str, ...]] = {}
    for number, kinds, arrives in moves:
        call = str(number)
        if arrives and call not in wanted:
            wanted[call] = tuple(sorted(kinds))
            if lines.take(call, wanted[call]) is None:
                holding[call] = wanted[call]
        elif not arrives and call in holding:
            del holding[call], wanted[call]
            holding.update({served: wanted[served] for served in lines.release(call)})
        for kind, limit in limits.items():
            assert lines.used(kind) == sum(kind in held for held in holding.values()) <= limit
    while holding:
        call = next(iter(holding))
        del holding[call], wanted[call]
        holding.update({served: wanted[served] for served in lines.release(call)})
    assert wanted == {}
    assert lines.queue == ()
