"""Durations and instants as people and JSON write them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockserver.simulation.durations import (
    parse_duration,
    parse_instant,
    say_duration,
    show_duration,
    show_instant,
    show_local,
    show_milliseconds,
    show_seconds,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("500ms", 0.5),
        ("2s", 2),
        ("1m30s", 90),
        ("5min", 300),
        ("2h", 7200),
        ("3d", 259_200),
        ("2w", 1_209_600),
        ("1.5h", 5400),
        ("1h1m1s1ms", 3661.001),
        (" 2s ", 2),
        ("90", 90),
        ("0", 0),
        ("0.25", 0.25),
        (90, 90),
        (0.000001, 0.000001),
        (0, 0),
        ("36500d", 36_500 * 86_400),
    ],
)
def test_a_duration_is_read_in_every_unit_and_bare_numbers_count_seconds(text: str | float, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "s", "2 s", "two hours", "1h-30m", "2S", "1:30", "h2", "1..5s", True, "1_0x"])
def test_an_invalid_duration_is_refused_with_an_example(text: str | float) -> None:
    with pytest.raises(ValueError, match="is not a duration such as 500ms, 2s, 1m30s, 2h or 3d"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["-1", -1, "nan", "inf", float("nan"), float("inf"), "36501d", "1e30", "9" * 400])
def test_a_duration_below_zero_or_beyond_a_century_is_out_of_range(text: str | float) -> None:
    with pytest.raises(ValueError, match="out of range: between 0 s and 36,500 days"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(0), "0s"),
        (timedelta(microseconds=1), "0.000001s"),
        (timedelta(seconds=2.5), "2.5s"),
        (timedelta(minutes=1, seconds=30), "1m30s"),
        (timedelta(hours=1, minutes=30), "1h30m"),
        (timedelta(days=9), "9d"),
        (timedelta(days=1, seconds=1), "1d1s"),
        (timedelta(seconds=100), "1m40s"),
    ],
)
def test_a_duration_is_shown_largest_units_first_without_empty_ones(span: timedelta, text: str) -> None:
    assert show_duration(span) == text


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=36_500)))
@example(timedelta(days=36_500))
@example(timedelta(days=29_000, microseconds=1))
@example(timedelta(seconds=59, microseconds=999_999))
def test_a_shown_duration_reads_back_as_the_same_duration(span: timedelta) -> None:
    assert parse_duration(show_duration(span)) == span


@pytest.mark.parametrize(
    "text",
    ["2026-01-05T15:00:00Z", "2026-01-05T15:00", "2026-01-05T16:00:00+01:00", "20260105T150000Z", "2026-W02-1T15:00"],
)
def test_an_instant_is_read_in_iso_8601_and_is_utc_without_an_offset(text: str) -> None:
    assert parse_instant(text) == datetime(2026, 1, 5, 15, tzinfo=UTC)
    assert parse_instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-02-30T00:00:00Z", "15:00", "1767625200", "0001-01-01T00:00:00+02:00", "\x00"]
)
def test_an_invalid_instant_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO 8601 instant such as 2026-01-05T15:00:00Z"):
        parse_instant(text)


def test_an_instant_is_shown_in_utc_with_as_many_decimals_as_asked() -> None:
    paris = datetime(2026, 1, 5, 16, 0, 0, 120_999, tzinfo=timezone(timedelta(hours=1)))
    assert show_instant(paris) == "2026-01-05T15:00:00.120999Z"
    assert show_milliseconds(paris) == "2026-01-05T15:00:00.120Z"
    assert show_seconds(paris) == "2026-01-05T15:00:00Z"
    assert show_instant(paris.replace(microsecond=0)) == "2026-01-05T15:00:00Z"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("America/New_York", "Mon 10:05 America/New_York"),
        ("Asia/Tokyo", "Tue 00:05 Asia/Tokyo"),
        ("UTC", "Mon 15:05 UTC"),
    ],
)
def test_a_local_time_has_the_day_and_the_zone(zone: str, shown: str) -> None:
    assert show_local(datetime(2026, 1, 5, 15, 5, 59, tzinfo=UTC), ZoneInfo(zone)) == shown


@given(st.integers(0, 6))
def test_a_local_time_has_the_day_of_the_week(days: int) -> None:
    day = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=days)
    assert show_local(day, UTC) == f"{day:%a} 00:00 UTC"


@given(st.datetimes(timezones=st.just(UTC)))
@example(datetime(999, 1, 1, tzinfo=UTC))
def test_a_shown_instant_reads_back_as_the_same_instant(instant: datetime) -> None:
    assert parse_instant(show_instant(instant)) == instant
    assert parse_instant(show_milliseconds(instant)) == instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    assert parse_instant(show_seconds(instant)) == instant.replace(microsecond=0)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 seconds"), (1, "1 second"), (59.9, "59 seconds"), (60, "1 minute"), (121, "2 minutes 1 second")],
)
def test_a_duration_is_said_in_minutes_and_seconds(seconds: float, said: str) -> None:
    assert say_duration(seconds) == said


@pytest.mark.parametrize(
    ("text", "meant"),
    [("2 hors", "2h"), ("90 Minutes", "90m"), ("1 hour, 30 min", "1h30m"), ("5 msec", "5ms"), ("1 h and 2 s", "1h2s")],
)
def test_a_duration_in_words_is_refused_with_what_was_meant(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=rf"did you mean '{meant}'\?"):
        parse_duration(text)
    assert parse_duration(meant)


@pytest.mark.parametrize("text", ["soon", "2 parsecs", "hours", "2h x"])
def test_what_is_not_a_duration_in_words_is_refused_without_a_guess(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a duration such as 500ms, 2s, 1m30s, 2h or 3d$"):
        parse_duration(text)
