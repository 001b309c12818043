"""The status of a call before and after one of its requests, in the words of the provider.

A record of the journal has the number of events that its call had before and after the request. The status of that
moment is computed from so many events.
"""

from typing import NamedTuple

from mockserver.calls.call import Call
from mockserver.calls.views import fold
from mockserver.providers import PROVIDERS
from mockserver.world.journal import Record
from mockserver.world.world import World

_READS = ("GET", "HEAD")


class StatusChange(NamedTuple):
    """None: there was no call, or the world does not have it any more."""

    before: str | None
    after: str | None


class CallStatuses:
    """Reads the statuses of one world, as it is now. Each is computed once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._words: dict[tuple[str, int], str] = {}

    def change(self, record: Record) -> StatusChange:
        """Return the status of the call of a request before and after it."""
        call = self._world.calls.get(record.call) if record.call is not None else None
        if call is None:
            return StatusChange(None, None)
        before = None if _creates(record, call) else record.after if record.before is None else record.before
        return StatusChange(self._word(call, before), self._word(call, record.after))

    def _word(self, call: Call, count: int | None) -> str | None:
        """Return the status after the first `count` events; None if the call is another one with the same id."""
        if count is None or not 0 < count <= call.processed:
            return None
        key = (call.id, count)
        if key not in self._words:
            self._words[key] = PROVIDERS.named(call.provider).status_word(fold(call.timeline[:count]))
        return self._words[key]


def _creates(record: Record, call: Call) -> bool:
    """Return whether the request has created the call. A repeated request has the events from before it."""
    return record.before is None and record.method not in _READS and call.created_at == record.at
