"""Calls that share lines: never more of them are under way than there are lines, and each gets its turn.

The tests apply if `Provider.limits` names lines and the orders use them.
"""

import pytest

from mockserver.calls.events import Phase
from mockserver.testing.api_client import ApiClient
from mockserver.testing.provider_suite.base import SuiteBase

UNDER_WAY = (Phase.DIALLING, Phase.RINGING, Phase.TALKING)
ORDERS = 4


class LineTests(SuiteBase):
    """Simultaneous calls."""

    def limited(self, limit: int) -> ApiClient:
        """Return a client of a world with so many lines of each kind; skip the test if the provider has none."""
        client = self.client()
        kinds = self.provider.limits(client.world.options.providers[self.provider.name])
        if not kinds:
            pytest.skip(f"{self.provider.name} has no lines")
        client.world.limit_lines(dict.fromkeys(kinds, limit))
        return client

    @pytest.mark.parametrize("limit", [1, 2])
    def test_no_more_calls_are_under_way_than_there_are_lines(self, limit: int) -> None:
        client = self.limited(limit)
        replies = [self.create(client, "answered") for _ in range(ORDERS)]
        placed = list(client.world.calls)
        assert len(placed) == sum(reply.status < 300 for reply in replies) >= limit
        assert all(reply.status < 300 or 400 <= reply.status < 500 for reply in replies), "an order waits or is refused"
        most = 0
        while client.world.next_due is not None:
            phases = [call.view().phase for call in client.world.calls.values()]
            most = max(most, sum(phase in UNDER_WAY for phase in phases))
            client.world.next()
            assert all(self.read(client, call_id).status == 200 for call_id in placed)
        assert most == limit
        assert all(call.closed for call in client.world.calls.values()), "a call never got a line"
