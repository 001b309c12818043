"""The events of a call in a few words, for people.

    ("answered", {"by": "human"}) ─► "answered by human"

The control API sends them with each event, so that all who show events show the same. Attempts of webhooks are such
events too; so the module takes JSON-ready values and imports no types of events.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mockserver.simulation.durations import show_seconds

_SENTENCES = {
    "held": "waits until {until} ({why})",
    "due": "the next dial is due",
    "waiting": "waits for a free line ({line})",
    "dialled": "dial {number}",
    "answered": "answered by {by}",
    "detected": "turns out to be {by}",
    "said": "{who}: {text}",
    "tool_used": "tool {name} -> {output}",
    "transferred": "transferred to {to}",
    "ended": "ended: {reason}",
    "ready": "the {result} of dial {number} is ready",
    "cancelled": "cancelled by the API",
    "webhook": "webhook {name} -> {answer}",
    "shown": "status {word!r}, as the scenario says",
}


def sentence(event: str, facts: Mapping[str, Any]) -> str:
    """Return an event in a few words. `facts` are its fields as in the control API. An event of an unknown name, or
    without the expected facts, is its name."""
    known = {**facts, "number": facts.get("attempt", 0) + 1}
    if "until" in known:
        known["until"] = show_seconds(datetime.fromisoformat(known["until"]))
    try:
        return _SENTENCES[event].format(**known) + _ending(event, known)
    except KeyError:
        return event


def _ending(event: str, facts: Mapping[str, Any]) -> str:
    if event == "transferred" and facts.get("warm"):
        return " after an introduction (warm)"
    return f" by {facts['by']}" if event == "ended" and "by" in facts else ""
