"""Records of the journal as the control API shows them: with the status of their call, and their findings.

    Record ─► RequestSerializer(world).show ─► the record, `call_status`, `findings`

A record has the number of events that its call had before and after the request. The status of that moment is computed
from so many events, in the words of the provider. Findings are computed once for all records.
"""

from functools import cached_property
from typing import Any

from mockserver.calls.call import Call
from mockserver.calls.views import fold
from mockserver.gateway.findings import findings_of
from mockserver.providers import PROVIDERS
from mockserver.world.journal import Record
from mockserver.world.world import World

_READS = ("GET", "HEAD")


class RequestSerializer:
    """Shows the records of one world, as it is now."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._words: dict[tuple[str, int], str] = {}

    @cached_property
    def _findings(self) -> dict[int, list[dict[str, str]]]:
        """The findings by the number of their request."""
        found: dict[int, list[dict[str, str]]] = {}
        for finding in findings_of(self._world):
            if finding.request is not None:
                found.setdefault(finding.request, []).append({"kind": finding.kind, "message": finding.message})
        return found

    @cached_property
    def _first(self) -> dict[str, int]:
        """The number of the first request about each call."""
        return {record.call: record.number for record in reversed(self._world.journal) if record.call is not None}

    def show(self, record: Record) -> dict[str, Any]:
        """Return a record as JSON-ready values, without secrets."""
        return {
            **record.shown(),
            "call_status": self.call_status(record),
            "findings": self.findings(record),
        }

    def findings(self, record: Record) -> list[dict[str, str]]:
        """Return kind and message of the findings of a request."""
        return self._findings.get(record.number, [])

    def call_status(self, record: Record) -> dict[str, str | None]:
        """Return the provider's status of the call before and after the request; null where there was no call, or if
        the world does not have it any more."""
        call = self._world.calls.get(record.call) if record.call is not None else None
        if call is None:
            return {"before": None, "after": None}
        before = None if self._creates(record, call) else record.after if record.before is None else record.before
        return {"before": self._word(call, before), "after": self._word(call, record.after)}

    def _creates(self, record: Record, call: Call) -> bool:
        """Return whether the request has created the call."""
        may_create = record.before is None and record.method not in _READS
        return may_create and call.created_at == record.at and self._first.get(call.id) == record.number

    def _word(self, call: Call, count: int | None) -> str | None:
        """Return the status after the first `count` events; None if the call is another one with the same id."""
        if count is None or not 0 < count <= call.processed:
            return None
        key = (call.id, count)
        if key not in self._words:
            provider = PROVIDERS.named(call.provider)
            self._words[key] = provider.status_word(fold(call.timeline[:count]))
        return self._words[key]
