"""Places the nodes of a graph in layers, and leads its edges around them. It knows no scenario and draws nothing.

    rank 0   start            1. edges that close a loop are turned around
    rank 1     │ "1s"         2. each node gets an even rank below all its predecessors
    rank 2   box              3. a label is a node of an odd rank; edges over several ranks get points in between
    rank 3   "4s" │           4. nodes of a rank are ordered by their neighbours, then moved towards them
    rank 4   box  box         5. edges bend only between two ranks, where nothing else is

All nodes, labels included, are nodes of some rank, and those of one rank are kept apart: so nothing overlaps. The same
graph gives the same layout. Sizes are in pixels.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mockserver.scenarios.drawing.placement import spread
from mockserver.scenarios.drawing.ranks import ranks_of, turned_edges

_RANK_GAP = 14.0  #: between two ranks, if edges need not bend here
_STEEP, _MOST_GAP = 0.12, 60.0  #: more of it, as a part of how far they go sideways
_NODE_GAP = 22.0  #: between two nodes of a rank
_POINT = 8.0  #: width of the place of an edge that passes a rank
_SWEEPS = 6
_PORT_GAP = 30.0  #: between two edges that meet a node on the same side, at most
_POINTED = 40.0  #: edges meet a node that is no wider than this in the middle of the side


class Size(NamedTuple):
    """Width and height."""

    width: float
    height: float


class Edge(NamedTuple):
    """An edge between two different nodes, with the size of its label (None: it has no label)."""

    start: str
    end: str
    label: Size | None = None


class Point(NamedTuple):
    """A place in the drawing; `y` grows downwards."""

    x: float
    y: float


class Rect(NamedTuple):
    """The place of a node or label, by its centre."""

    centre: Point
    size: Size


class Route(NamedTuple):
    """The way of an edge: its points come in pairs, a straight piece along the ranks; between pairs, it bends."""

    points: tuple[Point, ...]
    label: Rect | None


class Layout(NamedTuple):
    """Where everything is. `routes` are in the order of the edges. `sideways`: the ranks go from left to right."""

    size: Size
    nodes: dict[str, Rect]
    routes: list[Route]
    sideways: bool


class _Slot:
    """A node, a label, or the place where an edge passes a rank. `along` is measured across ranks, `across` in one."""

    def __init__(self, rank: int, along: float, across: float) -> None:
        self.rank, self.along, self.across = rank, along, across
        self.place = 0.0  #: in its rank
        self.centre = 0.0  #: across
        self.before: list[_Slot] = []
        self.after: list[_Slot] = []


class _Chain(NamedTuple):
    """The slots of an edge from the lower rank to the higher; `turned` if the edge goes the other way."""

    slots: list[_Slot]
    label: _Slot | None
    turned: bool


def lay_out(nodes: dict[str, Size], edges: Sequence[Edge], *, sideways: bool = False) -> Layout:
    """Return where nodes and edges go. Every node but the first is reached by edges from earlier ones or from itself
    on; nodes that are not reached are placed at the top."""
    return _Layering(nodes, edges, sideways=sideways).layout()


class _Layering:
    def __init__(self, nodes: dict[str, Size], edges: Sequence[Edge], *, sideways: bool) -> None:
        self._edges, self._sideways = edges, sideways
        pairs = [(edge.start, edge.end) for edge in edges]
        turned = turned_edges(list(nodes), pairs)
        ranks = ranks_of(list(nodes), [pair for index, pair in enumerate(pairs) if index not in turned])
        self._slots = {name: _Slot(2 * ranks[name], *self._turn(size)) for name, size in nodes.items()}
        self._chains = [self._chain(edge, turned=index in turned) for index, edge in enumerate(edges)]
        self._ranks: list[list[_Slot]] = [[] for _ in range(2 * max(ranks.values()) + 1)]
        met = [slot for chain in self._chains for slot in chain.slots]
        for slot in dict.fromkeys([*met, *self._slots.values()]):  # in the order of the edges, few of them cross
            self._ranks[slot.rank].append(slot)

    def _turn(self, size: Size) -> tuple[float, float]:
        """Return a size as along and across."""
        return (size.width, size.height) if self._sideways else (size.height, size.width)

    def _chain(self, edge: Edge, *, turned: bool) -> _Chain:
        low, high = self._slots[edge.start], self._slots[edge.end]
        if turned:
            low, high = high, low
        labelled = high.rank - 1 if turned else low.rank + 1
        label: _Slot | None = None
        slots = [low]
        for rank in range(low.rank + 1, high.rank):
            slot = _Slot(rank, 0.0, _POINT)
            if rank == labelled and edge.label is not None:
                label = slot = _Slot(rank, *self._turn(edge.label))
            slots.append(slot)
        slots.append(high)
        for one, next_one in pairwise(slots):
            one.after.append(next_one)
            next_one.before.append(one)
        return _Chain(slots, label, turned)

    def layout(self) -> Layout:
        """Return the finished layout."""
        self._order()
        self._centre()
        starts, total = self._starts()
        middles = {id(slot): start + self._thickness(rank) / 2 for rank, start in starts for slot in self._ranks[rank]}
        left = min(slot.centre - slot.across / 2 for row in self._ranks for slot in row)
        right = max(slot.centre + slot.across / 2 for row in self._ranks for slot in row)
        for row in self._ranks:
            for slot in row:
                slot.centre -= left
        rects = {name: self._rect(slot, middles[id(slot)]) for name, slot in self._slots.items()}
        ports = self._ports()
        routes = [self._route(number, chain, middles, ports) for number, chain in enumerate(self._chains)]
        size = Size(total, right - left) if self._sideways else Size(right - left, total)
        return Layout(size, rects, routes, self._sideways)

    def _order(self) -> None:
        """Order the slots of each rank by the places of their neighbours; keep the order in which fewest edges
        cross."""
        best, fewest = [list(row) for row in self._ranks], self._crossings()
        for sweep in range(_SWEEPS):
            down = sweep % 2 == 0
            for row in self._ranks if down else reversed(self._ranks):
                for place, slot in enumerate(row):
                    slot.place = _mean([(near.place, 1.0) for near in (slot.before if down else slot.after)], place)
                row.sort(key=lambda slot: slot.place)
                for place, slot in enumerate(row):
                    slot.place = place
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(row) for row in self._ranks], crossings
        self._ranks = best

    def _crossings(self) -> int:
        """Number the places of all slots, and return how many pairs of edges cross between two ranks."""
        for row in self._ranks:
            for place, slot in enumerate(row):
                slot.place = place
        return sum(_inversions([end.place for slot in row for end in _by_place(slot.after)]) for row in self._ranks)

    def _centre(self) -> None:
        """Move each slot towards its neighbours, while those of a rank are kept apart in their order."""
        for row in self._ranks:
            _place(row, [0.0] * len(row))
        for sweep in range(2 * _SWEEPS):
            down = sweep % 2 == 0
            for row in self._ranks if down else reversed(self._ranks):
                _place(row, [_wanted(slot, slot.before if down else slot.after) for slot in row])
        for row in [*self._ranks, *reversed(self._ranks)]:
            _place(row, [_wanted(slot, slot.before + slot.after) for slot in row])

    def _thickness(self, rank: int) -> float:
        return max((slot.along for slot in self._ranks[rank]), default=0.0)

    def _starts(self) -> tuple[list[tuple[int, float]], float]:
        """Return where each rank begins, and where the last one ends."""
        starts, now = [], 0.0
        for rank, row in enumerate(self._ranks):
            furthest = max((abs(slot.centre - near.centre) for slot in row for near in slot.before), default=0.0)
            now += _RANK_GAP + min(_STEEP * furthest, _MOST_GAP) if rank else 0.0
            starts.append((rank, now))
            now += self._thickness(rank)
        return starts, now

    def _rect(self, slot: _Slot, middle: float) -> Rect:
        size = Size(slot.along, slot.across) if self._sideways else Size(slot.across, slot.along)
        return Rect(self._point(middle, slot.centre), size)

    def _point(self, along: float, across: float) -> Point:
        return Point(along, across) if self._sideways else Point(across, along)

    def _ports(self) -> dict[tuple[int, bool], float]:
        """Return where each edge meets its node (across), by its number and whether that is the end of lower rank.
        Edges that meet a node on the same side are spread in the order of where they come from."""
        sides: dict[tuple[int, bool], list[tuple[float, int]]] = {}
        for number, chain in enumerate(self._chains):
            sides.setdefault((id(chain.slots[0]), True), []).append((chain.slots[1].centre, number))
            sides.setdefault((id(chain.slots[-1]), False), []).append((chain.slots[-2].centre, number))
        slots = {id(slot): slot for slot in self._slots.values()}
        found = {}
        for (key, low), meeting in sides.items():
            slot = slots[key]
            gap = 0.0 if slot.across <= _POINTED else min(_PORT_GAP, slot.across / (len(meeting) + 1))
            for place, (_, number) in enumerate(sorted(meeting)):
                found[number, low] = slot.centre + (place - (len(meeting) - 1) / 2) * gap
        return found

    def _route(
        self, number: int, chain: _Chain, middles: dict[int, float], ports: dict[tuple[int, bool], float]
    ) -> Route:
        points: list[Point] = []
        last = len(chain.slots) - 1
        for place, slot in enumerate(chain.slots):
            middle, thickness = middles[id(slot)], self._thickness(slot.rank)
            across = ports[number, place == 0] if place in (0, last) else slot.centre
            begin = middle + slot.along / 2 if place == 0 else middle - thickness / 2
            end = middle - slot.along / 2 if place == last else middle + thickness / 2
            points += [self._point(begin, across), self._point(end, across)]
        label = None if chain.label is None else self._rect(chain.label, middles[id(chain.label)])
        return Route(tuple(reversed(points) if chain.turned else points), label)


def _wanted(slot: _Slot, near: Sequence[_Slot]) -> float:
    """Return where a slot wants to be. Neighbours that have few other neighbours count more."""
    weighted = [(other.centre, 1 / max(len(other.before), len(other.after), 1)) for other in near]
    return _mean(weighted, slot.centre)


def _mean(values: Sequence[tuple[float, float]], otherwise: float) -> float:
    """Return the mean of values with their weights."""
    return (
        sum(value * weight for value, weight in values) / sum(weight for _, weight in values) if values else otherwise
    )


def _by_place(slots: Sequence[_Slot]) -> list[_Slot]:
    return sorted(slots, key=lambda slot: slot.place)


def _inversions(places: Sequence[float]) -> int:
    """Return how many pairs are in the wrong order."""
    seen: list[float] = []
    count = 0
    for place in places:
        count += len(seen) - bisect_right(seen, place)
        insort(seen, place)
    return count


def _place(row: list[_Slot], wanted: list[float]) -> None:
    for slot, centre in zip(row, spread(wanted, [slot.across for slot in row], _NODE_GAP), strict=True):
        slot.centre = centre
