"""The scenario library: names, the order of selection, and shared plans."""

import subprocess
import sys
from typing import Any

import pytest

from mockserver.calls.events import Direction
from mockserver.errors import ScenarioError, UnknownName
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.planner import plan_call
from mockserver.scenarios.reading import load_value
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.situation import Situation
from mockserver.simulation.randomness import Randomness


def scenario(name: str, **keys: Any) -> Scenario:
    default = {} if {"extends", "choose", "sequence", "states"} & set(keys) else {"attempts": [{"fails": "busy"}]}
    return load_value({"version": 1, "name": name, **default, **keys}, "test")


def call(to: str = "+15550002222", direction: Direction = "outbound", serial: int = 1, **labels: Any) -> Situation:
    return Situation("acme", direction, "+15550001111", to, labels, serial, agent="agent_1")


def chosen(library: ScenarioLibrary, situation: Situation, asked: str | None = None, queued: str | None = None) -> str:
    return library.choose(situation, asked=asked, queued=queued, default="default")


def test_a_library_stores_scenarios_by_name_and_in_order() -> None:
    library = ScenarioLibrary([scenario("b"), scenario("a")])
    library.add([scenario("c"), scenario("b", summary="new")])
    assert library.names() == [one.name for one in library] == ["b", "a", "c"]
    assert library.get("b").summary == "new"
    assert len(library) == 3
    assert "a" in library
    assert "magic-0123" in library
    assert "magic-01234" not in library
    assert library.get("magic-0123").name == "magic-0123"


def test_the_error_for_an_unknown_name_suggests_the_nearest() -> None:
    library = ScenarioLibrary([scenario("answered")])
    for act in (library.get, library.remove):
        with pytest.raises(UnknownName, match="Did you mean 'answered'"):
            act("answerd")


def test_a_removed_scenario_is_gone() -> None:
    library = ScenarioLibrary([scenario("a"), scenario("b")])
    library.remove("a")
    assert library.names() == ["b"]


def test_a_copy_is_independent() -> None:
    library = ScenarioLibrary([scenario("a")])
    copy = library.copy()
    copy.add([scenario("b")])
    copy.remove("a")
    assert (library.names(), copy.names()) == (["a"], ["b"])


def test_selection_follows_the_documented_order() -> None:
    library = ScenarioLibrary([scenario(name) for name in ("default", "header", "label", "queued")])
    library.add([scenario("first", **{"for": {"to": "+1*"}}), scenario("second", **{"for": {"to": "+1*"}})])
    labelled = call(mockserver_scenario="label")
    assert chosen(library, labelled, asked="header", queued="queued") == "header"
    assert chosen(library, labelled, queued="queued") == "label"
    assert chosen(library, call(), queued="queued") == "queued"
    assert chosen(library, call("+15005551120")) == "first"
    library.remove("first")
    library.remove("second")
    assert chosen(library, call("+15005551120")) == "magic-1120"
    assert chosen(library, call("+15005551120", "inbound")) == "default"
    assert chosen(library, call(mockserver_scenario="")) == "default"


