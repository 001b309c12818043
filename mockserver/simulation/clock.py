"""Virtual time as one equation: now = base + rate × (real − anchor).

Changing the rate, the mode or the time moves the anchor first, so virtual time never jumps by accident. The clock only
says what time it should be; the world moves there event by event. No other module asks the operating system for the
time.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from mockserver.errors import SettingsError
from mockserver.simulation.durations import LAST, within

FASTEST = 1e6  #: the highest rate, in virtual seconds per real second: 11 days in a second


class Mode(StrEnum):
    """How virtual time passes."""

    REAL = "real"  #: with real time, times the rate
    MANUAL = "manual"  #: stands still until advanced
    STEP = "step"  #: stands still, but each read of an unfinished call jumps to its next change of status
    AUTO = "auto"  #: jumps to the next due event whenever nothing is in flight


REAL, MANUAL, STEP, AUTO = Mode  # constants are faster than enum look-ups on every request; see `events.PLACED`


def wall_now() -> datetime:
    """Return the real time in UTC. Use it only where a real clock counts: the start of `serve`, signatures."""
    return datetime.now(UTC)


class Clock:
    """The clock of one world.

    Raises:
        SettingsError: `now` or `rate` is out of range.
    """

    __slots__ = ("_anchor", "_base", "_real", "mode", "moves", "rate", "runs")

    def __init__(
        self, now: datetime, mode: Mode, rate: float = 1.0, real: Callable[[], float] = time.monotonic
    ) -> None:
        self._check(now, rate)
        self._real = real
        self._base, self._anchor = now, real()
        self.mode = mode  #: how time passes; set it with `change`
        self.rate = rate  #: virtual seconds per real second, in mode `real`; set it with `change`
        self.runs = mode is REAL and rate > 0  #: whether time passes by itself, with real time
        self.moves = 0  #: how often the clock was moved or changed; earlier calculations are then invalid

    def read(self) -> datetime:
        """Return the time that it should be now. At `LAST` it stops."""
        if not self.runs:
            return self._base
        passed = self.rate * (self._real() - self._anchor)
        try:
            now = self._base + timedelta(seconds=passed)
        except OverflowError:
            return LAST
        return now if now < LAST else LAST

    def jump(self, now: datetime) -> None:
        """Continue from `now`."""
        self._base, self._anchor = now, self._real()
        self.moves += 1

    def change(self, *, mode: Mode | None = None, rate: float | None = None) -> None:
        """Change how time passes from now on.

        Raises:
            SettingsError: the rate is negative, above `FASTEST` or not a number.
        """
        self._check(self._base, self.rate if rate is None else rate)
        self.jump(self.read())
        self.mode = self.mode if mode is None else mode
        self.rate = self.rate if rate is None else rate
        self.runs = self.mode is REAL and self.rate > 0

    @staticmethod
    def _check(now: datetime, rate: float) -> None:
        try:
            within(now)
        except ValueError as error:
            raise SettingsError(f"now: {error}.") from None
        if not 0 <= rate <= FASTEST:
            raise SettingsError(
                f"rate is {rate:g}; it must be between 0 and {FASTEST:,.0f}, e.g. 60 for a minute per second."
            )

    def real_seconds_until(self, instant: datetime) -> float | None:
        """Return the real seconds until `instant`, or None if time does not pass by itself."""
        if not self.runs:
            return None
        return max(0.0, (instant - self.read()).total_seconds() / self.rate)
