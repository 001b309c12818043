"""How a call looks at Ringyo: a bare object that leaves out what does not apply yet (calls/get, the seed page).

`PHASES` and `ENDS` translate the neutral words; both name every member of their enums. Raw overrides of a scenario
are laid over the answer; those of `transcript`, `recording_url` and `analysis` only where these were asked for.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mockserver.calls import Call
from mockserver.durations import show_seconds
from mockserver.events import AnsweredBy, EndReason, Phase, Said
from mockserver.providers.base import known_words, merge, options_of
from mockserver.providers.ringyo.options import RingyoOptions
from mockserver.recordings import recording_path
from mockserver.views import AttemptView, View
from mockserver.world import World

PHASES: dict[Phase, str] = {
    Phase.PLACED: "queued",
    Phase.HELD: "queued",
    Phase.WAITING: "queued",
    Phase.DIALLING: "queued",
    Phase.RINGING: "ringing",
    Phase.TALKING: "in_progress",
    Phase.WRAPPING: "in_progress",
    Phase.PAUSED: "queued",
    Phase.ENDED: "completed",
}
ENDS: dict[EndReason, str] = {
    EndReason.BUSY: "busy",
    EndReason.NO_ANSWER: "no_answer",
    EndReason.NUMBER_NON_ATTRIBUTED: "failed",
    EndReason.TEMPORARILY_UNAVAILABLE: "failed",
    EndReason.TOO_MANY_CALLS: "failed",
    EndReason.NO_INTERNATIONAL_PERMISSION: "failed",
    EndReason.PRECONDITION_FAILED: "failed",
    EndReason.NON_CLASSIFIED_ERROR: "failed",
    EndReason.HANG_UP: "completed",
    EndReason.TOOL_END_CALL: "completed",
    EndReason.SILENCE: "completed",
    EndReason.MAX_DURATION: "completed",
    EndReason.VOICEMAIL: "completed",
    EndReason.IVR_NO_NAVIGATE: "completed",
    EndReason.TRANSFER: "completed",
    EndReason.CONNECTION_LOST: "failed",
    EndReason.REJECTED: "busy",
    EndReason.UNAVAILABLE: "no_answer",
    EndReason.HUMAN_TAKEOVER: "completed",
    EndReason.PARTICIPANT_REMOVED: "completed",
    EndReason.CANCELLED: "failed",
}
VOCABULARY = known_words(
    [
        ("queued", Phase.PLACED, None),
        ("ringing", Phase.RINGING, None),
        ("in_progress", Phase.TALKING, None),
        ("completed", Phase.ENDED, EndReason.HANG_UP),
        ("failed", Phase.ENDED, EndReason.NON_CLASSIFIED_ERROR),
        ("no_answer", Phase.ENDED, EndReason.NO_ANSWER),
        ("busy", Phase.ENDED, EndReason.BUSY),
    ]
)
INCLUDES: dict[str, str] = {"transcript": "transcript", "recording": "recording_url", "analysis": "analysis"}
_TENTH = timedelta(milliseconds=100)
_SENTIMENTS = ("positive", "neutral", "negative")


def call_status(view: View) -> str:
    """The status word of a call."""
    if view.word is not None:
        return view.word
    return ENDS[view.reason] if view.reason is not None else PHASES[view.phase]


def status(call: Call) -> object:
    """What a polling client sees as the status."""
    return call_status(call.view())


def created(call: Call) -> dict[str, Any]:
    """The answer to `POST /v1/calls`, the only one that shows `record` (calls/create)."""
    view = call.view()
    shown = {
        **_head(call, view),
        "metadata": call.details["metadata"],
        "record": call.details["record"],
        "created_at": show_seconds(call.created_at),
    }
    return _overlaid(shown, call, view, frozenset())


def one_call(world: World, call: Call, include: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A call as calls/get and calls/list show it; `include` holds words of `INCLUDES`."""
    view = call.view()
    shown = _head(call, view)
    options: RingyoOptions = options_of(world, "ringyo")
    seconds = _duration(call, view, options)
    if seconds is not None:
        shown["duration"] = seconds
    extras = {"transcript": _transcript, "recording_url": _recording, "analysis": _analysis}
    for name in (INCLUDES[word] for word in INCLUDES if word in include):
        extra = extras[name](world, call, view, options)
        if extra is not None:
            shown[name] = extra
    shown["metadata"] = call.details["metadata"]
    shown["created_at"] = show_seconds(call.created_at)
    if view.ended_at is not None:
        shown["ended_at"] = show_seconds(view.ended_at)
    return _overlaid(shown, call, view, include)


