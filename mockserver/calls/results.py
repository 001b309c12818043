"""When the results of a conversation come: recording, transcript, analysis.

    Ended ─── 2 s ─── Ready(recording) ─── 2 s ─── Ready(transcript) ─── 2 s ─── Ready(analysis)

A provider says how long each result takes by default, a scenario can say otherwise. Results are planned again whenever
a command changes the timeline, since they depend on the end alone. A result without a delay is there at the end, and
needs no event. This module is pure.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from operator import itemgetter

from msgspec.structs import replace

from mockserver.calls.events import Answered, Dialled, Ended, Ready, Result
from mockserver.calls.timeline import Entry, Step, Timeline
from mockserver.simulation.durations import later

Delays = dict[Result, timedelta | None]  #: None: never


@lru_cache(256)
def delays_of(recording: float | None, transcript: float | None, analysis: float | None) -> Delays:
    """Return the delays of results that take so many seconds (None: they never come). Results that are there at once
    are left out. All calls with the same delays share them."""
    seconds = {Result.RECORDING: recording, Result.TRANSCRIPT: transcript, Result.ANALYSIS: analysis}
    return {
        result: None if delay is None else timedelta(seconds=delay) for result, delay in seconds.items() if delay != 0
    }


def with_results(timeline: Timeline, processed: int, delays: Delays) -> Timeline:
    """Return the timeline with the results of its conversations in place of those that were planned before. The first
    `processed` entries have happened. `delays` are those of the provider."""
    for _, event in timeline:
        if type(event) is Ended and _is_late(event, delays):
            return _with_results(timeline, processed, delays)
    return timeline


def _with_results(timeline: Timeline, processed: int, delays: Delays) -> Timeline:
    past = timeline[:processed]
    planned = [entry for entry in timeline[processed:] if type(entry[1]) is not Ready]
    planned = [(at, resolved(event, delays) if type(event) is Ended else event) for at, event in planned]
    return (*past, *sorted([*planned, *_outstanding((*past, *planned), past)], key=itemgetter(0)))


def results_of(last: Step, number: int) -> tuple[Step, ...]:
    """Return the results that come after the last step of an attempt, in order."""
    at, ended = last
    if type(ended) is not Ended or not ended.after:
        return ()
    steps = [(at + delay, Ready(result, number)) for result, delay in ended.after.items() if delay is not None]
    return tuple(sorted(steps, key=itemgetter(0)))


def _is_late(event: Ended, delays: Delays) -> bool:
    return bool(event.after or (delays and not event.resolved))


def resolved(event: Ended, delays: Delays) -> Ended:
    """Return the end of an attempt with the delay of each result that does not come at once."""
    if event.resolved or not (delays or event.after):
        return event
    after = {**delays, **(event.after or {})}
    late = {result: delay for result, delay in after.items() if delay != timedelta(0)}
    return replace(event, after=late, resolved=True)


def _outstanding(entries: Timeline, past: Timeline) -> Iterator[Entry]:
    """Yield the results of answered attempts that have not come yet."""
    come = {(event.attempt, event.result) for _, event in past if type(event) is Ready}
    number, answered = 0, False
    for at, event in entries:
        if type(event) is Dialled:
            number, answered = event.attempt, False
        elif type(event) is Answered:
            answered = True
        elif type(event) is Ended and answered:
            for result, delay in (event.after or {}).items():
                if delay is not None and (number, result) not in come:
                    yield later(at, delay), Ready(result, number)
