"""The object that a test gets: one world of the session's server, and what fails the test at its end.

Only the end of a test bypasses the control API.
"""

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from mockserver.client import Control, Finding, PlannedFault, SentRequest
from mockserver.errors import is_callers_mistake
from mockserver.testing.simulated_world import SimulatedWorld

if TYPE_CHECKING:
    from collections.abc import Collection

    from mockserver.testing.in_process import InProcessServer

__tracebackhide__ = is_callers_mistake  #: for pytest
_SHOWN = 20  #: findings in a message


class Ended(NamedTuple):
    """What was wrong with a world at the end of its test: requests without a route, faults that never fired."""

    unmatched: list[SentRequest]
    unfired: list[PlannedFault]


class MockserverFixture(SimulatedWorld):
    """A world for one test.

    Set `allow_unmatched` to True if the test sends requests that match no route, `allow_unfired` if planned faults need
    not fire, and `fail_on_findings` to the kinds of findings that fail the test (True: all).
    """

    def __init__(self, control: Control, in_process: "InProcessServer | None", key: str) -> None:
        super().__init__(control, in_process, f"{key}~{control.world}")
        self.allow_unmatched = self.allow_unfired = False
        self.fail_on_findings: bool | Collection[str] = False

    def finish(self, *, failed: bool) -> None:
        """Restore the environment and delete the world. Fail the test if a request matched no route, if a planned fault
        never fired, or if there are findings that must not be; the report of a failed test says so already."""
        self.release()
        found = [] if failed else self.unwanted_findings()
        ended = self._forget()
        if failed:
            return
        messages = [unmatched_message(ended.unmatched)] if ended.unmatched and not self.allow_unmatched else []
        if ended.unfired and not self.allow_unfired:
            messages.append(unfired_message(ended.unfired))
        if found:
            messages.append(findings_message(found))
        if messages:
            pytest.fail("\n".join(messages), pytrace=False)

    def unwanted_findings(self) -> list[Finding]:
        """Return the findings that fail the test."""
        kinds = self.fail_on_findings
        if not kinds:
            return []
        return self.findings.find() if kinds is True else self.findings.find(*kinds)

    def unfired(self) -> list[PlannedFault]:
        """Return the planned faults that have not fired although they are not optional."""
        return [rule for rule in self.faults if not (rule.fired or rule.optional)]

    def _forget(self) -> Ended:
        """Delete the world."""
        if self._in_process is not None:
            unmatched, unfired = self._in_process.forget(self.world)
            faults = msgspec.convert(unfired, list[PlannedFault])
            return Ended(msgspec.convert(unmatched, list[SentRequest]), [rule for rule in faults if not rule.optional])
        ended = Ended(self.requests.unmatched(), self.unfired())
        self.control.forget()
        return ended


def unmatched_message(unmatched: list[SentRequest]) -> str:
    """Return the message about requests that matched no route."""
    lines = [f"  {request.method} {request.path} -> {request.status} {request.answer}" for request in unmatched]
    hint = "To allow them: @pytest.mark.mockserver(allow_unmatched=True), or mockserver.allow_unmatched = True."
    return "\n".join([f"Requests that match no route of the simulator: {len(unmatched)}", *lines, hint])


def unfired_message(unfired: list[PlannedFault]) -> str:
    """Return the message about planned faults that never fired, with what they matched."""
    lines = [f"  {rule}: {_nearly(rule)}" for rule in unfired]
    hint = "To allow it: optional: true in the rule, or @pytest.mark.mockserver(allow_unfired=True)."
    return "\n".join([f"Planned faults that never fired: {len(unfired)}", *lines, hint])


def _nearly(rule: PlannedFault) -> str:
    if not rule.matched:
        return "no request matched"
    return f"{rule.matched} request{' matched' if rule.matched == 1 else 's matched'}, but none that it fires on"


def findings_message(found: list[Finding]) -> str:
    """Return the message about findings."""
    lines = [f"  {finding}" for finding in found[:_SHOWN]]
    more = [f"  … and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return "\n".join([f"Findings, which the documentation does not cover: {len(found)}", *lines, *more])
