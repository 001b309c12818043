"""The clock of a world, through the control API: read it, advance it, change its mode and rate.

Durations and instants can be Python values or text; they are sent as text.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from mockserver.client.connection import Connection
from mockserver.client.values import AdvanceResult, ClockState
from mockserver.simulation.durations import show_duration, show_instant


class Clock:
    """The clock of a world."""

    def __init__(self, connection: Connection, world: str | None) -> None:
        self._connection, self._world = connection, world

    @property
    def now(self) -> datetime:
        """Return the virtual time."""
        return self.state.now

    @property
    def state(self) -> ClockState:
        """Return mode, rate and time."""
        return msgspec.convert(self._connection.send("GET", "/clock", world=self._world), ClockState)

    def advance(
        self,
        by: str | float | timedelta | None = None,
        *,
        to: datetime | str | None = None,
        wait_budget: float | None = None,
    ) -> AdvanceResult:
        """Advance by a duration (`"2h"`, seconds, a timedelta) or to an instant; return when all due events are
        processed and their webhooks delivered. Wait for receivers for at most `wait_budget` real seconds (10)."""
        if to is not None:
            return self._advance({"to": show_instant(to) if isinstance(to, datetime) else to}, wait_budget)
        return self._advance({"by": show_duration(by) if isinstance(by, timedelta) else by}, wait_budget)

    def next(self, *, wait_budget: float | None = None) -> AdvanceResult:
        """Advance to the next event."""
        return self._advance({"until": "next"}, wait_budget)

    def settle(self, *, wait_budget: float | None = None) -> AdvanceResult:
        """Advance until no event and no delivery is left.

        Raises:
            ControlError: a call never ends; the message names it.
        """
        return self._advance({"until": "settled"}, wait_budget)

    def set(
        self, *, mode: str | None = None, rate: float | None = None, now: datetime | str | None = None
    ) -> ClockState:
        """Change mode or rate, or advance to `now`; a world in which nothing has happened yet accepts any `now`."""
        text = show_instant(now) if isinstance(now, datetime) else now
        values = {"mode": mode, "rate": rate, "now": text}
        changes = {name: value for name, value in values.items() if value is not None}
        return msgspec.convert(self._connection.send("PATCH", "/clock", changes, world=self._world), ClockState)

    def _advance(self, target: dict[str, Any], wait_budget: float | None) -> AdvanceResult:
        budget = {} if wait_budget is None else {"wait_budget": wait_budget}
        response = self._connection.send(
            "POST", "/clock/advance", {**target, **budget}, world=self._world, wait_budget=wait_budget or 0
        )
        return msgspec.convert(response, AdvanceResult)
