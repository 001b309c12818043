"""What Revox extracts from a talk: values that fit the assistant's `structured_output_config`.

What the scenario says (`outputs:`) is taken as it is; fields that it leaves out are made up by their type, always
the same for the same call. Without a configuration there is what the scenario says, or nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from mockserver.calls.views import AttemptView
from mockserver.simulation.durations import later, show_seconds
from mockserver.simulation.randomness import Randomness

_WORDS = ("yes, gladly", "not at the moment", "call back next week", "by e-mail, please", "the usual")


def structured_output(
    randomness: Randomness, call_id: str, attempt: AttemptView, config: list[dict[str, Any]] | None
) -> dict[str, Any] | None:
    """The extracted data of an attempt that has ended; None if there is none."""
    if attempt.ended is None or attempt.ended_at is None or attempt.answered_by is None:
        return None
    told = attempt.ended.outputs
    if not config or not attempt.turns:
        return told
    made = {
        field["name"]: _value(
            randomness, f"revox:output:{call_id}:{attempt.number}:{field['name']}", field, attempt.ended_at
        )
        for field in config
        if field["name"] not in (told or {})
    }
    return {**made, **(told or {})}


def _value(randomness: Randomness, purpose: str, field: dict[str, Any], at: datetime) -> Any:
    chance = randomness.random(purpose)
    kind = field["type"]
    if kind == "boolean":
        return chance.random() < 0.5
    if kind == "number":
        return chance.randint(1, 100)
    if kind == "enum":
        return chance.choice(field.get("enum_options") or ["other"])
    day = later(at, timedelta(days=chance.randint(1, 14)))
    if kind == "date":
        return day.date().isoformat()
    return show_seconds(day) if kind == "datetime" else _text(field["name"], chance.randrange(1000))


def _text(name: str, number: int) -> str:
    """A short text; for fields whose name says what they hold, of that form."""
    lower = name.lower()
    if "email" in lower or "e-mail" in lower:
        return f"customer{number}@example.com"
    if "phone" in lower:
        return f"+1555010{number:04d}"
    return _WORDS[number % len(_WORDS)]
