"""Repeatable random values: the same seed and purpose give the same value, whatever else is drawn."""

from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.simulation.randomness import Randomness, faker_methods


@given(st.text(), st.text())
def test_the_same_seed_and_purpose_give_the_same_value_in_two_worlds(seed: str, purpose: str) -> None:
    one, other = Randomness(seed), Randomness(seed)
    assert one.letters(purpose, 20) == other.letters(purpose, 20)
    assert one.uuid(purpose) == other.uuid(purpose)
    assert one.random(purpose).random() == other.random(purpose).random()


def test_other_random_values_have_no_influence() -> None:
    quiet, busy = Randomness("seed"), Randomness("seed")
    for number in range(50):
        busy.uuid(f"revox:call:{number}")
        busy.random("ringing").random()
        busy.text(f"other:{number}", "name")
    assert busy.uuid("x") == quiet.uuid("x")
    assert busy.random("ringing").random() == quiet.random("ringing").random()
    assert busy.text("customer", "name") == quiet.text("customer", "name")


def test_another_seed_or_purpose_gives_another_value() -> None:
    drawn = {Randomness(seed).letters(purpose, 20) for seed in "ab" for purpose in ("call:1", "call:2", "call:11")}
    assert len(drawn) == 6


@given(st.text(), st.text(), st.integers(0, 10**9), st.integers(1, 50))
def test_a_walk_comes_to_every_index_in_turn(seed: str, purpose: str, first: int, count: int) -> None:
    walked = [Randomness(seed).walk(purpose, first + step, count) for step in range(count)]
    assert sorted(walked) == list(range(count))
    assert all((after - before) % count == 1 % count for before, after in pairwise(walked))


def test_random_values_are_stable_across_releases() -> None:
    randomness = Randomness("0")
    assert randomness.walk("call", 1, 1000) == 324
    assert randomness.letters("call:1", 12) == "pv72rj4cuy49"
    assert randomness.uuid("call:1") == "611f07fe-877f-40c0-826a-2809d3ef1a15"
    assert randomness.random("call:1").randrange(1000) == 361


@pytest.mark.parametrize("length", [0, 1, 20, 32])
def test_random_letters_have_the_requested_length_and_alphabet(length: int) -> None:
    letters = Randomness("seed").letters("purpose", length)
    assert len(letters) == length
    assert set(letters) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


def test_a_uuid_has_the_shape_of_version_four() -> None:
    assert UUID(Randomness("seed").uuid("purpose")).version == 4


def test_generated_text_comes_from_the_named_faker_provider() -> None:
    assert "@" in Randomness("seed").text("mail", "email")
    assert Randomness("seed").text("a", "company") != Randomness("seed").text("b", "company")


def test_an_unknown_faker_provider_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(LookupError, match=r"Faker has no provider 'compny'\. Did you mean 'company'"):
        Randomness("seed").text("purpose", "compny")


def test_private_methods_of_faker_are_not_available() -> None:
    offered = faker_methods()
    assert {"name", "company", "email"} <= offered
    assert not any(name.startswith(("_", "random_", "add_", "set_")) for name in offered)