def _head(call: Call, view: View) -> dict[str, Any]:
    return {
        "id": call.id,
        "status": call_status(view),
        "phone_number": call.to_number,
        "from_number": call.from_number,
        "agent_id": call.agent,
    }


def _overlaid(shown: dict[str, Any], call: Call, view: View, include: frozenset[str]) -> dict[str, Any]:
    hidden = {field for word, field in INCLUDES.items() if word not in include}
    last = view.last.fields if view.last is not None else None
    return merge(shown, *(_without(fields, hidden) for fields in (call.plan.fields, last)))


def _without(fields: Mapping[str, Any] | None, hidden: set[str]) -> dict[str, Any]:
    return {name: value for name, value in (fields or {}).items() if name not in hidden}


def _whole(instant: datetime) -> datetime:
    """To the second, as it is shown."""
    return instant.replace(microsecond=0)


def _duration(call: Call, view: View, options: RingyoOptions) -> int | None:
    """Seconds of a completed call; None for any other."""
    if view.ended_at is None or call_status(view) != "completed":
        return None
    talk = view.last.talk_seconds if view.last is not None else None
    if options.duration == "talk" and talk is not None:
        return int(talk)
    return int((_whole(view.ended_at) - _whole(call.created_at)).total_seconds())


def _talked(view: View) -> AttemptView | None:
    """The attempt that has been talked in, once the call has ended."""
    last = view.last
    if last is None or last.ended_at is None or view.phase is not Phase.ENDED:
        return None
    return last if last.answered_at is not None or call_status(view) == "completed" else None


def _transcript(_world: World, _call: Call, view: View, options: RingyoOptions) -> list[dict[str, Any]] | None:
    last = _talked(view) or (view.running if options.live_transcript else None)
    if last is None or (last.answered_at is None and last.ended_at is None):
        return None
    began = last.answered_at or last.dialled_at
    return [
        {"role": said.who, "content": said.text, "timestamp": (at - began) // _TENTH / 10}
        for at, said in last.turns
        if isinstance(said, Said)
    ]


def _recording(world: World, call: Call, view: View, options: RingyoOptions) -> str | None:
    last = _talked(view)
    if last is None or call_status(view) != "completed" or not call.details["record"]:
        return None
    if last.ended is None or not last.ended.recording:
        return None
    if options.recording_url == "documented":
        return f"https://storage.ringyo.ai/recordings/{call.id}.mp3"
    return world.origin + recording_path("ringyo", call.id, last.talk_seconds or 0)


def _analysis(_world: World, _call: Call, view: View, _options: RingyoOptions) -> dict[str, Any] | None:
    """What the end of the talk yielded; the shape is a choice (README.md)."""
    last = _talked(view)
    if last is None or last.ended is None:
        return None
    outputs = dict(last.ended.outputs or {})
    sentiment = outputs.get("sentiment")
    why = last.ended.reason.replace("_", " ")
    return {
        "summary": last.ended.summary or f"The talk ended: {why}.",
        "sentiment": sentiment if sentiment in _SENTIMENTS else "neutral",
        "outcome": str(outputs.get("outcome") or _outcome(last)),
        "extracted_data": outputs,
    }


def _outcome(attempt: AttemptView) -> str:
    if attempt.reason is EndReason.TRANSFER:
        return "transferred"
    return "voicemail" if attempt.answered_by is AnsweredBy.VOICEMAIL else "completed"
