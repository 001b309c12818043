"""How long things in a scenario can take, without playing them: every range at its longest.

`lint` warns by these, `diagram` shows them. The lengths that a call really gets are `dialling`'s.
"""

from collections.abc import Iterable
from datetime import timedelta

from mockserver.calls.timeline import spoken
from mockserver.scenarios.dials import GOODBYE, PAUSE, QUEUED, RINGING, SILENT_TALK
from mockserver.scenarios.schema import Attempt, Turn


def talk_length(talk: Iterable[Turn]) -> timedelta:
    """How long a talk takes to say, if it is not pressed into what it lasts."""
    total = timedelta(0)
    for number, turn in enumerate(talk):
        times = turn.repeat or 1
        said = spoken(None if turn.tool is not None else turn.agent or turn.user or "")
        pauses = turn.after.high * times if turn.after else PAUSE * (times if number else times - 1)
        total += said * times + pauses
    return total


def usual_length(attempt: Attempt) -> timedelta:
    """From the answer to the end, for an attempt that does not say how long it lasts."""
    return talk_length(attempt.talk) + GOODBYE if attempt.talk else SILENT_TALK


def longest(attempt: Attempt) -> timedelta | None:
    """From the dial to the end; None if the attempt never ends."""
    if attempt.choose:
        lengths = [longest(branch) for branch in attempt.choose if branch.weight]
        return None if None in lengths else max(length for length in lengths if length is not None)
    if attempt.hangs:
        return None
    queued = attempt.queued.high if attempt.queued else QUEUED
    total = queued + (attempt.ringing.high if attempt.ringing else RINGING)
    if attempt.fails is not None:
        return total
    return total + (attempt.lasts.high if attempt.lasts else usual_length(attempt))
