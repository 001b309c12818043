"""The calls of a world, seen from outside, whichever provider they are at.

Looking does not move the clock. The documented example calls with which a world begins are left out.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from mockserver.client.link import Link
from mockserver.client.values import Call


class Calls:
    """The calls of a world, oldest first: iterate, count, take one by index or id, or find some."""

    def __init__(self, link: Link, world: str | None) -> None:
        self._link, self._world = link, world

    def __iter__(self) -> Iterator[Call]:
        return iter(self.find())

    def __len__(self) -> int:
        return len(self.find())

    def __getitem__(self, which: int | str) -> Call:
        return self.find()[which] if isinstance(which, int) else self.get(which)

    def __repr__(self) -> str:
        return repr(self.find())

    def get(self, call: str) -> Call:
        """The call of that id.

        Raises:
            ControlError: there is none in this world.
        """
        return msgspec.convert(self._link.ask("GET", f"/calls/{call}", world=self._world), Call)

    def find(self, **facts: str) -> list[Call]:
        """The calls of which all these facts are so: `provider`, `to_number`, `phase`, `status`, `scenario`, …"""
        rows = self._link.ask("GET", "/calls", world=self._world)["calls"]
        unknown = sorted(set(facts) - set(Call.__struct_fields__))
        if unknown:
            raise TypeError(f"calls have no {unknown[0]!r}; they have {', '.join(Call.__struct_fields__)}")
        calls = msgspec.convert(rows, list[Call])
        return [call for call in calls if all(getattr(call, name) == fact for name, fact in facts.items())]

    def inbound(
        self, provider: str, from_number: str, to_number: str, *, agent: str | None = None, scenario: str | None = None
    ) -> Call:
        """Somebody calls a number of the account."""
        caller = {"provider": provider, "from": from_number, "to": to_number, "agent": agent, "scenario": scenario}
        given = {key: value for key, value in caller.items() if value is not None}
        return msgspec.convert(self._link.ask("POST", "/calls", given, world=self._world), Call)

    def answer(self, call: str, by: str = "human") -> Call:
        """Somebody or something picks up: `human`, `voicemail`, `IVR`, …"""
        return self._drive(call, "answer", {"by": by})

    def fail(self, call: str, reason: str = "no_answer") -> Call:
        """The dial fails: `busy`, `no_answer`, …"""
        return self._drive(call, "fail", {"reason": reason})

    def say(self, call: str, text: str, who: str = "user") -> Call:
        """One side, `user` or `agent`, says something."""
        return self._drive(call, "say", {"text": text, "who": who})

    def hang_up(self, call: str, by: str = "user", **more: Any) -> Call:
        """One side ends the talk; `reason`, `outputs` and `summary` may be added."""
        return self._drive(call, "hangup", {"by": by, **more})

    def transfer(self, call: str, to: str) -> Call:
        """The agent hands the talk over to another number (E.164)."""
        return self._drive(call, "transfer", {"to": to})

    def _drive(self, call: str, verb: str, body: dict[str, Any]) -> Call:
        return msgspec.convert(self._link.ask("POST", f"/calls/{call}/{verb}", body, world=self._world), Call)
