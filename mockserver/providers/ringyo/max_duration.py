"""`max_duration`: it limits what `duration` counts (calls/create, calls/get).

    duration: call   from `created_at`, so ringing counts     created ── ringing ── answered ──┤ created + max_duration
    duration: talk   from the answer                                     ringing ── answered ───────┤ answered + …

The order of a call limits the conversation. Here a placed call is cut shorter, by the time until its answer.
"""

from datetime import timedelta

from msgspec.structs import replace

from mockserver.calls.call import Call, sequel
from mockserver.calls.events import Answered, Ended
from mockserver.calls.timeline import Entry, cut_talk, until_end
from mockserver.providers.ringyo.details import details_of
from mockserver.providers.ringyo.options import ringyo_options
from mockserver.providers.ringyo.views import never_answered
from mockserver.world.world import World


def limit_call(world: World, call: Call) -> Call:
    """Cut a call that was just placed at its `max_duration`. A call that is answered later ends at its answer."""
    answered = next((at for at, event in call.future if isinstance(event, Answered)), None)
    if answered is None or never_answered(call) or ringyo_options(world).duration != "call":
        return call
    left = timedelta(seconds=details_of(call).max_duration) - (answered - call.created_at)
    planned = until_end(call.future)
    attempt = cut_talk(planned, max(left, timedelta(0)))
    if attempt is planned:
        return call
    attempt = (*attempt[:-1], _without_results(attempt[-1]))
    return world.command(replace(call, timeline=(*call.past, *attempt, *sequel(call, attempt))))


def _without_results(entry: Entry) -> Entry:
    """Return the end of a conversation without what its scenario concludes: it did not get that far."""
    at, ended = entry
    assert isinstance(ended, Ended), "a conversation that was cut has an end"
    return at, replace(ended, outputs=None, summary=None)
