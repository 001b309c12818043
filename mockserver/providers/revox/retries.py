"""Convert the retry configuration of an order to a neutral retry policy.

Sources: docs.getrevox.com, `call_retry_config`: windows in the recipient's zone (the number's, unless `timezone` is
set), `retry_delay_seconds` per window (default 7200), `max_retry_attempts` counts all dials (default 3), days Monday
to Friday. Times are `HH:mm` or `H:mma`.
"""

import re
from datetime import time, timedelta
from functools import lru_cache
from itertools import starmap

from mockserver.calls.events import EndReason
from mockserver.calls.numbers import zone_of
from mockserver.calls.windows import RetryPolicy, Window, known_zone
from mockserver.providers.revox.assistant_parts import DAYS, CallingWindow, RetryConfig
from mockserver.providers.revox.options import revox_options
from mockserver.providers.revox.words import Day
from mockserver.world.world import World

FATAL = (
    EndReason.NUMBER_NON_ATTRIBUTED,
    EndReason.NO_INTERNATIONAL_PERMISSION,
    EndReason.PRECONDITION_FAILED,
)
_TIME = re.compile(r"\s*(\d{1,2})(?::(\d{2}))?\s*(am|pm)?\s*\Z", re.IGNORECASE)
DEFAULT_CONFIG = RetryConfig()


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


def policy(world: World, config: RetryConfig, number: str, *, any_time: bool) -> RetryPolicy:
    """Return the policy of an order for `number`."""
    options = revox_options(world)
    zone = config.timezone if known_zone(config.timezone) else zone_of(number, by_area=options.zones == "area")
    return _policy(
        config.max_retry_attempts,
        tuple(map(_window_facts, config.calling_windows)),
        tuple(config.allowed_days),
        zone,
        options.post_processing_seconds,
        twice_in_a_row=config.call_twice_in_a_row,
        any_time=any_time,
    )


def _window_facts(window: CallingWindow) -> tuple[str, str, float]:
    return window.calling_window_start_time, window.calling_window_end_time, window.retry_delay_seconds


@lru_cache(maxsize=256)
def _policy(
    max_attempts: int,
    windows: tuple[tuple[str, str, float], ...],
    days: tuple[Day, ...],
    zone: str | None,
    post_processing_seconds: float,
    *,
    twice_in_a_row: bool,
    any_time: bool,
) -> RetryPolicy:
    """Return the policy; orders with equal settings share it, which keeps 100,000 orders small."""
    return RetryPolicy(
        max_attempts=max_attempts,
        windows=tuple(starmap(_window, windows)),
        days=tuple(map(DAYS.index, days)),
        zone=zone,
        twice_in_a_row=twice_in_a_row,
        any_time=any_time,
        wrap=timedelta(seconds=post_processing_seconds),
        fatal=FATAL,
    )


def _window(start: str, end: str, retry_delay_seconds: float) -> Window:
    pause = timedelta(seconds=min(retry_delay_seconds, 366 * 86_400))
    try:
        return Window(parse_time(start), parse_time(end), pause)
    except ValueError:  # profile `lenient` does not check formats: use the documented hours
        return Window(time(10), time(18), pause)
