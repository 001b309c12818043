"""Durations as people write them (`500ms`, `2s`, `1m30s`, `2h`, `3d`), and instants as ISO 8601.

Reading and writing agree: a written value reads back as the same value. No clock is read here.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

import msgspec

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|s|min|m|h|d|w)")
_WHOLE = re.compile(rf"(?:{_PART.pattern})+")
_NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_LONGEST = timedelta(days=36_500)
MOST_SECONDS = 36_500 * 86_400
PATTERN = rf"(?:\+?{_NUMBER}|(?:[0-9]+(?:\.[0-9]+)?(?:ms|s|min|m|h|d|w))+)"
"""Of the text of a duration, for JSON Schema."""
_TO_THE_SECOND = len("2026-01-05T15:00:00")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHOWN = 1024  #: cached texts: one response holds the same instant several times
EXPECTED = "a duration such as 500ms, 2s, 1m30s, 2h or 3d"
FIRST = datetime(1, 1, 3, tzinfo=UTC)  #: virtual time is never earlier
LAST = datetime(9999, 12, 30, tzinfo=UTC)
"""… and never later: the days beyond, which Python can still tell, are the room that zones and calling windows need."""


def parse_duration(text: str | float, *, hint: bool = True) -> timedelta:
    """Read a duration; a bare number counts seconds. With `hint`, the error says what was probably meant.

    Raises:
        ValueError: the text is not a duration, is negative, or is longer than 36,500 days.
    """
    if isinstance(text, bool):
        raise ValueError(f"{text!r} is not {EXPECTED}")
    seconds = float(text) if isinstance(text, int | float) else _seconds(text.strip(), hint=hint)
    if not 0 <= seconds <= _LONGEST.total_seconds():
        raise ValueError(f"{text!r} is out of range: between 0 s and 36,500 days")
    return timedelta(seconds=seconds)


def _seconds(text: str, *, hint: bool) -> float:
    if re.fullmatch(rf"[-+]?(?:{_NUMBER}|inf|nan)", text):
        return float(text)
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{text!r} is not {EXPECTED}{_nearest(text) if hint else ''}")
    return sum(float(amount) * _UNITS[unit] for amount, unit in _PART.findall(text))


def _nearest(text: str) -> str:
    """Return what a duration in words was probably meant to be, such as `2h` for `2 hours`, in brackets; empty if it is
    not one."""
    from mockserver.simulation.duration_words import meant_duration

    meant = meant_duration(text)
    return f" (did you mean {meant!r}?)" if meant else ""


def show_duration(span: timedelta) -> str:
    """Write a duration in the same notation, largest units first: `1h30m`, `2.5s`, `0s`."""
    seconds = span.total_seconds()
    parts = []
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60)):
        amount, seconds = divmod(seconds, size)
        if amount:
            parts.append(f"{int(amount)}{unit}")
    if seconds or not parts:
        parts.append(f"{seconds:.6f}".rstrip("0").rstrip(".") + "s")
    return "".join(parts)


def say_duration(seconds: float) -> str:
    """Write whole seconds as people say them: `45 seconds`, `2 minutes 1 second`."""
    minutes, rest = divmod(int(seconds), 60)
    parts = [_count(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(_count(rest, "second"))
    return " ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def parse_instant(text: str | datetime) -> datetime:
    """Read an ISO 8601 instant, or take one as it is; without an offset it is UTC.

    Raises:
        ValueError: the text is not an ISO 8601 date or date-time.
    """
    try:
        instant = text if isinstance(text, datetime) else datetime.fromisoformat(text)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        raise ValueError(f"{text!r} is not an ISO 8601 instant such as 2026-01-05T15:00:00Z") from None


def later(instant: datetime, span: timedelta) -> datetime:
    """Return `instant` + `span`, limited to the range from `FIRST` to `LAST`."""
    try:
        return min(max(instant + span, FIRST), LAST)
    except OverflowError:
        return LAST if span > timedelta(0) else FIRST


def within(instant: datetime) -> datetime:
    """Return the instant if it is in the range of virtual time.

    Raises:
        ValueError: it is before `FIRST` or after `LAST`.
    """
    if not FIRST <= instant <= LAST:
        raise ValueError(
            f"{show_instant(instant)} is out of range; virtual time runs from {show_instant(FIRST)} to "
            f"{show_instant(LAST)}"
        )
    return instant


def show_instant(instant: datetime) -> str:
    """Write an instant as ISO 8601 in UTC with `Z`; fractions only where there are any."""
    return _utc(instant) + "Z"


@lru_cache(_SHOWN)
def show_milliseconds(instant: datetime) -> str:
    """Write an instant as JavaScript back ends do: always three decimals, then `Z`."""
    text = _utc(instant)
    return f"{text[:23]}Z" if len(text) > _TO_THE_SECOND else f"{text}.000Z"


@lru_cache(_SHOWN)
def show_seconds(instant: datetime) -> str:
    """Write an instant to the whole second, then `Z`."""
    return _utc(instant)[:_TO_THE_SECOND] + "Z"


def show_local(instant: datetime, zone: tzinfo) -> str:
    """Write an instant as people of a zone would: `Mon 10:00 America/New_York`."""
    local = instant.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local:%H:%M} {zone}"


def _utc(instant: datetime) -> str:
    """Return an instant in UTC without zone, with six decimals or none. Responses hold many instants, and msgspec is
    five times as fast as the standard library."""
    return msgspec.json.encode(instant if instant.tzinfo is UTC else instant.astimezone(UTC))[1:-2].decode()
