"""A scenario as a drawn state diagram: an SVG picture that any browser shows.

    graph ─► sizes of boxes and labels ─► layout ─► SVG elements          where a call is ─► classes `here` and `been`

The picture uses the fonts of the reader's system, and is light or dark as the reader prefers. It has no script and
loads nothing. Its title and description say the same as the picture. The same graph gives the same bytes.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from mockserver.errors import SettingsError
from mockserver.scenarios.drawing.graph import END, START, Arrow, Box, Graph
from mockserver.scenarios.drawing.layout import Edge, Layout, Point, Rect, Route, Size, lay_out
from mockserver.scenarios.drawing.position import Position
from mockserver.scenarios.drawing.style import Theme, style_of
from mockserver.scenarios.drawing.text_widths import break_lines, text_width

MOST_STATES = 400  #: of a picture; larger ones would be slow to draw, and nobody can read them
_MARGIN = 20.0
_HEADING, _LABEL, _SMALL = 17.0, 14.0, 12.0  #: sizes of fonts
_LINE = 1.35  #: height of a line, as a multiple of the size of its font
_BOX_WIDTH, _LABEL_WIDTH, _LEAST_WIDTH = 230.0, 170.0, 320.0
_PADDING = Size(14.0, 9.0)
_HALO = 12.0  #: by how much the ring around the state of a call is larger than it
_NOWHERE = Position()
_DOT, _DIAMOND = Size(18.0, 18.0), Size(30.0, 30.0)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  #: in XML
_MOST_CHARACTERS = 300  #: of a text in the description
_PAGE = Size(900.0, 1500.0)  #: what people look at without scrolling sideways


class _Label(NamedTuple):
    """Lines of text, and the sizes of their fonts."""

    lines: tuple[tuple[str, float], ...]

    @property
    def size(self) -> Size:
        """What the lines need."""
        widths = (text_width(line, font) for line, font in self.lines)
        return Size(max(widths, default=0.0), sum(font * _LINE for _, font in self.lines))


def draw(graph: Graph, position: Position = _NOWHERE, theme: Theme | None = None) -> str:
    """Return the graph as an SVG document. The states at a position are marked. Without a theme, the reader's system
    chooses it.

    Raises:
        SettingsError: it has more than `MOST_STATES` states.
    """
    states = len(graph.boxes) + len(graph.choices)
    if states > MOST_STATES:
        raise SettingsError(
            f"Scenario {graph.title!r} has {states:,} states; a picture shows at most {MOST_STATES:,}. Use the Mermaid "
            "text, or draw the scenarios that it plays one by one."
        )
    return _Picture(graph, position, theme).svg()


class _Picture:
    def __init__(self, graph: Graph, position: Position, theme: Theme | None) -> None:
        self._graph, self._position, self._theme = graph, position, theme
        self._labels = {box.name: _box_label(box, graph.notes.get(box.name, ())) for box in graph.boxes}
        self._arrows = [arrow._replace(end=_end_of(arrow)) for arrow in graph.arrows]
        self._texts = [_label(arrow.label, _SMALL, _LABEL_WIDTH, 5) for arrow in self._arrows]

    def svg(self) -> str:
        """Return the whole document."""
        layout = self._layout()
        heading = self._heading(max(layout.size.width, _LEAST_WIDTH))
        top = heading.size.height + _MARGIN * 1.5
        inner = max(layout.size.width, heading.size.width)
        width, height = inner + 2 * _MARGIN, top + layout.size.height + _MARGIN
        shift = Point(_MARGIN + (inner - layout.size.width) / 2, top)
        box = f"{_number(width)} {_number(height)}"
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="mockserver-diagram" role="img" viewBox="0 0 {box}" '
            f'width="{_number(width)}" height="{_number(height)}">',
            f"<title>{_xml(self._graph.title)}</title>",
            f"<desc>{_xml(describe(self._graph, self._position.here))}</desc>",
            f"<style>{style_of(self._theme)}</style>",
            '<defs><marker id="mockserver-tip" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" '
            'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M 0 0.5 L 10 5 L 0 9.5 '
            'L 2.5 5 z"/></marker></defs>',
            f'<rect class="page" width="{_number(width)}" height="{_number(height)}"/>',
            *_text(heading, Point(_MARGIN, _MARGIN), anchor="start"),
            f'<g transform="translate({_number(shift.x)} {_number(shift.y)})">',
            *self._routes(layout),
            *self._nodes(layout),
            "</g>",
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _heading(self, width: float) -> _Label:
        name = _label(self._graph.title, _HEADING, width, 3)
        return _Label(name.lines + _label(self._graph.summary, _SMALL, width, 4).lines)

    def _layout(self) -> Layout:
        """Return the layout from top to bottom, or from left to right if that fits better."""
        sizes = {START: _DOT, **{name: _padded(label.size) for name, label in self._labels.items()}}
        sizes |= {choice.name: _DIAMOND for choice in self._graph.choices}
        sizes |= {arrow.end: _DOT for arrow in self._arrows if arrow.end not in sizes}
        edges = [
            Edge(arrow.start, arrow.end, _grown(text.size) if text.lines else None)
            for arrow, text in zip(self._arrows, self._texts, strict=True)
        ]
        down = lay_out(sizes, edges)
        if _excess(down) <= 1:
            return down
        return min(down, lay_out(sizes, edges, sideways=True), key=_excess)

    def _routes(self, layout: Layout) -> Iterator[str]:
        for arrow, route in zip(self._arrows, layout.routes, strict=True):
            ends = f'data-from="{arrow.start}" data-to="{arrow.end}"'
            yield f'<path class="arrow" {ends} marker-end="url(#mockserver-tip)" d="{_path(route, layout)}"/>'
        for text, route in zip(self._texts, layout.routes, strict=True):
            if route.label is not None:
                yield _rect("page", route.label, 3)
                yield from _centred(text, route.label)

    def _nodes(self, layout: Layout) -> Iterator[str]:
        for name, rect in layout.nodes.items():
            is_here = name == self._position.here
            mark = " here" if is_here else " been" if name in self._position.been else ""
            yield f'<g class="node{mark}" data-name="{name}">'
            if is_here:
                yield _rect("halo", Rect(rect.centre, Size(rect.size.width + _HALO, rect.size.height + _HALO)), 12)
            yield from self._node(name, rect)
            yield "</g>"

    def _node(self, name: str, rect: Rect) -> Iterator[str]:
        if name in self._labels:
            yield _rect("box", rect, 8)
            yield from _centred(self._labels[name], rect)
        elif rect.size == _DIAMOND:
            yield _diamond(rect)
        else:
            yield from _dot(rect, end=name != START)


def describe(graph: Graph, here: str | None = None) -> str:
    """Return what the picture shows as text, for people who do not see it; first the state in which a call is."""
    names = {box.name: _clipped(box.label) for box in graph.boxes}
    names |= {START: "the start", END: "the end"} | {choice.name: "a random choice" for choice in graph.choices}
    parts = [_clipped(graph.summary)] if graph.summary else []
    if here is not None:
        parts.insert(0, f"The call is now at {names.get(here, names[END])}.")
    for arrow in graph.arrows:
        label = f": {_clipped(arrow.label)}" if arrow.label else ""
        parts.append(f"From {names[arrow.start]} to {names[arrow.end]}{label}.")
    parts += [f"Note on {names[box]}: {'; '.join(map(_clipped, lines))}." for box, lines in graph.notes.items()]
    return " ".join(parts)


# -- texts -----------------------------------------------------------------------------------------


def _end_of(arrow: Arrow) -> str:
    """Return where an arrow ends: each state has an end of its own, so that no arrow is long."""
    return f"{arrow.start}-{END}" if arrow.end == END else arrow.end


def _label(text: str, font: float, width: float, most: int) -> _Label:
    return _Label(tuple((line, font) for line in break_lines(_legal(text), font, width, most)))


def _box_label(box: Box, notes: Sequence[str]) -> _Label:
    lines = _label(box.label or "(no name)", _LABEL, _BOX_WIDTH, 3).lines
    return _Label(lines + tuple(line for note in notes for line in _label(note, _SMALL, _BOX_WIDTH, 2).lines))


def _padded(size: Size) -> Size:
    return Size(max(size.width, 44.0) + 2 * _PADDING.width, size.height + 2 * _PADDING.height)


def _grown(size: Size) -> Size:
    return Size(size.width + 8, size.height + 2)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _xml(text: str) -> str:
    return escape(_legal(text))


def _clipped(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


# -- elements --------------------------------------------------------------------------------------


def _excess(layout: Layout) -> float:
    """Return how many times a layout is larger than a page."""
    return max(layout.size.width / _PAGE.width, layout.size.height / _PAGE.height)


def _path(route: Route, layout: Layout) -> str:
    """Return the way of an arrow: straight within a rank, curved between two."""
    start, *rest = route.points
    parts = [f"M {_pair(start)}"]
    for place, point in enumerate(rest):
        before = route.points[place]
        if place % 2 == 0:
            parts += [f"L {_pair(point)}"] if point != before else []
        elif layout.sideways:
            middle = (before.x + point.x) / 2
            parts.append(f"C {_pair(Point(middle, before.y))} {_pair(Point(middle, point.y))} {_pair(point)}")
        else:
            middle = (before.y + point.y) / 2
            parts.append(f"C {_pair(Point(before.x, middle))} {_pair(Point(point.x, middle))} {_pair(point)}")
    return " ".join(parts)


def _centred(label: _Label, rect: Rect) -> Iterator[str]:
    yield from _text(label, Point(rect.centre.x, rect.centre.y - label.size.height / 2), anchor="middle")


def _text(label: _Label, top: Point, *, anchor: str) -> Iterator[str]:
    y = top.y
    for line, font in label.lines:
        kind = ' class="small"' if font == _SMALL else ' font-weight="600"' if font == _HEADING else ""
        base = Point(top.x, y + font * 1.02)
        yield (
            f'<text{kind} x="{_number(base.x)}" y="{_number(base.y)}" font-size="{_number(font)}" '
            f'text-anchor="{anchor}">{escape(line)}</text>'
        )
        y += font * _LINE


def _rect(kind: str, rect: Rect, radius: float) -> str:
    x, y = rect.centre.x - rect.size.width / 2, rect.centre.y - rect.size.height / 2
    size = f'width="{_number(rect.size.width)}" height="{_number(rect.size.height)}"'
    return f'<rect class="{kind}" x="{_number(x)}" y="{_number(y)}" {size} rx="{_number(radius)}"/>'


def _diamond(rect: Rect) -> str:
    (x, y), half = rect.centre, rect.size.width / 2
    corners = (Point(x, y - half), Point(x + half, y), Point(x, y + half), Point(x - half, y))
    return f'<polygon class="choice" points="{" ".join(map(_pair, corners))}"/>'


def _dot(rect: Rect, *, end: bool) -> Iterator[str]:
    centre = f'cx="{_number(rect.centre.x)}" cy="{_number(rect.centre.y)}"'
    radius = rect.size.width / 2
    if end:
        yield f'<circle class="ring" {centre} r="{_number(radius - 0.7)}"/>'
    yield f'<circle class="dot" {centre} r="{_number(radius - 4 if end else radius)}"/>'


def _pair(point: Point) -> str:
    return f"{_number(point.x)} {_number(point.y)}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
