"""Revox's words for the phases and ends of orders and their attempts (resources/call, SDK 0.5.0).

`PHASES` and `ENDS` have every member of their enums.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, cast, get_args

from mockserver.calls.call import Call
from mockserver.calls.events import ENDED, EndReason, Phase
from mockserver.calls.views import AttemptView, View
from mockserver.providers.base import known_words
from mockserver.providers.revox.words import AttemptEndReason, AttemptStatus, DialError, OrderStatus
from mockserver.scenarios.situation import Meaning

PHASES: dict[Phase, OrderStatus] = {
    Phase.PLACED: "initializing",
    Phase.HELD: "scheduled",
    Phase.WAITING: "queued_for_calling",
    Phase.DIALLING: "calling",
    Phase.RINGING: "calling",
    Phase.TALKING: "calling",
    Phase.WRAPPING: "post_processing",
    Phase.PAUSED: "paused",
    Phase.ENDED: "completed",
}
ATTEMPT_PHASES: dict[Phase, AttemptStatus] = {
    Phase.DIALLING: "queued",
    Phase.RINGING: "ringing",
    Phase.TALKING: "ongoing",
}


class EndFields(NamedTuple):
    """The fields of an ended attempt that depend on its end reason."""

    status: AttemptStatus = "completed"
    dial_error: DialError | None = None
    end_reason: AttemptEndReason | None = None


ENDS: dict[EndReason, EndFields] = {
    EndReason.BUSY: EndFields("error", "busy"),
    EndReason.NO_ANSWER: EndFields("error", "no_answer"),
    EndReason.NUMBER_NON_ATTRIBUTED: EndFields("error", "number_non_attributed"),
    EndReason.TEMPORARILY_UNAVAILABLE: EndFields("error", "temporarily_unavailable"),
    EndReason.TOO_MANY_CALLS: EndFields("error", "too_many_calls"),
    EndReason.NO_INTERNATIONAL_PERMISSION: EndFields("error", "no_international_permission"),
    EndReason.PRECONDITION_FAILED: EndFields("error", "precondition_failed"),
    EndReason.NON_CLASSIFIED_ERROR: EndFields("error", "non_classified_error"),
    EndReason.HANG_UP: EndFields(end_reason="client_initiated"),
    EndReason.TOOL_END_CALL: EndFields(end_reason="tool_end_call"),
    EndReason.SILENCE: EndFields(end_reason="user_inactive"),
    EndReason.MAX_DURATION: EndFields(end_reason="max_duration"),
    EndReason.VOICEMAIL: EndFields(end_reason="voicemail"),
    EndReason.IVR_NO_NAVIGATE: EndFields(end_reason="ivr_no_navigate"),
    EndReason.TRANSFER: EndFields(end_reason="transfer"),
    EndReason.CONNECTION_LOST: EndFields(end_reason="connection_timeout"),
    EndReason.REJECTED: EndFields(end_reason="user_rejected"),
    EndReason.UNAVAILABLE: EndFields(end_reason="user_unavailable"),
    EndReason.HUMAN_TAKEOVER: EndFields(end_reason="human_takeover"),
    EndReason.PARTICIPANT_REMOVED: EndFields(end_reason="participant_removed"),
    EndReason.CANCELLED: EndFields(end_reason="participant_removed"),
}
_ORDER_WORDS = known_words(
    [
        ("initializing", Phase.PLACED, None),
        ("not_launched", Phase.PLACED, None),
        ("scheduled", Phase.HELD, None),
        ("queued_for_calling", Phase.WAITING, None),
        ("calling", Phase.RINGING, None),
        ("post_processing", Phase.WRAPPING, None),
        ("paused", Phase.PAUSED, None),
        ("completed", Phase.ENDED, EndReason.HANG_UP),
        ("cancelled", Phase.ENDED, EndReason.CANCELLED),
        ("errored", Phase.ENDED, EndReason.NON_CLASSIFIED_ERROR),
    ]
)
STATUSES = frozenset(_ORDER_WORDS)
_CANCELLED = EndReason.CANCELLED
_WITH_ATTEMPT: dict[OrderStatus, dict[AttemptStatus, Phase]] = {
    "calling": {
        **{word: phase for phase, word in ATTEMPT_PHASES.items()},
        "completed": Phase.WRAPPING,
        "error": Phase.WRAPPING,
    },
    "post_processing": {"ongoing": Phase.WRAPPING, "completed": Phase.WRAPPING},
    "completed": dict.fromkeys(get_args(AttemptStatus), Phase.ENDED),
    "cancelled": dict.fromkeys(get_args(AttemptStatus), Phase.ENDED),
    "errored": dict.fromkeys(get_args(AttemptStatus), Phase.ENDED),
}
VOCABULARY = {
    **_ORDER_WORDS,
    **{
        f"{order}/{attempt}": Meaning(phase, _ORDER_WORDS[order].reason)
        for order, attempts in _WITH_ATTEMPT.items()
        for attempt, phase in attempts.items()
    },
}  #: `calling/ringing` says the status of an order and that of its last attempt
Renamed = Mapping[OrderStatus, OrderStatus]  #: statuses that a client's version does not know → what it is shown
UNCHANGED: Renamed = MappingProxyType({})
DOCUMENTED: Renamed = MappingProxyType(
    {"post_processing": "calling", "paused": "scheduled", "not_launched": "scheduled"}
)  #: leaves the seven statuses of docs.getrevox.com, GET /call/{id}


def shown_status(view: View, renamed: Renamed) -> OrderStatus:
    """Return the status of an order as a client is shown it. A literal status of a scenario is not renamed."""
    word = order_status(view)
    return word if view.word is not None else renamed.get(word, word)


def order_status(view: View) -> OrderStatus:
    """Return the status of an order. An order without any event is not launched."""
    if view.word is not None:
        return cast("OrderStatus", view.word.partition("/")[0])  # scenarios are limited to the vocabulary
    if view.updated_at is None:
        return "not_launched"
    if view.phase is not ENDED:
        return PHASES[view.phase]
    if is_cancelled(view):
        return "cancelled"
    return "errored" if view.failed else "completed"


def is_cancelled(view: View) -> bool:
    """Return whether an order was cancelled, by the API or by the provider during a talk."""
    return view.cancelled_at is not None or (view.last is not None and view.last.reason is _CANCELLED)


def attempt_status(attempt: AttemptView, word: str | None) -> AttemptStatus:
    """Return the status of an attempt. `word` is the literal status of its order, which can contain the attempt's."""
    literal = (word or "").partition("/")[2]
    if literal:
        return cast("AttemptStatus", literal)
    return ENDS[attempt.ended.reason].status if attempt.ended is not None else ATTEMPT_PHASES[attempt.phase]


def documented_status(view: View) -> OrderStatus:
    """Return the status of an order as one of the seven documented ones."""
    return shown_status(view, DOCUMENTED)


def status(call: Call) -> object:
    """Return what a polling client sees as status: the order's, the number of attempts, and the last one's."""
    view = call.view()
    return order_status(view), len(view.attempts), attempt_status(view.last, view.word) if view.last else None
