"""Documents whose status changes by itself: sources that are processed, messages that are delivered.

    stages   15:00:00 queued   15:00:01 processing   15:00:04 ready          status = the last one that has begun

The stages are laid down when the document is made, and looked at when it is read; so it is right at every moment of
the virtual clock, and nothing has to happen in between. A document without stages (of a fixture) stays as it is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import later, parse_instant, show_instant, show_milliseconds
from mockserver.world.documents import Document
from mockserver.world.world import World


class Stage(NamedTuple):
    """Where a document stands."""

    status: str
    since: str  #: ISO 8601


def planned_stages(world: World, steps: Iterable[tuple[float, str]]) -> list[list[str]]:
    """Stages as they are stored: each status, and how many seconds after the one before it begins."""
    at, stages = world.now, []
    for seconds, status in steps:
        at = later(at, timedelta(seconds=seconds))
        stages.append([show_instant(at), status])
    return stages


def stage_of(document: Document, now: datetime) -> Stage:
    """Where a document stands now."""
    stages = document.get("stages")
    if not stages:
        return Stage(document["status"], document.get("updatedAt") or document["createdAt"])
    begun = [stage for stage in stages if parse_instant(stage[0]) <= now] or stages[:1]
    at, status = begun[-1]
    return Stage(status, show_milliseconds(parse_instant(at)))


def skip_to_next_stage(world: World, document: Document) -> None:
    """On a clock that waits for nothing (modes `step` and `auto`): jump to the document's next stage."""
    if world.standstill or world.clock.mode not in (Mode.STEP, Mode.AUTO):
        return
    coming = [at for at, _ in document.get("stages") or () if parse_instant(at) > world.now]
    if coming:
        world.advance(parse_instant(coming[0]))
