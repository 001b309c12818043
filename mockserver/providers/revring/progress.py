"""Documents whose status changes with time: sources being processed, messages being delivered.

    stages   15:00:00 queued   15:00:01 processing   15:00:04 ready          status = the last stage that has begun

The stages are planned when the document is created, and evaluated when it is read. So the status is right at every
moment of the virtual clock, without any events. A document without stages (from a fixture) does not change.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import later, parse_instant, show_instant, show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World


class Stage(NamedTuple):
    """The current status of a document."""

    status: str
    since: str  #: ISO 8601


def planned_stages(world: World, steps: Iterable[tuple[float, str]]) -> list[list[str]]:
    """Return stages as they are stored, from each status and its delay in seconds after the stage before."""
    at, stages = world.now, []
    for seconds, status in steps:
        at = later(at, timedelta(seconds=seconds))
        stages.append([show_instant(at), status])
    return stages


def stage_of(document: Document, now: datetime) -> Stage:
    """Return the current stage of a document."""
    stages = document.get("stages")
    if not stages:
        return Stage(document["status"], document.get("updatedAt") or document["createdAt"])
    begun = [stage for stage in stages if parse_instant(stage[0]) <= now] or stages[:1]
    at, status = begun[-1]
    return Stage(status, show_milliseconds(parse_instant(at)))


def skip_to_next_stage(world: World, document: Document) -> None:
    """Jump to the document's next stage, on a clock that does not wait (modes `step` and `auto`)."""
    if world.standstill or world.clock.mode not in (Mode.STEP, Mode.AUTO):
        return
    coming = [at for at, _ in document.get("stages") or () if parse_instant(at) > world.now]
    if coming:
        world.advance(parse_instant(coming[0]))
