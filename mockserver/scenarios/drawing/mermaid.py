"""A scenario as a Mermaid state diagram: text that other programs draw.

    state "ringing" as s2
    s1 --> s2 : 1s

`graph` decides what is shown. Mermaid gives many characters a meaning and has no way to escape them all, so they become
spaces.
"""

import re
from collections.abc import Iterator

from mockserver.scenarios.drawing.graph import END, START, Arrow, Box, Choice, Graph, Item, graph_of
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.situation import Vocabulary

_OUTSIDE = {START: "[*]", END: "[*]"}


def diagram(scenario: Scenario, library: ScenarioLibrary, vocabulary: Vocabulary | None = None) -> str:
    """Return the text of a Mermaid `stateDiagram-v2`. `library` has the scenarios that this one extends.

    Raises:
        UnknownName: it extends a scenario that is not in the library.
    """
    return mermaid(graph_of(scenario, library, vocabulary))


def mermaid(graph: Graph) -> str:
    """Return the text of a graph."""
    lines = (f"    {line}" for item in graph.items for line in _lines(item))
    return "\n".join(["---", f"title: {graph.title}", "---", "stateDiagram-v2", *lines]) + "\n"


def _lines(item: Item) -> Iterator[str]:
    match item:
        case Box(name, label):
            yield f'state "{_clean(label)}" as {name}'
        case Choice(name):
            yield f"state {name} <<choice>>"
        case Arrow(start, end, label):
            ends = f"{_OUTSIDE.get(start, start)} --> {_OUTSIDE.get(end, end)}"
            yield f"{ends} : {_clean(label)}" if label else ends
        case _:
            yield from _note(item.box, [_clean(text) for text in item.lines])


def _note(box: str, lines: list[str]) -> Iterator[str]:
    """Yield one note of several lines; Mermaid shows only the last note of a box."""
    if len(lines) == 1:
        yield f"note right of {box} : {lines[0]}"
    else:
        yield from (f"note right of {box}", *(f"    {line}" for line in lines), "end note")


def _clean(text: str) -> str:
    """Return only the characters that have no meaning in Mermaid."""
    return re.sub(r"[^\w .,/()%…+-]", " ", text)
