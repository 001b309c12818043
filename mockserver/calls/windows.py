"""When a number may be dialled, and when it is dialled again.

An instant is inside a calling window if the wall clock in the recipient's zone says so. This also settles
daylight-saving changes (a skipped hour is in no window, a repeated hour counts twice) and windows across midnight (they
belong to the day on which they open). Everything is a pure function of instants; no clock is read.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from mockserver.calls.events import AnsweredBy, EndReason
from mockserver.simulation.durations import LAST, later

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
_REMEMBERED = 1024  #: cached zones, and cached days: the orders of one day need the same openings
_HORIZON_DAYS = 400  #: every window opens at least once within a year, even if a clock change hides it


class Window(msgspec.Struct, frozen=True):
    """Wall-clock times `start` ≤ t < `end`. If the end is not after the start, it is on the next day.

    `delay` is the time before a retry after a dial inside this window.
    """

    start: time
    end: time
    delay: timedelta

    @property
    def crosses_midnight(self) -> bool:
        """Return whether the window ends on the day after it opened (24:00 is written 00:00 and counts as crossing)."""
        return self.end <= self.start


class RetryPolicy(msgspec.Struct, frozen=True):
    """How often, and when, a call is dialled until somebody is reached."""

    max_attempts: int
    windows: tuple[Window, ...]
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  #: Monday is 0
    zone: str | None = None  #: IANA name; None: no zone is known, so no window holds
    twice_in_a_row: bool = False  #: the second dial follows the first at once
    any_time: bool = False  #: ignore windows and days
    wrap: timedelta = timedelta(0)  #: between the end of the last talk and the end of the call
    satisfied_by: tuple[AnsweredBy, ...] = (AnsweredBy.HUMAN,)  #: no retry after these
    fatal: tuple[EndReason, ...] = ()  #: no retry after these, and the call counts as failed

    def opening(self, at: datetime) -> datetime:
        """Return the first instant not before `at` at which dialling is allowed, limited to the range of virtual
        time."""
        if self.any_time or self.zone is None:
            return at
        try:
            return min(next_inside(at, self.windows, self.days, zone_called(self.zone)), LAST)
        except OverflowError:  # no window opens any more before the calendar ends
            return LAST

    def retry_at(self, dials: int, dialled: datetime, ended: datetime) -> datetime:
        """Return when dial number `dials` + 1 is due, after one that began at `dialled` and ended at `ended`."""
        if self.twice_in_a_row and dials == 1:
            return self.opening(ended)
        return self.opening(later(ended, self._delay(dialled)))

    def _delay(self, dialled: datetime) -> timedelta:
        if not self.windows:
            return timedelta(0)
        if self.zone is not None:
            local = dialled.astimezone(zone_called(self.zone))
            for window in self.windows:
                if holds(window, local, self.days):
                    return window.delay
        return self.windows[0].delay


@lru_cache(_REMEMBERED)
def zone_called(name: str) -> "ZoneInfo":
    """Return the zone of an IANA name.

    Raises:
        LookupError, OSError, ValueError: there is no such zone.
    """
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def known_zone(name: str | None) -> bool:
    """Return whether there is a zone of that IANA name."""
    try:
        return bool(name) and zone_called(str(name)) is not None
    except (LookupError, OSError, ValueError):
        return False


def holds(window: Window, local: datetime, days: tuple[int, ...]) -> bool:
    """Return whether the wall-clock time `local` is inside `window` on an allowed day."""
    now = local.time()
    if not window.crosses_midnight:
        return window.start <= now < window.end and local.weekday() in days
    if now >= window.start:
        return local.weekday() in days
    return now < window.end and (local.weekday() - 1) % 7 in days


def next_inside(at: datetime, windows: tuple[Window, ...], days: tuple[int, ...], zone: "ZoneInfo") -> datetime:
    """Return the first instant not before `at` inside one of `windows` on one of `days`, by the wall clock of `zone`.

    Raises:
        ValueError: no window or no day is given, so there is no such instant.
    """
    for instant in _candidates(at, windows, zone):
        local = instant.astimezone(zone)
        for window in windows:
            if holds(window, local, days):
                return instant
    raise ValueError("There is no allowed instant: name at least one calling window and one allowed day.")


def _candidates(at: datetime, windows: tuple[Window, ...], zone: "ZoneInfo") -> Iterator[datetime]:
    """Yield every instant from `at` on at which a window may open, in order: openings and clock changes."""
    yield at
    first = at.astimezone(zone).date() - _DAY
    for offset in range(_HORIZON_DAYS):
        for instant in _changes(first + offset * _DAY, windows, zone):
            if instant > at:
                yield instant


@lru_cache(_REMEMBERED)
def _changes(day: date, windows: tuple[Window, ...], zone: "ZoneInfo") -> tuple[datetime, ...]:
    """Return the openings and clock changes of one day, in order."""
    openings = {_instant(day, window.start, fold, zone) for window in windows for fold in (0, 1)}
    return tuple(sorted(openings | set(_clock_change(day, zone))))


def _instant(day: date, moment: time, fold: int, zone: "ZoneInfo") -> datetime:
    return datetime.combine(day, moment.replace(fold=fold), tzinfo=zone).astimezone(UTC)


def _clock_change(day: date, zone: "ZoneInfo") -> Iterator[datetime]:
    """Return the instant at which the zone's offset changes on that day, to the second, or None."""
    low = _instant(day, _MIDNIGHT, 0, zone)
    high = _instant(day + _DAY, _MIDNIGHT, 0, zone)
    before, after = low.astimezone(zone).utcoffset(), high.astimezone(zone).utcoffset()
    if before == after:
        return
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    yield high
