"""Virtual time: rates, modes and limits of the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from mockserver.errors import SettingsError
from mockserver.simulation.clock import FASTEST, Clock, Mode, wall_now
from mockserver.simulation.durations import FIRST, LAST

START = datetime(2026, 1, 5, 15, tzinfo=UTC)


class Real:
    """A real clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_real_time_passes_at_the_given_rate() -> None:
    real = Real()
    clock = Clock(START, Mode.REAL, 60, real)
    real.seconds += 2
    assert clock.read() == START + timedelta(minutes=2)


def test_changing_the_rate_does_not_jump_in_time() -> None:
    real = Real()
    clock = Clock(START, Mode.REAL, 1, real)
    real.seconds += 10
    clock.change(rate=100)
    assert clock.read() == START + timedelta(seconds=10)
    real.seconds += 1
    assert clock.read() == START + timedelta(seconds=110)


@pytest.mark.parametrize("mode", [Mode.MANUAL, Mode.STEP, Mode.AUTO])
def test_in_other_modes_time_passes_only_by_advance(mode: Mode) -> None:
    real = Real()
    clock = Clock(START, mode, 1, real)
    real.seconds += 10
    assert clock.read() == START
    clock.jump(START + timedelta(hours=2))
    assert clock.read() == START + timedelta(hours=2)
    assert not clock.runs
    assert clock.real_seconds_until(START + timedelta(hours=3)) is None


def test_a_rate_of_zero_stops_real_time() -> None:
    clock = Clock(START, Mode.REAL, 0, Real())
    assert not clock.runs
    assert clock.read() == START


def test_the_clock_converts_waits_to_real_seconds() -> None:
    clock = Clock(START, Mode.REAL, 60, Real())
    assert clock.real_seconds_until(START + timedelta(minutes=3)) == 3
    assert clock.real_seconds_until(START - timedelta(minutes=3)) == 0


@pytest.mark.parametrize("rate", [-1, float("inf"), float("nan")])
def test_impossible_rates_are_refused(rate: float) -> None:
    clock = Clock(START, Mode.REAL, 1, Real())
    with pytest.raises(SettingsError, match="must be between 0 and 1,000,000"):
        clock.change(rate=rate)
    assert clock.rate == 1


def test_the_mode_can_change() -> None:
    real = Real()
    clock = Clock(START, Mode.MANUAL, 2, real)
    clock.change(mode=Mode.REAL)
    real.seconds += 5
    assert clock.mode is Mode.REAL
    assert clock.read() == START + timedelta(seconds=10)


def test_wall_time_is_in_utc() -> None:
    assert wall_now().tzinfo is UTC


@pytest.mark.parametrize("rate", [1.0, FASTEST])
def test_time_stops_at_the_last_representable_instant(rate: float) -> None:
    real = Real()
    clock = Clock(LAST - timedelta(seconds=1), Mode.REAL, rate, real)
    real.seconds += 1e15
    assert clock.read() == LAST
    clock.change(mode=Mode.REAL)
    real.seconds += 1
    assert clock.read() == LAST


@pytest.mark.parametrize("now", [FIRST - timedelta(seconds=1), LAST + timedelta(seconds=1)])
def test_a_clock_cannot_start_out_of_range(now: datetime) -> None:
    with pytest.raises(SettingsError, match="virtual time runs from 0001-01-03T00:00:00Z to 9999-12-30T00:00:00Z"):
        Clock(now, Mode.MANUAL)
    with pytest.raises(SettingsError, match="rate is inf"):
        Clock(LAST, Mode.REAL, float("inf"))
