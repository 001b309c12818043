"""Graphs in layers: nothing overlaps, every edge is led from its start to its end, always in the same way."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.scenarios.drawing.layout import Edge, Layout, Point, Rect, Size, lay_out
from mockserver.scenarios.drawing.placement import spread
from mockserver.scenarios.drawing.ranks import ranks_of, turned_edges

NEAR = 0.01

sizes = st.builds(Size, st.floats(8, 250), st.floats(8, 90))
labels = st.none() | st.builds(Size, st.floats(5, 170), st.floats(10, 60))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, Size], list[Edge]]:
    """Draw a graph without arrows from a node to itself; it may have loops, and parts that nothing leads to."""
    names = [f"n{number}" for number in range(draw(st.integers(1, 9)))]
    ends = st.sampled_from(names)
    edges = draw(st.lists(st.builds(Edge, ends, ends, labels).filter(lambda edge: edge.start != edge.end), max_size=14))
    return {name: draw(sizes) for name in names}, edges


def box_of(rect: Rect) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom."""
    (x, y), (width, height) = rect.centre, rect.size
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def overlap(one: Rect, other: Rect) -> bool:
    left, top, right, bottom = box_of(one)
    left_2, top_2, right_2, bottom_2 = box_of(other)
    beside = right <= left_2 + NEAR or right_2 <= left + NEAR
    return not (beside or bottom <= top_2 + NEAR or bottom_2 <= top + NEAR)


def rects(layout: Layout) -> list[Rect]:
    return [*layout.nodes.values(), *(route.label for route in layout.routes if route.label is not None)]


def touches(point: Point, rect: Rect) -> bool:
    """Return whether a point is on the border of a rectangle."""
    left, top, right, bottom = box_of(rect)
    inside = left - NEAR <= point.x <= right + NEAR and top - NEAR <= point.y <= bottom + NEAR
    return inside and min(abs(point.x - left), abs(point.x - right), abs(point.y - top), abs(point.y - bottom)) < NEAR


def crosses(start: Point, end: Point, rect: Rect) -> bool:
    """Return whether a piece of an edge passes through a rectangle. It is straight, or bends between two ranks, where
    it stays in the rectangle of its ends."""
    centre = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    return overlap(Rect(centre, Size(abs(start.x - end.x), abs(start.y - end.y))), rect)


@given(graphs(), st.booleans())
def test_nothing_overlaps_and_everything_is_inside(graph: tuple[dict[str, Size], list[Edge]], sideways: bool) -> None:
    layout = lay_out(*graph, sideways=sideways)
    placed = rects(layout)
    assert not [pair for pair in combinations(placed, 2) if overlap(*pair)]
    for rect in placed:
        left, top, right, bottom = box_of(rect)
        assert min(left, top) > -NEAR
        assert right < layout.size.width + NEAR
        assert bottom < layout.size.height + NEAR


@given(graphs(), st.booleans())
def test_every_edge_goes_from_its_start_to_its_end_past_all_other_nodes(
    graph: tuple[dict[str, Size], list[Edge]], sideways: bool
) -> None:
    nodes, edges = graph
    layout = lay_out(nodes, edges, sideways=sideways)
    assert {name: rect.size for name, rect in layout.nodes.items()} == nodes
    assert len(layout.routes) == len(edges)
    for edge, route in zip(edges, layout.routes, strict=True):
        assert touches(route.points[0], layout.nodes[edge.start])
        assert touches(route.points[-1], layout.nodes[edge.end])
        assert (None if route.label is None else route.label.size) == edge.label
        assert len(route.points) % 2 == 0
        others = [rect for rect in rects(layout) if rect is not route.label]
        assert not [pair for pair in pairwise(route.points) for rect in others if crosses(*pair, rect)]


@given(graphs())
def test_the_same_graph_gives_the_same_layout(graph: tuple[dict[str, Size], list[Edge]]) -> None:
    assert lay_out(*graph) == lay_out(*graph)


@given(graphs())
def test_edges_without_those_turned_around_have_no_loop_and_lead_to_higher_ranks(
    graph: tuple[dict[str, Size], list[Edge]],
) -> None:
    nodes, edges = list(graph[0]), [(edge.start, edge.end) for edge in graph[1]]
    turned = turned_edges(nodes, edges)
    ranks = ranks_of(nodes, [edge for number, edge in enumerate(edges) if number not in turned])
    for number, (start, end) in enumerate(edges):
        assert (ranks[start] >= ranks[end]) == (number in turned)


def test_a_loop_is_turned_where_it_closes() -> None:
    assert turned_edges(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "b"), ("a", "c")]) == {2}


def test_a_tree_is_drawn_without_crossings() -> None:
    names = "abcdefg"
    edges = [Edge("a", "b"), Edge("a", "c"), Edge("c", "f"), Edge("b", "d"), Edge("b", "e"), Edge("c", "g")]
    layout = lay_out({name: Size(40, 20) for name in names}, edges)
    assert sorted("defg", key=lambda name: layout.nodes[name].centre.x) == list("defg")
    assert layout.nodes["a"].centre.x == pytest.approx((layout.nodes["b"].centre.x + layout.nodes["c"].centre.x) / 2)


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(1, 50)), max_size=12), st.floats(0, 30))
def test_things_are_spread_in_their_order_and_apart(things: list[tuple[float, float]], gap: float) -> None:
    wanted, widths = [wish for wish, _ in things], [width for _, width in things]
    centres = spread(wanted, widths, gap)
    assert len(centres) == len(things)
    for (one, width), (other, width_2) in pairwise(zip(centres, widths, strict=True)):
        assert other - one >= (width + width_2) / 2 + gap - 1e-6


def test_things_that_have_room_stay_where_they_want_to_be_and_others_share_the_way() -> None:
    assert spread([0, 100, 250], [10, 10, 10], 5) == [0, 100, 250]
    assert spread([0, 0], [10, 10], 10) == [-10, 10]
    assert spread([], [], 10) == []
