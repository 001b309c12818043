"""How long the parts of a scenario can take, with every range at its longest. Nothing is played.

`lint` uses these lengths for warnings, `diagram` shows them. The lengths of a real call come from `dials`.
"""

from collections.abc import Iterable
from datetime import timedelta

from mockserver.calls.events import NEVER_ANSWERED
from mockserver.calls.timeline import spoken
from mockserver.scenarios.dials import GOODBYE, PAUSE, QUEUED, RINGING, SILENT_TALK
from mockserver.scenarios.schema import Attempt, Talk, Turn
from mockserver.scenarios.talks import talks


def talk_length(talk: Iterable[Turn]) -> timedelta:
    """Return how long it takes to say a conversation that is not compressed."""
    total = timedelta(0)
    for number, turn in enumerate(talk):
        times = turn.repeat or 1
        said = spoken(next((text for text in (turn.agent, turn.user, turn.human) if text is not None), None))
        pauses = turn.after.high * times if turn.after else PAUSE * (times if number else times - 1)
        total += said * times + pauses
    return total


def longest_talk(talk: Talk | None) -> timedelta:
    """Return the same for the longest wording of a talk."""
    return max((talk_length(turns) for turns in talks(talk).values()), default=timedelta(0))


def usual_length(attempt: Attempt) -> timedelta:
    """Return the time from the answer to the end, for an attempt that does not give it."""
    return longest_talk(attempt.talk) + GOODBYE if attempt.talk else SILENT_TALK


def longest(attempt: Attempt) -> timedelta | None:
    """Return the time from the dial to the end, or None if the attempt never ends."""
    if attempt.choose:
        lengths = [longest(branch) for branch in attempt.choose if branch.weight]
        return None if None in lengths else max(length for length in lengths if length is not None)
    if attempt.hangs:
        return None
    queued = attempt.queued.high if attempt.queued else QUEUED
    total = queued + (attempt.ringing.high if attempt.ringing else RINGING)
    if attempt.fails is not None or attempt.reason in NEVER_ANSWERED:
        return total
    return total + (attempt.lasts.high if attempt.lasts else usual_length(attempt))
