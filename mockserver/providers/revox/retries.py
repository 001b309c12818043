"""Convert the retry configuration of an order to a neutral retry policy.

Sources: docs.getrevox.com, `call_retry_config`: windows in the recipient's zone (the number's, unless `timezone` is
set), `retry_delay_seconds` per window (default 7200), `max_retry_attempts` counts all dials (default 3), days Monday
to Friday. Times are `HH:mm` or `H:mma`.
"""

import re
from datetime import time, timedelta
from typing import Any, cast

from mockserver.calls.events import EndReason
from mockserver.calls.numbers import zone_of
from mockserver.calls.windows import RetryPolicy, Window, known_zone
from mockserver.providers.base import options_of
from mockserver.providers.revox.options import RevoxOptions
from mockserver.providers.revox.shapes.assistants import RetryShape, WindowShape
from mockserver.providers.revox.words import Day
from mockserver.world.world import World

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


def with_defaults(given: dict[str, Any] | None) -> RetryShape:
    """Return a retry configuration with every key; missing keys get their documented defaults."""
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
        ValueError: the text has another form.
    """
    match = _TIME.match(text)
    if match is None or not (match[2] or match[3]):
        raise ValueError(f"{text!r} is not a time of day; expected HH:mm (17:00) or H:mma (5pm)")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is not a time of day; with am or pm the hour must be 1 to 12")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute < 60 and (hour, minute) == (24, 0):
        return time(0)
    if hour > 23 or minute > 59:
        raise ValueError(f"{text!r} is not a time of day; the latest is 24:00")
    return time(hour, minute)


def shared_config(world: World, given: dict[str, Any] | None) -> RetryShape:
    """Return a retry configuration `with_defaults`, the same object for all orders that share `given`.

    It is cached by identity; the cache keeps `given` alive, so no other object can have that identity.
    """
    return world.memo.get_or_make(("revox.retry", id(given)), (given,), _with_defaults)


def _with_defaults(facts: tuple[dict[str, Any] | None]) -> RetryShape:
    return with_defaults(facts[0])


def policy(world: World, config: RetryShape, number: str, *, any_time: bool) -> RetryPolicy:
    """Return the cached policy of an order for `number`. `config` must come from `shared_config`."""
    zone = config["timezone"] if known_zone(config["timezone"]) else zone_of(number)
    key = "revox.policy", id(config), zone, any_time
    facts = config, options_of(world, "revox")
    return world.memo.get_or_make(key, facts, lambda given: _policy(*given, zone, any_time=any_time))


def _policy(config: RetryShape, options: RevoxOptions, zone: str | None, *, any_time: bool) -> RetryPolicy:
    return RetryPolicy(
        max_attempts=config["max_retry_attempts"],
        windows=tuple(map(_window, config["calling_windows"])),
        days=tuple(map(DAYS.index, config["allowed_days"])),
        zone=zone,
        twice_in_a_row=config["call_twice_in_a_row"],
        any_time=any_time,
        wrap=timedelta(seconds=options.post_processing_seconds),
        fatal=FATAL,
    )


def _window(given: WindowShape) -> Window:
    pause = timedelta(seconds=min(given["retry_delay_seconds"], 366 * 86_400))
    try:
        start, end = given["calling_window_start_time"], given["calling_window_end_time"]
        return Window(parse_time(start), parse_time(end), pause)
    except ValueError:  # profile `lenient` does not check formats: use the documented hours
        return Window(time(10), time(18), pause)
