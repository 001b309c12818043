"""What will happen to a call by itself, if nobody touches it: later dials, waits, retries, results.

    world ─► throwaway copy with this call only ─► every event ─► the call at its end

It is computed as if no other call held a line. Nothing is sent, so webhooks whose response could change the call have
no effect. `preview` does the same for calls that do not exist yet.
"""

from msgspec.structs import replace

from mockserver.calls.call import Call
from mockserver.gateway.throwaway import empty_copy
from mockserver.world.lines import Waiter
from mockserver.world.world import World

MOST_EVENTS = 1000  #: besides those that are planned already


def forecast(world: World, call: Call) -> Call:
    """Return the call after everything that will happen to it by itself: all that is planned, and at most 1,000 events
    more. `world` does not change."""
    trial, most = empty_copy(world), len(call.timeline) + MOST_EVENTS
    _put(trial, call)
    while (due := trial.next_due) is not None and trial.call(call.id).processed < most:
        trial.run(due)
    final = trial.call(call.id)
    return replace(final, timeline=final.timeline[:most], processed=min(final.processed, most))


def _put(trial: World, call: Call) -> None:
    """Put the call into the copy. If it waits for a line, it gets one now, unless there are none at all."""
    trial.put(call)
    if call.waits and not call.future:
        limits = {kind: trial.lines.limits.get(kind) for kind in call.lines}
        trial.lines.restore(dict.fromkeys(limits, 0), {}, [Waiter(1, call.id, call.lines)], 1)
        trial.limit_lines(limits)
