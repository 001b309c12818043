"""The book: names, the order of selection, and plans that are shared."""

import subprocess
import sys
from typing import Any

import pytest

from mockserver.errors import ScenarioError, UnknownName
from mockserver.scenarios.library import Book
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Draws


def scenario(name: str, **keys: Any) -> Scenario:
    life = {} if {"extends", "choose", "sequence", "states"} & set(keys) else {"attempts": [{"fails": "busy"}]}
    return load_value({"version": 1, "name": name, **life, **keys}, "test")


def call(to: str = "+15550002222", direction: str = "outbound", serial: int = 1, **labels: Any) -> Situation:
    return Situation("acme", direction, "+15550001111", to, labels, serial, agent="agent_1")


def chosen(book: Book, situation: Situation, asked: str | None = None, queued: str | None = None) -> str:
    return book.choose(situation, asked=asked, queued=queued, default="default")


def test_a_book_keeps_its_scenarios_by_name_and_in_order() -> None:
    book = Book([scenario("b"), scenario("a")])
    book.add([scenario("c"), scenario("b", summary="new")])
    assert book.names() == [one.name for one in book] == ["b", "a", "c"]
    assert book.get("b").summary == "new"
    assert len(book) == 3
    assert "a" in book
    assert "magic-0123" in book
    assert "magic-01234" not in book
    assert book.get("magic-0123").name == "magic-0123"


def test_an_unknown_name_offers_the_nearest() -> None:
    book = Book([scenario("answered")])
    for act in (book.get, book.remove):
        with pytest.raises(UnknownName, match="Did you mean 'answered'"):
            act("answerd")


def test_a_removed_scenario_is_gone() -> None:
    book = Book([scenario("a"), scenario("b")])
    book.remove("a")
    assert book.names() == ["b"]


def test_a_copy_goes_its_own_way() -> None:
    book = Book([scenario("a")])
    copy = book.copy()
    copy.add([scenario("b")])
    copy.remove("a")
    assert (book.names(), copy.names()) == (["a"], ["b"])


def test_selection_follows_the_order_of_the_contract() -> None:
    book = Book([scenario(name) for name in ("default", "header", "label", "queued")])
    book.add([scenario("first", **{"for": {"to": "+1*"}}), scenario("second", **{"for": {"to": "+1*"}})])
    labelled = call(mockserver_scenario="label")
    assert chosen(book, labelled, asked="header", queued="queued") == "header"
    assert chosen(book, labelled, queued="queued") == "label"
    assert chosen(book, call(), queued="queued") == "queued"
    assert chosen(book, call("+15005551120")) == "first"
    book.remove("first")
    book.remove("second")
    assert chosen(book, call("+15005551120")) == "magic-1120"
    assert chosen(book, call("+15005551120", "inbound")) == "default"
    assert chosen(book, call(mockserver_scenario="")) == "default"


