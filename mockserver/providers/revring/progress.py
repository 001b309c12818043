"""Resources whose status changes with time: sources being processed, messages being delivered.

    stages   15:00:00 queued   15:00:01 processing   15:00:04 ready          status = the last stage that has begun

The stages are planned when the resource is created, and evaluated when it is read. So the status is right at every
moment of the virtual clock, without any events. A resource without stages (from a fixture) does not change.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from mockserver.providers.revring.fields import StoredInstant
from mockserver.simulation.clock import Mode
from mockserver.simulation.durations import later
from mockserver.world.world import World

Status = TypeVar("Status", bound=str)


class Stage(NamedTuple, Generic[Status]):
    """A status, and when it begins."""

    at: StoredInstant
    status: Status


def planned_stages(world: World, steps: Iterable[tuple[float, Status]]) -> list[Stage[Status]]:
    """Return stages from each status and its delay in seconds after the stage before."""
    at, stages = world.now, []
    for seconds, status in steps:
        at = later(at, timedelta(seconds=seconds))
        stages.append(Stage(at, status))
    return stages


def current_stage(stages: Sequence[Stage[Status]], now: datetime) -> Stage[Status] | None:
    """Return the last stage that has begun; None if there are no stages."""
    begun = [stage for stage in stages if stage.at <= now] or stages[:1]
    return begun[-1] if begun else None


def skip_to_next_stage(world: World, stages: Iterable[Stage[Status]]) -> None:
    """Jump to the next stage, on a clock that does not wait (modes `step` and `auto`)."""
    if world.standstill or world.clock.mode not in (Mode.STEP, Mode.AUTO):
        return
    coming = next((stage.at for stage in stages if stage.at > world.now), None)
    if coming is not None:
        world.advance(coming)
