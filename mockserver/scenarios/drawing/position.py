"""Where a call is in the graph of its scenario, and where it has been.

    call ─► which track fits what it does? ─┬─ one      its events, one after the other: START → dial 1 → ringing → …
                                            └─ several  nothing is marked

The plan of the call is compared with the tracks. Calls that are over have no plan any more; then their events are, if
there are several tracks. The scenario can have changed since, commands and settings of the agent change what happens,
and random outcomes can be alike. Where that leaves a doubt, nothing is marked. Between two dials a call is in no state.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from mockserver.calls.call import Call
from mockserver.calls.events import (
    NEVER_ANSWERED,
    Answered,
    AnsweredBy,
    AnyEvent,
    Detected,
    Dialled,
    Ended,
    EndReason,
    Phase,
    Ringing,
    Shown,
)
from mockserver.calls.timeline import Step, Timeline
from mockserver.errors import UnknownName
from mockserver.scenarios.dials import how_it_ends
from mockserver.scenarios.drawing.graph import END, START, Graph, graph_of
from mockserver.scenarios.drawing.tracks import DialBoxes, Track, Way
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.schema import Attempt
from mockserver.scenarios.span import Span

_T = TypeVar("_T")
_DEEPEST = 20  #: how far scenarios that play each other are followed


class Position(NamedTuple):
    """The state of a graph in which a call is now (None: that cannot be told), and those that it has gone through. At
    the end of the call, it is the name of the state before it and `-end`."""

    here: str | None = None
    been: frozenset[str] = frozenset()


def position_of(call: Call, graph: Graph, library: ScenarioLibrary) -> Position:
    """Return where a call is in the graph of a scenario. It is nowhere if it plays another one."""
    if call.plan.scenario != graph.title:
        return Position()
    is_over = not (call.plan.attempts or call.plan.literal)
    alone = graph.tracks[0] if is_over and len(graph.tracks) == 1 else None
    track = alone or _only(graph.tracks, _Comparison(call, library).fits)
    if track is None:
        return Position()
    return _Walk(call, graph, track).position()


class _Walk:
    """The way of a call along a track."""

    def __init__(self, call: Call, graph: Graph, track: Track) -> None:
        self._call, self._graph, self._track = call, graph, track
        self._visited: list[str] = [START]
        self._here: str | None = START
        self._ends_as_drawn = True
        self._way: Way | None = None
        self._shown = 0

    def position(self) -> Position:
        """Return where the call is after all events that have happened."""
        past = [event for _, event in self._call.past]
        if self._track.plays is not None:
            self._play(past)
        else:
            for event in past:
                self._follow(event)
        if self._call.view().phase is Phase.ENDED:
            self._finish()
        here = self._here
        return Position(here, frozenset(self._visited) - {here or ""})

    def _play(self, past: Sequence[AnyEvent]) -> None:
        if self._track.plays is not None and any(isinstance(event, Dialled | Shown) for event in past):
            self._enter(*self._track.through, self._track.plays[1])

    def _follow(self, event: AnyEvent) -> None:
        if isinstance(event, Shown):
            self._show(event)
        elif isinstance(event, Dialled) and self._track.dials:
            self._dial(event)
        elif isinstance(event, Ringing | Answered | Detected):
            self._enter_or_lose(list(_boxes_after(event, self._way)))
        elif isinstance(event, Ended):
            reason = _expected(self._way.attempt) if self._way is not None else None
            self._ends_as_drawn = event.reason is reason and self._here is not None
            self._here = None

    def _show(self, event: Shown) -> None:
        states = self._track.states
        word, box = states[self._shown] if self._shown < len(states) else ("", "")
        self._shown += 1
        self._enter_or_lose([*self._track.through, box] if word == event.word else [])

    def _dial(self, event: Dialled) -> None:
        boxes = self._track.dial(event.attempt)
        self._enter(*(() if event.attempt else self._track.through), boxes.box)
        steps = _steps_of_dial(self._call, event.attempt)
        self._way = boxes.ways[0] if len(boxes.ways) == 1 else _only(boxes.ways, lambda way: _is_like(way, steps))

    def _enter(self, *boxes: str) -> None:
        self._visited += boxes
        self._here, self._ends_as_drawn = boxes[-1], True

    def _enter_or_lose(self, boxes: list[str]) -> None:
        if boxes and self._here is not None:
            self._enter(*boxes)
        else:
            self._here, self._ends_as_drawn = None, False

    def _finish(self) -> None:
        """Go to the end behind the last state, if the call has ended as it is drawn there. A literal status without an
        end stays."""
        last = self._visited[-1]
        has_end = any((arrow.start, arrow.end) == (last, END) for arrow in self._graph.arrows)
        if has_end or not self._track.states:
            self._here = f"{last}-{END}" if has_end and self._ends_as_drawn else None


def _boxes_after(event: Ringing | Answered | Detected, way: Way | None) -> Iterator[str]:
    """Yield the boxes that an event of an attempt leads to; none if its way does not have such a state."""
    if way is None:
        return
    attempt = way.attempt
    if isinstance(event, Ringing):
        yield from (*way.through, way.ringing)
    elif isinstance(event, Answered) and way.talking and event.by == _who(attempt):
        yield way.talking[0]
    elif isinstance(event, Detected) and attempt.becomes is not None and event.by == attempt.becomes.answered_by:
        yield way.talking[1]


# -- what fits -------------------------------------------------------------------------------------


def _only(rows: Sequence[_T], fits: Callable[[_T], bool]) -> _T | None:
    """Return the only row that fits; None if none or several do."""
    found = [row for row in rows if fits(row)]
    return found[0] if len(found) == 1 else None


class _Comparison:
    """Compares tracks with what the plan or the timeline of a call says. It looks once at each scenario."""

    def __init__(self, call: Call, library: ScenarioLibrary) -> None:
        self._call, self._library = call, library
        self._known: dict[str, bool] = {}
        self._depth = 0

    def fits(self, track: Track) -> bool:
        """Return whether the call can be on that track."""
        plan = self._call.plan
        if track.plays is not None:
            return self._plays(track.plays[0])
        if plan.literal or track.states:
            words = [event.word for _, event in self._call.timeline if isinstance(event, Shown)]
            return plan.literal and words == [word for word, _ in track.states]
        if plan.attempts and len(plan.attempts) != sum(boxes.dials for boxes in track.dials):
            return False
        dials = _dials_of(self._call)
        return all(_fits_dial(track.dial(number), _steps_of_dial(self._call, number)) for number in dials)

    def _plays(self, name: str) -> bool:
        """Return whether the call can play that scenario; True if that cannot be told."""
        if name not in self._known:
            self._depth += 1
            self._known[name] = self._depth > _DEEPEST or self._can_play(name)
            self._depth -= 1
        return self._known[name]

    def _can_play(self, name: str) -> bool:
        try:
            tracks = graph_of(self._library.get(name), self._library).tracks
        except UnknownName:
            return True
        return any(map(self.fits, tracks))


def _fits_dial(boxes: DialBoxes, steps: Sequence[Step]) -> bool:
    return any(_is_like(way, steps) for way in boxes.ways)


def _dials_of(call: Call) -> Iterable[int]:
    """Return the numbers of the dials of which something is known."""
    return range(len(call.plan.attempts) or sum(isinstance(event, Dialled) for _, event in call.timeline))


def _steps_of_dial(call: Call, number: int) -> Sequence[Step]:
    """Return what is planned for a dial, or what has happened in it if the plan is gone."""
    if call.plan.attempts:
        return call.plan.attempt(number).steps
    return list(_happened(call.timeline, number))


def _happened(timeline: Timeline, number: int) -> Iterator[Step]:
    start = None
    for at, event in timeline:
        if isinstance(event, Dialled):
            start = at if event.attempt == number else None
        elif start is not None:
            yield at - start, event
            start = None if isinstance(event, Ended) else start


def _is_like(way: Way, steps: Sequence[Step]) -> bool:
    """Return whether an attempt looks like one that is planned in that way: who answers, how it ends, and how long it
    waits, rings and lasts."""
    attempt = way.attempt
    at = {type(event): (offset, event) for offset, event in reversed(steps)}
    answered, ended = at.get(Answered), at.get(Ended)
    who = answered[1].by if answered is not None and isinstance(answered[1], Answered) else None
    reason = ended[1].reason if ended is not None and isinstance(ended[1], Ended) else None
    if (who, reason) != (_who(attempt), _expected(attempt)):
        return False
    rings, over = at.get(Ringing), answered or ended
    return (
        _lasts(way.attempt.queued or way.queued, None, rings)
        and _lasts(attempt.ringing, rings, over)
        and (_lasts(attempt.lasts, answered, ended if answered else None))
    )


def _lasts(span: Span | None, start: Step | None, end: Step | None) -> bool:
    """Return whether the time between two steps (or since the dial) is in a span; True if either is not known."""
    if span is None or end is None:
        return True
    return span.low <= end[0] - (start[0] if start is not None else end[0] * 0) <= span.high


def _is_unanswered(attempt: Attempt) -> bool:
    if attempt.fails is not None or attempt.reason in NEVER_ANSWERED:
        return True
    return bool(attempt.hangs) and attempt.answered_by is None and attempt.talk is None


def _who(attempt: Attempt) -> AnsweredBy | None:
    """Return who answers an attempt; None if nobody does."""
    return None if _is_unanswered(attempt) else attempt.answered_by or AnsweredBy.HUMAN


def _expected(attempt: Attempt) -> EndReason | None:
    """Return why an attempt ends; None if it never ends."""
    if attempt.fails is not None:
        return attempt.fails
    return None if attempt.hangs else how_it_ends(attempt)[0]