@pytest.mark.parametrize("asked", [{"asked": "nope"}, {"queued": "nope"}, {}])
def test_asking_for_what_does_not_exist_is_an_error(asked: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        chosen(Book(), call(), **asked)
    with pytest.raises(UnknownName, match="'5'"):
        chosen(Book([scenario("default")]), call(mockserver_scenario=5))


@pytest.mark.parametrize(
    ("match", "fits"),
    [
        ({}, True),
        ({"provider": "acme"}, True),
        ({"provider": ["other", "ac*"]}, True),
        ({"provider": "Acme"}, False),
        ({"to": "+1555000222?"}, True),
        ({"to": "+1555000333?"}, False),
        ({"from": "+15550001111", "direction": "outbound"}, True),
        ({"direction": "inbound"}, False),
        ({"agent": "agent_*"}, True),
        ({"agent": "other"}, False),
        ({"metadata": {"tier": "go*"}}, True),
        ({"variables": {"tier": ["silver", "gold"]}}, True),
        ({"metadata": {"tier": "gold", "missing": "*"}}, False),
        ({"metadata": {"round": 3, "vip": True}}, True),
        ({"metadata": {"round": "3", "vip": "true"}}, True),
        ({"metadata": {"deep": {"kind": "demo"}}}, True),
        ({"metadata": {"deep": {"kind": "other"}}}, False),
        ({"metadata": {"tier": {"kind": "demo"}}}, False),
        ({"metadata": {"tags": "b"}}, True),
        ({"metadata": {"tags": "c"}}, False),
    ],
)
def test_for_fits_when_all_its_keys_do(match: dict[str, Any], fits: bool) -> None:
    book = Book([scenario("default"), scenario("x", **{"for": match})])
    situation = call(tier="gold", round=3, vip=True, deep={"kind": "demo"}, tags=["a", "b"])
    assert chosen(book, situation) == ("x" if fits else "default")


def test_a_scenario_of_one_provider_fits_only_its_calls() -> None:
    book = Book([scenario("default"), scenario("x", provider="other", **{"for": {}})])
    assert chosen(book, call()) == "default"
    with pytest.raises(ScenarioError, match="is for calls of other"):
        book.plan("x", call(), Draws("s"), {})


def test_plans_that_no_call_can_change_are_shared() -> None:
    book = Book([scenario("fixed"), scenario("outer", choose=[{"play": "fixed"}])])
    for name in ("fixed", "outer", "magic-1120"):
        plans = [book.plan(name, call(serial=serial), Draws("s"), {}) for serial in range(3)]
        assert plans[0] is plans[1] is plans[2]
        assert plans[0].scenario == name


@pytest.mark.parametrize(
    "attempt", [{"fails": "busy", "ringing": "1s..9s"}, {"summary": "${to}"}, {"choose": [{}, {"fails": "busy"}]}]
)
def test_plans_that_depend_on_the_call_are_its_own(attempt: dict[str, Any]) -> None:
    book = Book([scenario("x", attempts=[attempt]), scenario("outer", choose=[{"play": "x"}])])
    for name in ("x", "outer"):
        plans = [book.plan(name, call(serial=serial), Draws("s"), {}) for serial in range(20)]
        assert plans[0] is not plans[1]
        assert plans[0] == book.plan(name, call(serial=0), Draws("s"), {})


def test_a_new_scenario_makes_new_plans() -> None:
    book = Book([scenario("x"), scenario("y", extends="x")])
    before = book.plan("y", call(), Draws("s"), {})
    book.add([scenario("x", attempts=[{"fails": "no_answer"}])])
    assert book.plan("y", call(), Draws("s"), {}) != before


def test_the_chance_of_an_inner_scenario_is_its_own() -> None:
    ringing = {"attempts": [{"ringing": "0s..100s", "fails": "busy"}]}
    book = Book([scenario("x", **ringing), scenario("outer", choose=[{"play": "x"}])])
    alone, inside = (book.plan(name, call(), Draws("s"), {}).attempts[0] for name in ("x", "outer"))
    assert alone != inside


@pytest.mark.parametrize(
    ("scenarios", "said"),
    [
        ([scenario("a", extends="b")], "extends: there is no scenario 'b'"),
        ([scenario("answered"), scenario("a", choose=[{"play": "answred"}])], "Did you mean 'answered'"),
        ([scenario("a", sequence=["a"])], r"sequence\[0\]: comes back to itself: a → a"),
        ([scenario("a", extends="b"), scenario("b", choose=[{"choose": [{"play": "a"}]}])], "a → b → a"),
    ],
)
def test_names_that_lead_nowhere_or_back_are_refused(scenarios: list[Scenario], said: str) -> None:
    book = Book([scenario("kept")])
    with pytest.raises(ScenarioError, match=said):
        book.add(scenarios)
    assert book.names() == ["kept"]


def test_magic_scenarios_may_be_played_by_others() -> None:
    book = Book([scenario("a", sequence=["magic-1000", "magic-0000"])])
    assert book.plan("a", call(), Draws("s"), {}).scenario == "a"


def test_a_scenario_left_behind_by_a_removal_names_what_is_missing() -> None:
    book = Book([scenario("base"), scenario("a", extends="base")])
    book.remove("base")
    with pytest.raises(UnknownName, match="'base'"):
        book.plan("a", call(), Draws("s"), {})


def test_a_book_is_restored_with_what_is_missing_but_not_with_circles() -> None:
    left = [scenario("a", extends="gone"), scenario("b")]
    assert Book.restored(left).names() == ["a", "b"]
    with pytest.raises(ScenarioError, match="a → a"):
        Book.restored([scenario("a", extends="a")])


def test_two_ways_to_one_scenario_are_no_circle() -> None:
    two = [{"play": "b"}, {"play": "c"}]
    book = Book([scenario("a", choose=two), scenario("b", extends="d"), scenario("c", extends="d"), scenario("d")])
    assert book.plan("a", call(), Draws("s"), {}).scenario == "a"
    thrice = [{"play": "b"}, {"play": "c"}, {"play": "b"}]
    Book([scenario("x", extends="a"), scenario("a", choose=thrice), scenario("b"), scenario("c")])


def test_the_book_is_imported_without_the_slow_modules() -> None:
    code = "import sys, mockserver.scenarios.library; print({'yaml', 'faker'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
