"""The calls of a world, at all providers, through the control API.

Reading does not advance the clock. The documented example calls, with which a world begins, are left out.
"""

from typing import Any

import msgspec

from mockserver.client.listing import Listing
from mockserver.client.values import Call


class Calls(Listing[Call]):
    """The calls of a world, oldest first: iterate, count, get one by index or id, or find some."""

    def _all(self) -> list[Call]:
        return self.find()

    def __getitem__(self, which: int | str) -> Call:
        return self.find()[which] if isinstance(which, int) else self.get(which)

    def get(self, call: str) -> Call:
        """Return the call with that id.

        Raises:
            ControlError: this world has no such call.
        """
        return msgspec.convert(self._connection.send("GET", f"/calls/{call}", world=self._world), Call)

    def find(self, **values: str) -> list[Call]:
        """Return the calls with these values: `provider`, `to_number`, `phase`, `status`, `scenario`, …"""
        rows = self._connection.send("GET", "/calls", world=self._world)["calls"]
        unknown = sorted(set(values) - set(Call.__struct_fields__))
        if unknown:
            raise TypeError(
                f"Calls have no field {unknown[0]!r}; their fields are {', '.join(Call.__struct_fields__)}."
            )
        calls = msgspec.convert(rows, list[Call])
        return [call for call in calls if all(getattr(call, name) == value for name, value in values.items())]

    def inbound(
        self, provider: str, from_number: str, to_number: str, *, agent: str | None = None, scenario: str | None = None
    ) -> Call:
        """Create an inbound call to a number of the account."""
        inbound = {"provider": provider, "from": from_number, "to": to_number, "agent": agent, "scenario": scenario}
        given = {key: value for key, value in inbound.items() if value is not None}
        return msgspec.convert(self._connection.send("POST", "/calls", given, world=self._world), Call)

    def answer(self, call: str, by: str = "human") -> Call:
        """Answer the call, by `human`, `voicemail`, `IVR`, …"""
        return self._command(call, "answer", {"by": by})

    def fail(self, call: str, reason: str = "no_answer") -> Call:
        """Let the dial fail: `busy`, `no_answer`, …"""
        return self._command(call, "fail", {"reason": reason})

    def say(self, call: str, text: str, who: str = "user") -> Call:
        """Add a turn to the conversation; `who` is `user` or `agent`."""
        return self._command(call, "say", {"text": text, "who": who})

    def hang_up(self, call: str, by: str = "user", **more: Any) -> Call:
        """End the conversation by `user`, `agent` or `system`; `reason`, `outputs` and `summary` are optional."""
        return self._command(call, "hangup", {"by": by, **more})

    def transfer(self, call: str, to: str) -> Call:
        """Transfer the call to another number (E.164)."""
        return self._command(call, "transfer", {"to": to})

    def _command(self, call: str, command: str, body: dict[str, Any]) -> Call:
        return msgspec.convert(self._connection.send("POST", f"/calls/{call}/{command}", body, world=self._world), Call)
