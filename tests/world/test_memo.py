"""Memoized values: valid while the inputs are the same objects, and limited in number."""

import pytest

from mockserver.world.memo import Memo

Facts = tuple[object, ...]


class CountingFactory:
    """Makes a value of the facts, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, facts: Facts) -> object:
        self.made += 1
        return list(facts)


def test_the_same_inputs_return_the_stored_value() -> None:
    memo, factory, facts = Memo(), CountingFactory(), ("call", 1, None)
    first = memo.get_or_make("a", facts, factory)
    assert first == ["call", 1, None]
    assert memo.get_or_make("a", ("call", 1, None), factory) is first
    assert factory.made == 1


def test_an_equal_but_different_input_object_makes_a_new_value() -> None:
    """1, 1.0 and True are equal, but differ as JSON."""
    memo, factory = Memo(), CountingFactory()
    assert [memo.get_or_make("a", (value,), factory) for value in (1, 1.0, True)] == [[1], [1.0], [True]]
    assert factory.made == 3


def test_values_of_different_keys_do_not_mix() -> None:
    memo, factory, facts = Memo(), CountingFactory(), ("call",)
    memo.get_or_make(("a", "transcript"), facts, lambda _facts: "long")
    assert memo.get_or_make("a", facts, factory) == ["call"]
    assert memo.get_or_make(("a", "transcript"), facts, factory) == "long"


def test_a_full_memo_drops_its_oldest_value() -> None:
    memo, factory = Memo(most=2), CountingFactory()
    for key in ("a", "b", "c"):
        memo.get_or_make(key, (1,), factory)
    assert len(memo) == 2
    memo.get_or_make("c", (1,), factory)
    assert factory.made == 3
    memo.get_or_make("a", (1,), factory)
    assert factory.made == 4


def test_a_value_that_is_made_again_counts_as_new() -> None:
    memo, factory = Memo(most=2), CountingFactory()
    memo.get_or_make("a", (1,), factory)
    memo.get_or_make("b", (1,), factory)
    memo.get_or_make("a", (2,), factory)
    memo.get_or_make("c", (1,), factory)
    made = factory.made
    memo.get_or_make("a", (2,), factory)
    assert factory.made == made


def test_a_value_whose_factory_raises_is_not_stored() -> None:
    memo = Memo()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            memo.get_or_make("a", (0,), lambda facts: 1 / facts[0])
    assert len(memo) == 0
