"""Renders calls as RevRing shows them (docs.revring.ai, api-reference/calls/get).

Every key of the schema is always present, with null for what is missing; `metrics` and `variables` are at least `{}`.
The results of a conversation (transcript, summary, metrics, recording) appear after its end.
"""

from datetime import datetime
from typing import Literal, NamedTuple, get_args

from msgspec import json

from mockserver.calls.call import Call
from mockserver.calls.events import ENDED, EndReason, Result
from mockserver.calls.views import AttemptView, View
from mockserver.providers.base import Answer, merge
from mockserver.providers.revring.agents import AGENTS, Agent
from mockserver.providers.revring.details import details_of
from mockserver.providers.revring.ids import organization_id
from mockserver.providers.revring.metrics import Metrics, metrics_of
from mockserver.providers.revring.options import RevRingOptions, revring_options
from mockserver.providers.revring.shapes.calls import BatchCallShape, CallShape, TurnShape
from mockserver.providers.revring.shapes.envelopes import Reply
from mockserver.providers.revring.statuses import ENDS, EndWords, call_status, end_words, status_of
from mockserver.providers.revring.summaries import summary_of
from mockserver.providers.revring.transcripts import ended_by_agent, transcript_of
from mockserver.providers.revring.words import PLACEHOLDER, Direction, HangupCause
from mockserver.simulation.durations import show_milliseconds
from mockserver.simulation.randomness import Randomness
from mockserver.webhooks.messages import Delivery, State
from mockserver.world.recordings import recording_path
from mockserver.world.world import World

Large = Literal["transcript", "summary", "metrics", "variables"]
LARGE: tuple[Large, ...] = get_args(Large)  #: what `minimal` of batch-get leaves out
PRE_CALL, POST_CALL = "pre_call", "post_call"  #: webhooks whose delivery status a call shows


def rendered_status(call: Call) -> str:
    """Return the status as responses show it: a scenario's raw `fields` override the call's own."""
    view = call.view()
    for override in (view.last.fields if view.last else None, call.plan.fields):
        if override and isinstance(override.get("status"), str):
            return str(override["status"])
    return call_status(view)


def ended_at(view: View) -> datetime | None:
    """Return when the call ended; results may appear later."""
    return None if end_words(view) is None else _ended_at(view)


def _ended_at(view: View) -> datetime | None:
    return view.last.ended_at if view.last and view.last.ended_at else view.ended_at


class _Results(NamedTuple):
    """The results of a finished conversation."""

    recording: str | None
    transcript: list[TurnShape] | None
    summary: str | None
    metrics: Metrics


_NO_RESULTS = _Results(None, None, None, {})


class Facts(NamedTuple):
    """Everything that the rendering of a call depends on."""

    call: Call
    agent: Agent | None
    randomness: Randomness
    options: RevRingOptions
    origin: str
    pre_call: Delivery | None
    post_call: Delivery | None


def facts(world: World, call: Call) -> Facts:
    """Return what the rendering of a call depends on now."""
    agent, latest = AGENTS.recall(world, call.agent or ""), world.outbox.deliveries.latest
    options = revring_options(world)
    return Facts(
        call, agent, world.randomness, options, world.origin, latest(call.id, PRE_CALL), latest(call.id, POST_CALL)
    )


def call_reply(world: World, call: Call, status: int = 200) -> Answer:
    """Return the response that shows one call."""
    return Answer(status, world.memo.get_or_make(call.id, facts(world, call), _encoded))


def _encoded(given: Facts) -> bytes:
    return json.encode(Reply(data=_render_call(given)))


def render_call(world: World, call: Call) -> CallShape:
    """Return the call as JSON values."""
    return _render_call(facts(world, call))


def _render_call(given: Facts) -> CallShape:
    call, agent, details = given.call, given.agent, details_of(given.call)
    view = call.view()
    last, words = view.last, end_words(view)
    results, created = _results(given, view), show_milliseconds(call.created_at)
    rendered: CallShape = {
        "id": call.id,
        "organizationId": organization_id(given.randomness, given.options.id_style),
        "direction": _direction(call),
        "status": status_of(view, words),
        "fromNumber": call.from_number,
        "toNumber": call.to_number,
        "initiatedAt": created,
        "createdAt": created,
        "updatedAt": _format(view.updated_at) or created,
        "agentId": call.agent,
        "sipTrunkId": agent.sip_trunk_id if agent else None,
        "agentCallerIdName": details.caller_id_name,
        "agentName": agent.name if agent else None,
        "variables": call.labels,
        "recordingUrl": results.recording,
        "hangupCause": _cause(given.options, words, last),
        "errorMessage": words.error if words else None,
        "transcript": results.transcript,
        "summary": results.summary,
        "metrics": results.metrics,
        "startedAt": _format(last.answered_at if last else None),
        "endedAt": _format(_ended_at(view)) if words else None,
        "durationSeconds": duration(last),
        "postCallWebhookStatus": _webhook_status(given.post_call),
        "preCallWebhookStatus": _webhook_status(given.pre_call),
        "source": details.source,
    }
    return merge(rendered, call.plan.fields, last.fields if last else None)


def render_batch_call(world: World, call: Call, *, minimal: bool) -> BatchCallShape:
    """Return the call as a batch shows it; `minimal` leaves out the large fields."""
    rendered: BatchCallShape = {**render_call(world, call)}
    for key in LARGE if minimal else ():
        rendered.pop(key)
    return rendered


def _webhook_status(delivery: Delivery | None) -> str | None:
    """Return the status of the delivery of a webhook; None if there is no delivery yet."""
    if delivery is None:
        return None
    return "pending" if delivery.open else "sent" if delivery.state is State.DELIVERED else "failed"


def _direction(call: Call) -> Direction:
    return "INBOUND" if call.direction == "inbound" else "OUTBOUND"


def duration(last: AttemptView | None) -> int | None:
    """Return whole seconds from answer to end; None if the call was not answered or is still running."""
    seconds = last.talk_seconds if last else None
    return None if seconds is None else int(seconds)


def _format(at: datetime | None) -> str | None:
    return None if at is None else show_milliseconds(at)


def _cause(options: RevRingOptions, words: EndWords | None, last: AttemptView | None) -> HangupCause | None:
    if words is None:
        return None
    if last is not None and ended_by_agent(last):
        return ENDS[EndReason.TOOL_END_CALL].cause
    if words.failure_cause is not None and options.failure_causes:
        return words.failure_cause
    return words.cause


def _results(given: Facts, view: View) -> _Results:
    last = view.last
    if view.phase is not ENDED or last is None or last.answered_at is None:
        return _NO_RESULTS
    ended, options = last.ended, given.options
    custom = [tool.name for tool in given.agent.custom_tools] if given.agent else ()
    analysed = last.has(Result.ANALYSIS)
    summary = (ended.summary if ended else None) or summary_of(last, _agent_name(given.agent))
    return _Results(
        recording=_recording(given, last),
        transcript=transcript_of(last, custom, options.closing_order) if last.has(Result.TRANSCRIPT) else None,
        summary=summary if analysed else None,
        metrics=metrics_of(last, given.randomness, given.call.id) if analysed and options.metrics == "filled" else {},
    )


def _recording(given: Facts, last: AttemptView) -> str | None:
    seconds = last.talk_seconds
    if seconds is None or not last.has(Result.RECORDING):
        return None
    return given.origin + recording_path("revring", given.call.id, seconds)


def _agent_name(agent: Agent | None) -> str:
    return agent.name if agent is not None and agent.name != PLACEHOLDER else "The agent"
