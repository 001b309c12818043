"""The clock of a world, through the control API: read it, advance it, change its mode and rate.

Durations and instants can be Python values or text; they are sent as text. A `datetime` without a zone is UTC.
"""

from datetime import datetime, timedelta
from typing import Any, Never

import msgspec

from mockserver.client.arguments import refuse_unknown
from mockserver.client.connection import Connection
from mockserver.client.values import AdvanceResult, ClockState, Planned
from mockserver.client.words import ClockMode
from mockserver.errors import BadArgument, is_callers_mistake
from mockserver.simulation.durations import parse_instant, show_duration, show_instant

__tracebackhide__ = is_callers_mistake  #: for pytest


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
        """Return mode, rate and time, and what is due next."""
        return msgspec.convert(self._connection.send("GET", "/clock", world=self._world), ClockState)

    def planned(self, until: datetime | str | None = None) -> Planned:
        """Return what is planned until that instant, inclusive, or ever. What follows from it is not known.

        Raises:
            ControlError: it is not an instant.
        """
        query = {} if until is None else {"until": instant_text(until)}
        return msgspec.convert(self._connection.send("GET", "/clock/planned", world=self._world, query=query), Planned)

    def advance(
        self,
        by: str | float | timedelta | None = None,
        *,
        to: datetime | str | None = None,
        wait_budget: float | None = None,
        **unknown: Never,
    ) -> AdvanceResult:
        """Advance by a duration (`"2h"`, seconds, a timedelta) or to an instant; return when all due events are
        processed and their webhooks delivered. Wait for receivers for at most `wait_budget` real seconds (10).

        Raises:
            BadArgument: neither or both of `by` and `to` are given, or another argument.
            ControlError: it is not a duration or an instant, or the instant is in the past.
        """
        refuse_unknown("clock.advance", unknown, ("by", "to", "wait_budget"))
        if (by is None) == (to is None):
            raise BadArgument('clock.advance() takes either a duration, such as "2h", or to=INSTANT.')
        if to is not None:
            return self._advance({"to": instant_text(to)}, wait_budget)
        return self._advance({"by": show_duration(by) if isinstance(by, timedelta) else by}, wait_budget)

    def next(self, *, wait_budget: float | None = None) -> AdvanceResult:
        """Advance to the next event."""
        return self._advance({"until": "next"}, wait_budget)

    def settle(self, *, wait_budget: float | None = None) -> AdvanceResult:
        """Advance until no event and no delivery is left: all calls have ended, all results of their conversations have
        come, except those that never come, and all webhooks are delivered.

        Raises:
            ControlError: a call never ends; the message names it.
        """
        return self._advance({"until": "settled"}, wait_budget)

    def set(
        self, *, mode: ClockMode | str | None = None, rate: float | None = None, now: datetime | str | None = None
    ) -> ClockState:
        """Change mode or rate, or advance to `now`; a world in which nothing has happened yet accepts any `now`.

        Args:
            mode: `real` (time passes), `manual` (it stands still until it is advanced), `step` (each read of a call
                advances to its next change) or `auto` (it jumps to the next event when nothing is in flight).
            rate: how fast time passes in mode `real`; 2 is twice as fast.
            now: the virtual time.

        Raises:
            ControlError: there is no such mode; or something has happened, and `now` is in the past; `Control.reset`
                accepts it.
        """
        values = {"mode": mode, "rate": rate, "now": None if now is None else instant_text(now)}
        changes = {name: value for name, value in values.items() if value is not None}
        return msgspec.convert(self._connection.send("PATCH", "/clock", changes, world=self._world), ClockState)

    def _advance(self, target: dict[str, Any], wait_budget: float | None) -> AdvanceResult:
        budget = {} if wait_budget is None else {"wait_budget": wait_budget}
        response = self._connection.send(
            "POST", "/clock/advance", {**target, **budget}, world=self._world, wait_budget=wait_budget or 0
        )
        return msgspec.convert(response, AdvanceResult)


def instant_text(instant: datetime | str) -> str:
    """Return an instant as the control API reads it. The server checks text."""
    return show_instant(parse_instant(instant)) if isinstance(instant, datetime) else instant
