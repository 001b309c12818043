"""Renders calls in the guide's dialect: `call_id`, `to`, `duration_seconds`, and the results without `include`.

The results have the order of the "call results" of /concepts/calls. The fields after them keep everything that the
reference shows. Statuses are the guide's: initiated, ringing, answered, in_progress, completed or transferred;
no_answer, busy, failed.
"""

from typing import Any, cast

from mockserver.calls.call import Call
from mockserver.calls.events import EndReason, Phase
from mockserver.calls.views import View
from mockserver.providers.base import merge
from mockserver.providers.ringyo.details import details_of
from mockserver.providers.ringyo.render import (
    NO_AGENT,
    Facts,
    analysis,
    duration,
    end,
    facts,
    overrides,
    recording_url,
    turns,
)
from mockserver.providers.ringyo.shapes.calls import CallStatus, GuideCall, GuideResults, GuideStatus, Turn
from mockserver.providers.ringyo.statuses import call_status
from mockserver.simulation.durations import show_seconds
from mockserver.world.world import World

FROM_REFERENCE: dict[CallStatus, GuideStatus] = {
    "queued": "initiated",
    "ringing": "ringing",
    "in_progress": "in_progress",
    "completed": "completed",
    "failed": "failed",
    "no_answer": "no_answer",
    "busy": "busy",
}
_TRANSFERS = (EndReason.TRANSFER, EndReason.HUMAN_TAKEOVER)
_SPEAKERS = {"agent": "Agent", "user": "Customer"}
_LATER = {"transcript", "recording_url"}  #: not in lists, and not in the response to `POST /v1/calls`


def guide_status(view: View) -> GuideStatus:
    """Return the status of a call. It is `answered` until something is said after the answer itself."""
    if view.word in ("answered", "transferred"):
        return cast("GuideStatus", view.word)
    word = FROM_REFERENCE.get(call_status(view)) or cast("GuideStatus", view.word)
    if word == "in_progress" and view.word is None and view.stage is Phase.TALKING and not _has_spoken(view):
        return "answered"
    return "transferred" if word == "completed" and view.reason in _TRANSFERS else word


def _has_spoken(view: View) -> bool:
    last = view.last
    return last is not None and any(last.answered_at is None or at > last.answered_at for at, _ in last.turns)


def guide_call(world: World, call: Call, *, whole: bool) -> GuideCall:
    """Return a call as JSON values; `whole` includes transcript and recording."""
    given, view = facts(world, call), call.view()
    rendered: GuideCall = {
        "call_id": call.id,
        "status": guide_status(view),
        **_results(given, view, whole=whole),
        "to": call.to_number,
        "from_number": call.from_number,
        "agent_id": call.agent or NO_AGENT,
        "context": details_of(call).context,
        "metadata": details_of(call).metadata,
        "created_at": show_seconds(call.created_at),
        **end(view),
    }
    hidden = {"analysis"} if whole else {"analysis", *_LATER}
    return _with_text_transcript(merge(rendered, *overrides(call, view, hidden)))


def _results(given: Facts, view: View, *, whole: bool) -> GuideResults:
    options = given.options
    results: GuideResults = {}
    seconds, analysed = duration(given.call, view, options), analysis(given, view)
    if seconds is not None:
        results["duration_seconds"] = seconds
    if analysed is not None:
        results["outcome"] = analysed["outcome"]
    said = turns(view, live=options.live_transcript) if whole else None
    if said is not None:
        results["transcript"] = _text(said)
    url = recording_url(given, view) if whole else None
    if url is not None:
        results["recording_url"] = url
    if analysed is not None:
        results["extracted_data"] = analysed["extracted_data"]
    return results


def _text(said: list[Turn]) -> str:
    """Return a transcript as one text."""
    return "\n".join(f"{_SPEAKERS[turn['role']]}: {turn['content']}" for turn in said)


def _with_text_transcript(rendered: GuideCall) -> GuideCall:
    """Return the call with its transcript as one text, even if a fixture provides a list of turns."""
    turns_given: Any = rendered.get("transcript")
    if isinstance(turns_given, list):
        rendered["transcript"] = _text(turns_given)
    return rendered
