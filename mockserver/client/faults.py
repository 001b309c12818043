"""The faults of API answers that are planned in a world, through the control API: add, list with accounting, remove.

control.faults.add("timeout", operation="calls.get", nth=3)
control.faults.add({"fault": "error", "status": 503, "first": 2}, "rate_limit")
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from mockserver.client.listing import Listing


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

    def add(self, *faults: str | Mapping[str, Any], plan: str | None = None, **keys: Any) -> list[PlannedFault]:
        """Add faults, as mappings or by their kind, and return them with their ids. `keys` are those of a rule and
        apply to each of them; a key that is a keyword of Python has an underscore: `add("delay", for_="2s")`. With a
        `plan`, they apply only to requests with the header `X-Mockserver-Fault-Plan: PLAN`.

        Raises:
            ControlError: a rule is not valid; the message says what is allowed.
        """
        shared = {key.removesuffix("_"): value for key, value in keys.items()}
        rules = [{**({"fault": fault} if isinstance(fault, str) else fault), **shared} for fault in faults]
        body = {"plan": plan, "faults": rules}
        rows = self._connection.send("POST", "/faults", body, world=self._world)["faults"]
        return msgspec.convert(rows, list[PlannedFault])

    def remove(self, fault: PlannedFault | str) -> PlannedFault:
        """Remove one fault; return it with its accounting."""
        rule_id = fault.id if isinstance(fault, PlannedFault) else fault
        return msgspec.convert(self._connection.send("DELETE", f"/faults/{rule_id}", world=self._world), PlannedFault)

    def clear(self) -> None:
        """Remove all faults, also those of the scenarios of running calls."""
        self._connection.send("DELETE", "/faults", world=self._world)

    def _all(self) -> list[PlannedFault]:
        rows = self._connection.send("GET", "/faults", world=self._world)["faults"]
        return msgspec.convert(rows, list[PlannedFault])
