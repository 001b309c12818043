"""The calls of a world, at all providers, through the control API.

Reading does not advance the clock. The documented example calls, with which a world begins, are left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Never

import msgspec

from mockserver.client.arguments import refuse_unknown
from mockserver.client.call_responses import CallResponse
from mockserver.client.call_summaries import CallPage
from mockserver.client.listing import Listing
from mockserver.client.values import Call, Forecast
from mockserver.client.words import Answerer, EndReason, Phase, Side
from mockserver.errors import is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest


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

    def forecast(self, call: str) -> Forecast:
        """Return what will happen to the call with that id if nobody touches it, as if no other call held a line.

        Raises:
            ControlError: this world has no such call.
        """
        query = {"forecast": "true"}
        sent = self._connection.send("GET", f"/calls/{call}", world=self._world, query=query)
        return msgspec.convert({**sent["forecast"], "call": sent}, Forecast)

    def find(
        self,
        *,
        provider: str | None = None,
        direction: Literal["outbound", "inbound"] | None = None,
        from_number: str | None = None,
        to_number: str | None = None,
        phase: Phase | str | None = None,
        status: str | None = None,
        scenario: str | None = None,
        agent: str | None = None,
        reason: EndReason | str | None = None,
        **unknown: Never,
    ) -> list[Call]:
        """Return the calls with these values, oldest first. `status` is in the provider's words, `phase` the same for
        all providers.

        Raises:
            BadArgument: calls have no value of that name; the message offers the nearest.
        """
        wanted = {
            "provider": provider,
            "direction": direction,
            "from_number": from_number,
            "to_number": to_number,
            "phase": phase,
            "status": status,
            "scenario": scenario,
            "agent": agent,
            "reason": reason,
        }
        refuse_unknown("calls.find", unknown, wanted)
        values = {name: value for name, value in wanted.items() if value is not None}
        rows = self._connection.send("GET", "/calls", world=self._world)["calls"]
        calls = msgspec.convert(rows, list[Call])
        return [call for call in calls if all(getattr(call, name) == value for name, value in values.items())]

    def summary(
        self,
        *,
        q: str | None = None,
        ids: Iterable[str] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        examples: bool = False,
        **filters: str,
    ) -> CallPage:
        """Return a page of short rows, newest first: what each call is, what comes next, its phases over time.

        Args:
            q: a text in ids, numbers, statuses, scenarios, reasons, agents or labels, in any case.
            ids: only these calls (at most 500).
            limit: how many rows at most, 1 to 1,000; without it, 200.
            cursor: `next` of the page before.
            examples: whether the documented samples are listed too.
            **filters: `provider`, `to`, `phase`, `status`, `scenario`.

        Raises:
            ControlError: a filter is unknown, or a value is not valid.
        """
        wanted = {
            **filters,
            "view": "summary",
            "q": q,
            "id": None if ids is None else ",".join(ids),
            "limit": limit,
            "cursor": cursor,
            "examples": "true" if examples else None,
        }
        query = {name: str(value) for name, value in wanted.items() if value is not None}
        return msgspec.convert(self._connection.send("GET", "/calls", world=self._world, query=query), CallPage)

    def response(self, call: str, events: int | None = None) -> CallResponse:
        """Return what a client gets that reads the call with that id: now, or after its first `events` events, planned
        ones included. Nothing changes.

        Raises:
            ControlError: there is no such call, or it has fewer events.
        """
        query = {} if events is None else {"events": str(events)}
        sent = self._connection.send("GET", f"/calls/{call}/response", world=self._world, query=query)
        return msgspec.convert(sent, CallResponse)

    def inbound(
        self, provider: str, from_number: str, to_number: str, *, agent: str | None = None, scenario: str | None = None
    ) -> Call:
        """Create an inbound call to a number of the account (E.164). `agent` is the id of the agent that answers,
        `scenario` the one that the call plays.

        Raises:
            ControlError: there is no such provider or scenario, or a number is not valid.
        """
        inbound = {"provider": provider, "from": from_number, "to": to_number, "agent": agent, "scenario": scenario}
        given = {key: value for key, value in inbound.items() if value is not None}
        return msgspec.convert(self._connection.send("POST", "/calls", given, world=self._world), Call)

    def answer(self, call: str, by: Answerer | str = "human") -> Call:
        """Answer the call with that id, by `human`, `voicemail`, `IVR`, …; its planned events are dropped.

        Raises:
            ControlError: there is no such call, or it cannot be answered now.
        """
        return self._command(call, "answer", {"by": by})

    def fail(self, call: str, reason: EndReason | str = "no_answer") -> Call:
        """Let the dial fail: `busy`, `no_answer`, …

        Raises:
            ControlError: there is no such call, or it is not being dialled.
        """
        return self._command(call, "fail", {"reason": reason})

    def say(self, call: str, text: str, who: Literal["user", "agent"] = "user") -> Call:
        """Add a turn to the conversation; `who` is `user` or `agent`.

        Raises:
            ControlError: there is no such call, or it is not in a conversation.
        """
        return self._command(call, "say", {"text": text, "who": who})

    def hang_up(
        self,
        call: str,
        by: Side | str = "user",
        *,
        reason: EndReason | str = "hang_up",
        outputs: Mapping[str, Any] | None = None,
        summary: str | None = None,
    ) -> Call:
        """End the conversation by `user`, `agent` or `system`. `outputs` are what the agent found out, by name, and
        `summary` is a text.

        Raises:
            ControlError: there is no such call, or it is not in a conversation.
        """
        ended = {"by": by, "reason": reason, "outputs": outputs, "summary": summary}
        return self._command(call, "hangup", {name: value for name, value in ended.items() if value is not None})

    def transfer(self, call: str, to: str) -> Call:
        """Transfer the call to another number (E.164).

        Raises:
            ControlError: there is no such call, it is not in a conversation, or the number is not valid.
        """
        return self._command(call, "transfer", {"to": to})

    def _command(self, call: str, command: str, body: dict[str, Any]) -> Call:
        return msgspec.convert(self._connection.send("POST", f"/calls/{call}/{command}", body, world=self._world), Call)
