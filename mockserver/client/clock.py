"""The clock of a world, from outside: read it, move it, let time pass differently.

Spans and instants may be given as Python has them or as text; they are sent as text.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from mockserver.client.link import Link
from mockserver.client.values import ClockState, Moved
from mockserver.simulation.durations import show_duration, show_instant


class Clock:
    """The clock of a world."""

    def __init__(self, link: Link, world: str | None) -> None:
        self._link, self._world = link, world

    @property
    def now(self) -> datetime:
        """The virtual time."""
        return self.state.now

    @property
    def state(self) -> ClockState:
        """Mode, rate and time."""
        return msgspec.convert(self._link.ask("GET", "/clock", world=self._world), ClockState)

    def advance(
        self,
        by: str | float | timedelta | None = None,
        *,
        to: datetime | str | None = None,
        wait_budget: float | None = None,
    ) -> Moved:
        """Move on by a span (`"2h"`, seconds, a timedelta) or to an instant; returns when all that was due is done and
        delivered. `patience` is for how many real seconds receivers are waited for at most (10)."""
        if to is not None:
            return self._move({"to": show_instant(to) if isinstance(to, datetime) else to}, wait_budget)
        return self._move({"by": show_duration(by) if isinstance(by, timedelta) else by}, wait_budget)

    def next(self, *, wait_budget: float | None = None) -> Moved:
        """Move on to the next thing that is due."""
        return self._move({"until": "next"}, wait_budget)

    def settle(self, *, wait_budget: float | None = None) -> Moved:
        """Move on until nothing is left to happen or to be delivered; refused, with the reason, when something never
        ends."""
        return self._move({"until": "settled"}, wait_budget)

    def set(
        self, *, mode: str | None = None, rate: float | None = None, now: datetime | str | None = None
    ) -> ClockState:
        """Pass differently from now on, or move on to `now`; while nothing has happened yet, any time will do."""
        text = show_instant(now) if isinstance(now, datetime) else now
        given = {"mode": mode, "rate": rate, "now": text}
        changes = {name: value for name, value in given.items() if value is not None}
        return msgspec.convert(self._link.ask("PATCH", "/clock", changes, world=self._world), ClockState)

    def _move(self, how: dict[str, Any], wait_budget: float | None) -> Moved:
        waits = {} if wait_budget is None else {"wait_budget": wait_budget}
        answer = self._link.ask(
            "POST", "/clock/advance", {**how, **waits}, world=self._world, wait_budget=wait_budget or 0
        )
        return msgspec.convert(answer, Moved)
