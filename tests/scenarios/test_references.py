"""References between scenarios: circular ones and long chains are found in linear time."""

import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.errors import ScenarioError
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.limits import ScenarioLimits
from mockserver.scenarios.reading import load_text, load_value
from mockserver.scenarios.references import Graph, circular, references, too_long
from mockserver.scenarios.scenario import Scenario
from tests.worlds import new_world, place

LIFE = {"attempts": [{"fails": "busy"}]}
KINDS = ("extends", "sequence", "play")


def refers(name: str, kind: str, others: list[str]) -> Scenario:
    if not others:
        return load_value({"version": 1, "name": name, **LIFE}, "test")
    if kind == "extends":
        return load_value({"version": 1, "name": name, "extends": others[0]}, "test")
    if kind == "sequence":
        return load_value({"version": 1, "name": name, "sequence": others}, "test")
    return load_value(
        {"version": 1, "name": name, "choose": [{"weight": 1, "play": other} for other in others]}, "test"
    )


def chain(length: int, kind: str) -> list[Scenario]:
    """Return a chain of scenarios: `s0`, and others that each refer to the previous one."""
    return [refers(f"s{number}", kind, [f"s{number - 1}"] if number else []) for number in range(length)]


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Scenario]:
    names = [f"s{number}" for number in range(draw(st.integers(1, 7)))]
    some = st.lists(st.sampled_from(names), max_size=3, unique=True)
    return {name: refers(name, draw(st.sampled_from(KINDS)), draw(some)) for name in names}


def reachable(graph: dict[str, Scenario], start: str) -> set[str]:
    seen: set[str] = set()
    todo = [name for _, name in references(graph[start].body)]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [other for _, other in references(graph[name].body)]
    return seen


@given(graphs())
def test_a_reference_is_circular_exactly_if_it_leads_back_to_itself(graph: dict[str, Scenario]) -> None:
    expected = {
        (scenario.name, path)
        for scenario in graph.values()
        for path, name in references(scenario.body)
        if name == scenario.name or scenario.name in reachable(graph, name)
    }
    found = list(circular(graph.values(), graph))
    assert len(found) == len(expected)
    for problem in found:
        way = problem.message.removeprefix("refers to itself: ").split(" → ")
        assert way[0] == way[-1]
        assert all(later in [name for _, name in references(graph[earlier].body)] for earlier, later in pairwise(way))


def paths(graph: dict[str, Scenario], start: str) -> Iterator[list[str]]:
    following = [name for _, name in references(graph[start].body)]
    if not following:
        yield [start]
    for name in following:
        for path in paths(graph, name):
            yield [start, *path]


@given(graphs(), st.integers(1, 5))
def test_the_length_of_a_chain_is_that_of_its_longest_path(graph: dict[str, Scenario], longest: int) -> None:
    if any(circular(graph.values(), graph)):
        return
    lengths = {name: max(len(path) for path in paths(graph, name)) for name in graph}
    assert Graph(graph, graph.values()).lengths == lengths
    over = [length for length in lengths.values() if length > longest]
    found = list(too_long(graph.values(), graph, longest))
    assert len(found) == bool(over)
    if over:
        assert f"a chain of {min(over)} scenarios" in found[0].message


@pytest.mark.parametrize("kind", KINDS)
def test_a_chain_of_200_scenarios_can_be_played_and_one_more_is_refused(kind: str) -> None:
    world = new_world()
    world.library.add(chain(200, kind))
    call = place(world, "s199")
    world.settle()
    assert world.calls[call.id].closed
    assert world.calls[call.id].plan.scenario == "s199"
    with pytest.raises(ScenarioError, match=r"a chain of 201 scenarios .* at most 200 may \(--max-scenario-chain\)"):
        world.library.add([refers("s200", kind, ["s199"])])
    assert "s200" not in world.library


def test_the_limit_of_a_chain_can_be_set() -> None:
    with pytest.raises(ScenarioError, match="at most 2 may"):
        ScenarioLibrary(chain(3, "extends"), limits=ScenarioLimits(chain=2))
    copy = ScenarioLibrary(limits=ScenarioLimits(chain=3)).copy()
    copy.add(chain(3, "extends"))
    assert len(copy) == 3


def work(length: int) -> int:
    """Return the number of function calls that checking that many circular scenarios takes."""
    scenarios = chain(length, "extends")
    known = {scenario.name: scenario for scenario in [refers("s0", "extends", [f"s{length - 1}"]), *scenarios[1:]]}
    count = 0

    def counting(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        problems = list(circular(known.values(), known))
    finally:
        sys.setprofile(before)
    assert len(problems) == min(10, length)
    assert all(len(problem.message) < 200 for problem in problems)
    return count


def test_checking_circular_references_takes_linear_time() -> None:
    assert work(2000) < 2.5 * work(1000)


# -- limits of the text ----------------------------------------------------------------------------


SMALL = ScenarioLimits(bytes=200, documents=3)


def test_the_size_of_a_text_is_limited() -> None:
    text = "version: 1\nname: a\nattempts: [{fails: busy}]\n"
    fits = text + "#" * (200 - len(text))
    assert len(load_text(fits, "x.yaml", SMALL)) == 1
    with pytest.raises(ScenarioError, match=r"x.yaml:1:1: has 201 bytes; at most 200 are read \(--max-scenario-bytes"):
        load_text(fits + "#", "x.yaml", SMALL)


def test_the_number_of_documents_is_limited_and_the_first_excess_one_is_named() -> None:
    with pytest.raises(ScenarioError, match=r"x.yaml:7:1: more than 3 documents .*--max-scenario-documents"):
        load_text("---\nx: 1\n" * 3 + "---\nx: 1\n", "x.yaml", SMALL)


def test_all_unknown_names_are_reported_some_with_a_suggestion() -> None:
    scenarios = [refers(f"s{number}", "extends", ["anwsered"]) for number in range(30)]
    with pytest.raises(ScenarioError) as refused:
        ScenarioLibrary([load_value({"version": 1, "name": "answered", **LIFE}, "test"), *scenarios])
    problems = refused.value.problems
    assert len(problems) == 30
    assert sum("Did you mean" in problem.message for problem in problems) == 10