@pytest.mark.parametrize("asked", [{"asked": "nope"}, {"queued": "nope"}, {}])
def test_selecting_an_unknown_scenario_is_an_error(asked: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        chosen(ScenarioLibrary(), call(), **asked)
    with pytest.raises(UnknownName, match="'5'"):
        chosen(ScenarioLibrary([scenario("default")]), call(mockserver_scenario=5))


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
def test_for_matches_if_all_its_keys_match(match: dict[str, Any], fits: bool) -> None:
    library = ScenarioLibrary([scenario("default"), scenario("x", **{"for": match})])
    situation = call(tier="gold", round=3, vip=True, deep={"kind": "demo"}, tags=["a", "b"])
    assert chosen(library, situation) == ("x" if fits else "default")


def test_a_scenario_of_one_provider_matches_only_its_calls() -> None:
    library = ScenarioLibrary([scenario("default"), scenario("x", provider="other", **{"for": {}})])
    assert chosen(library, call()) == "default"
    with pytest.raises(ScenarioError, match="is for calls of other"):
        plan_call(library, "x", call(), Randomness("s"), {})


def test_plans_that_do_not_depend_on_the_call_are_shared() -> None:
    library = ScenarioLibrary([scenario("fixed"), scenario("outer", choose=[{"play": "fixed"}])])
    for name in ("fixed", "outer", "magic-1120"):
        plans = [plan_call(library, name, call(serial=serial), Randomness("s"), {}) for serial in range(3)]
        assert plans[0] is plans[1] is plans[2]
        assert plans[0].scenario == name


@pytest.mark.parametrize(
    "attempt", [{"fails": "busy", "ringing": "1s..9s"}, {"summary": "${to}"}, {"choose": [{}, {"fails": "busy"}]}]
)
def test_plans_that_depend_on_the_call_are_not_shared(attempt: dict[str, Any]) -> None:
    library = ScenarioLibrary([scenario("x", attempts=[attempt]), scenario("outer", choose=[{"play": "x"}])])
    for name in ("x", "outer"):
        plans = [plan_call(library, name, call(serial=serial), Randomness("s"), {}) for serial in range(20)]
        assert plans[0] is not plans[1]
        assert plans[0] == plan_call(library, name, call(serial=0), Randomness("s"), {})


def test_a_new_scenario_makes_new_plans() -> None:
    library = ScenarioLibrary([scenario("x"), scenario("y", extends="x")])
    before = plan_call(library, "y", call(), Randomness("s"), {})
    library.add([scenario("x", attempts=[{"fails": "no_answer"}])])
    assert plan_call(library, "y", call(), Randomness("s"), {}) != before


def test_the_random_choice_of_an_inner_scenario_is_independent() -> None:
    ringing = {"attempts": [{"ringing": "0s..100s", "fails": "busy"}]}
    library = ScenarioLibrary([scenario("x", **ringing), scenario("outer", choose=[{"play": "x"}])])
    alone, inside = (plan_call(library, name, call(), Randomness("s"), {}).attempts[0] for name in ("x", "outer"))
    assert alone != inside


@pytest.mark.parametrize(
    ("scenarios", "said"),
    [
        ([scenario("a", extends="b")], "extends: there is no scenario 'b'"),
        ([scenario("answered"), scenario("a", choose=[{"play": "answred"}])], "Did you mean 'answered'"),
        ([scenario("a", sequence=["a"])], r"sequence\[0\]: refers to itself: a → a"),
        ([scenario("a", extends="b"), scenario("b", choose=[{"choose": [{"play": "a"}]}])], "a → b → a"),
    ],
)
def test_unknown_and_circular_references_are_refused(scenarios: list[Scenario], said: str) -> None:
    library = ScenarioLibrary([scenario("kept")])
    with pytest.raises(ScenarioError, match=said):
        library.add(scenarios)
    assert library.names() == ["kept"]


def test_other_scenarios_may_play_magic_number_scenarios() -> None:
    library = ScenarioLibrary([scenario("a", sequence=["magic-1000", "magic-0000"])])
    assert plan_call(library, "a", call(), Randomness("s"), {}).scenario == "a"


def test_a_scenario_whose_base_was_removed_names_what_is_missing() -> None:
    library = ScenarioLibrary([scenario("base"), scenario("a", extends="base")])
    library.remove("base")
    with pytest.raises(UnknownName, match="'base'"):
        plan_call(library, "a", call(), Randomness("s"), {})


def test_a_library_is_restored_with_missing_references_but_not_with_circular_ones() -> None:
    left = [scenario("a", extends="gone"), scenario("b")]
    assert ScenarioLibrary.restored(left).names() == ["a", "b"]
    with pytest.raises(ScenarioError, match="a → a"):
        ScenarioLibrary.restored([scenario("a", extends="a")])


def test_two_paths_to_one_scenario_are_not_circular() -> None:
    two = [{"play": "b"}, {"play": "c"}]
    library = ScenarioLibrary(
        [scenario("a", choose=two), scenario("b", extends="d"), scenario("c", extends="d"), scenario("d")]
    )
    assert plan_call(library, "a", call(), Randomness("s"), {}).scenario == "a"
    thrice = [{"play": "b"}, {"play": "c"}, {"play": "b"}]
    ScenarioLibrary([scenario("x", extends="a"), scenario("a", choose=thrice), scenario("b"), scenario("c")])


def test_importing_the_library_does_not_import_slow_modules() -> None:
    code = "import sys, mockserver.scenarios.library; print({'yaml', 'faker'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
