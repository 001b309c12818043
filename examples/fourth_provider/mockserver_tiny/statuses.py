"""The two statuses of Tiny: a call is `live`, then `done`."""

from mockserver.calls.events import EndReason, Phase
from mockserver.calls.views import View
from mockserver.providers.base import known_words

PHASES = {phase: "done" if phase is Phase.ENDED else "live" for phase in Phase}
ENDS = {reason: reason.value for reason in EndReason}
VOCABULARY = known_words([("live", Phase.TALKING, None), ("done", Phase.ENDED, EndReason.HANG_UP)])


def status_word(view: View) -> str:
    """Return the status of a call; one that a scenario writes literally takes precedence."""
    return view.word or PHASES[view.phase]
