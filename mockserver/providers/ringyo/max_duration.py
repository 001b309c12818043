"""`max_duration`: it limits what `duration` counts (calls/create, calls/get).

    duration: call   from `created_at`, so ringing counts     created ── ringing ── answered ──┤ created + max_duration
    duration: talk   from the answer                                     ringing ── answered ───────┤ answered + …

The order of a call limits the conversation. Here a placed call is cut shorter, by the time until its answer.
"""

from datetime import timedelta

from msgspec.structs import replace

from mockserver.calls.call import Call, sequel
from mockserver.calls.events import Answered
from mockserver.calls.timeline import cut_talk, until_end
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.world.world import World


def limit_call(world: World, call: Call) -> Call:
    """Cut a call that was just placed at its `max_duration`. A call that is answered later ends at its answer."""
    longest = call.limit
    assert longest is not None, "the order of a Ringyo call has a limit"
    if call.timeline[-1][0] - call.created_at <= longest or ringyo_options(world).duration != "call":
        return call
    answered = next((at for at, event in call.future if isinstance(event, Answered)), None)
    if answered is None:
        return call
    planned = until_end(call.future)
    attempt = cut_talk(planned, max(longest - (answered - call.created_at), timedelta(0)), default=call.plan.default)
    if attempt is planned:
        return call
    timeline = (*call.past, *attempt, *sequel(call, attempt))
    return world.command(replace(call, timeline=call.with_results(timeline)))
