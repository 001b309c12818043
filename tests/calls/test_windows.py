"""Calling windows by the recipient's wall clock, and the time of retries.

Clock changes in the tests: Paris skips 02:00–03:00 on 2026-03-29 and repeats it on 2026-10-25; New York skips on
2026-03-08 and repeats 01:00–02:00 on 2026-11-01; Santiago skips 00:00–01:00 on 2026-09-06.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mockserver.calls.windows import RetryPolicy, Window, holds, next_inside

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS = (0, 1, 2, 3, 4)
HOUR = timedelta(hours=1)


def window(start: str, end: str, delay: timedelta = 2 * HOUR) -> Window:
    return Window(time.fromisoformat(start), time.fromisoformat(end), delay)


OFFICE = window("09:00", "17:00")
NIGHT = window("22:00", "02:00")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def opening(at: str, *windows: Window, zone: str = "Europe/Paris", days: tuple[int, ...] = EVERY_DAY) -> datetime:
    return next_inside(utc(at), windows, days, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("08:59:59.999999", False),
        ("09:00", True),
        ("16:59:59.999999", True),
        ("17:00", False),
    ],
)
def test_the_start_of_a_window_is_included_and_the_end_is_not(moment: str, inside: bool) -> None:
    assert holds(OFFICE, datetime.fromisoformat(f"2026-01-05T{moment}"), EVERY_DAY) is inside


@pytest.mark.parametrize(
    ("moment", "inside"),
    [("21:59:59", False), ("22:00", True), ("23:59:59", True), ("00:00", True), ("01:59", True), ("02:00", False)],
)
def test_a_window_whose_end_is_before_its_start_continues_after_midnight(moment: str, inside: bool) -> None:
    assert NIGHT.crosses_midnight
    assert holds(NIGHT, datetime.fromisoformat(f"2026-01-05T{moment}"), EVERY_DAY) is inside


def test_a_window_across_midnight_belongs_to_the_day_on_which_it_opens() -> None:
    friday_night, saturday_early, monday_early = "2026-01-09T23:00", "2026-01-10T01:00", "2026-01-12T01:00"
    assert holds(NIGHT, datetime.fromisoformat(friday_night), WEEKDAYS)
    assert holds(NIGHT, datetime.fromisoformat(saturday_early), WEEKDAYS)
    assert not holds(NIGHT, datetime.fromisoformat(monday_early), WEEKDAYS)


@pytest.mark.parametrize("moment", ["00:00", "08:59", "09:00", "23:59:59.999999"])
def test_a_window_that_ends_when_it_starts_is_a_whole_day(moment: str) -> None:
    assert holds(window("09:00", "09:00"), datetime.fromisoformat(f"2026-01-07T{moment}"), EVERY_DAY)


def test_a_window_until_midnight_ends_with_its_day() -> None:
    evening = window("18:00", "00:00")
    assert holds(evening, datetime.fromisoformat("2026-01-09T23:59:59.999999"), (4,))
    assert not holds(evening, datetime.fromisoformat("2026-01-10T00:00"), (4,))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-01-05T09:00+01:00", "2026-01-05T09:00+01:00"),
        ("2026-01-05T12:34:56.789+01:00", "2026-01-05T12:34:56.789+01:00"),
        ("2026-01-05T16:59:59.999999+01:00", "2026-01-05T16:59:59.999999+01:00"),
        ("2026-01-05T17:00+01:00", "2026-01-06T09:00+01:00"),
        ("2026-01-05T08:59:59.999999+01:00", "2026-01-05T09:00+01:00"),
        ("2026-01-05T00:00+01:00", "2026-01-05T09:00+01:00"),
    ],
)
def test_dialling_is_allowed_now_inside_a_window_and_otherwise_when_it_opens(at: str, expected: str) -> None:
    assert opening(at, OFFICE) == utc(expected)


def test_after_friday_evening_the_next_opening_is_on_monday() -> None:
    assert opening("2026-01-09T17:00+01:00", OFFICE, days=WEEKDAYS) == utc("2026-01-12T09:00+01:00")
    assert opening("2026-01-11T12:00+01:00", OFFICE, days=WEEKDAYS) == utc("2026-01-12T09:00+01:00")


def test_with_one_allowed_day_the_next_opening_may_be_a_week_away() -> None:
    assert opening("2026-01-05T17:00+01:00", OFFICE, days=(0,)) == utc("2026-01-12T09:00+01:00")


def test_the_window_that_opens_first_counts_in_any_order() -> None:
    evening, morning = window("18:00", "20:00"), window("09:00", "12:00")
    for windows in ((evening, morning), (morning, evening)):
        assert opening("2026-01-05T12:00+01:00", *windows) == utc("2026-01-05T18:00+01:00")
        assert opening("2026-01-05T20:00+01:00", *windows) == utc("2026-01-06T09:00+01:00")


def test_the_weekday_is_the_recipients_and_not_utcs() -> None:
    early_monday_in_kiritimati = "2026-01-04T11:00+00:00"
    assert opening(early_monday_in_kiritimati, window("00:00", "12:00"), zone="Pacific/Kiritimati", days=(0,)) == (
        utc(early_monday_in_kiritimati)
    )


def test_the_result_is_in_utc_or_the_given_instant_itself() -> None:
    assert opening("2026-01-05T17:00+01:00", OFFICE).tzinfo is UTC


def test_an_opening_follows_the_clock_when_summer_time_begins() -> None:
    assert opening("2026-03-28T18:00+01:00", OFFICE) == utc("2026-03-29T09:00+02:00")


def test_a_window_inside_the_skipped_hour_does_not_open_on_that_day() -> None:
    assert opening("2026-03-28T03:00+01:00", window("02:15", "02:45")) == utc("2026-03-30T02:15+02:00")


def test_a_window_that_starts_inside_the_skipped_hour_opens_when_the_hour_has_been_skipped() -> None:
    assert opening("2026-03-29T00:00+01:00", window("02:30", "04:00")) == utc("2026-03-29T03:00+02:00")


def test_a_window_inside_the_repeated_hour_opens_twice() -> None:
    short = window("02:15", "02:45")
    assert opening("2026-10-25T00:00+02:00", short) == utc("2026-10-25T02:15+02:00")
    assert opening("2026-10-25T02:45+02:00", short) == utc("2026-10-25T02:15+01:00")
    assert opening("2026-10-25T02:45+01:00", short) == utc("2026-10-26T02:15+01:00")


def test_a_window_that_ends_inside_the_repeated_hour_opens_again_when_the_clock_goes_back() -> None:
    assert opening("2026-10-25T02:30+02:00", window("01:00", "02:30")) == utc("2026-10-25T02:00+01:00")


def test_a_window_that_starts_at_a_midnight_that_does_not_exist_opens_at_one() -> None:
    santiago = "America/Santiago"
    assert opening("2026-09-05T22:00-04:00", window("00:00", "02:00"), zone=santiago) == utc("2026-09-06T01:00-03:00")
    assert opening("2026-09-05T22:00-04:00", window("00:15", "00:45"), zone=santiago) == utc("2026-09-07T00:15-03:00")


def test_a_repeated_hour_before_midnight_belongs_to_the_day_before() -> None:
    late = window("23:00", "23:30")
    santiago = "America/Santiago"
    assert opening("2026-04-04T23:30-03:00", late, zone=santiago, days=(5,)) == utc("2026-04-04T23:00-04:00")
    assert opening("2026-04-04T23:30-04:00", late, zone=santiago, days=(5,)) == utc("2026-04-11T23:00-04:00")


def test_half_an_hour_of_summer_time_is_enough_to_hide_a_window() -> None:
    short, zone = window("02:05", "02:25"), "Australia/Lord_Howe"
    assert opening("2026-10-03T12:00+10:30", short, zone=zone) == utc("2026-10-05T02:05+11:00")
    assert opening("2026-04-05T02:00+10:30", window("01:35", "01:55"), zone=zone) == utc("2026-04-06T01:35+10:30")


def test_a_weekly_window_hidden_by_a_clock_change_opens_a_week_later() -> None:
    sunday = (6,)
    assert opening("2026-03-23T00:00+01:00", window("02:15", "02:45"), days=sunday) == utc("2026-04-05T02:15+02:00")


@pytest.mark.parametrize(("windows", "days"), [((), EVERY_DAY), ((OFFICE,), ())])
def test_without_windows_or_days_there_is_no_opening(windows: tuple[Window, ...], days: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="name at least one calling window and one allowed day"):
        next_inside(utc("2026-01-05T15:00+00:00"), windows, days, ZoneInfo("Europe/Paris"))


MORNING, EVENING = window("09:00", "12:00", HOUR), window("18:00", "20:00", 3 * HOUR)
POLICY = RetryPolicy(max_attempts=3, windows=(MORNING, EVENING), zone="Europe/Paris")


def retry(policy: RetryPolicy, dialled: str, *, dials: int = 2, lasted: timedelta = timedelta(0)) -> datetime:
    return policy.retry_at(dials, utc(dialled), utc(dialled) + lasted)


@pytest.mark.parametrize(
    ("dialled", "due"),
    [
        ("2026-01-05T09:00+01:00", "2026-01-05T10:00+01:00"),
        ("2026-01-05T10:59:59+01:00", "2026-01-05T11:59:59+01:00"),
        ("2026-01-05T11:00+01:00", "2026-01-05T18:00+01:00"),
        ("2026-01-05T18:00+01:00", "2026-01-06T09:00+01:00"),
    ],
)
def test_the_delay_is_that_of_the_window_in_which_the_last_dial_began(dialled: str, due: str) -> None:
    assert retry(POLICY, dialled) == utc(due)


def test_the_delay_counts_from_the_end_of_the_last_dial() -> None:
    assert retry(POLICY, "2026-01-05T09:00+01:00", lasted=HOUR / 2) == utc("2026-01-05T10:30+01:00")


def test_a_dial_that_outlasts_its_window_still_has_that_windows_delay() -> None:
    assert retry(POLICY, "2026-01-05T11:59+01:00", lasted=6 * HOUR) == utc("2026-01-05T18:59+01:00")


def test_a_dial_outside_all_windows_has_the_delay_of_the_first() -> None:
    assert retry(POLICY, "2026-01-05T17:30+01:00") == utc("2026-01-05T18:30+01:00")


def test_the_second_dial_may_follow_at_once_and_the_third_may_not() -> None:
    policy = RetryPolicy(max_attempts=3, windows=(MORNING,), zone="Europe/Paris", twice_in_a_row=True)
    assert retry(policy, "2026-01-05T09:00+01:00", dials=1) == utc("2026-01-05T09:00+01:00")
    assert retry(policy, "2026-01-05T09:00+01:00", dials=2) == utc("2026-01-05T10:00+01:00")


def test_the_second_dial_in_a_row_still_waits_for_its_window() -> None:
    policy = RetryPolicy(max_attempts=2, windows=(MORNING,), zone="Europe/Paris", twice_in_a_row=True)
    due = retry(policy, "2026-01-05T11:59:30+01:00", dials=1, lasted=timedelta(minutes=1))
    assert due == utc("2026-01-06T09:00+01:00")


def test_with_a_delay_of_zero_the_retry_follows_as_soon_as_the_window_allows() -> None:
    policy = RetryPolicy(max_attempts=2, windows=(window("09:00", "12:00", timedelta(0)),), zone="Europe/Paris")
    assert retry(policy, "2026-01-05T10:00+01:00") == utc("2026-01-05T10:00+01:00")
    assert retry(policy, "2026-01-05T12:00+01:00") == utc("2026-01-06T09:00+01:00")


def test_a_policy_that_ignores_windows_opens_at_any_time_and_keeps_the_delay() -> None:
    policy = RetryPolicy(max_attempts=2, windows=(MORNING,), days=(), zone="Europe/Paris", any_time=True)
    assert policy.opening(utc("2026-01-10T03:00+01:00")) == utc("2026-01-10T03:00+01:00")
    assert retry(policy, "2026-01-10T03:00+01:00") == utc("2026-01-10T04:00+01:00")


def test_without_a_time_zone_windows_are_ignored_and_the_first_delay_counts() -> None:
    policy = RetryPolicy(max_attempts=2, windows=(MORNING, EVENING), days=WEEKDAYS)
    assert policy.opening(utc("2026-01-10T03:00+00:00")) == utc("2026-01-10T03:00+00:00")
    assert retry(policy, "2026-01-05T03:00+00:00") == utc("2026-01-05T04:00+00:00")
    assert retry(policy, "2026-01-05T19:00+00:00") == utc("2026-01-05T20:00+00:00")


def test_without_windows_there_is_no_delay() -> None:
    policy = RetryPolicy(max_attempts=2, windows=())
    assert retry(policy, "2026-01-05T03:00+00:00", lasted=HOUR) == utc("2026-01-05T04:00+00:00")


def test_the_delay_is_elapsed_time_also_across_a_clock_change() -> None:
    policy = RetryPolicy(max_attempts=2, windows=(window("00:00", "00:00", 6 * HOUR),), zone="Europe/Paris")
    assert retry(policy, "2026-03-29T00:00+01:00") == utc("2026-03-29T07:00+02:00")
