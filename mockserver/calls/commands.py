"""Commands that change the course of a call. Each takes a call and the time, and returns a new call.

    cancel   cut the future, end now             answer, say, hang_up, fail, transfer   drive a call by hand:
    pause    remove the next dial                the rest of the running attempt is dropped
    resume   put it back; the rest of a hold is still waited for

These are pure functions. The world stores the new call and updates its lines.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from mockserver.calls.call import Call, after_setup, retry_due, sequel
from mockserver.calls.events import (
    DIAL_ERRORS,
    Answered,
    AnsweredBy,
    AnyEvent,
    Cancelled,
    Closed,
    Dialled,
    Due,
    Ended,
    EndedBy,
    EndReason,
    Held,
    Paused,
    Phase,
    Resumed,
    Said,
    Transferred,
)
from mockserver.calls.timeline import Timeline, until_end
from mockserver.calls.views import AttemptView, View
from mockserver.calls.windows import RetryPolicy
from mockserver.errors import Conflict
from mockserver.simulation.durations import later


def cancel(call: Call, at: datetime, *, finish: bool = False) -> Call:
    """End the call now. With `finish` a running attempt ends by itself, but nothing follows it.

    Raises:
        Conflict: the call has ended already.
    """
    view = _open(call, "cancelled")
    if view.running is None:
        return call.then(at, Cancelled(), Closed())
    if finish:
        rest = until_end(call.course)
        ends = rest[-1][0] if rest and isinstance(rest[-1][1], Ended) else None
        return call.then(at, Cancelled(running=True), future=(*rest, (ends, Closed())) if ends else rest)
    return call.then(at, Cancelled(), Ended(EndReason.CANCELLED, EndedBy.SYSTEM), Closed())


def pause(call: Call, at: datetime) -> Call:
    """Hold back the next attempt; a running one continues. Pausing twice, or before the launch, changes nothing.

    Raises:
        Conflict: the call has ended already.
    """
    view = _open(call, "paused")
    if view.paused is not None or not call.timeline:
        return call
    if view.running is not None:
        return call.then(at, Paused(), future=_without_retry(call.course))
    if view.stage is Phase.WRAPPING:
        return call.then(at, Paused(), future=call.course)
    remaining = (view.held.until - at).total_seconds() if view.held is not None else None
    return call.then(at, Paused(remaining))


def _without_retry(future: Timeline) -> Timeline:
    running = until_end(future)
    rest = future[len(running) :]
    return running if any(isinstance(event, Due) for _, event in rest) else future


def resume(call: Call, at: datetime, *, on_time: bool = False) -> Call:
    """Continue after a pause, with the rest of a hold still to wait for. Without a pause, change nothing.

    With `on_time`, the hold has continued during the pause: the dial is due when it would have been, or at the next
    opportunity if that time has passed.

    Raises:
        Conflict: the call has ended already.
    """
    view = _open(call, "resumed")
    if view.paused is None:
        return call
    if view.running is not None:
        attempt = (*_attempt_so_far(call), *call.course)
        rest = call.course if call.course and isinstance(call.course[-1][1], Closed) else None
        return call.then(at, Resumed(), future=rest or (*call.course, *sequel(call, attempt)))
    if view.stage is Phase.WRAPPING and call.course:
        return call.then(at, Resumed(), future=call.course)
    return go_on(call, at, _wished(call, at, view, on_time=on_time), Resumed(), any_time=_is_timed(call, view))


def _is_timed(call: Call, view: View) -> bool:
    """Return whether the next dial is a retry whose time the scenario gives (`retry_after`), so no window applies."""
    retries = view.stage is Phase.WRAPPING or (view.held is not None and view.held.why == "retry")
    return retries and view.last is not None and call.plan.attempt(view.last.number).retry_after is not None


def _wished(call: Call, at: datetime, view: View, *, on_time: bool) -> datetime:
    """Return when the next dial would be due without calling windows."""
    if view.stage is Phase.WRAPPING and view.last is not None and view.last.ended_at and call.policy:
        ended = view.last.ended_at
        due = retry_due(call, call.policy, view.last.number, view.last.dialled_at, ended)
        return max(at, due) if on_time else later(at, due - ended)
    if on_time and view.held is not None:
        return max(at, view.held.until)
    if view.paused is not None and view.paused.remaining is not None:
        return later(at, timedelta(seconds=max(0.0, view.paused.remaining)))
    return at


def go_on(call: Call, at: datetime, wished: datetime, *before: AnyEvent, any_time: bool = False) -> Call:
    """Return the call with `before` happening now and the next dial due at `wished`, or when its window next opens.
    With `any_time`, no window applies."""
    view = call.view()
    due = call.policy.opening(wished) if call.policy and not any_time else wished
    if due <= at:
        return call.then(at, *before, future=((at, Due()),))
    why = view.held.why if view.held is not None else "retry"
    return call.then(at, *before, Held(due, why), future=((due, Due()),))


def follow(call: Call, at: datetime, policy: RetryPolicy) -> Call:
    """Return the call under another retry policy: a running attempt continues, the rest is planned again.

    A hold is computed again too, unless the call is paused. If the new policy allows no further attempt, the call ends
    where it would have waited for the next.
    """
    view, call = call.view(), replace(call, policy=policy)
    if call.closed or not call.timeline or call.plan.literal or view.cancelled_at is not None:
        return call
    if view.running is not None:
        rest = until_end(call.course)
        after = sequel(call, (*_attempt_so_far(call), *rest)) if rest else ()
        if view.paused is not None and any(isinstance(event, Due) for _, event in after):
            after = ()
        return replace(call, timeline=call.with_results((*call.past, *rest, *after)))
    if view.attempts and len(view.attempts) >= policy.max_attempts:
        return call if view.stage is Phase.WRAPPING and call.course else call.then(at, Closed())
    if view.stage is Phase.PLACED and call.future:
        return replace(call, timeline=(*call.past, *after_setup(policy, call.future[0][0])))
    if view.stage is not Phase.HELD or view.paused is not None or view.held is None:
        return call
    last = view.last
    if view.held.why == "retry" and last is not None and last.ended_at is not None:
        due = retry_due(call, policy, last.number, last.dialled_at, last.ended_at)
        return go_on(call, at, max(at, due), any_time=_is_timed(call, view))
    return go_on(call, at, max(at, view.held.until if view.held.why == "scheduled" else at))


def answer(call: Call, at: datetime, by: AnsweredBy) -> Call:
    """Answer the call now. The conversation continues until it is ended by hand.

    Raises:
        Conflict: no attempt is dialling or ringing.
    """
    attempt = _running(call, "answered")
    if attempt.phase is Phase.TALKING:
        raise Conflict(f"Call {call.id!r} has been answered already.")
    return call.then(at, Answered(by))


def say(call: Call, at: datetime, who: str, text: str) -> Call:
    """Add a turn now. The conversation continues until it is ended by hand.

    Raises:
        Conflict: there is no conversation.
    """
    _talking(call, "talked on")
    return call.then(at, Said(who, text))


def hang_up(call: Call, at: datetime, ended: Ended) -> Call:
    """End the conversation now for the reason given. What follows is what would follow such an end.

    Raises:
        Conflict: there is no conversation.
    """
    _talking(call, "hung up")
    return _end(call, at, ended)


def fail(call: Call, at: datetime, reason: EndReason) -> Call:
    """Let the dial fail now with a dial error. A provider that retries does so.

    Raises:
        Conflict: no attempt is dialling or ringing, or the reason is not a dial error.
    """
    attempt = _running(call, "failed")
    if attempt.phase is Phase.TALKING:
        raise Conflict(f"Call {call.id!r} has been answered, so its dial cannot fail any more; hang it up.")
    if reason not in DIAL_ERRORS:
        raise Conflict(f"{reason.value!r} is not a dial error; expected one of {', '.join(DIAL_ERRORS)}.")
    return _end(call, at, Ended(reason))


def transfer(call: Call, at: datetime, to: str) -> Call:
    """Transfer the conversation to `to` (E.164) now, which ends it here.

    Raises:
        Conflict: there is no conversation.
    """
    _talking(call, "transferred")
    return _end(call, at, Ended(EndReason.TRANSFER, EndedBy.AGENT), Transferred(to))


def _end(call: Call, at: datetime, ended: Ended, *before: AnyEvent) -> Call:
    attempt = (*_attempt_so_far(call), (at, ended))
    rest = sequel(call, attempt)
    if call.view().paused is not None and any(isinstance(event, Due) for _, event in rest):
        rest = ()
    return call.then(at, *before, ended, future=rest)


def _attempt_so_far(call: Call) -> Timeline:
    """Return what has happened since the last dial."""
    starts = [index for index, (_, event) in enumerate(call.past) if isinstance(event, Dialled)]
    return call.past[starts[-1] :]


def _open(call: Call, what: str) -> View:
    view = call.view()
    if view.phase is Phase.ENDED:
        raise Conflict(f"Call {call.id!r} has ended, so it cannot be {what}.")
    return view


def _running(call: Call, what: str) -> AttemptView:
    attempt = _open(call, what).running
    if attempt is None:
        raise Conflict(f"Call {call.id!r} is {call.view().phase}, so it cannot be {what}: no attempt is running.")
    return attempt


def _talking(call: Call, what: str) -> None:
    if _running(call, what).phase is not Phase.TALKING:
        raise Conflict(f"Call {call.id!r} has not been answered yet, so it cannot be {what}.")
