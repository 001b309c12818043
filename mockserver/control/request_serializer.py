"""Records of the journal as the control API shows them: with the status of their call, the provider's message of an
error, and their findings.

    Record ─► RequestSerializer(world).show ─► the record, `message`, `call_status`, `findings`

Findings are computed once for all records.
"""

from functools import cached_property
from typing import Any

from mockserver.gateway.call_status import CallStatuses
from mockserver.gateway.error_messages import error_message
from mockserver.gateway.findings import findings_of
from mockserver.world.journal import Record
from mockserver.world.redaction import redact_text
from mockserver.world.world import World


class RequestSerializer:
    """Shows the records of one world, as it is now."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._statuses = CallStatuses(world)

    @cached_property
    def _findings(self) -> dict[int, list[dict[str, str]]]:
        """The findings by the number of their request."""
        found: dict[int, list[dict[str, str]]] = {}
        for finding in findings_of(self._world):
            if finding.request is not None:
                found.setdefault(finding.request, []).append({"kind": finding.kind, "message": finding.message})
        return found

    def show(self, record: Record) -> dict[str, Any]:
        """Return a record as JSON-ready values, without secrets."""
        return {
            **record.shown(),
            "message": redact_text(error_message(record.status, record.answer) or "") or None,
            "call_status": self.call_status(record),
            "findings": self.findings(record),
        }

    def findings(self, record: Record) -> list[dict[str, str]]:
        """Return kind and message of the findings of a request."""
        return self._findings.get(record.number, [])

    def call_status(self, record: Record) -> dict[str, str | None]:
        """Return the provider's status of the call before and after the request; null where there was no call, or if
        the world does not have it any more."""
        return self._statuses.change(record)._asdict()
