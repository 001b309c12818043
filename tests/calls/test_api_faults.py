"""Rules for faults of API answers as values: which requests they match, on which they fire, how long they take."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.calls.api_faults import LONGEST_WAIT, OF_THE_ANSWER, ApiFault, ApiFaultKind, Asked, Tally, Wait, When

POLL = Asked("ringyo", "calls.get", "GET", "/v1/calls/call_1")
counts = st.integers(1, 6)


def rule(**keys: Any) -> ApiFault:
    return ApiFault(kind=ApiFaultKind.ERROR, **keys)


def fired(fault: ApiFault, requests: int, chances: list[float] | None = None) -> list[int]:
    """Return on which of so many matching requests a rule acts, from 1."""
    tally, found = Tally(), []
    for number in range(1, requests + 1):
        tally = tally.counted()
        if tally.fires(fault, chances[number - 1] if chances else 0.0):
            tally = tally.acted()
            found.append(number)
    return found


# -- which requests --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "matches"),
    [
        ({}, True),
        ({"provider": ("ringyo",)}, True),
        ({"provider": ("rev*",)}, False),
        ({"provider": ("rev*", "ringyo")}, True),
        ({"operation": ("calls.*",)}, True),
        ({"operation": ("calls.create",)}, False),
        ({"operation": ("Calls.get",)}, False),
        ({"method": ("GET",)}, True),
        ({"method": ("P*",)}, False),
        ({"path": ("/v1/calls/*",)}, True),
        ({"path": ("/v1/agents*",)}, False),
        ({"provider": ("ringyo",), "operation": ("calls.get",), "method": ("POST",)}, False),
    ],
)
def test_a_rule_matches_requests_that_fit_all_its_patterns(keys: dict[str, Any], matches: bool) -> None:
    assert rule(**keys).concerns(POLL) is matches


@pytest.mark.parametrize("kind", ApiFaultKind)
def test_a_fault_that_changes_the_answer_needs_it(kind: ApiFaultKind) -> None:
    assert ApiFault(kind=kind).needs_answer is (kind in OF_THE_ANSWER)
    assert ApiFault(kind=kind, when=When.AFTER).needs_answer
    assert ApiFault(kind=kind, at=0).needs_answer


# -- how often -------------------------------------------------------------------------------------


@given(count=counts)
def test_first_fires_on_the_first_ones(count: int) -> None:
    assert fired(rule(first=count), 8) == list(range(1, count + 1))


@given(count=counts)
def test_nth_fires_once(count: int) -> None:
    assert fired(rule(nth=count), 8) == [count]


@given(count=counts)
def test_every_fires_on_its_multiples(count: int) -> None:
    assert fired(rule(every=count), 8) == list(range(count, 9, count))


@given(count=counts, every=counts)
def test_times_bounds_what_else_fires(count: int, every: int) -> None:
    assert fired(rule(every=every, times=count), 20) == fired(rule(every=every), 20)[:count]


@given(chances=st.lists(st.floats(0, 1, exclude_max=True), min_size=1), chance=st.floats(0, 1))
def test_a_chance_of_0_never_fires_and_one_of_1_always_does(chances: list[float], chance: float) -> None:
    everything = list(range(1, len(chances) + 1))
    assert fired(rule(chance=0.0), len(chances), chances) == []
    assert fired(rule(chance=1.0), len(chances), chances) == everything
    assert fired(rule(chance=chance), len(chances), chances) == [
        number for number in everything if chances[number - 1] < chance
    ]


@given(
    keys=st.fixed_dictionaries({}, optional={"first": counts, "nth": counts, "times": counts}), asked=st.integers(0, 9)
)
def test_left_says_on_how_many_more_requests_a_rule_fires(keys: dict[str, int], asked: int) -> None:
    fault, tally = rule(**keys), Tally()
    for _ in range(asked):
        tally = tally.counted()
        tally = tally.acted() if tally.fires(fault, 0.0) else tally
    left, more = tally.left(fault), 0
    for _ in range(30):
        tally = tally.counted()
        if tally.fires(fault, 0.0):
            tally, more = tally.acted(), more + 1
    both = "first" in keys and "nth" in keys  # cannot be written, and `left` is then only an upper bound
    assert (left is None) == (not keys)
    assert left is None or (more <= left if both else more == left)


def test_a_rule_that_never_fires_has_none_left() -> None:
    assert Tally(5, 0).left(rule(chance=0.0)) == 0
    assert Tally(5, 2).left(rule(chance=0.5)) is None


# -- how long --------------------------------------------------------------------------------------


@given(low=st.floats(0, 100), more=st.floats(0, 100), seed=st.integers())
def test_an_even_wait_is_within_its_range(low: float, more: float, seed: int) -> None:
    assert low <= Wait(low, low + more).draw(Random(seed)) <= low + more + 1e-9


@given(median=st.floats(0, 3600), sigma=st.floats(0.01, 10), seed=st.integers())
def test_a_lognormal_wait_is_bounded(median: float, sigma: float, seed: int) -> None:
    assert 0 <= Wait(median, median, sigma).draw(Random(seed)) <= LONGEST_WAIT


def test_half_of_lognormal_waits_are_longer_than_the_median() -> None:
    chance = Random(1)
    drawn = [Wait(0.2, 0.2, 0.5).draw(chance) for _ in range(2000)]
    assert 900 < sum(seconds > 0.2 for seconds in drawn) < 1100


@pytest.mark.parametrize(
    ("wait", "text"),
    [(Wait(1.5, 1.5), "1.5s"), (Wait(1, 3), "1s..3s"), (Wait(0.2, 0.2, 2), "lognormal(0.2s, 2)")],
)
def test_a_wait_is_shown_as_it_is_written(wait: Wait, text: str) -> None:
    assert str(wait) == text
    assert timedelta(seconds=wait.least) >= timedelta(0)
