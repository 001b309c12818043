"""The index for lists of calls: calls in order, and cached facts of ended calls."""

from typing import Any

import pytest
from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.testing.api_client import ApiClient
from mockserver.world.call_index import ByCreation, ByDial
from tests.worlds import new_world, order, place, seconds

MAX_INTEGER = 9_007_199_254_740_991


def test_calls_are_listed_in_both_directions() -> None:
    world = new_world()
    placed = [place(world, "answered").id for _ in range(3)]
    index = world.call_index.of("test", ByCreation)
    world.advance(world.now + seconds(5))
    placed.append(place(world, "answered").id)
    for descending, wanted in ((False, placed), (True, placed[::-1])):
        rows = index.ordered(descending=descending)
        assert [call.id for call in rows] == [rows[row].id for row in range(4)] == wanted
        assert ([call.id for call in rows[1:3]], rows[-1].id, rows[4:9]) == (wanted[1:3], wanted[-1], [])
    assert world.call_index.of("test", ByCreation) is index
    assert len(world.call_index.of("nobody", ByCreation).ordered(descending=True)) == 0


def test_a_synthesized_call_is_listed_before_existing_ones() -> None:
    world = new_world()
    now = place(world, "answered").id
    index = world.call_index.of("test", ByCreation)
    before = world.synthesize(order(world)).id
    assert [call.id for call in index.ordered(descending=False)] == [before, now]
    assert not index.tied


def test_dials_at_the_same_instant_are_ordered_by_call_number() -> None:
    world = new_world()
    index = world.call_index.of("test", ByDial)
    first = [place(world, "answered").id for _ in range(2)]
    world.advance(world.now + seconds(2))
    second = place(world, "answered").id
    assert [call.id for call, _ in index.newest()] == [second, *first]
    world.settle()
    assert [call.id for call, _ in index.newest()] == [second, *first]
    assert len(index) == 3


def test_a_fact_of_an_ended_call_is_computed_once() -> None:
    computed: list[str] = []

    def phase_of(call: Call) -> str:
        computed.append(call.id)
        return call.view().phase.value

    world = new_world()
    call = place(world, "answered")
    assert [world.call_index.fact(phase_of, world.calls[call.id]) for _ in range(2)] == ["dialling", "dialling"]
    world.settle()
    assert [world.call_index.fact(phase_of, world.calls[call.id]) for _ in range(3)] == ["ended"] * 3
    assert len(computed) == 3


@pytest.mark.parametrize("page", [1, MAX_INTEGER])
def test_a_page_beyond_all_rows_is_empty(page: int) -> None:
    api = ApiClient("revox")
    api.post("/call", {"phone_number": "+15005550000", "assistant": {"prompt": "x"}})
    api.advance("1h")
    assert api.get(f"/call?page={page}&page_size={MAX_INTEGER}").json == {"calls": []}


@pytest.mark.parametrize("kind", [ByCreation, ByDial])
def test_a_hidden_call_is_never_in_the_index(kind: type[Any]) -> None:
    world = new_world()
    seen, hidden = place(world), place(world, setup=seconds(60))
    world.put(replace(hidden, hidden=True))
    index = world.call_index.of("test", kind)
    late = place(world, setup=seconds(120))
    world.put(replace(late, id="late", hidden=True))
    world.settle()
    rows = index.ordered(descending=False) if kind is ByCreation else [call for call, _ in index.newest()]
    assert {call.id for call in rows} == {seen.id, late.id}
