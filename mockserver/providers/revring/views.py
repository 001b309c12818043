"""The view of a call from which responses and webhooks are made.

It is the call's own view, with one exception: a call that was rejected, or whose recipient was unavailable, was never
answered. A scenario may write a conversation before such an end; the phone rings instead until the end.
"""

from mockserver.calls.call import Call
from mockserver.calls.events import Answered, Ended, EndReason, Said, ToolUsed, Transferred
from mockserver.calls.views import View, fold

_UNANSWERED = (EndReason.REJECTED, EndReason.UNAVAILABLE)
_CONVERSATION = (Answered, Said, ToolUsed, Transferred)


def view_of(call: Call) -> View:
    """Return the facts of a call so far. One that nobody answers has no conversation."""
    if not never_answered(call):
        return call.view()
    return fold(tuple(entry for entry in call.past if not isinstance(entry[1], _CONVERSATION)))


def never_answered(call: Call) -> bool:
    """Return whether the call is rejected or its recipient is unavailable, now or at its planned end."""
    return any(isinstance(event, Ended) and event.reason in _UNANSWERED for _, event in call.timeline[-2:])
