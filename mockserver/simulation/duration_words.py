"""Durations as people also write them (`2 hours`, `1:30`, `PT5M`), in our notation.

They are not accepted: errors say what to write instead.
"""

import re
from collections.abc import Mapping

_LONG_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("milliseconds", "millisecond", "millis", "msec", "msecs", "ms"), "ms"),
    **dict.fromkeys(("seconds", "second", "secs", "sec", "s"), "s"),
    **dict.fromkeys(("minutes", "minute", "mins", "min", "m"), "m"),
    **dict.fromkeys(("hours", "hour", "hrs", "hr", "h"), "h"),
    **dict.fromkeys(("days", "day", "d"), "d"),
    **dict.fromkeys(("weeks", "week", "w"), "w"),
}
_SMALLER: Mapping[str, str] = {"w": "d", "d": "h", "h": "m", "m": "s", "s": "ms"}
_AMOUNT = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*([a-z]*)\s*(?:,|and)?")
_ISO = re.compile(r"p(?:(\d+)d)?t?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})")


def meant_duration(text: str) -> str | None:
    """Return what a text probably means, in our notation; None if it is no duration at all."""
    plain = text.strip().lower()
    if clock := _CLOCK.fullmatch(plain):
        return "".join(f"{int(part)}{unit}" for part, unit in zip(clock.groups(), "hms", strict=True) if int(part or 0))
    iso = _ISO.fullmatch(plain)
    if iso and any(iso.groups()):
        return "".join(f"{part}{unit}" for part, unit in zip(iso.groups(), "dhms", strict=True) if part)
    return _amounts(plain)


def _amounts(plain: str) -> str | None:
    parts: list[str] = []
    before: str | None = None
    at = 0
    while at < len(plain):
        found = _AMOUNT.match(plain, at)
        unit = _unit(found[2]) if found and found[2] else _SMALLER.get(before or "", "s")
        if found is None or not unit:
            return None
        parts.append(found[1].replace(",", ".") + unit)
        before, at = unit, found.end()
    return "".join(parts) or None


def _unit(word: str) -> str:
    """Return the unit that a word is, or is spelled almost like; empty if there is none."""
    if word in _LONG_UNITS:
        return _LONG_UNITS[word]
    from difflib import get_close_matches

    near = get_close_matches(word, _LONG_UNITS, n=1, cutoff=0.8)
    return _LONG_UNITS[near[0]] if near else ""
