"""Why a webhook has not been delivered, and what its reader can do about it.

    Delivery ─► failure_of ─► Failure(reason, remedy), or None if nothing is wrong (yet)

The reason is that of the last attempt. Remedies are chosen by status and by the start of error texts, which
`delivery.sender` and `delivery.connector` write.
"""

from typing import NamedTuple

from mockserver.simulation.durations import show_seconds
from mockserver.webhooks.messages import Delivery, Outcome, State

_SPLIT = " To allow it, "
_LOST = (
    "Nothing was sent: the planned fault 'lose' applied to it.",
    "Replay it, or remove the fault from the scenario or the plan of webhooks.",
)
_CANCELLED = "Its retries were cancelled, because its webhook was changed or deleted."
_REMEDIES = (
    ("no response within", "Let the receiver respond first, and do slow work afterwards."),
    ("ConnectError: there is no TLS", "Use http:// in the URL if the receiver has no TLS."),
    ("ProtocolError", "Look into the log of the receiver: it closed the connection, or does not speak HTTP there."),
)
_UNTRUSTED = "Use http:// in the URL, or give the receiver a certificate that this machine trusts."
_UNREACHABLE = (
    "Start the receiver, or correct the URL. In a container, localhost is the container itself: use the name of the "
    "receiver's service or host.docker.internal."
)
_STATUSES = {
    401: "Compare the signing secret of the receiver with that of the webhook, and how it verifies signatures.",
    403: "Compare the signing secret of the receiver with that of the webhook, and how it verifies signatures.",
    404: "Correct the path of the URL, or add that route to the receiver.",
    405: "Let the route of the receiver accept this method.",
    413: "Let the receiver accept larger bodies.",
    429: "Let the receiver accept more requests.",
}
_REDIRECT = "Use the final URL: redirects are not followed."
_REJECTED = "Look into the response of the receiver: it rejects this body or these headers."
_CRASHED = "Look into the log of the receiver: it failed on this webhook."
_RAISED = "The receiver in this process raised this error; correct it there."


class Failure(NamedTuple):
    """Why a delivery has not succeeded, and what to do, as sentences."""

    reason: str
    remedy: str


def failure_of(delivery: Delivery) -> Failure | None:
    """Return what is wrong with a delivery; None if it was delivered, or if no attempt has failed so far."""
    if delivery.state is State.DELIVERED:
        return None
    if delivery.state is State.LOST:
        return Failure(*_LOST)
    if not delivery.attempts:
        return Failure(_CANCELLED, "Replay it.") if delivery.state is State.FAILED else None
    last = delivery.attempts[-1].outcome
    if last.refused:
        return _refusal(last.error or "")
    return Failure(f"{_said(delivery, last)}{_next(delivery)}", _remedy(last))


def _refusal(error: str) -> Failure:
    """Split the error about a host that is not allowed into reason and remedy."""
    reason, split, remedy = error.partition(_SPLIT)
    if split:
        return Failure(reason, f"To allow it, {remedy} Or send the webhooks of this world to a receiver of your own.")
    return Failure(reason, "Correct the URL.")


def _said(delivery: Delivery, last: Outcome) -> str:
    if last.error is not None:
        return f"{last.error[:1].upper()}{last.error[1:].rstrip('.')}."
    webhook = delivery.message
    return f"The receiver responded with {last.status} to {webhook.method} {webhook.url.partition('?')[0]}."


def _next(delivery: Delivery) -> str:
    attempts = len(delivery.attempts)
    if delivery.open:
        return f" Attempt {attempts + 1} follows at {show_seconds(delivery.due)}."
    if delivery.message.blocking or not delivery.message.delays:
        return ""
    return f" Given up after {attempts} attempt{'' if attempts == 1 else 's'}."


def _remedy(last: Outcome) -> str:
    if last.status is not None:
        return _STATUSES.get(last.status) or _by_class(last.status)
    error = last.error or ""
    if error.startswith("ConnectError") and "cannot be trusted" in error:
        return _UNTRUSTED
    known = next((remedy for start, remedy in _REMEDIES if error.startswith(start)), None)
    return known or (_UNREACHABLE if error.startswith("ConnectError") else _RAISED)


def _by_class(status: int) -> str:
    if status < 400:
        return _REDIRECT
    return _REJECTED if status < 500 else _CRASHED
