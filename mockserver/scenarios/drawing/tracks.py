"""How the boxes of a graph belong to what can happen in a call: the tracks that a call can take.

    graph_of ─► Graph.tracks ─► position: which track a call has taken, and how far it has come

A scenario has one track, and one more for each of its random outcomes or scenarios that it plays. On a track each dial
has one way, or one for each of its random attempts.
"""

from typing import NamedTuple

from mockserver.scenarios.schema import Attempt
from mockserver.scenarios.span import Span


class Way(NamedTuple):
    """The boxes of one attempt: the fork and the box before it, if it was picked at random; ringing; the conversation,
    before and after it was found out who answered. `queued` is how long dials of the scenario wait by default."""

    attempt: Attempt
    queued: Span | None
    through: tuple[str, ...]
    ringing: str
    talking: list[str]


class DialBoxes(NamedTuple):
    """The box of one or several dials that play the same, and the ways that each of them can take."""

    box: str
    dials: int
    ways: list[Way]


class Track(NamedTuple):
    """What a call can do. It has dials, or literal states (word, box), or (`plays`, box) another scenario that is
    played. `through` are the forks before it."""

    through: tuple[str, ...]
    dials: tuple[DialBoxes, ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    plays: tuple[str, str] | None = None

    def dial(self, number: int) -> DialBoxes:
        """Return the boxes of dial `number`, counted from 0. The last ones repeat."""
        for boxes in self.dials:
            if number < boxes.dials:
                return boxes
            number -= boxes.dials
        return self.dials[-1]
