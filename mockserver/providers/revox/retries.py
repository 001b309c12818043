"""When Revox dials, and dials again: the retry configuration of an order as a neutral policy.

Sources: docs.getrevox.com, `call_retry_config`: windows in the recipient's zone (the number's, unless `timezone` is
set), `retry_delay_seconds` per window (default 7200), `max_retry_attempts` counts all dials (default 3), days Monday
to Friday. Times are `HH:mm` or `H:mma`.
"""

import re
from datetime import time, timedelta
from functools import lru_cache
from typing import Any, cast

from mockserver.events import EndReason
from mockserver.numbers import zone_of
from mockserver.providers.revox.options import RevoxOptions
from mockserver.providers.revox.shapes.assistants import RetryShape, WindowShape
from mockserver.providers.revox.words import Day
from mockserver.windows import RetryPolicy, Window, known_zone

DAYS: tuple[Day, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FATAL = (
    EndReason.NUMBER_NON_ATTRIBUTED,
    EndReason.NO_INTERNATIONAL_PERMISSION,
    EndReason.PRECONDITION_FAILED,
)
_TIME = re.compile(r"\s*(\d{1,2})(?::(\d{2}))?\s*(am|pm)?\s*\Z", re.IGNORECASE)
_DEFAULT_WINDOW: WindowShape = {
    "calling_window_start_time": "10:00",
    "calling_window_end_time": "18:00",
    "retry_delay_seconds": 7200,
}


def in_force(given: dict[str, Any] | None) -> RetryShape:
    """The retry configuration of an order with every key; what is not given has its documented default."""
    given = given or {}
    windows = given.get("calling_windows") or [_DEFAULT_WINDOW]
    return {
        "allowed_days": given.get("allowed_days") or list(DAYS[:5]),
        "call_twice_in_a_row": given.get("call_twice_in_a_row", False),
        "calling_windows": [cast("WindowShape", {**_DEFAULT_WINDOW, **window}) for window in windows],
        "max_retry_attempts": given.get("max_retry_attempts", 3),
        "timezone": given.get("timezone"),
    }


def parse_time(text: str) -> time:
    """Read `09:00`, `18:30`, `24:00`, `10am` or `6:30pm`.

    Raises:
        ValueError: it is none of these.
    """
    match = _TIME.match(text)
    if match is None or not (match[2] or match[3]):
        raise ValueError(f"{text!r} is no time of day; expected HH:mm (17:00) or H:mma (5pm)")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is no time of day: hours with am or pm run from 1 to 12")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute < 60 and (hour, minute) == (24, 0):
        return time(0)
    if hour > 23 or minute > 59:
        raise ValueError(f"{text!r} is no time of day; the latest is 24:00")
    return time(hour, minute)


@lru_cache(maxsize=1000)
def _window(start: str, end: str, delay: int) -> Window:
    pause = timedelta(seconds=min(delay, 366 * 86_400))
    try:
        return Window(parse_time(start), parse_time(end), pause)
    except ValueError:  # only where formats are not checked: fall back to the documented hours
        return Window(time(10), time(18), pause)


def policy(config: RetryShape, number: str, options: RevoxOptions, *, any_time: bool) -> RetryPolicy:
    """The policy of an order for `number`, from its configuration (as `in_force` gives it)."""
    zone = config["timezone"] if known_zone(config["timezone"]) else zone_of(number)
    return _policy(
        tuple(
            _window(
                window["calling_window_start_time"], window["calling_window_end_time"], window["retry_delay_seconds"]
            )
            for window in config["calling_windows"]
        ),
        (tuple(DAYS.index(day) for day in config["allowed_days"]), zone),
        (config["max_retry_attempts"], config["call_twice_in_a_row"], any_time),
        options.post_processing_seconds,
    )


@lru_cache(maxsize=1000)
def _policy(
    windows: tuple[Window, ...], where: tuple[tuple[int, ...], str | None], how: tuple[int, bool, bool], wrap: float
) -> RetryPolicy:
    return RetryPolicy(
        max_attempts=how[0],
        windows=windows,
        days=where[0],
        zone=where[1],
        twice_in_a_row=how[1],
        any_time=how[2],
        wrap=timedelta(seconds=wrap),
        fatal=FATAL,
    )
