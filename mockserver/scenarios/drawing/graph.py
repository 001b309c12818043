"""A scenario as a graph: which state follows which, and after how long.

    scenario ─► graph_of ─► boxes, choices, arrows, notes ─┬─ diagram: Mermaid text
                                                           └─ layout ─► drawing: SVG

Ranges are shown as ranges and weights as percentages; nothing is drawn at random. A scenario that plays another one
shows it as one box. With a provider's vocabulary, the states have its status words. No arrow leads from a state to
itself. Texts are as the user wrote them: `mermaid` and `svg` escape them.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import msgspec

from mockserver.calls.events import NEVER_ANSWERED, EndReason, Phase, Result
from mockserver.scenarios.dials import QUEUED, RINGING, how_it_ends
from mockserver.scenarios.drawing.tracks import DialBoxes, Track, Way
from mockserver.scenarios.lengths import usual_length
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.planner import Life, life_of, resolve
from mockserver.scenarios.scenario import Scenario
from mockserver.scenarios.schema import Attempt, Body, Branch, Later
from mockserver.scenarios.situation import Vocabulary
from mockserver.scenarios.span import Span
from mockserver.scenarios.talks import talks, wording
from mockserver.scenarios.variables import strings, variants_used
from mockserver.simulation.durations import show_duration

START, END = "start", "end"  #: the ends of arrows that are no states


class Box(NamedTuple):
    """A state, or another scenario that is played. `name` is unique in the graph."""

    name: str
    label: str


class Choice(NamedTuple):
    """A fork: one of its arrows is picked at random."""

    name: str


class Arrow(NamedTuple):
    """A transition, with what it takes; the label may be empty. `start` and `end` are names, or `START` and `END`."""

    start: str
    end: str
    label: str


class Note(NamedTuple):
    """Lines about a box. A box has at most one note."""

    box: str
    lines: tuple[str, ...]


Item = Box | Choice | Arrow | Note


class Graph(NamedTuple):
    """A scenario as a graph. `items` are in the order in which a reader meets them; `tracks` say what its boxes are."""

    title: str
    summary: str
    items: tuple[Item, ...]
    tracks: tuple[Track, ...] = ()

    @property
    def boxes(self) -> list[Box]:
        """The states."""
        return [item for item in self.items if isinstance(item, Box)]

    @property
    def choices(self) -> list[Choice]:
        """The forks."""
        return [item for item in self.items if isinstance(item, Choice)]

    @property
    def arrows(self) -> list[Arrow]:
        """The transitions."""
        return [item for item in self.items if isinstance(item, Arrow)]

    @property
    def notes(self) -> dict[str, tuple[str, ...]]:
        """The lines about each box that has a note."""
        return {item.box: item.lines for item in self.items if isinstance(item, Note)}


def graph_of(scenario: Scenario, library: ScenarioLibrary, vocabulary: Vocabulary | None = None) -> Graph:
    """Return the graph of a scenario. `library` has the scenarios that it extends.

    Raises:
        UnknownName: it extends a scenario that is not in the library.
    """
    builder = _Builder(library, vocabulary or {})
    builder.life(life_of(scenario), START, "")
    return Graph(scenario.name, scenario.summary, tuple(builder.items), tuple(builder.tracks))


class _Builder:
    def __init__(self, library: ScenarioLibrary, vocabulary: Vocabulary) -> None:
        self.items: list[Item] = []
        self.tracks: list[Track] = []
        self._ways: list[Way] = []  #: of the attempt that is being added
        self._library, self._vocabulary = library, vocabulary
        self._count = self._rows = 0

    def life(self, life: Life, start: str, label: str, through: tuple[str, ...] = ()) -> None:
        """Add a life that begins with an arrow from `start`, after these forks."""
        life = resolve(life, self._library)
        body, self._rows = life.body, len(life.variants or ())
        if body.choose is not None:
            self._choice(life, body.choose, start, label, through)
        elif body.sequence is not None:
            self._sequence(body.sequence, start, through, again=bool(body.repeat))
        else:
            unknown = f"id not found for {body.visible_after}" if body.visible_after else ""
            draw = self._dials if body.states is None else self._states
            self.tracks.append(draw(body, start, ", ".join(filter(None, (label, unknown))))._replace(through=through))

    def _choice(self, life: Life, branches: list[Branch], start: str, label: str, before: tuple[str, ...]) -> None:
        choice = self._fork(start, label)
        through = (*before, choice)
        for branch, share in zip(branches, _shares([branch.weight for branch in branches]), strict=True):
            if branch.play is not None:
                self._played(choice, branch.play, share, through)
            else:
                self.life(Life(branch, life.scenario, variants=life.variants), choice, share, through)

    def _sequence(self, names: list[str], start: str, through: tuple[str, ...], *, again: bool) -> None:
        for number, name in enumerate(names, start=1):
            more = f", {number + len(names)}, …" if again else " and later" if number == len(names) else ""
            self._played(start, name, f"call {number}{more}", through)

    def _played(self, start: str, name: str, label: str, through: tuple[str, ...]) -> None:
        box = self._arrive(start, name, label)
        self._arrow(box, END, "")
        self.tracks.append(Track(through, plays=(name, box)))

    def _states(self, body: Body, start: str, label: str) -> Track:
        here, label_in = start, label
        last, talk = None, body.talk
        boxes: list[tuple[str, str]] = []
        for state in body.states or ():
            here = self._arrive(here, state.word, label_in)
            boxes.append((state.word, here))
            label_in = str(state.span or "")
            last = self._vocabulary.get(state.word)
            if talk is not None and last is not None and last.phase is Phase.TALKING:
                self._note(here, "the talk begins")
                talk = None
        if last is not None and last.phase is Phase.ENDED:
            self._arrow(here, END, "")
        else:
            self._note(here, "stays")
        return Track((), states=tuple(boxes))

    def _dials(self, body: Body, start: str, label: str) -> Track:
        loose = [(start, label)]
        number = 1
        attempts, boxes = body.attempts or [], list[DialBoxes]()
        for index, attempt in enumerate(attempts):
            last = index == len(attempts) - 1
            dial = self._dial_box(number, attempt.repeat or 1, last=last)
            for here, text in loose:
                self._arrow(here, dial, text)
            self._ways = []
            loose = list(self._attempt(attempt, dial, body.queued))
            boxes.append(DialBoxes(dial, attempt.repeat or 1, self._ways))
            number += attempt.repeat or 1
        for here, text in loose:
            self._arrow(here, dial, text)
            self._arrow(here, END, "no retry")
        return Track((), dials=tuple(boxes))

    def _dial_box(self, number: int, times: int, *, last: bool) -> str:
        until = " and later" if last else f" to {number + times - 1}" if times > 1 else ""
        return self._box(f"dial {number}{until}")

    def _attempt(
        self, attempt: Attempt, dial: str, queued: Span | None, through: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, str]]:
        """Add one attempt. Yield the states from which the next dial is reached, with the label of the arrow."""
        if attempt.choose is not None:
            choice = self._fork(dial, "")
            shares = _shares([branch.weight for branch in attempt.choose])
            for branch, share in zip(attempt.choose, shares, strict=True):
                box = self._arrive(choice, "dialled", share)
                yield from self._attempt(branch, box, queued, (*through, choice, box))
            return
        ringing = self._arrive(dial, self._word(Phase.RINGING), _time(attempt.queued or queued, QUEUED))
        self._ways.append(Way(attempt, queued, through, ringing, []))
        rings = _time(attempt.ringing, RINGING)
        again = f", next dial after {attempt.retry_after}" if attempt.retry_after is not None else ""
        if attempt.fails is not None:
            yield ringing, f"{rings}, {attempt.fails}{again}"
        elif attempt.reason in NEVER_ANSWERED:
            yield ringing, f"{rings}, {attempt.reason}{again}"
        elif attempt.hangs and attempt.answered_by is None and attempt.talk is None:
            self._note(ringing, "never ends")
        else:
            yield from ((here, f"{text}{again}") for here, text in self._talk(attempt, ringing, rings))

    def _talk(self, attempt: Attempt, ringing: str, rings: str) -> Iterator[tuple[str, str]]:
        who = attempt.answered_by or "human"
        talking = self._arrive(ringing, f"{self._word(Phase.TALKING)} ({who})", rings)
        self._ways[-1].talking.append(talking)
        notes, since = [*_variants(attempt, self._rows), *_turns(attempt)], ""
        if attempt.becomes is not None:
            self._note(talking, *notes)
            who, notes, since = attempt.becomes.answered_by, [], " after the answer"
            talking = self._arrive(talking, f"{self._word(Phase.TALKING)} ({who})", str(attempt.becomes.after))
            self._ways[-1].talking.append(talking)
        if attempt.hangs:
            self._note(talking, *notes, "never ends")
            return
        self._note(talking, *notes, *_results(attempt))
        reason, side = how_it_ends(attempt)
        label = f"{_time(attempt.lasts, usual_length(attempt))}{since}, {reason} by {side}"
        if who == "human" or reason is EndReason.CANCELLED:
            self._arrow(talking, END, label)
        else:
            yield talking, label

    def _word(self, phase: Phase) -> str:
        return next((word for word, meaning in self._vocabulary.items() if meaning.phase is phase), phase.value)

    def _box(self, label: str) -> str:
        self._count += 1
        name = f"s{self._count}"
        self.items.append(Box(name, label))
        return name

    def _fork(self, start: str, label: str) -> str:
        self._count += 1
        name = f"s{self._count}"
        self.items.append(Choice(name))
        self._arrow(start, name, label)
        return name

    def _arrive(self, start: str, label: str, arrow: str) -> str:
        box = self._box(label)
        self._arrow(start, box, arrow)
        return box

    def _arrow(self, start: str, end: str, label: str) -> None:
        self.items.append(Arrow(start, end, label))

    def _note(self, box: str, *texts: str) -> None:
        if texts:
            self.items.append(Note(box, texts))


def _variants(attempt: Attempt, rows: int) -> Iterator[str]:
    """Yield how many variants of an attempt there are, if it uses them."""
    texts = strings(msgspec.to_builtins(attempt, enc_hook=str))
    if rows > 1 and any(variants_used(text) for _, text in texts):
        yield f"one of {rows} variants"


def _turns(attempt: Attempt) -> Iterator[str]:
    """Yield what is special about a talk: its languages, transfers, and the person who talks on."""
    languages = " or ".join(filter(None, talks(attempt.talk)))
    if languages:
        yield f"in {attempt.language}" if attempt.language else f"in the language of the agent, {languages}"
    for turn in wording(attempt.talk, attempt.language):
        if turn.transfer is not None:
            yield f"transfer to {turn.transfer}{', warm' if turn.warm else ''}"
    if any(turn.human is not None for turn in wording(attempt.talk, attempt.language)):
        yield "then a human talks"


def _results(attempt: Attempt) -> Iterator[str]:
    """Yield when the results of a talk come, as far as the attempt says so."""
    for result in Result:
        timing = getattr(attempt, result)
        if isinstance(timing, Later):
            yield f"{result} {timing.after} after the end"
        elif timing is False:
            yield f"no {result}"


def _time(span: Span | None, default: timedelta) -> str:
    return show_duration(default) if span is None else str(span)


def _shares(weights: list[float]) -> list[str]:
    return [f"{100 * weight / sum(weights):.3g} %" for weight in weights]
