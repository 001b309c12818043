"""Texts for `X-Mockserver-Note` that several providers can use, and the same words for the control API.

Notes are for people: they say what a provider's response cannot. The instant in a note is also easy to parse.
"""

from functools import lru_cache

from mockserver.calls.call import Call
from mockserver.calls.events import Dialled, Due, Held, Phase, Waiting
from mockserver.calls.views import View
from mockserver.calls.windows import zone_called
from mockserver.simulation.durations import show_instant, show_local

_REASONS = {"window": "calling window", "scheduled": "scheduled start"}


def waiting_note(call: Call) -> str | None:
    """Return until when and why a new call waits for its first dial; None if it does not."""
    for _, event in call.timeline:
        if isinstance(event, Held):
            return _waiting(event, call.policy.zone if call.policy is not None else None)
        if isinstance(event, Due | Dialled):  # later waits are in the future, which clients cannot know
            return None
    return None


@lru_cache(256)
def _waiting(held: Held, zone: str | None) -> str:
    """Return the instant, the reason, and the wall clock of the recipient if its zone is known."""
    local = f" = {show_local(held.until, zone_called(zone))}" if zone is not None else ""
    return f"waits until {show_instant(held.until)}{local} ({_reason(held)})"


def wait_words(call: Call, view: View) -> str | None:
    """Return for what or until when a call waits now, in a few words; None if it does not. `view` is its view."""
    if view.phase is Phase.HELD and view.held is not None:
        zone = call.policy.zone if call.policy is not None else None
        until = show_local(view.held.until, zone_called(zone)) if zone is not None else show_instant(view.held.until)
        return f"until {until} ({_reason(view.held)})"
    if view.phase is Phase.WAITING:
        line = next((event.line for _, event in reversed(call.past) if isinstance(event, Waiting)), None)
        return f"for a free line ({line})" if line is not None else "for a free line"
    return "until it is resumed" if view.phase is Phase.PAUSED else None


def _reason(held: Held) -> str:
    return _REASONS.get(held.why, held.why)
