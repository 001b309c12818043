"""Calling windows against an oracle that walks minute by minute and reads the wall clock each time.

The oracle does not handle clock changes specially: it converts each UTC minute to the wall clock, as weekday and
minutes of the day, and looks it up in a list of allowed minutes. Windows and instants are whole minutes, so both
must give the same instant.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockserver.calls.windows import Window, next_inside

ZONES = (
    "America/New_York",
    "Europe/Paris",
    "Australia/Lord_Howe",  # half an hour of summer time
    "America/Santiago",  # the clock changes at midnight
    "America/Havana",  # midnight happens twice
    "Asia/Kolkata",  # half an hour off, no summer time
)
CHANGES = ("2026-03-08", "2026-03-29", "2026-04-05", "2026-09-06", "2026-10-04", "2026-10-25", "2026-11-01")
DAY = 24 * 60
MINUTE = timedelta(minutes=1)
Span = tuple[int, int]  #: start and end of a window, in minutes of the day


def allowed_minutes(spans: tuple[Span, ...], days: tuple[int, ...]) -> set[int]:
    """Return all minutes of the week at which dialling is allowed."""
    allowed = set()
    for day in days:
        for start, end in spans:
            length = (end - start) % DAY or DAY
            allowed |= {(day * DAY + start + step) % (7 * DAY) for step in range(length)}
    return allowed


def naive(at: datetime, spans: tuple[Span, ...], days: tuple[int, ...], zone: ZoneInfo) -> datetime:
    """Return the first minute from `at` on that is allowed on the wall clock."""
    allowed = allowed_minutes(spans, days)
    while True:
        wall = at.astimezone(zone)
        if wall.weekday() * DAY + wall.hour * 60 + wall.minute in allowed:
            return at
        at += MINUTE


def window(span: Span) -> Window:
    start, end = (time(*divmod(minutes, 60)) for minutes in span)
    return Window(start, end, timedelta(0))


minutes = st.integers(0, DAY - 1) | st.sampled_from([0, 30, 60, 90, 119, 120, 150, 180, 1380, 1410, 1439])
spans = st.one_of(
    st.tuples(minutes, minutes),
    st.builds(lambda start, length: (start, (start + length) % DAY), minutes, st.integers(1, 45)),
)
around_changes = st.builds(
    lambda day, shift: datetime.fromisoformat(day).replace(tzinfo=UTC) + shift * MINUTE,
    st.sampled_from(CHANGES),
    st.integers(-2 * DAY, 2 * DAY),
)
any_day = st.builds(lambda shift: datetime(2026, 1, 1, tzinfo=UTC) + shift * MINUTE, st.integers(0, 365 * DAY))


@settings(max_examples=300)
@given(
    at=around_changes | any_day,
    spans=st.lists(spans, min_size=1, max_size=3).map(tuple),
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    zone=st.sampled_from(ZONES),
)
@example(datetime(2026, 3, 29, 0, 0, tzinfo=UTC), ((150, 240),), (6,), "Europe/Paris")  # starts in the gap
@example(datetime(2026, 3, 28, 3, 0, tzinfo=UTC), ((135, 165),), (5, 6, 0), "Europe/Paris")  # lies in the gap
@example(datetime(2026, 10, 25, 0, 45, tzinfo=UTC), ((135, 165),), (6,), "Europe/Paris")  # opens twice
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ((60, 150),), (6,), "Europe/Paris")  # ends in the fold
@example(datetime(2026, 11, 1, 5, 30, tzinfo=UTC), ((0, 90),), (6,), "America/New_York")
@example(datetime(2026, 3, 8, 6, 59, tzinfo=UTC), ((1410, 179),), (5,), "America/New_York")  # across midnight
@example(datetime(2026, 9, 6, 3, 0, tzinfo=UTC), ((0, 30),), (6,), "America/Santiago")  # midnight is skipped
@example(datetime(2026, 9, 6, 3, 0, tzinfo=UTC), ((1410, 30),), (5,), "America/Santiago")
@example(datetime(2026, 4, 5, 2, 45, tzinfo=UTC), ((1380, 1410),), (5,), "America/Santiago")  # 23:00 comes twice
@example(datetime(2026, 4, 5, 2, 45, tzinfo=UTC), ((0, 10), (1380, 1410)), (5, 6), "America/Santiago")
@example(datetime(2026, 11, 1, 4, 30, tzinfo=UTC), ((0, 30),), (6,), "America/Havana")
@example(datetime(2026, 11, 1, 4, 30, tzinfo=UTC), ((1430, 30),), (5,), "America/Havana")
@example(datetime(2026, 10, 3, 15, 0, tzinfo=UTC), ((125, 145),), (6,), "Australia/Lord_Howe")
@example(datetime(2026, 4, 4, 14, 59, tzinfo=UTC), ((100, 120),), (6,), "Australia/Lord_Howe")
@example(datetime(2026, 1, 9, 18, 30, tzinfo=UTC), ((540, 540),), (0,), "Asia/Kolkata")  # a whole day, once a week
def test_the_next_opening_is_the_first_allowed_minute_on_the_wall(
    at: datetime, spans: tuple[Span, ...], days: tuple[int, ...], zone: str
) -> None:
    there = ZoneInfo(zone)
    windows = tuple(window(span) for span in spans)
    assert next_inside(at, windows, days, there) == naive(at, spans, days, there)
