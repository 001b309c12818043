"""The faults of API answers that are planned in a world, through the control API: add, list with accounting, remove.

control.faults.add("timeout", operation="calls.get", nth=3)
control.faults.add({"fault": "error", "status": 503, "first": 2}, "rate_limit")
"""

from collections.abc import Mapping, Sequence
from typing import Any, Never

import msgspec

from mockserver.client.arguments import refuse_unknown
from mockserver.client.listing import Listing
from mockserver.client.words import Duration, FaultKind, FaultTime, Globs
from mockserver.errors import is_callers_mistake

__tracebackhide__ = is_callers_mistake  #: for pytest


class PlannedFault(msgspec.Struct, frozen=True):
    """A rule with its accounting. `requests` are the numbers of the requests on which it fired, the last 1,000."""

    id: str
    fault: str
    matched: int
    fired: int
    left: int | None  #: on how many further requests it can fire at most; None: any number
    requests: list[int]
    operation: str | list[str] | None = None
    provider: str | list[str] | None = None
    method: str | list[str] | None = None
    path: str | list[str] | None = None
    when: str = "before"
    optional: bool = False
    plan: str | None = None
    call: str | None = None  #: the call whose scenario has it
    scenario: str | None = None

    def __str__(self) -> str:
        scope = " ".join(str(part) for part in (self.provider, self.operation, self.method, self.path) if part)
        whose = f" of call {self.call} ({self.scenario})" if self.call else f" of plan {self.plan}" if self.plan else ""
        return f"{self.id}: {self.fault}{f' on {scope}' if scope else ''}{whose}"


class Faults(Listing[PlannedFault]):
    """The planned faults of a world, in the order in which they were added; those of scenarios after the others."""

    @property
    def fired(self) -> list[PlannedFault]:
        """Return the faults that have fired at least once."""
        return [rule for rule in self if rule.fired]

    def add(
        self,
        *faults: FaultKind | str | Mapping[str, Any],
        plan: str | None = None,
        operation: Globs | None = None,
        provider: Globs | None = None,
        method: Globs | None = None,
        path: Globs | None = None,
        when: FaultTime | str | None = None,
        first: int | None = None,
        nth: int | None = None,
        every: int | None = None,
        chance: float | None = None,
        between: Sequence[Duration] | None = None,
        times: int | None = None,
        status: int | None = None,
        body: Any = None,
        retry_after: Duration | None = None,
        for_: Duration | None = None,
        for_first: Duration | None = None,
        at: int | str | None = None,
        optional: bool | None = None,
        **unknown: Never,
    ) -> list[PlannedFault]:
        """Add faults, by their kind or as mappings, and return them with their ids. The arguments apply to each of
        them: `add("timeout", operation="calls.get", nth=3)`.

        Args:
            faults: kinds of faults, or rules with the key `fault`.
            plan: only requests with the header `X-Mockserver-Fault-Plan: PLAN`.
            operation: only these operations, such as `calls.get` or `calls.*`.
            provider: only requests to these providers.
            method: only these HTTP methods.
            path: only these paths, without the provider's mount point.
            when: `before` (default: nothing has happened) or `after` the request has had its effect.
            first: only the first so many requests that match.
            nth: only this one of the requests that match, from 1.
            every: only each request whose number is a multiple of this.
            chance: how likely, from 0 to 1.
            between: only in this part of virtual time from now on, such as `("10s", "2m")`.
            times: at most so often.
            status: of `error`: the status.
            body: of `error`: the body in place of the provider's.
            retry_after: of `error` and `rate_limit`: when to try again.
            for_: of `delay` and `dribble`: how long, in real time.
            for_first: of `not_found`: so long (virtual time) after the id was made.
            at: of `cut` and `reset`: after so many bytes of the body, such as `"1KiB"`.
            optional: whether the test may end without it having fired.

        Raises:
            BadArgument: a rule has no key of that name.
            ControlError: a rule is not valid; the message says what is allowed.
        """
        keys = {
            "operation": operation,
            "provider": provider,
            "method": method,
            "path": path,
            "when": when,
            "first": first,
            "nth": nth,
            "every": every,
            "chance": chance,
            "between": between,
            "times": times,
            "status": status,
            "body": body,
            "retry_after": retry_after,
            "for": for_,
            "for_first": for_first,
            "at": at,
            "optional": optional,
        }
        refuse_unknown("faults.add", unknown, ["for_" if key == "for" else key for key in (*keys, "plan")])
        shared = {key: value for key, value in keys.items() if value is not None}
        rules = [{**({"fault": fault} if isinstance(fault, str) else fault), **shared} for fault in faults]
        body = {"plan": plan, "faults": rules}
        rows = self._connection.send("POST", "/faults", body, world=self._world)["faults"]
        return msgspec.convert(rows, list[PlannedFault])

    def remove(self, fault: PlannedFault | str) -> PlannedFault:
        """Remove one fault; return it with its accounting.

        Raises:
            ControlError: there is no such fault.
        """
        rule_id = fault.id if isinstance(fault, PlannedFault) else fault
        return msgspec.convert(self._connection.send("DELETE", f"/faults/{rule_id}", world=self._world), PlannedFault)

    def clear(self) -> None:
        """Remove all faults, also those of the scenarios of running calls."""
        self._connection.send("DELETE", "/faults", world=self._world)

    def _all(self) -> list[PlannedFault]:
        rows = self._connection.send("GET", "/faults", world=self._world)["faults"]
        return msgspec.convert(rows, list[PlannedFault])
