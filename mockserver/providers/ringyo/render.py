"""Renders calls in the reference's dialect, which leaves out fields that do not apply yet (calls/get, the seed page).

Raw overrides of a scenario replace fields of the response; those of `transcript`, `recording_url` and `analysis` only
when `include` names them.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import json

from mockserver.calls.call import Call
from mockserver.calls.events import ENDED, Result, Said
from mockserver.calls.views import AttemptView, View
from mockserver.providers.base import merge
from mockserver.providers.ringyo.analyses import analysis_of
from mockserver.providers.ringyo.details import details_of
from mockserver.providers.ringyo.options import RingyoOptions, ringyo_options
from mockserver.providers.ringyo.shapes.calls import (
    Analysis,
    CallEnd,
    CallHead,
    CallPlaced,
    CallResults,
    CallShape,
    Turn,
)
from mockserver.providers.ringyo.statuses import call_status
from mockserver.simulation.durations import show_seconds
from mockserver.world.recordings import recording_path
from mockserver.world.world import World

INCLUDES: dict[str, str] = {"transcript": "transcript", "recording": "recording_url", "analysis": "analysis"}
_RESULTS = frozenset(INCLUDES.values())
NO_AGENT = "agent_default"  #: for a call without an agent, which a fixture may contain
_TENTH = timedelta(milliseconds=100)


def reference_placed_call(call: Call) -> CallPlaced:
    """Return the response to `POST /v1/calls`, the only one with `record` (calls/create)."""
    view = call.view()
    rendered: CallPlaced = {
        **_head(call, view),
        "metadata": details_of(call).metadata,
        "record": details_of(call).record,
        "created_at": show_seconds(call.created_at),
    }
    return merge(rendered, *overrides(call, view, _RESULTS))


class Facts(NamedTuple):
    """Everything that the rendering of a call depends on, except `include`."""

    call: Call
    options: RingyoOptions
    origin: str


def facts(world: World, call: Call) -> Facts:
    """Return what the rendering of a call depends on now."""
    return Facts(call, ringyo_options(world), world.origin)


def call_body(world: World, call: Call, include: frozenset[str]) -> bytes:
    """Return the JSON of one call."""
    return world.memo.get_or_make(
        (call.id, include), facts(world, call), lambda given: json.encode(_render(given, include))
    )


def reference_call(world: World, call: Call, include: frozenset[str] = frozenset()) -> CallShape:
    """Return a call as calls/get and calls/list show it; `include` contains words of `INCLUDES`."""
    return _render(facts(world, call), include)


def _render(given: Facts, include: frozenset[str]) -> CallShape:
    call = given.call
    view = call.view()
    rendered: CallShape = {
        **_head(call, view),
        **_results(given, view, include),
        "metadata": details_of(call).metadata,
        "created_at": show_seconds(call.created_at),
        **end(view),
    }
    return merge(rendered, *overrides(call, view, _hidden(include)))


@lru_cache(64)
def _hidden(include: frozenset[str]) -> frozenset[str]:
    """Return the keys of results that `include` does not name."""
    return frozenset(key for word, key in INCLUDES.items() if word not in include)


def _head(call: Call, view: View) -> CallHead:
    return {
        "id": call.id,
        "status": call_status(view),
        "phone_number": call.to_number,
        "from_number": call.from_number,
        "agent_id": call.agent or NO_AGENT,
    }


def _results(given: Facts, view: View, include: frozenset[str]) -> CallResults:
    if view.phase is not ENDED and not include:
        return {}
    call, options = given.call, given.options
    results: CallResults = {}
    seconds = duration(call, view, options)
    if seconds is not None:
        results["duration"] = seconds
    said = turns(view, live=options.live_transcript) if "transcript" in include else None
    if said is not None:
        results["transcript"] = said
    url = recording_url(given, view) if "recording" in include else None
    if url is not None:
        results["recording_url"] = url
    analysed = analysis(given, view) if "analysis" in include else None
    if analysed is not None:
        results["analysis"] = analysed
    return results


def end(view: View) -> CallEnd:
    """Return when a call ended, if it has."""
    return {} if view.ended_at is None else {"ended_at": show_seconds(view.ended_at)}


def overrides(call: Call, view: View, hidden: Collection[str]) -> list[dict[str, Any]]:
    """Return the scenario's raw fields, then those of the last attempt, without the hidden ones."""
    last = view.last.fields if view.last is not None else None
    return [
        {name: value for name, value in fields.items() if name not in hidden}
        for fields in (call.plan.fields, last)
        if fields
    ]


def _to_second(instant: datetime) -> datetime:
    """Round down to the second, as responses do."""
    return instant.replace(microsecond=0)


def duration(call: Call, view: View, options: RingyoOptions) -> int | None:
    """Return the seconds of a completed call; None for any other call."""
    if view.ended_at is None or call_status(view) != "completed":
        return None
    talk = view.last.talk_seconds if view.last is not None else None
    if options.duration == "talk" and talk is not None:
        return int(talk)
    return int((_to_second(view.ended_at) - _to_second(call.created_at)).total_seconds())


def _talked(view: View) -> AttemptView | None:
    """Return the attempt that led to a conversation, once the call has ended."""
    last = view.last
    if last is None or last.ended_at is None or view.phase is not ENDED:
        return None
    return last if last.answered_at is not None or call_status(view) == "completed" else None


def turns(view: View, *, live: bool) -> list[Turn] | None:
    """Return what was said, once the transcript is ready (`live`: once the call is answered); None before that."""
    last = view.last if live else _talked(view)
    if last is None or (last.answered_at is None and last.ended_at is None):
        return None
    if not live and not last.has(Result.TRANSCRIPT):
        return None
    began = last.answered_at or last.dialled_at
    return [_turn(said, at - began) for at, said in last.turns if isinstance(said, Said)]


def _turn(said: Said, since: timedelta) -> Turn:
    return {
        "role": "agent" if said.who == "agent" else "user",
        "content": said.text,
        "timestamp": since // _TENTH / 10,
    }


def recording_url(given: Facts, view: View) -> str | None:
    """Return the URL of the recording of a completed call; None if there is none."""
    call = given.call
    last = _talked(view)
    if last is None or call_status(view) != "completed" or not details_of(call).record:
        return None
    if not last.has(Result.RECORDING):
        return None
    if given.options.recording_url == "documented":
        return f"https://storage.ringyo.ai/recordings/{call.id}.mp3"
    return given.origin + recording_path("ringyo", call.id, last.talk_seconds or 0, "mp3")


def analysis(given: Facts, view: View) -> Analysis | None:
    """Return the analysis of the conversation, once it is ready."""
    last = _talked(view)
    if last is None or last.ended is None or not last.has(Result.ANALYSIS):
        return None
    return analysis_of(last, last.ended, call_status(view), details_of(given.call).agent_name)
