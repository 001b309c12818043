"""The metrics of a conversation (calls/get: "call quality and performance metrics"). Their keys are a choice.

Counts, seconds and latencies follow from the turns of the conversation. The quality of the line is drawn by the world's
seed and the call; it is bad if the connection was lost.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple, TypedDict

from mockserver.calls.events import EndReason, Said, ToolUsed
from mockserver.calls.timeline import spoken
from mockserver.calls.views import AttemptView
from mockserver.simulation.durations import later
from mockserver.simulation.randomness import Randomness

_MILLISECOND = timedelta(milliseconds=1)


class Latency(TypedDict):
    """Milliseconds from the end of what the user says to the agent's response; null without responses."""

    average: int | None
    max: int | None


class Quality(TypedDict):
    """The quality of the line. `mos` is the mean opinion score, 1 (bad) to 5."""

    mos: float
    jitterMs: float
    packetLossPercent: float


class Metrics(TypedDict, total=False):
    """The metrics of a conversation; empty if nothing was said."""

    turnCount: int
    agentTurnCount: int
    userTurnCount: int
    toolCallCount: int
    interruptionCount: int
    agentTalkSeconds: float
    userTalkSeconds: float
    responseLatencyMs: Latency
    quality: Quality


class Speech(NamedTuple):
    """A turn from its begin to its end. A turn that is cut ends where the next one begins, or with the call. `who` is
    `agent`, `user`, or `human`: the person to whom the call was transferred, who counts as neither."""

    who: str
    begin: datetime
    end: datetime
    cut: bool


def metrics_of(last: AttemptView, randomness: Randomness, call_id: str) -> Metrics:
    """Return the metrics of a conversation that has ended."""
    speeches = list(_speeches(last))
    if not speeches:
        return {}
    agent, user = (sum(speech.who == who for speech in speeches) for who in ("agent", "user"))
    return {
        "turnCount": len(speeches),
        "agentTurnCount": agent,
        "userTurnCount": user,
        "toolCallCount": sum(isinstance(event, ToolUsed) for _, event in last.turns),
        "interruptionCount": sum(one.cut and one.who != two.who for one, two in pairwise(speeches)),
        "agentTalkSeconds": _seconds(speeches, "agent"),
        "userTalkSeconds": _seconds(speeches, "user"),
        "responseLatencyMs": _latency(speeches),
        "quality": _quality(last, randomness, call_id),
    }


def _speeches(last: AttemptView) -> Iterator[Speech]:
    """Yield what was said, with estimated ends that are never after the next begin or the end of the conversation."""
    said = [(at, event) for at, event in last.turns if isinstance(event, Said)]
    for index, (at, event) in enumerate(said):
        following = said[index + 1][0] if index + 1 < len(said) else last.ended_at or at
        end = later(at, spoken(event.text))
        yield Speech(event.who, at, min(end, following), following < end)


def _seconds(speeches: list[Speech], who: str) -> float:
    lengths = [speech.end - speech.begin for speech in speeches if speech.who == who]
    return sum(lengths, timedelta(0)) // _MILLISECOND / 1000


def _latency(speeches: list[Speech]) -> Latency:
    """Return how fast the agent responded to the user."""
    pairs = [(one, two) for one, two in pairwise(speeches) if (one.who, two.who) == ("user", "agent")]
    waits = [(two.begin - one.end) // _MILLISECOND for one, two in pairs]
    return {"average": round(sum(waits) / len(waits)), "max": max(waits)} if waits else {"average": None, "max": None}


def _quality(last: AttemptView, randomness: Randomness, call_id: str) -> Quality:
    chance = randomness.random(f"revring:metrics:{call_id}")
    lost = last.reason is EndReason.CONNECTION_LOST
    mos, jitter, loss = ((1.5, 2.5), (40, 90), (8, 20)) if lost else ((4.0, 4.4), (2, 12), (0, 0.6))
    return {
        "mos": round(chance.uniform(*mos), 2),
        "jitterMs": round(chance.uniform(*jitter), 1),
        "packetLossPercent": round(chance.uniform(*loss), 2),
    }
