"""A stand-in for an event loop: only timers, advanced by hand."""

from collections.abc import Callable


class Alarm:
    """A timer of a `Clockwork`."""

    def __init__(self, at: float, ring: Callable[[], None]) -> None:
        self.at, self.ring, self.cancelled = at, ring, False

    def cancel(self) -> None:
        self.cancelled = True


class Clockwork:
    """The loop: `call_later` adds timers, `advance` runs them."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Alarm] = []

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, ring: Callable[[], None]) -> Alarm:
        alarm = Alarm(self.now + seconds, ring)
        self.timers.append(alarm)
        return alarm

    def advance(self, seconds: float) -> None:
        """Advance the time and run the timers that are due."""
        goal = self.now + seconds
        while due := [alarm for alarm in self.timers if alarm.at <= goal]:
            first = min(due, key=lambda alarm: alarm.at)
            self.timers.remove(first)
            self.now = first.at
            if not first.cancelled:
                first.ring()
        self.now = goal
