"""Scenarios as pictures: well-formed SVG whose boxes do not overlap, with every arrow of the graph once."""

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.errors import SettingsError
from mockserver.providers import PROVIDERS
from mockserver.scenarios.drawing.graph import END, START, Arrow, Box, Choice, Graph, Note, graph_of
from mockserver.scenarios.drawing.position import Position
from mockserver.scenarios.drawing.style import STYLE, Theme, security_policy
from mockserver.scenarios.drawing.svg import MOST_STATES, describe, draw
from mockserver.scenarios.drawing.text_widths import text_width
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_text, load_value
from mockserver.scenarios.shipped import shipped_library
from tests.scenarios.test_any_scenario import WORDS, scenarios

SVG = "{http://www.w3.org/2000/svg}"
Area = tuple[float, float, float, float]


def graph(body: str) -> Graph:
    library = ScenarioLibrary([*shipped_library(), *load_text(f"version: 1\nname: x\n{body}", "x.yaml")])
    return graph_of(library.get("x"), library)


def areas(picture: ET.Element, kind: str) -> list[Area]:
    """Return left, top, right and bottom of all rectangles of a kind, but that of the page."""
    found = []
    for rect in picture.iter(f"{SVG}rect"):
        if rect.get("class") == kind and rect.get("x") is not None:
            left, top, width, height = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
            found.append((left, top, left + width, top + height))
    return found


def overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def texts(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def is_sound(graph: Graph) -> ET.Element:
    """Check what every picture has to be, and return it."""
    text = draw(graph)
    assert text == draw(graph)
    picture = ET.fromstring(text)
    assert (picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")) != (None, None)
    placed = [*areas(picture, "box"), *areas(picture, "page")]
    assert len(areas(picture, "box")) == len(graph.boxes)
    assert not [pair for pair in combinations(placed, 2) if overlap(*pair)]
    drawn = [(path.get("data-from"), path.get("data-to")) for path in picture.iter(f"{SVG}path") if path.get("d")]
    wanted = [(arrow.start, f"{arrow.start}-end" if arrow.end == END else arrow.end) for arrow in graph.arrows]
    assert Counter(ends for ends in drawn if ends[0]) == Counter(wanted)
    return picture


@given(scenarios)
def test_any_valid_scenario_is_drawn_without_overlaps_and_with_every_arrow(tree: Any) -> None:
    scenario = load_value(tree, "any")
    is_sound(graph_of(scenario, ScenarioLibrary([scenario]), WORDS))


@given(st.text(), st.text(), st.text(), st.text(), st.text())
def test_any_text_is_escaped(title: str, summary: str, label: str, note: str, arrow: str) -> None:
    items = (Box("s1", label), Arrow(START, "s1", arrow), Note("s1", (note,)), Arrow("s1", END, arrow))
    picture = is_sound(Graph(title, summary, items))
    known = {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text", "circle"}
    assert {element.tag.removeprefix(SVG) for element in picture.iter()} <= known


def test_markup_in_a_scenario_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script>"
    drawn = draw(Graph(evil, evil, (Box("s1", evil), Arrow(START, "s1", evil), Note("s1", (evil,)))))
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") >= 4
    assert "</text>" not in "".join(texts(ET.fromstring(drawn)))


@pytest.mark.parametrize("name", shipped_library().names())
@pytest.mark.parametrize("words", [None, *PROVIDERS])
def test_every_shipped_scenario_fits_on_a_page(name: str, words: str | None) -> None:
    library = shipped_library()
    vocabulary = PROVIDERS[words].vocabulary if words else None
    picture = is_sound(graph_of(library.get(name), library, vocabulary))
    width, height = float(picture.get("width", "")), float(picture.get("height", ""))
    assert 200 < width < 1200
    assert 200 < height < 1500
    assert all(left >= 0 and right <= width for left, _, right, _ in areas(picture, "box"))


def test_texts_fit_into_their_boxes() -> None:
    picture = is_sound(graph("attempts: [{answered_by: ios-screening-filter, transferred_to: +14155550123}]"))
    widest = max(text_width(text, 14) for text in texts(picture) if "screening" in text)
    assert max(right - left for left, _, right, _ in areas(picture, "box")) >= widest


def test_states_choices_and_notes_are_shown_with_their_texts() -> None:
    picture = is_sound(graph("choose: [{weight: 3, play: answered}, {attempts: [{fails: busy}, {hangs: true}]}]"))
    shown = texts(picture)
    for text in ("x", "answered", "75 %", "25 %", "dial 1", "ringing", "4s, busy", "dial 2 and later", "never ends"):
        assert text in shown
    assert len(list(picture.iter(f"{SVG}polygon"))) == 1


def test_a_wide_choice_is_drawn_from_left_to_right() -> None:
    narrow = is_sound(graph("choose: [{play: answered}, {play: busy}]"))
    wide = is_sound(graph(f"choose: [{', '.join(['{play: answered}'] * 12)}]"))
    assert len({top for _, top, _, _ in areas(narrow, "box")}) == 1
    assert len({left for left, _, _, _ in areas(wide, "box")}) == 1


def test_a_picture_describes_itself() -> None:
    text = describe(graph("summary: Busy.\nattempts: [{fails: busy, repeat: 2}, {hangs: true}]"))
    assert text.startswith("Busy. From the start to dial 1 to 2. From dial 1 to 2 to ringing: 1s.")
    assert "Note on ringing: never ends." in text
    both = describe(Graph("x", "", (Choice("s1"), Arrow(START, "s1", ""), Arrow("s1", END, "5 %"))))
    assert both == "From the start to a random choice. From a random choice to the end: 5 %."


def test_control_characters_do_not_break_the_picture() -> None:
    drawn = draw(Graph("a\x00b\ud800", "", (Box("s1", "\x1b[0m"),)))
    assert ET.fromstring(drawn).findtext(f"{SVG}title") == "a\ufffdb\ufffd"


def test_a_graph_that_nobody_can_read_is_refused() -> None:
    boxes = tuple(Box(f"s{number}", "x") for number in range(MOST_STATES + 1))
    with pytest.raises(SettingsError, match=r"Scenario 'x' has 401 states; a picture shows at most 400\. Use"):
        draw(Graph("x", "", boxes))
    assert draw(Graph("x", "", boxes[1:]))


@pytest.mark.parametrize("theme", [None, *Theme])
def test_the_policy_allows_the_style_of_the_picture_and_nothing_else(theme: Theme | None) -> None:
    drawn = draw(graph("attempts: [{fails: busy}]"), theme=theme)
    style = ET.fromstring(drawn).findtext(f"{SVG}style") or ""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; sandbox" == security_policy(theme)
    assert bool(re.search(r"@media \(prefers-color-scheme: dark\)", style)) is (theme is None)
    assert ("#0d1117" in style) is (theme is not Theme.LIGHT)
    assert (style == STYLE) is (theme is None)


def test_the_state_of_a_call_is_marked_and_named() -> None:
    drawn = graph("attempts: [{fails: busy}]")
    picture = ET.fromstring(draw(drawn, Position("s2", frozenset({START, "s1"}))))
    groups = [group for group in picture.iter(f"{SVG}g") if group.get("data-name")]
    classes = {group.get("data-name"): group.get("class") for group in groups}
    assert classes == {"start": "node been", "s1": "node been", "s2": "node here", "s2-end": "node"}
    assert len(areas(picture, "halo")) == 1
    assert (picture.findtext(f"{SVG}desc") or "").startswith("The call is now at ringing. From the start")
    assert describe(drawn, "s2-end").startswith("The call is now at the end.")
    assert "The call is now" not in describe(drawn)
