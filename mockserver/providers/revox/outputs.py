"""The data that Revox extracts from a conversation, by the assistant's `structured_output_config`.

Sources: docs.getrevox.com, GET /call/{id} ("extracted from the call, using the structured output config"); SDK 0.5.0.
There are exactly the configured fields. A value of the scenario (`outputs:`) is used if it fits the type of its field,
or can be converted to it. All other values are generated, always the same for the same call.
"""

import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from msgspec import json

from mockserver.calls.events import AnsweredBy, Result
from mockserver.calls.views import AttemptView
from mockserver.providers.revox.assistant_parts import OutputField
from mockserver.providers.revox.words import Kind
from mockserver.simulation.durations import later, parse_instant, show_seconds
from mockserver.simulation.randomness import Randomness

T = TypeVar("T", bound=str)
_WORDS = ("yes, gladly", "not at the moment", "call back next week", "by e-mail, please", "the usual")
_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_SEPARATORS = re.compile(r"[\s_-]+")


def structured_output(
    randomness: Randomness, call_id: str, attempt: AttemptView, config: list[OutputField] | None
) -> dict[str, Any] | None:
    """Return the extracted data of an ended attempt; None without a configuration or a talk.

    A machine's words are not extracted, unless the scenario says what they contain.
    """
    if not config or attempt.ended is None or attempt.ended_at is None or attempt.answered_by is None:
        return None
    if not attempt.has(Result.ANALYSIS):
        return None
    given = attempt.ended.outputs or {}
    talked = attempt.answered_by is AnsweredBy.HUMAN and attempt.turns
    if not talked and not any(field.name in given for field in config):
        return None
    purpose = f"revox:output:{call_id}:{attempt.number}"
    return {field.name: _value(randomness, purpose, field, given, attempt.ended_at) for field in config}


def _value(randomness: Randomness, purpose: str, field: OutputField, given: dict[str, Any], at: datetime) -> Any:
    if field.name in given:
        value = given[field.name]
        if value is None and not field.required:
            return None
        fitting = fitted(field, value)
        if fitting is not None:
            return fitting
    return _generated(randomness, f"{purpose}:{field.name}", field, at)


# -- values of the scenario ------------------------------------------------------------------------


def fitted(field: OutputField, value: Any) -> Any:
    """Return a value as the type of a field demands it, converted if necessary; None if that is impossible."""
    if field.type == "enum" and field.enum_options:
        return matching_option(value, field.enum_options)
    return None if value is None else _CONVERSIONS[field.type](value)


def matching_option(value: object, options: Sequence[T]) -> T | None:
    """Return the option that a value means: the same text, apart from case, spaces, hyphens and underscores."""
    text = _plain(_text(value))
    return next((option for option in options if _plain(option) == text), None)


def _plain(text: str) -> str:
    return _SEPARATORS.sub("_", text.strip()).casefold()


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.encode(value).decode()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return value if isinstance(value, int) else int(number) if number.is_integer() else number


def _boolean(value: object) -> bool | None:
    return _YES_NO.get(_text(value).strip().casefold())


def _date(value: object) -> str | None:
    """Return the date in a date or a date-time, as it is on the wall clock there."""
    try:
        return datetime.fromisoformat(_text(value)).date().isoformat()
    except ValueError:
        return None


def _datetime(value: object) -> str | None:
    try:
        return show_seconds(parse_instant(_text(value)))
    except ValueError:
        return None


_CONVERSIONS: dict[Kind, Callable[[object], Any]] = {
    "string": _text,
    "number": _number,
    "boolean": _boolean,
    "enum": _text,
    "date": _date,
    "datetime": _datetime,
}


# -- generated values ------------------------------------------------------------------------------


def _generated(randomness: Randomness, purpose: str, field: OutputField, at: datetime) -> Any:
    chance = randomness.random(purpose)
    kind = field.type
    if kind == "boolean":
        return chance.random() < 0.5
    if kind == "number":
        return chance.randint(1, 100)
    if kind == "enum":
        return chance.choice(field.enum_options or ["other"])
    day = later(at, timedelta(days=chance.randint(1, 14)))
    if kind == "date":
        return day.date().isoformat()
    return show_seconds(day) if kind == "datetime" else _sample(field.name, chance.randrange(1000))


def _sample(name: str, number: int) -> str:
    """Return a short text, or an e-mail address or phone number if the name of the field suggests one."""
    lower = name.lower()
    if "email" in lower or "e-mail" in lower:
        return f"customer{number}@example.com"
    if "phone" in lower:
        return f"+1555010{number:04d}"
    return _WORDS[number % len(_WORDS)]
