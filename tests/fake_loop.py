"""A fake event loop that has only timers; tests advance its time."""

from collections.abc import Callable


class FakeTimer:
    """A timer of a `FakeLoop`."""

    def __init__(self, at: float, callback: Callable[[], None]) -> None:
        self.at, self.callback, self.cancelled = at, callback, False

    def cancel(self) -> None:
        self.cancelled = True


class FakeLoop:
    """The loop: `call_later` adds timers, `advance` runs them."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[FakeTimer] = []

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, callback: Callable[[], None]) -> FakeTimer:
        timer = FakeTimer(self.now + seconds, callback)
        self.timers.append(timer)
        return timer

    def advance(self, seconds: float) -> None:
        """Advance the time and run the timers that are due."""
        goal = self.now + seconds
        while due := [timer for timer in self.timers if timer.at <= goal]:
            first = min(due, key=lambda timer: timer.at)
            self.timers.remove(first)
            self.now = first.at
            if not first.cancelled:
                first.callback()
        self.now = goal
